//! Cases of `claims`: what each field of a claim is made of.
//!
//! In an input, `{s|...}` is the source, `{c|...}` the cue and `{x|...}` the content; an input
//! without them is all content. A first line `published: YYYY-MM-DD` is the date of the article.

use std::fmt::Write as _;

use jiff::civil::Date;
use onrecord::attribution::{Attribution, QuoteKind, Speaker};
use onrecord::claims::{Claim, ClaimReader};
use onrecord::entities::Entities;
use onrecord::segment::Segmenter;
use onrecord::text::{Clean, CleanText, Span, offset};

use crate::cases;

#[test]
fn claims_cases() {
    let (segmenter, reader) = (Segmenter::default(), ClaimReader::default());
    let claim = |input: &str| -> (CleanText, Claim) {
        let (date, marked) = split_date(input);
        let (clean, attribution) = parse(marked);
        let segments = segmenter.segment(&clean);
        let mut claims = reader.find(&clean, &segments, &Entities::default(), &[attribution], date);
        assert_eq!(claims.len(), 1, "one claim in {input}");
        (clean, claims.remove(0))
    };
    cases::check("claims", |topic, input| {
        if topic == "clusters" {
            let (first, second) = input.split_once('\n').unwrap();
            let is_equal = claim(first).1.cluster == claim(second).1.cluster;
            return if is_equal { "equal" } else { "different" }.to_owned();
        }
        let (clean, claim) = claim(input);
        match topic {
            "kinds" => format!("{:?}", claim.kind).to_lowercase(),
            "polarity" => format!("{:?}", claim.polarity).to_lowercase(),
            "modality" => format!("{:?}", claim.modality).to_lowercase(),
            "checkworthy" => format!("{:.2}", claim.check_worthiness),
            "quantities" => quantities(&clean, &claim),
            "dates" => dates(&clean, &claim),
            _ => panic!("no such topic: {topic}"),
        }
    });
}

fn quantities(clean: &CleanText, claim: &Claim) -> String {
    claim.quantities.iter().fold(String::new(), |mut out, quantity| {
        let text = clean.at(quantity.span);
        writeln!(out, "{text} = {} {}", quantity.value, quantity.unit).unwrap();
        out.truncate(out.trim_end().len());
        out + "\n"
    })
}

fn dates(clean: &CleanText, claim: &Claim) -> String {
    claim.dates.iter().fold(String::new(), |mut out, date| {
        writeln!(out, "{} = {}", clean.at(date.span), date.value).unwrap();
        out
    })
}

fn split_date(input: &str) -> (Option<Date>, &str) {
    match input.strip_prefix("published: ").and_then(|rest| rest.split_once('\n')) {
        Some((date, rest)) => (Some(date.parse().unwrap()), rest),
        None => (None, input),
    }
}

/// The text without the marks, and the attribution that they say.
fn parse(marked: &str) -> (CleanText, Attribution) {
    let mut text = String::new();
    let (mut source, mut cue, mut content) = (Vec::new(), Vec::new(), Vec::new());
    let mut rest = marked;
    while let Some((before, inside)) = rest.split_once('{') {
        text.push_str(before);
        let (part, after) = inside.split_once('}').expect("a closing brace");
        let (role, part) = part.split_once('|').expect("a role before a bar");
        let span: Span<Clean> = Span::new(offset(text.len()), offset(text.len() + part.len()));
        match role {
            "s" => source.push(span),
            "c" => cue.push(span),
            "x" => content.push(span),
            _ => panic!("no such role: {role}"),
        }
        text.push_str(part);
        rest = after;
    }
    text.push_str(rest);
    let clean = CleanText::new(text);
    if content.is_empty() {
        content.push(clean.span());
    }
    let attribution = Attribution {
        source,
        cue,
        content,
        kind: QuoteKind::Indirect,
        speaker: Speaker::default(),
        addressee: None,
        venue: None,
        rule: "case",
        confidence: 1.0,
    };
    (clean, attribution)
}
