//! Cases of `claims`: what each field of a claim is made of.
//!
//! In an input, `{s|...}` is the source, `{c|...}` the cue and `{x|...}` the content; an input
//! without them is all content. A first line `published: YYYY-MM-DD` is the date of the article.

use std::fmt::Write as _;

use jiff::civil::Date;
use onrecord::attribution::{Attribution, QuoteKind, Speaker};
use onrecord::claims::{Claim, ClaimReader, Claimed, Comparator, Quantity};
use onrecord::entities::Entities;
use onrecord::segment::Segmenter;
use onrecord::text::{Clean, CleanText, Span, offset};

use crate::cases;

#[test]
fn claims_cases() {
    let (segmenter, reader) = (Segmenter::default(), ClaimReader::default());
    let read = |input: &str| -> (CleanText, Claimed) {
        let (date, marked) = split_date(input);
        let (clean, attribution) = parse(marked);
        let segments = segmenter.segment(&clean);
        let made = reader.find(&clean, &segments, &Entities::default(), &[attribution], date);
        assert_eq!(made.claims.len(), 1, "one claim in {input}");
        (clean, made)
    };
    let claim = |input: &str| -> Claim { read(input).1.claims.remove(0) };
    cases::check("claims", |topic, input| {
        if let "quantities" | "dates" = topic {
            let (clean, made) = read(input);
            return if topic == "dates" { dates(&clean, &made) } else { quantities(&clean, &made) };
        }
        if topic == "inner" {
            let (clean, made) = read(input);
            let sources = made.claims[0].inner_sources.iter().map(|span| clean.at(*span));
            return sources.collect::<Vec<_>>().join(" | ");
        }
        let claim = claim(input);
        match topic {
            "kinds" => format!("{:?}", claim.kind).to_lowercase(),
            "polarity" => format!("{:?}", claim.polarity).to_lowercase(),
            "modality" => format!("{:?}", claim.modality).to_lowercase(),
            "checkworthy" => {
                let reasons: Vec<&str> = claim.check_reasons.names().collect();
                format!("{:.2} {}", claim.check_worthiness, reasons.join("|")).trim_end().to_owned()
            }
            _ => panic!("no such topic: {topic}"),
        }
    });
}

fn quantities(clean: &CleanText, made: &Claimed) -> String {
    made.quantities.iter().fold(String::new(), |mut out, quantity| {
        let text = clean.at(quantity.span);
        writeln!(out, "{text} = {}", figure(clean, quantity)).unwrap();
        out
    })
}

/// Value, unit, and what else is told of a figure.
fn figure(clean: &CleanText, quantity: &Quantity) -> String {
    let value = match (quantity.value, quantity.low, quantity.high) {
        (Some(value), ..) => value.to_string(),
        (None, low, high) => format!("{}..{}", low.unwrap(), high.unwrap()),
    };
    let unit = quantity.unit.name(clean);
    let comparator = match quantity.comparator {
        Comparator::Exactly | Comparator::Between => String::new(),
        other => format!("({other:?})").to_lowercase(),
    };
    let direction =
        quantity.direction.map_or(String::new(), |way| format!("{way:?}").to_lowercase());
    let parts = [value.as_str(), unit, &comparator, &direction];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}

fn dates(clean: &CleanText, made: &Claimed) -> String {
    made.dates.iter().fold(String::new(), |mut out, date| {
        let value = date.value().unwrap_or_else(|| "?".to_owned());
        writeln!(out, "{} = {value}", clean.at(date.span)).unwrap();
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
