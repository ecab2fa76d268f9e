//! Repairs noisy text: one file a fixer, one list in order.
//!
//! Reads a [`RawText`]; makes a [`CleanText`], the [`Alignment`] between them, and the list of
//! [`Repair`]s. Every change of the text has its repair row, and text that needs none passes
//! through unchanged.
//!
//! A fixer is a pure function of the current text, seen through a `Page`, that proposes
//! `Fix`es; the frame applies them and hands the new text to the next fixer. A place that a
//! later fixer changes again has one row, the later one's, over all the raw text that both
//! touched, with the lower of the two confidences. So rows never overlap, and putting each row's
//! `clean` in the place of its `raw` turns the raw text into the clean one.

mod capitals;
mod doubled;
mod hyphens;
mod invisible;
mod join;
mod ledger;
mod line_ends;
mod misread;
mod misspellings;
mod mojibake;
mod near_words;
mod page;
mod pairs;
mod quotes;
mod rare_names;
mod references;
mod spacing;
mod splice;
mod split;
mod vocabulary;
mod weigh;
mod words;

use doubled::Doublings;
use ledger::Ledger;
use misspellings::Misspellings;
use page::Page;
pub use pairs::Pairs;
pub use rare_names::RareNames;
pub use vocabulary::{Entry, Vocabulary};

use crate::text::{Alignment, Change, Clean, CleanText, Raw, RawText, Span};

/// One repair: a row of `repairs.csv`.
#[derive(Debug, Clone, PartialEq)]
pub struct Repair {
    /// What was replaced.
    pub raw: Span<Raw>,
    /// What stands there in the clean text; may be empty.
    pub clean: String,
    /// The fixer's rule, such as `splice`.
    pub rule: &'static str,
    /// From 0 to 1: the share of such repairs that are right.
    pub confidence: f32,
}

/// A text made readable.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Normalized {
    /// What later stages read.
    pub clean: CleanText,
    /// The way back.
    pub alignment: Alignment,
    /// What was changed, by raw position.
    pub repairs: Vec<Repair>,
}

/// One replacement that a fixer proposes in the text it was shown.
#[derive(Debug, Clone, PartialEq)]
struct Fix {
    /// What to replace, and by what.
    change: Change,
    rule: &'static str,
    confidence: f32,
}

impl Fix {
    fn new(
        span: Span<Clean>,
        text: impl Into<String>,
        rule: &'static str,
        confidence: f32,
    ) -> Self {
        Self { change: Change { span, text: text.into() }, rule, confidence }
    }
}

/// A fixer: what it would change in a text, in order and apart.
type Fixer = fn(&Page<'_>) -> Vec<Fix>;

/// Every fixer, in the order in which they run.
///
/// What hides characters is undone first, outermost layer first: a reference may stand for one
/// half of a wrongly decoded character (`&acirc;&euro;&trade;`), and either may hide a line end or
/// an invisible character. Quotation marks come next, as they need to see the blanks around them.
/// Words come last, for only now is it known where each begins and ends; a word typed into
/// another (`ato dministration`) comes before misspellings, which would take its halves for such.
const FIXERS: [Fixer; 15] = [
    references::find,
    mojibake::find,
    line_ends::find,
    hyphens::find,
    spacing::find,
    invisible::find,
    quotes::find,
    doubled::find,
    splice::find,
    split::find,
    join::find,
    misread::find,
    misspellings::find,
    near_words::find,
    capitals::find,
];

/// The fixers and their word lists; built once, shared by all threads.
#[derive(Debug, Default)]
pub struct Normalizer {
    vocabulary: Vocabulary,
    pairs: Pairs,
    rare_names: RareNames,
    misspellings: Misspellings,
    doublings: Doublings,
}

impl Normalizer {
    /// With other tables than the built-in ones.
    pub fn new(vocabulary: Vocabulary, pairs: Pairs, rare_names: RareNames) -> Self {
        Self { vocabulary, pairs, rare_names, ..Self::default() }
    }

    /// Makes a text readable.
    pub fn normalize(&self, raw: &RawText) -> Normalized {
        let mut text = raw.as_str().to_owned();
        let mut alignment = Alignment::default();
        let mut ledger = Ledger::default();
        // The words in doubt, kept from one fixer to the next while the text stays as it is.
        let mut doubts = None;
        for fixer in FIXERS {
            let page = Page::new(&text, self, doubts.take());
            let fixes = apart(fixer(&page), &text);
            if fixes.is_empty() {
                doubts = page.into_doubts();
                continue;
            }
            ledger.add(&fixes);
            let changes: Vec<Change> = fixes.into_iter().map(|fix| fix.change).collect();
            (text, alignment) = alignment.then(&text, &changes);
        }
        let clean = CleanText::new(text);
        let repairs = ledger.repairs(raw, &clean);
        Normalized { clean, alignment, repairs }
    }
}

/// Fixes in order and apart, without those that change nothing: what the alignment asks for, made
/// certain here so that no fixer's slip can stop a run.
fn apart(mut fixes: Vec<Fix>, text: &str) -> Vec<Fix> {
    let mut end = 0;
    fixes.retain(|fix| {
        let span = fix.change.span;
        let kept =
            end <= span.start() && text.get(span.range()).is_some_and(|old| old != fix.change.text);
        if kept {
            end = span.end();
        }
        kept
    });
    fixes
}
