//! The word lists of claims, and the way from a form to the base form they have.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::lexicon::{Spelling, entries};
use crate::segment::{Token, TokenKind};
use crate::text::CleanText;

use super::checkworthy::Reasons;
use super::hints::{Hints, Table};
use super::quantities;
use super::{ClaimKind, Direction, Modality};

const KINDS: &str = include_str!("../../gazetteers/words/claim-kinds.txt");
const IRREGULAR: &str = include_str!("../../gazetteers/words/irregular-forms.txt");
const POLARITY: &str = include_str!("../../gazetteers/words/claim-polarity.txt");
const MODALITY: &str = include_str!("../../gazetteers/words/claim-modality.txt");
const MODALS: &str = include_str!("../../gazetteers/words/modal-words.txt");
const EVIDENCE: &str = include_str!("../../gazetteers/words/evidence-sources.txt");
const NUMBERS: &str = include_str!("../../gazetteers/words/number-words.txt");
const SCALES: &str = include_str!("../../gazetteers/words/number-scales.txt");
const CURRENCIES: &str = include_str!("../../gazetteers/words/currencies.txt");
const NUMBERED: &str = include_str!("../../gazetteers/words/numbered-things.txt");
const PLURALS: &str = include_str!("../../gazetteers/words/irregular-plurals.txt");
const FRACTIONS: &str = include_str!("../../gazetteers/words/claim-fractions.txt");
const ORDINALS: &str = include_str!("../../gazetteers/words/claim-ordinals.txt");
const DIRECTIONS: &str = include_str!("../../gazetteers/words/claim-directions.txt");
const TOPICS: &str = include_str!("../../gazetteers/words/topics.txt");
const REASONS: &str = include_str!("../../gazetteers/words/check-reasons.txt");

/// What a cue says of its content, by its base form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum CuePolarity {
    /// `deny`
    Denied,
    /// `decline`, `refuse`: no word when it is an answer that is refused.
    Refused,
    /// `respond`: no word when negated.
    Answer,
    /// `mum`: no word.
    Silent,
}

/// How firmly a word of the content puts it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Modal {
    /// `will`: certain, or a promise when the source speaks of itself.
    Firm,
    /// `may`, `likely`, `must`
    Graded(Modality),
}

/// What the lists say of a word of a cue.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Cue {
    pub(super) kind: Option<ClaimKind>,
    pub(super) polarity: Option<CuePolarity>,
    pub(super) modality: Option<Modality>,
}

/// The lists, ready for lookup.
#[derive(Debug)]
pub(super) struct Words {
    /// By base form.
    cues: FxHashMap<Spelling, Cue>,
    irregular: FxHashMap<Spelling, Spelling>,
    hints: Table,
    pub(super) modals: FxHashMap<&'static str, Modal>,
    pub(super) evidence: FxHashSet<&'static str>,
    pub(super) numbers: FxHashMap<&'static str, f64>,
    pub(super) scales: FxHashMap<&'static str, f64>,
    pub(super) currencies: FxHashMap<&'static str, &'static str>,
    pub(super) numbered: FxHashSet<&'static str>,
    pub(super) plurals: FxHashSet<&'static str>,
    pub(super) reasons: FxHashMap<&'static str, Reasons>,
    pub(super) fractions: FxHashMap<&'static str, f64>,
    pub(super) ordinals: FxHashMap<&'static str, f64>,
    pub(super) topics: FxHashMap<&'static str, &'static str>,
    pub(super) directions: FxHashMap<&'static str, Direction>,
}

impl Default for Words {
    fn default() -> Self {
        let irregular = pairs(IRREGULAR, Spelling::of);
        let mut words = Self {
            cues: cues(),
            irregular: irregular
                .filter_map(|(form, base)| Some((Spelling::of(form)?, base)))
                .collect(),
            hints: Table::default(),
            modals: pairs(MODALS, |name| {
                if name == "firm" { Some(Modal::Firm) } else { modality(name).map(Modal::Graded) }
            })
            .collect(),
            evidence: entries(EVIDENCE).collect(),
            numbers: pairs(NUMBERS, |value| value.parse().ok()).collect(),
            scales: pairs(SCALES, |value| value.parse().ok()).collect(),
            currencies: pairs(CURRENCIES, Some).collect(),
            numbered: entries(NUMBERED).collect(),
            plurals: entries(PLURALS).collect(),
            reasons: pairs(REASONS, Reasons::named).collect(),
            fractions: pairs(FRACTIONS, |value| value.parse().ok()).collect(),
            ordinals: pairs(ORDINALS, |value| value.parse().ok()).collect(),
            topics: pairs(TOPICS, Some).collect(),
            directions: pairs(DIRECTIONS, direction).collect(),
        };
        words.hint();
        words
    }
}

/// The words of cues by their base forms.
fn cues() -> FxHashMap<Spelling, Cue> {
    let mut cues: FxHashMap<Spelling, Cue> = FxHashMap::default();
    let kinds =
        pairs(KINDS, kind).map(|(form, kind)| (form, Cue { kind: Some(kind), ..Cue::default() }));
    let polarities = pairs(POLARITY, polarity)
        .map(|(form, told)| (form, Cue { polarity: Some(told), ..Cue::default() }));
    let modalities = pairs(MODALITY, modality)
        .map(|(form, told)| (form, Cue { modality: Some(told), ..Cue::default() }));
    for (form, told) in kinds.chain(polarities).chain(modalities) {
        let Some(form) = Spelling::of(form) else { continue };
        let known = cues.entry(form).or_default();
        *known = known.or(told);
    }
    cues
}

impl Cue {
    /// What `other` says where this one says nothing.
    fn or(self, other: Self) -> Self {
        Self {
            kind: self.kind.or(other.kind),
            polarity: self.polarity.or(other.polarity),
            modality: self.modality.or(other.modality),
        }
    }
}

impl Words {
    /// What the lists say of a word in any of its forms: `denies`, `denied`, `denying`.
    pub(super) fn cue(&self, word: &str) -> Cue {
        let lower;
        let word = if word.bytes().all(|byte| byte.is_ascii() && !byte.is_ascii_uppercase()) {
            word
        } else {
            lower = word.to_lowercase();
            lower.as_str()
        };
        let Some(form) = Spelling::of(word) else { return Cue::default() };
        let known = |form: &Spelling| self.cues.get(form).copied().unwrap_or_default();
        if let Some(base) = self.irregular.get(&form) {
            return known(base);
        }
        base_forms(word).fold(known(&form), |told, form| told.or(known(&form)))
    }

    /// Says of all words which readers have to look at them.
    fn hint(&mut self) {
        let mut add = |words: &mut dyn Iterator<Item = &'static str>, hint| {
            words.for_each(|word| self.hints.add(word, hint));
        };
        add(&mut self.numbers.keys().copied(), Hints::FIGURE.or(Hints::DATE));
        add(&mut self.topics.keys().copied(), Hints::TOPIC);
        add(&mut self.ordinals.keys().copied(), Hints::FIGURE);
        add(&mut self.scales.keys().copied(), Hints::COUNTED);
        add(&mut self.fractions.keys().copied(), Hints::COUNTED);
        add(&mut self.directions.keys().copied(), Hints::WAY);
        add(&mut self.evidence.iter().copied(), Hints::EVIDENCE);
        add(&mut self.currencies.keys().copied(), Hints::FIGURE);
        add(&mut self.modals.keys().copied(), Hints::MODAL);
        for form in entries(CURRENCIES).filter_map(|entry| Some(entry.rsplit_once(' ')?.0)) {
            // US and $ may be two tokens.
            let sign = form.trim_start_matches(|part: char| part.is_ascii_alphabetic());
            let letters = form.strip_suffix(sign).unwrap_or_default();
            if !sign.is_empty() {
                add(&mut [letters].into_iter(), Hints::FIGURE);
            }
        }
    }

    /// Which readers have to look at a token. More is looked at than for the table alone: this is
    /// asked once for each different word.
    pub(super) fn hints_of(&self, clean: &CleanText, token: &Token) -> Hints {
        let hints = self.hints.of(clean, token);
        let is_figure = !hints.has(Hints::FIGURE)
            || token.kind == TokenKind::Number
            || quantities::may_begin(self, clean.at(token.span));
        if is_figure { hints } else { hints.without(Hints::FIGURE) }
    }

    /// Whether `list` has a word in any case.
    pub(super) fn folded_set(list: &FxHashSet<&'static str>, word: &str) -> bool {
        list.contains(word)
            || word.bytes().any(|byte| byte.is_ascii_uppercase())
                && list.contains(word.to_ascii_lowercase().as_str())
    }

    /// The value of `list` for a word in any case.
    pub(super) fn folded<T: Copy>(list: &FxHashMap<&'static str, T>, word: &str) -> Option<T> {
        match list.get(word) {
            Some(found) => Some(*found),
            None if word.bytes().any(|byte| byte.is_ascii_uppercase()) => {
                list.get(word.to_ascii_lowercase().as_str()).copied()
            }
            None => None,
        }
    }
}

/// The base forms that a regular form may have, likeliest first.
fn base_forms(word: &str) -> impl Iterator<Item = Spelling> {
    const ENDINGS: [(&str, &[&str]); 6] = [
        ("ies", &["y"]),
        ("ied", &["y"]),
        ("es", &["e", ""]),
        ("s", &[""]),
        ("ed", &["", "e"]),
        ("ing", &["", "e"]),
    ];
    let forms = ENDINGS.iter().filter_map(move |(ending, replacements)| {
        let stem = word.strip_suffix(ending).filter(|stem| stem.len() >= 2)?;
        Some((stem, *replacements))
    });
    forms.flat_map(|(stem, replacements)| {
        // stopped: stop.
        let mut chars = stem.chars();
        let is_doubled = chars.next_back() == stem.chars().rev().nth(1);
        let doubled = is_doubled.then(|| Spelling::of(chars.as_str())).flatten();
        replacements.iter().filter_map(move |end| Spelling::joined(stem, end)).chain(doubled)
    })
}

/// The rows of a list whose value is known; a test holds that all are.
fn pairs<T>(
    list: &'static str,
    read: impl Fn(&'static str) -> Option<T>,
) -> impl Iterator<Item = (&'static str, T)> {
    entries(list).filter_map(move |entry| {
        let (form, value) = entry.rsplit_once(' ')?;
        Some((form, read(value)?))
    })
}

fn kind(name: &str) -> Option<ClaimKind> {
    Some(match name {
        "statement" => ClaimKind::Statement,
        "belief" => ClaimKind::Belief,
        "intention" => ClaimKind::Intention,
        "attitude" => ClaimKind::Attitude,
        "decision" => ClaimKind::Decision,
        "perception" => ClaimKind::Perception,
        "evidence" => ClaimKind::Evidence,
        _ => return None,
    })
}

fn polarity(name: &str) -> Option<CuePolarity> {
    Some(match name {
        "denied" => CuePolarity::Denied,
        "refused" => CuePolarity::Refused,
        "answer" => CuePolarity::Answer,
        "silent" => CuePolarity::Silent,
        _ => return None,
    })
}

fn direction(name: &str) -> Option<Direction> {
    match name {
        "up" => Some(Direction::Up),
        "down" => Some(Direction::Down),
        _ => None,
    }
}

fn modality(name: &str) -> Option<Modality> {
    Some(match name {
        "probable" => Modality::Probable,
        "possible" => Modality::Possible,
        "question" => Modality::Question,
        "demand" => Modality::Demand,
        "promise" => Modality::Promise,
        "threat" => Modality::Threat,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_has_a_known_value() {
        let words = Words::default();
        let count = |list| entries(list).count();
        assert_eq!(pairs(KINDS, kind).count(), count(KINDS));
        assert_eq!(pairs(POLARITY, polarity).count(), count(POLARITY));
        assert_eq!(pairs(MODALITY, modality).count(), count(MODALITY));
        assert_eq!(words.modals.len(), count(MODALS));
        assert_eq!(words.numbers.len(), count(NUMBERS));
        assert_eq!(words.scales.len(), count(SCALES));
        assert_eq!(words.currencies.len(), count(CURRENCIES));
        assert_eq!(words.fractions.len(), count(FRACTIONS));
        assert_eq!(words.topics.len(), count(TOPICS));
        assert_eq!(words.reasons.len(), count(REASONS));
        assert_eq!(words.ordinals.len(), count(ORDINALS));
        assert_eq!(words.directions.len(), count(DIRECTIONS));
        assert_eq!(words.irregular.len(), count(IRREGULAR));
        for list in [KINDS, POLARITY, MODALITY] {
            assert!(pairs(list, Some).all(|(form, _)| Spelling::of(form).is_some()));
        }
    }

    #[test]
    fn finds_base_forms() {
        let words = Words::default();
        let check = |word, kind| assert_eq!(words.cue(word).kind, kind, "{word}");
        for said in ["say", "says", "Said", "saying", "notified", "notes", "noted", "admitted"] {
            check(said, Some(ClaimKind::Statement));
        }
        for planned in ["plans", "planning", "planned", "vowed", "refusing"] {
            check(planned, Some(ClaimKind::Intention));
        }
        for other in ["", "s", "es", "ing", "ed", "table", "saids", "é"] {
            check(other, None);
        }
    }
}
