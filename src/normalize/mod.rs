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

mod boilerplate;
mod capitals;
mod chunks;
mod doubled;
mod doubts;
mod forms;
mod gaps;
mod hyphens;
mod invisible;
mod join;
mod language;
mod ledger;
mod letters;
mod line_ends;
mod misread;
mod misspellings;
mod mojibake;
mod near_words;
mod page;
mod pairs;
mod passage;
mod quotes;
mod rare_names;
mod recase;
mod references;
mod signs;
mod spacing;
mod splice;
mod split;
mod vocabulary;
mod weigh;
mod windows;
mod words;
mod wraps;

use boilerplate::Boilerplate;
use doubled::Doublings;
use doubts::Doubts;
pub use gaps::Gaps;
use language::ENGLISH;
use ledger::Ledger;
use misspellings::Misspellings;
use page::Page;
pub use pairs::Pairs;
pub use rare_names::RareNames;
use recase::Recaser;
pub use recase::{Case, CasedNames};
use signs::Signs;
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
    /// What later stages read and tables show.
    pub clean: CleanText,
    /// The way back.
    pub alignment: Alignment,
    /// What was changed, by raw position.
    pub repairs: Vec<Repair>,
    /// What could be changed, but is not sure enough; apart from each other and from the repairs.
    pub suggestions: Vec<Repair>,
    /// Lines of the page rather than the article, which later stages leave out.
    pub boilerplate: Vec<Span<Clean>>,
    /// ISO 639-3 code, a guess among sixteen.
    pub language: &'static str,
    /// How it uses capitals.
    pub case: Case,
    /// The clean text with the usual capitals, where somebody asked for it.
    pub cased: Option<CleanText>,
}

impl Normalized {
    /// What later stages read: the clean text, or the same with other capitals.
    pub fn reading(&self) -> &CleanText {
        self.cased.as_ref().unwrap_or(&self.clean)
    }

    /// Whether the rules and lists of the later stages are made for its language.
    pub fn is_english(&self) -> bool {
        self.language == ENGLISH
    }

    /// The share of words that were damaged, from 0 to 1. Blanks, line ends and marks of other
    /// forms are not counted: they are the style of a dump.
    pub fn noise(&self) -> f32 {
        const STYLE: [&str; 9] = [
            "blank",
            "form",
            "invisible",
            "line-end",
            "missing-quote",
            "quote-pair",
            "spacing",
            "turned-quote",
            "wrap",
        ];
        let n_damaged = self.repairs.iter().filter(|repair| !STYLE.contains(&repair.rule)).count();
        let n_words = n_gaps(self.clean.as_str()) + 1;
        let count = |n: usize| f32::from(u16::try_from(n).unwrap_or(u16::MAX));
        // Only the quotient matters; both are made small enough to be exact.
        let scale = n_words / usize::from(u16::MAX) + 1;
        (count(n_damaged / scale) / count((n_words / scale).max(1))).min(1.0)
    }
}

/// How many blanks and line breaks there are.
fn n_gaps(text: &str) -> usize {
    // So many fit a byte: sixteen sums are made side by side.
    let chunks = text.as_bytes().chunks(usize::from(u8::MAX));
    let count = |chunk: &[u8]| -> u8 {
        chunk.iter().map(|byte| u8::from(*byte == b' ') | u8::from(*byte == b'\n')).sum()
    };
    chunks.map(|chunk| usize::from(count(chunk))).sum()
}

/// One replacement that a fixer proposes in the text it was shown.
#[derive(Debug, Clone, PartialEq)]
struct Fix {
    /// What to replace, and by what.
    change: Change,
    rule: &'static str,
    confidence: f32,
    is_sure: bool,
}

impl Fix {
    fn new(
        span: Span<Clean>,
        text: impl Into<String>,
        rule: &'static str,
        confidence: f32,
    ) -> Self {
        Self { change: Change { span, text: text.into() }, rule, confidence, is_sure: true }
    }

    /// One that is listed, and not made.
    fn suggestion(span: Span<Clean>, text: impl Into<String>, rule: &'static str) -> Self {
        Self { is_sure: false, ..Self::new(span, text, rule, 0.5) }
    }
}

/// A fixer: what it would change in a text, in order and apart.
type Fixer = fn(&Page<'_>) -> Vec<Fix>;

/// Every fixer with its kind, in the order in which they run.
///
/// What hides characters is undone first, outermost layer first: a reference may stand for one
/// half of a wrongly decoded character (`&acirc;&euro;&trade;`), and either may hide a line end or
/// an invisible character. Words broken over a line end come before lines are joined, and before soft
/// hyphens go; blanks before punctuation before no-break spaces become blanks, for French has those
/// there by right. Quotation marks come next, as they need to see the blanks around them. Words come
/// last, for only now is it known where each begins and ends: first those that stand twice, then a
/// word typed into another (`ato dministration`), whose halves the rest would take for errors of
/// their own, then blanks too many and too few, then wrong letters; at the very end the case, as it
/// looks for the same word elsewhere.
const FIXERS: [(&str, Fixer); 17] = [
    ("reference", references::find),
    ("mojibake", mojibake::find),
    ("line-end", line_ends::find),
    ("hyphen", hyphens::find),
    ("wrap", wraps::find),
    ("spacing", spacing::find),
    ("invisible", invisible::find),
    ("form", forms::find),
    ("quote", quotes::find),
    ("doubled", doubled::find),
    ("splice", splice::find),
    ("split", split::find),
    ("join", join::find),
    ("misread", misread::find),
    ("misspelling", misspellings::find),
    ("near-word", near_words::find),
    ("capitals", capitals::find),
];

/// The fixers from here on know English words, and are left out where the text is in another language.
const FIRST_OF_WORDS: usize = 9;

/// The kinds of repair that can be turned off, one a fixer, in order.
pub const KINDS: [&str; FIXERS.len()] = {
    let mut kinds = [""; FIXERS.len()];
    let mut at = 0;
    while at < FIXERS.len() {
        kinds[at] = FIXERS[at].0;
        at += 1;
    }
    kinds
};

/// The fixers and their word lists; built once, shared by all threads.
#[derive(Debug, Default)]
pub struct Normalizer {
    vocabulary: Vocabulary,
    pairs: Pairs,
    rare_names: RareNames,
    gaps: Gaps,
    misspellings: Misspellings,
    doublings: Doublings,
    boilerplate: Boilerplate,
    is_off: [bool; FIXERS.len()],
}

impl Normalizer {
    /// With other tables than the built-in ones.
    pub fn new(vocabulary: Vocabulary, pairs: Pairs, rare_names: RareNames, gaps: Gaps) -> Self {
        Self { vocabulary, pairs, rare_names, gaps, ..Self::default() }
    }

    /// The same without the repairs of some [`KINDS`]; what is no kind is passed over.
    #[must_use]
    pub fn without(mut self, kinds: &[impl AsRef<str>]) -> Self {
        for ((kind, _), is_off) in FIXERS.iter().zip(&mut self.is_off) {
            *is_off |= kinds.iter().any(|other| other.as_ref() == *kind);
        }
        self
    }

    /// Makes a text readable.
    pub fn normalize(&self, raw: &RawText) -> Normalized {
        let mut work = Work::new(raw.as_str().to_owned(), self);
        let fixers = FIXERS.iter().enumerate().filter(|(nth, _)| !self.is_off[*nth]);
        let language_of = |work: &mut Work<'_>| {
            let (text, doubts) = work.doubts();
            language::of(text, doubts)
        };
        let mut language = None;
        for (nth, (_, fixer)) in fixers {
            let is_of_words = nth >= FIRST_OF_WORDS;
            if is_of_words && *language.get_or_insert_with(|| language_of(&mut work)) != ENGLISH {
                break;
            }
            work.fix(*fixer);
        }
        let language = language.unwrap_or_else(|| language_of(&mut work));
        let (text, doubts) = work.doubts();
        let case = Case::of(text, doubts);
        let Work { text, alignment, ledger, suggested, signs, .. } = work;
        let signs = signs.unwrap_or_else(|| Signs::find(&text));
        let boilerplate = self.boilerplate.find(&text, &signs);
        let clean = CleanText::new(text);
        let repairs = ledger.repairs(raw, &clean);
        let suggestions = beside(suggested, &repairs);
        Normalized {
            clean,
            alignment,
            repairs,
            suggestions,
            boilerplate,
            language,
            case,
            cased: None,
        }
    }

    /// The clean text with the usual capitals, of the same length byte for byte, for the stages that
    /// look for names, where an article's [`Case`] is not mixed.
    pub fn recased(&self, normalized: &Normalized, names: &CasedNames) -> CleanText {
        let recaser = Recaser { vocabulary: &self.vocabulary, names };
        CleanText::new(recaser.recased(normalized.clean.as_str()))
    }
}

/// A text under repair.
struct Work<'a> {
    lists: &'a Normalizer,
    text: String,
    alignment: Alignment,
    ledger: Ledger,
    suggested: Vec<Repair>,
    /// Where fixers of characters look, kept from one to the next.
    signs: Option<Signs>,
    /// The words in doubt, kept from one fixer to the next; where one changes something, only what
    /// stands around it is looked at again.
    doubts: Option<Doubts>,
}

impl<'a> Work<'a> {
    fn new(text: String, lists: &'a Normalizer) -> Self {
        let (alignment, ledger, suggested) = <(Alignment, Ledger, Vec<Repair>)>::default();
        Self { lists, text, alignment, ledger, suggested, signs: None, doubts: None }
    }

    /// Runs one fixer.
    fn fix(&mut self, fixer: Fixer) {
        let page = Page::new(&self.text, self.lists, self.signs.take(), self.doubts.take());
        let mut fixes = fixer(&page);
        (self.signs, self.doubts) = page.into_found();
        self.suggested.extend(fixes.extract_if(.., |fix| !fix.is_sure).map(|fix| Repair {
            raw: self.alignment.to_raw(fix.change.span),
            clean: fix.change.text,
            rule: fix.rule,
            confidence: fix.confidence,
        }));
        let fixes = apart(fixes, &self.text);
        if fixes.is_empty() {
            return;
        }
        self.ledger.add(&fixes);
        let changes: Vec<Change> = fixes.into_iter().map(|fix| fix.change).collect();
        (self.text, self.alignment) = self.alignment.then(&self.text, &changes);
        let (signs, doubts) = (self.signs.take(), self.doubts.take());
        self.signs = signs.map(|old| old.after(&changes, &self.text));
        self.doubts = doubts.map(|old| old.after(&changes, &self.text, &self.lists.vocabulary));
    }

    /// The text as it is now, and its words in doubt.
    fn doubts(&mut self) -> (&str, &Doubts) {
        let find = || Doubts::find(&self.text, &self.lists.vocabulary);
        (&self.text, self.doubts.get_or_insert_with(find))
    }
}

/// Suggestions in order, without those that touch another or a repair.
fn beside(mut suggested: Vec<Repair>, repairs: &[Repair]) -> Vec<Repair> {
    suggested.sort_by_key(|suggestion| suggestion.raw);
    let mut end = 0;
    suggested.retain(|suggestion| {
        let span = suggestion.raw;
        let next = repairs.partition_point(|repair| repair.raw.end() <= span.start());
        let is_free = repairs.get(next).is_none_or(|repair| span.end() <= repair.raw.start());
        let is_kept = is_free && end <= span.start() && !span.is_empty();
        if is_kept {
            end = span.end();
        }
        is_kept
    });
    suggested
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
