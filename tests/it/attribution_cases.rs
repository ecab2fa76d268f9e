//! Cases of `attribution`: a line an attribution, `kind: source | cue | content -> speaker`.
//!
//! Parts of one content are joined by ` + `, a paragraph break is ` ¶ `, what is missing is `-`;
//! what sort of speaker has no name and for whom one speaks follow it, addressee and venue in brackets. The articles are of 26 November 2019.

use std::fmt::Write as _;

use jiff::civil::date;
use onrecord::attribution::{Attribution, Attributor, Nameless, Principal};
use onrecord::entities::{Entities, EntityMatcher};
use onrecord::lexicon::Lexicon;
use onrecord::segment::Segmenter;
use onrecord::text::{Clean, CleanText, Span};

use crate::cases;

#[test]
fn attribution_cases() {
    let lexicon = Lexicon::built_in();
    let (segmenter, attributor) = (Segmenter::default(), Attributor::default());
    let matcher = EntityMatcher::new(&lexicon);
    let day = Some(date(2019, 11, 26));
    cases::check("attribution", |_, input| {
        let clean = CleanText::new(input.trim_matches('\n').to_owned());
        let segments = segmenter.segment(&clean);
        let entities = matcher.find(&lexicon, &clean, &segments, day);
        let made = attributor.find(&lexicon, &clean, &segments, &entities, day);
        if made.attributions.is_empty() {
            return "nothing".to_owned();
        }
        let lines = made.attributions.iter().map(|one| line(&lexicon, &clean, &entities, one));
        lines.collect::<Vec<_>>().join("\n")
    });
}

fn line(lexicon: &Lexicon, clean: &CleanText, entities: &Entities, one: &Attribution) -> String {
    let text = |spans: &[Span<Clean>]| match spans {
        [] => "-".to_owned(),
        spans => spans.iter().map(|span| clean.at(*span)).collect::<Vec<_>>().join(" + "),
    };
    let speaker = one.speaker.chain.map_or("-", |chain| &entities.chains[chain as usize].name);
    let mut line = format!("{:?}: ", one.kind).to_lowercase();
    let (source, cue, content) = (text(&one.source), text(&one.cue), text(&one.content));
    write!(line, "{source} | {cue} | {content} -> {speaker}").unwrap();
    if let Some(office) = one.speaker.office {
        write!(line, " ({})", lexicon.office(office).name).unwrap();
    }
    line += match one.speaker.nameless {
        Some(Nameless::One) => " <unnamed>",
        Some(Nameless::Group) => " <group>",
        Some(Nameless::Document) => " <document>",
        None => "",
    };
    match one.speaker.spoke_for {
        Some(Principal::Chain(chain)) => {
            write!(line, " for {}", entities.chains[chain as usize].name).unwrap();
        }
        Some(Principal::Entity(entity)) => {
            write!(line, " for {}", lexicon.entity(entity).name).unwrap();
        }
        None => {}
    }
    if let Some(addressee) = one.addressee {
        write!(line, " [to {}]", clean.at(addressee)).unwrap();
    }
    if let Some(venue) = one.venue {
        write!(line, " [at {}]", clean.at(venue)).unwrap();
    }
    line.replace('\n', " ¶ ")
}
