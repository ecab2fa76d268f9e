//! What holds of `normalize` for any text.

use onrecord::lexicon::Lexicon;
use onrecord::normalize::{Normalized, Normalizer};
use onrecord::text::{RawText, Span, offset};
use proptest::prelude::*;

/// Pieces of damaged text, to be strewn among words.
const DAMAGE: [&str; 40] = [
    " ",
    " ",
    " ",
    "\n",
    "\n\n",
    "\r\n",
    "\r",
    "\u{2028}",
    "\u{85}",
    "\u{c}",
    "&rsquo;",
    "&amp;",
    "&amp;rsquo;",
    "&#8220;",
    "&#x1F600;",
    "&nbsp;",
    "&",
    "&#13;",
    "â€™",
    "â€œ",
    "â€\u{9d}",
    "â€",
    "Ã©",
    "Ã¢â‚¬â„¢",
    "Â ",
    "\u{93}",
    "\u{ad}",
    "\u{200b}",
    "\u{a0}",
    "\u{0}",
    "\u{200d}",
    "“",
    "”",
    "\"",
    "``",
    "''",
    ",,",
    "'",
    "😀",
    ".",
];

const WORDS: [&str; 16] = [
    "the",
    "Uthe",
    "nited",
    "States",
    "ato",
    "dministration",
    "adminstration",
    "t",
    "ono",
    "each",
    "other",
    "Trump",
    "said",
    "negotiatins",
    "agreemnet",
    "é",
];

/// Texts that mix words and damage, and a little of anything.
fn noisy() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        4 => prop::sample::select(&WORDS[..]).prop_map(str::to_owned),
        6 => prop::sample::select(&DAMAGE[..]).prop_map(str::to_owned),
        1 => any::<char>().prop_map(String::from),
    ];
    prop::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat())
}

/// The clean text that the repairs make of the raw one, in order.
fn replayed(raw: &RawText, normalized: &Normalized) -> String {
    let (mut out, mut at) = (String::new(), 0);
    for repair in &normalized.repairs {
        out.push_str(raw.at(Span::new(at, repair.raw.start())));
        out.push_str(&repair.clean);
        at = repair.raw.end();
    }
    out + raw.at(Span::new(at, raw.span().end()))
}

/// The raw text that the edits of the alignment give back.
fn undone(raw: &RawText, normalized: &Normalized) -> String {
    let clean = &normalized.clean;
    let (mut out, mut at) = (String::new(), 0);
    for edit in normalized.alignment.edits() {
        out.push_str(clean.at(Span::new(at, edit.clean.start())));
        out.push_str(raw.at(edit.raw));
        at = edit.clean.end();
    }
    out + clean.at(Span::new(at, clean.span().end()))
}

/// Checks what holds of any text.
pub(crate) fn check(normalizer: &Normalizer, text: String) -> Result<(), TestCaseError> {
    let raw = RawText::new(text);
    let normalized = normalizer.normalize(&raw);
    prop_assert_eq!(replayed(&raw, &normalized), normalized.clean.as_str());
    prop_assert_eq!(undone(&raw, &normalized), raw.as_str());
    for repair in &normalized.repairs {
        prop_assert!(repair.raw.end() <= offset(raw.as_str().len()));
        prop_assert!(raw.at(repair.raw) != repair.clean);
        prop_assert!(repair.confidence > 0.0 && repair.confidence <= 1.0);
        // The alignment may give more, where repairs touch, but never less.
        let clean = normalized.alignment.to_clean(repair.raw);
        prop_assert!(normalized.clean.at(clean).contains(repair.clean.as_str()));
    }
    for [first, second] in normalized.repairs.array_windows() {
        prop_assert!(first.raw.end() <= second.raw.start());
    }
    for suggestion in &normalized.suggestions {
        prop_assert!(raw.at(suggestion.raw) != suggestion.clean);
    }
    for line in &normalized.boilerplate {
        let line = normalized.clean.at(*line);
        prop_assert!(!line.is_empty() && line.trim() == line);
    }
    Ok(())
}

proptest! {
    #[test]
    fn repairs_and_alignment_lead_both_ways(text in noisy()) {
        check(&Normalizer::default(), text)?;
    }

    #[test]
    fn any_text_is_taken(text in any::<String>()) {
        check(&Normalizer::default(), text)?;
    }

    /// Known words in plain ASCII prose, however arranged, stay as they are.
    #[test]
    fn clean_text_is_left_alone(
        words in prop::collection::vec(
            prop::sample::select(&["China", "talked", "about", "tariffs", "on", "it", "in", "the",
                "a", "report", "of", "Monday", "No", "deal", "was", "made", "said", "Ross"][..]),
            0..80),
        ends in prop::collection::vec(prop::sample::select(&[" ", " ", " ", ", ", ". ", "\n\n"][..]), 80),
    ) {
        let mut words = words;
        // A word twice in a row is damage.
        words.dedup();
        let text: String = words.iter().zip(&ends).flat_map(|(word, end)| [*word, *end]).collect();
        let normalized = Normalizer::default().normalize(&RawText::new(text.clone()));
        prop_assert_eq!(normalized.clean.as_str(), text);
        prop_assert!(normalized.repairs.is_empty() && normalized.alignment.edits().is_empty());
    }
}

/// No name of the gazetteers is spelled another way in the clean text.
///
/// A name that fails here after it was added is new to the vocabulary, which is then made again, as
/// `models/vocabulary.md` tells; or it looks like damage, and a word list has to know it.
#[test]
fn names_of_the_gazetteers_stay_as_they_are() {
    let (normalizer, lexicon) = (Normalizer::default(), Lexicon::built_in());
    let mut changed = Vec::new();
    for entity in &lexicon.entities {
        let names = std::iter::once(&entity.name).chain(&entity.aliases);
        for name in names.chain(&entity.weak_aliases).chain(&entity.demonyms) {
            let text = format!("On Monday they met with {name} about it.");
            let normalized = normalizer.normalize(&RawText::new(text.clone()));
            if normalized.clean.as_str() != text {
                changed.push(normalized.clean.as_str().to_owned());
            }
        }
    }
    assert!(changed.is_empty(), "{changed:#?}");
}
