//! The word lists of claims, and the way from a form to the base form they have.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::lexicon::entries;

use super::{ClaimKind, Modality};

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
const COMPARISONS: &str = include_str!("../../gazetteers/words/comparison-words.txt");

/// What a cue says of its content, by its base form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum CuePolarity {
    /// `deny`
    Denied,
    /// `decline`, `refuse`: no word when it is an answer that is refused.
    Refused,
    /// `respond`: no word when negated.
    Answer,
}

/// How firmly a word of the content puts it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Modal {
    /// `will`: certain, or a promise when the source speaks of itself.
    Firm,
    /// `may`, `likely`, `must`
    Graded(Modality),
}

/// The lists, ready for lookup.
#[derive(Debug)]
pub(super) struct Words {
    pub(super) kinds: FxHashMap<&'static str, ClaimKind>,
    pub(super) polarity: FxHashMap<&'static str, CuePolarity>,
    pub(super) modality: FxHashMap<&'static str, Modality>,
    pub(super) modals: FxHashMap<&'static str, Modal>,
    pub(super) evidence: FxHashSet<&'static str>,
    pub(super) numbers: FxHashMap<&'static str, f64>,
    pub(super) scales: FxHashMap<&'static str, f64>,
    pub(super) currencies: FxHashMap<&'static str, &'static str>,
    pub(super) numbered: FxHashSet<&'static str>,
    pub(super) plurals: FxHashSet<&'static str>,
    pub(super) comparisons: FxHashSet<&'static str>,
    irregular: FxHashMap<&'static str, &'static str>,
}

impl Default for Words {
    fn default() -> Self {
        Self {
            kinds: pairs(KINDS, kind),
            polarity: pairs(POLARITY, polarity),
            modality: pairs(MODALITY, modality),
            modals: pairs(MODALS, |name| {
                if name == "firm" { Some(Modal::Firm) } else { modality(name).map(Modal::Graded) }
            }),
            evidence: entries(EVIDENCE).collect(),
            numbers: pairs(NUMBERS, |value| value.parse().ok()),
            scales: pairs(SCALES, |value| value.parse().ok()),
            currencies: pairs(CURRENCIES, Some),
            numbered: entries(NUMBERED).collect(),
            plurals: entries(PLURALS).collect(),
            comparisons: entries(COMPARISONS).collect(),
            irregular: pairs(IRREGULAR, Some),
        }
    }
}

impl Words {
    /// What a list says of a word in any of its forms: `denies`, `denied`, `denying`.
    pub(super) fn of_form<T: Copy>(
        &self,
        list: &FxHashMap<&'static str, T>,
        word: &str,
    ) -> Option<T> {
        let word = word.to_lowercase();
        let found = |form: &str| list.get(form).copied();
        if let Some(base) = self.irregular.get(word.as_str()) {
            return found(base);
        }
        found(&word).or_else(|| base_forms(&word).find_map(|form| found(&form)))
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
fn base_forms(word: &str) -> impl Iterator<Item = String> {
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
        let mut chars = stem.chars().rev();
        let doubled = (chars.next() == chars.next()).then(|| chars_but_last(stem));
        replacements.iter().map(move |end| format!("{stem}{end}")).chain(doubled)
    })
}

fn chars_but_last(word: &str) -> String {
    let mut chars = word.chars();
    chars.next_back();
    chars.as_str().to_owned()
}

/// The rows of a list whose value is known; a test holds that all are.
fn pairs<T>(
    list: &'static str,
    read: impl Fn(&'static str) -> Option<T>,
) -> FxHashMap<&'static str, T> {
    entries(list)
        .filter_map(|entry| {
            let (form, value) = entry.rsplit_once(' ')?;
            Some((form, read(value)?))
        })
        .collect()
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
        _ => return None,
    })
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
        assert_eq!(words.kinds.len(), count(KINDS));
        assert_eq!(words.polarity.len(), count(POLARITY));
        assert_eq!(words.modality.len(), count(MODALITY));
        assert_eq!(words.modals.len(), count(MODALS));
        assert_eq!(words.numbers.len(), count(NUMBERS));
        assert_eq!(words.scales.len(), count(SCALES));
        assert_eq!(words.currencies.len(), count(CURRENCIES));
        assert_eq!(words.irregular.len(), count(IRREGULAR));
    }

    #[test]
    fn finds_base_forms() {
        let words = Words::default();
        let check = |word, kind| assert_eq!(words.of_form(&words.kinds, word), kind, "{word}");
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
