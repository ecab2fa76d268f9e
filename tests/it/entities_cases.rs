//! Cases of `entities`: a line for each mention, with the built-in gazetteers.
//!
//! An input may begin with `@2019-11-26`, the day of the article. A line made is the mention, its
//! id or what it is taken for, how and by which rule it was found, and in brackets the title and
//! the office beside the name.

use onrecord::entities::{EntityMatcher, Mention};
use onrecord::lexicon::Lexicon;
use onrecord::segment::Segmenter;
use onrecord::text::CleanText;

use crate::cases;

#[test]
fn entities_cases() {
    let lexicon = Lexicon::built_in();
    let matcher = EntityMatcher::new(&lexicon);
    let segmenter = Segmenter::default();
    cases::check("entities", |_, input| {
        let (date, text) = match input.strip_prefix('@').and_then(|rest| rest.split_once('\n')) {
            Some((date, text)) => (date.parse().ok(), text),
            None => (None, input),
        };
        let clean = CleanText::new(text.to_owned());
        let segments = segmenter.segment(&clean);
        let made = matcher.find(&lexicon, &clean, &segments, date);
        let line = |mention: &Mention| {
            let chain = &made.chains[mention.chain as usize];
            let what = chain.entity.map_or_else(
                || format!("{:?} {:?}", chain.kind, chain.name),
                |entity| lexicon.entity(entity).id.clone(),
            );
            let how = format!("{:?}", mention.how).to_lowercase();
            let title = mention.title.map(|title| format!(" [{}", clean.at(title)));
            let office = mention.office.map(|office| lexicon.office(office).id.as_str());
            let beside = match (title, office) {
                (Some(title), Some(office)) => format!("{title} = {office}]"),
                (Some(title), None) => format!("{title}]"),
                (None, Some(office)) => format!(" [= {office}]"),
                (None, None) => String::new(),
            };
            format!("{}: {what}, {how}, {}{beside}", clean.at(mention.span), mention.rule)
        };
        made.mentions.iter().map(line).collect::<Vec<_>>().join("\n")
    });
}
