//! Verb groups: a cue with its auxiliaries and adverbs, and whether it is a verb at all.

use super::reading::Reading;
use super::words::{Classes, Forms};

/// How a cue verb stands in its clause.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Voice {
    /// `said`, `has said`, `is saying`
    Finite,
    /// `to say`
    Infinitive,
    /// `saying`, `by saying`
    Participle,
    /// `was asked`, `is expected`
    Passive,
}

/// A verb with its auxiliaries and adverbs: `has also repeatedly said`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct VerbGroup {
    /// First token of the group.
    pub(super) start: usize,
    /// The verb itself.
    pub(super) verb: usize,
    pub(super) voice: Voice,
}

/// Words that make a plain or third person form a verb even with a determiner's spelling before it.
const SHORT_SUBJECTS: Classes = Classes::PRONOUN.or(Classes::SUBJECT).or(Classes::QUESTION);

/// The verb group that ends with the verb at `verb`, not before `floor`; none when the word is a
/// noun here, or a participle that describes one.
pub(super) fn verb_group(reading: &Reading, verb: usize, floor: usize) -> Option<VerbGroup> {
    let forms = reading.word(verb).forms;
    // "Taoran Notes", "The Hill Reports": a name, but in a headline or at the head of a sentence.
    if reading.is(verb, Classes::CAPITAL) && verb > floor {
        return None;
    }
    let mut start = verb;
    let mut helpers = Classes::NONE;
    let part = Classes::AUXILIARY.or(Classes::ADVERB).or(Classes::NEGATIVE).or(Classes::GENITIVE);
    while start > floor && reading.is(start - 1, part) && reading.quotation(start - 1).is_none() {
        let before = reading.word(start - 1).classes;
        if before.has(Classes::GENITIVE) && !is_contraction(reading, start - 1, floor) {
            break;
        }
        // "both said", "May said": also a subject or a name.
        if before.has(Classes::PRONOUN.or(Classes::TIME)) && !before.has(Classes::AUXILIARY) {
            break;
        }
        if before.has(Classes::CAPITAL) && start - 1 > floor && before.has(Classes::MODAL) {
            break;
        }
        helpers = helpers.or(before);
        start -= 1;
    }
    // Adverbs alone at the head of a clause belong to it, not to the verb: "Later, ...".
    let has_to = start > floor && reading.is_word(start - 1, "to");
    let voice = if has_to { Voice::Infinitive } else { finite_voice(forms, helpers)? };
    if voice == Voice::Infinitive {
        return Some(match carrier(reading, start - 1, floor) {
            Some(group) => VerbGroup { verb, ..group },
            None => VerbGroup { start: start - 1, verb, voice },
        });
    }
    let before = start.checked_sub(1).filter(|before| *before >= floor);
    let article = Classes::DETERMINER.or(Classes::POSSESSIVE).or(Classes::GENITIVE);
    let is_noun = match voice {
        Voice::Finite => is_noun(reading, start, verb, floor),
        // "behind the blocking", "the most telling promise".
        Voice::Participle => before.is_some_and(|before| {
            reading.is(before, article) && !reading.is(before, Classes::PRONOUN)
        }),
        _ => false,
    };
    if is_noun {
        return None;
    }
    Some(VerbGroup { start, verb, voice })
}

fn finite_voice(forms: Forms, helpers: Classes) -> Option<Voice> {
    let be = helpers.has(Classes::BE);
    if forms.has(Forms::ING) {
        return Some(if be { Voice::Finite } else { Voice::Participle });
    }
    if be || helpers.has(Classes::GENITIVE) && !forms.has(Forms::PAST) {
        return forms.has(Forms::PARTICIPLE).then_some(Voice::Passive);
    }
    forms.has(Forms::FINITE.or(Forms::PARTICIPLE)).then_some(Voice::Finite)
}

/// `'s` for `is` or `has`: after a pronoun.
fn is_contraction(reading: &Reading, clitic: usize, floor: usize) -> bool {
    clitic > floor
        && reading.is(clitic - 1, Classes::PRONOUN.or(Classes::QUESTION))
        && !reading.is(clitic - 1, Classes::CAPITAL.or(Classes::POSSESSIVE))
        || clitic > floor && reading.is(clitic - 1, Classes::SUBJECT)
}

/// The group of `went on`, `declined` before the `to` at `to`.
fn carrier(reading: &Reading, to: usize, floor: usize) -> Option<VerbGroup> {
    let before = to.checked_sub(1).filter(|before| *before >= floor)?;
    let carrier = if reading.is_word(before, "on") { before.checked_sub(1)? } else { before };
    let word = reading.word(carrier);
    if !is_carrier(reading.text(carrier)) || !word.classes.has(Classes::VERB.or(Classes::AUXILIARY))
    {
        return None;
    }
    verb_group(reading, carrier, floor).filter(|group| group.voice != Voice::Infinitive)
}

/// Verbs whose subject says what their infinitive says.
fn is_carrier(word: &str) -> bool {
    const STEMS: [&str; 16] = [
        "declin", "refus", "went", "go", "continu", "want", "seem", "appear", "beg", "ha", "need",
        "tri", "hesitat", "rush", "used", "managed",
    ];
    let word = word.to_ascii_lowercase();
    STEMS.iter().any(|stem| word.starts_with(stem))
}

/// Whether a group that begins at `start` is in truth a noun: `the report`, `Trump's claims`.
fn is_noun(reading: &Reading, start: usize, verb: usize, floor: usize) -> bool {
    if start != verb {
        return false;
    }
    let forms = reading.word(verb).forms;
    // "those views are": what follows is the verb.
    if reading.is(verb, Classes::NOUN)
        && !forms.has(Forms::PAST)
        && reading.is(verb + 1, Classes::AUXILIARY)
    {
        return true;
    }
    let Some(before) = verb.checked_sub(1).filter(|before| *before >= floor) else {
        // A headline or a dropped subject: "Says he will run".
        return reading.is(verb, Classes::NOUN) && !forms.has(Forms::PAST);
    };
    let word = reading.word(before).classes;
    if word.has(Classes::GENITIVE.or(Classes::POSSESSIVE)) {
        return true;
    }
    if word.has(Classes::DETERMINER)
        && !word.has(SHORT_SUBJECTS)
        && !reading.is_word(before, "that")
    {
        return true;
    }
    if word.has(Classes::PREPOSITION) && !word.has(Classes::ADVERB.or(Classes::QUESTION)) {
        return !forms.has(Forms::PAST) || forms.has(Forms::PLAIN);
    }
    let ambiguous = reading.is(verb, Classes::NOUN) && forms.has(Forms::PLAIN.or(Forms::THIRD));
    // "forty calls a day".
    if ambiguous && word.has(Classes::NUMBER) && forms.has(Forms::THIRD) {
        return true;
    }
    // "the final report", "Senate leaders report": a plural subject tells.
    ambiguous
        && forms.has(Forms::PLAIN)
        && !word.has(Classes::SUBJECT.or(Classes::PRONOUN))
        && !reading.text(before).ends_with('s')
}
