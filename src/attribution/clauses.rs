//! Where reported clauses begin and end to the right of a cue.

use super::phrases::{self, Reach};
use super::reading::{Reading, Run};
use super::words::{Classes, Forms};

/// What stands where a complement may begin.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Opening {
    /// `that`
    That,
    /// `whether`, `how`, `why`
    Question,
    /// `to` and a verb
    To,
    /// An opening quotation mark, perhaps after a comma or colon.
    Quote,
    /// A colon without a quotation.
    Colon,
    /// A verb in `-ing`.
    Gerund,
    /// A subject and its verb.
    Clause,
    /// A noun phrase without a verb.
    Object,
}

/// A complement to the right of a cue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Complement {
    pub(super) opening: Opening,
    /// Its first token, past comma and colon.
    pub(super) start: usize,
}

/// What begins at `at`, in a sentence that ends at `ceiling`.
pub(super) fn opening(reading: &Reading, at: usize, ceiling: usize) -> Option<Complement> {
    if at >= ceiling {
        return None;
    }
    let found = |opening, start| Some(Complement { opening, start });
    if reading.is(at, Classes::COMMA.or(Classes::COLON)) {
        let quoted = at + 1 < ceiling && reading.is(at + 1, Classes::QUOTE);
        if quoted && reading.quotation(at + 1).is_some() {
            return found(Opening::Quote, at + 1);
        }
        if reading.is(at, Classes::COLON) && at + 1 < ceiling {
            return found(Opening::Colon, at + 1);
        }
        return None;
    }
    if reading.is(at, Classes::QUOTE) {
        return reading.quotation(at).and_then(|_| found(Opening::Quote, at));
    }
    if !reading.is(at, Classes::WORD.or(Classes::OPEN)) {
        return None;
    }
    if reading.is_word(at, "that") {
        return found(Opening::That, at);
    }
    if reading.is_word(at, "to") {
        let verb = reading.word(at + 1);
        let is_infinitive = verb.forms.has(Forms::PLAIN)
            || verb.classes.has(Classes::AUXILIARY.or(Classes::ADVERB));
        return if is_infinitive { found(Opening::To, at) } else { None };
    }
    let word = reading.word(at);
    if word.classes.has(Classes::QUESTION) {
        return found(Opening::Question, at);
    }
    if word.forms.has(Forms::ING) {
        return found(Opening::Gerund, at);
    }
    let never = Classes::PREPOSITION.or(Classes::CONJUNCTION).or(Classes::SUBORDINATOR);
    if word.classes.has(never) && !word.classes.has(Classes::PRONOUN.or(Classes::DETERMINER)) {
        return None;
    }
    let opening = if has_verb(reading, at, ceiling) { Opening::Clause } else { Opening::Object };
    found(opening, at)
}

/// Whether a finite verb stands in the next words, so that a clause begins here.
fn has_verb(reading: &Reading, at: usize, ceiling: usize) -> bool {
    const FARTHEST: usize = 12;
    if reading.is(at, Classes::SUBJECT) {
        return true;
    }
    let stops = Classes::COMMA.or(Classes::STOP).or(Classes::COLON).or(Classes::DASH);
    for token in at..ceiling.min(at + FARTHEST) {
        let word = reading.word(token);
        if word.classes.has(stops) || word.classes.has(Classes::SUBORDINATOR) && token > at {
            return false;
        }
        if token == at {
            continue;
        }
        let is_free =
            !reading.is(token - 1, Classes::PREPOSITION) && !reading.is_word(token - 1, "to");
        if word.classes.has(Classes::AUXILIARY) && is_free && !word.classes.has(Classes::CAPITAL) {
            return true;
        }
        let finite = word.forms.has(Forms::PAST.or(Forms::THIRD));
        if finite && is_free && !word.classes.has(Classes::NOUN.or(Classes::CAPITAL)) {
            return true;
        }
    }
    false
}

/// Passes adverbs and phrases of time and place: `on Monday`, `in an interview with Fox`.
/// Gives where they end and the last phrase that is a place of speech.
pub(super) fn skip_adjuncts(
    reading: &Reading,
    from: usize,
    ceiling: usize,
) -> (usize, Option<Run>) {
    let mut at = from;
    let mut venue = None;
    for _ in 0..4 {
        let start = at;
        at = skip_adverbs(reading, at, ceiling);
        if at < ceiling && phrases::is_adjunct(reading, at) {
            let phrase = adjunct_end(reading, at, ceiling);
            let holds_venue = (at..phrase).any(|token| reading.is(token, Classes::VENUE));
            if holds_venue {
                venue = Some(at..phrase);
            }
            at = phrase;
        }
        if at == start {
            break;
        }
    }
    (at, venue)
}

/// Passes adjuncts and, when nothing else follows up to a comma or stop, any phrases without a
/// verb: `said in a separate commentary`, `said of the plan`.
pub(super) fn skip_phrases(reading: &Reading, from: usize, ceiling: usize) -> (usize, Option<Run>) {
    const FARTHEST: usize = 14;
    let (start, venue) = skip_adjuncts(reading, from, ceiling);
    if !reading.is(start, Classes::PREPOSITION) {
        return (start, venue);
    }
    let never = Classes::COMMA
        .or(Classes::DASH)
        .or(Classes::SUBJECT)
        .or(Classes::AUXILIARY)
        .or(Classes::COLON)
        .or(Classes::QUOTE)
        .or(Classes::QUESTION);
    for token in start..ceiling.min(start + FARTHEST) {
        let word = reading.word(token);
        if word.classes.has(Classes::STOP) {
            return (token, venue);
        }
        let is_verb = word.forms.has(Forms::PAST.or(Forms::THIRD))
            && !word.classes.has(Classes::NOUN.or(Classes::CAPITAL))
            || word.forms.has(Forms::PLAIN) && reading.is_word(token.saturating_sub(1), "to");
        if word.classes.has(never) || is_verb || reading.is_word(token, "that") {
            return (start, venue);
        }
    }
    if ceiling <= start + FARTHEST { (ceiling, venue) } else { (start, venue) }
}

/// Passes adverbs that stand before a mark, `that` or a phrase of time: `said flatly that`. Before
/// other words they belong to the content: `said there was`, `said only one`.
fn skip_adverbs(reading: &Reading, from: usize, ceiling: usize) -> usize {
    let mut at = from;
    while at < ceiling && reading.is(at, Classes::ADVERB) && !reading.is(at, Classes::CAPITAL) {
        at += 1;
    }
    let mark =
        Classes::COMMA.or(Classes::COLON).or(Classes::QUOTE).or(Classes::STOP).or(Classes::DASH);
    let is_free = at >= ceiling
        || reading.is(at, mark)
        || reading.is_word(at, "that")
        || phrases::is_adjunct(reading, at);
    if is_free { at } else { from }
}

/// The end of the phrase of time or place that begins at `at`.
fn adjunct_end(reading: &Reading, at: usize, ceiling: usize) -> usize {
    let mut end = at + 1;
    while end < ceiling {
        let word = reading.word(end).classes;
        if word.has(Classes::TITLED) {
            end += 1;
            continue;
        }
        if reading.quotation(end).is_some() {
            break;
        }
        let stops = Classes::COMMA
            .or(Classes::STOP)
            .or(Classes::COLON)
            .or(Classes::DASH)
            .or(Classes::QUOTE)
            .or(Classes::SUBJECT)
            .or(Classes::AUXILIARY);
        let determines = word.has(Classes::DETERMINER.or(Classes::POSSESSIVE));
        if word.has(stops) && !determines || reading.is_word(end, "that") {
            break;
        }
        let before = reading.word(end - 1).classes;
        let joint = Classes::PREPOSITION.or(Classes::DETERMINER).or(Classes::POSSESSIVE);
        if determines
            && !before.has(Classes::PREPOSITION.or(Classes::PAST_TIME).or(Classes::CONJUNCTION))
        {
            break;
        }
        // A name after a plain noun or a word of time begins the clause.
        let is_name = word.has(Classes::CAPITAL) && !word.has(Classes::TIME);
        if is_name
            && !before.has(joint.or(Classes::GENITIVE).or(Classes::CONJUNCTION))
            && (!before.has(Classes::CAPITAL) || before.has(Classes::TIME))
        {
            break;
        }
        if before.has(Classes::TIME)
            && !word.has(Classes::TIME.or(Classes::NUMBER).or(Classes::PREPOSITION))
        {
            break;
        }
        end += 1;
    }
    end
}

/// How the content to the right of a cue is bounded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Bound {
    /// A clause: to the end of the sentence, but for what is clearly no part of it.
    Clause,
    /// An object: ends also before phrases of time and circumstance.
    Object,
    /// Inside a relative clause or a leading participle: ends at the first comma.
    Comma,
}

/// Where the content that begins at `start` ends, at `ceiling` at the latest.
pub(super) fn clause_end(reading: &Reading, start: usize, ceiling: usize, bound: Bound) -> usize {
    // No sentence of news is longer; a text without stops must not cost more for it.
    const LONGEST: usize = 400;
    let ceiling = ceiling.min(start + LONGEST);
    let mut end = start;
    let mut depth = 0_u32;
    while end < ceiling {
        let word = reading.word(end).classes;
        if word.has(Classes::OPEN) {
            depth += 1;
        } else if word.has(Classes::CLOSE) {
            if depth == 0 {
                break;
            }
            depth -= 1;
        }
        let quoted = reading.quotation(end).is_some()
            && reading.quotation(end) == reading.quotation(end.saturating_sub(1));
        // "Asked if the road is "safe," Hill ...": the comma stands inside the marks.
        let closed = bound == Bound::Comma
            && end > start + 2
            && reading.is(end - 1, Classes::QUOTE)
            && reading.is(end - 2, Classes::COMMA);
        if closed {
            break;
        }
        if depth == 0 && !quoted && end > start && is_boundary(reading, end, start, ceiling, bound)
        {
            break;
        }
        end += 1;
    }
    trim(reading, start, end)
}

/// Takes a comma or dash, and closing white, off the end.
fn trim(reading: &Reading, start: usize, end: usize) -> usize {
    let mut end = end;
    let loose = Classes::COMMA.or(Classes::DASH).or(Classes::COLON).or(Classes::CONJUNCTION);
    while end > start + 1 && reading.is(end - 1, loose) && reading.quotation(end - 1).is_none() {
        end -= 1;
    }
    // The full stop ends the sentence, not what is reported in it.
    let is_stop = end > start + 1 && reading.text(end - 1) == ".";
    if is_stop && reading.quotation(end - 1).is_none() { end - 1 } else { end }
}

/// Whether the content that began at `start` does not go on with the token at `at`.
fn is_boundary(reading: &Reading, at: usize, start: usize, ceiling: usize, bound: Bound) -> bool {
    let word = reading.word(at).classes;
    if word.has(Classes::COMMA) {
        if bound == Bound::Comma {
            return true;
        }
        return !is_medial(reading, start, at, ceiling) && is_after_comma(reading, at + 1, ceiling);
    }
    if word.has(Classes::CONJUNCTION) {
        return is_next_cue(reading, at + 1) || has_own_cue(reading, at + 1, ceiling);
    }
    if word.has(Classes::DASH) {
        return !is_parenthesis(reading, at, ceiling);
    }
    if bound == Bound::Object && at > start + 1 && is_circumstance(reading, at) {
        return true;
    }
    false
}

/// Whether the comma at `at` opens a relative clause between a subject and its verb: `that Liu,
/// who leads the talks, spoke`.
fn is_medial(reading: &Reading, start: usize, at: usize, ceiling: usize) -> bool {
    const LONGEST: usize = 30;
    let opens = ["who", "which", "whose", "where"].iter().any(|word| reading.is_word(at + 1, word));
    if !opens || is_clause(reading, &(start..at)) {
        return false;
    }
    let end = ceiling.min(at + LONGEST);
    (at + 2..end).filter(|token| reading.is(*token, Classes::COMMA)).any(|comma| {
        let word = reading.word(comma + 1);
        word.classes.has(Classes::AUXILIARY) || word.forms.has(Forms::PAST.or(Forms::THIRD))
    })
}

/// Whether the dash at `at` is closed by another one in its sentence.
fn is_parenthesis(reading: &Reading, at: usize, ceiling: usize) -> bool {
    const LONGEST: usize = 30;
    (at + 2..ceiling.min(at + LONGEST)).any(|token| reading.is(token, Classes::DASH))
}

/// Whether what follows a comma at `at` is no part of the content before it.
fn is_after_comma(reading: &Reading, at: usize, ceiling: usize) -> bool {
    if at >= ceiling {
        return true;
    }
    if reading.is(at, Classes::BREAKING) {
        return true;
    }
    if reading.is(at, Classes::CONJUNCTION) {
        return is_next_cue(reading, at + 1) || has_own_cue(reading, at + 1, ceiling);
    }
    if has_own_cue(reading, at, ceiling) {
        return true;
    }
    let word = reading.word(at);
    word.forms.has(Forms::ING) && word.lemma > 0 && !reading.is_word(at, "including")
}

/// Whether another attribution begins at `at`: `, 39 have said they support`, `and others say`.
fn has_own_cue(reading: &Reading, at: usize, ceiling: usize) -> bool {
    const LONGEST_SUBJECT: usize = 5;
    for token in at..ceiling.min(at + LONGEST_SUBJECT) {
        let word = reading.word(token);
        let is_said = matches!(reading.text(token), "said" | "says" | "say");
        if is_said && token > at && !word.classes.has(Classes::CAPITAL) {
            return true;
        }
        let inside = Classes::CAPITAL
            .or(Classes::NUMBER)
            .or(Classes::DETERMINER)
            .or(Classes::PRONOUN)
            .or(Classes::HAVE)
            .or(Classes::ADVERB)
            .or(Classes::TITLE);
        let is_noun = word.classes.has(Classes::WORD)
            && !word.classes.has(Classes::VERB.or(Classes::FUNCTION));
        if !word.classes.has(inside) && !is_noun {
            return false;
        }
    }
    false
}

/// Whether a finite verb of a cue begins at `at`, adverbs and auxiliaries before it.
fn is_next_cue(reading: &Reading, at: usize) -> bool {
    let mut verb = at;
    let skip = Classes::ADVERB.or(Classes::HAVE);
    while verb < at + 3 && reading.is(verb, skip) && !reading.is(verb, Classes::PRONOUN) {
        verb += 1;
    }
    let word = reading.word(verb);
    word.lemma > 0
        && word.forms.has(Forms::PAST.or(Forms::THIRD))
        && !word.classes.has(Classes::CAPITAL.or(Classes::NOUN))
        || word.lemma > 0 && word.forms.has(Forms::PAST) && !word.classes.has(Classes::CAPITAL)
}

/// Whether a phrase begins that tells when, where or why something is said, not what.
fn is_circumstance(reading: &Reading, at: usize) -> bool {
    // "views Clinton as unfit": as belongs to what is viewed.
    phrases::is_adjunct(reading, at) && !reading.is_word(at, "as")
}

/// Whether the run holds a finite verb or an auxiliary, so that it can be a clause by itself.
pub(super) fn is_clause(reading: &Reading, run: &Run) -> bool {
    run.clone().any(|token| {
        let word = reading.word(token);
        let subject = Classes::SUBJECT.or(Classes::PRONOUN).or(Classes::CAPITAL);
        let is_noun = word.classes.has(Classes::NOUN)
            && !(token > run.start && reading.is(token - 1, subject));
        word.classes.has(Classes::AUXILIARY)
            || word.forms.has(Forms::PAST.or(Forms::THIRD)) && !is_noun
    })
}

/// The one spoken to, right after the cue: `told Fox Business`.
pub(super) fn addressee(reading: &Reading, at: usize, ceiling: usize) -> Option<Run> {
    phrases::noun_phrase_after(reading, at, ceiling, Reach::Short)
}
