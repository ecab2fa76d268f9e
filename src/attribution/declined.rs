//! No word: `The White House did not immediately comment`.

use super::found::{Found, only};
use super::phrases;
use super::reading::Run;
use super::scene::Scene;
use super::verbs::{self, Voice};
use super::words::{Classes, Forms};

/// The name of the rule, in the `rule` column.
pub(super) const RULE: &str = "declined-comment";

/// The attribution whose denied `comment` stands at `verb`.
pub(super) fn find(scene: Scene, verb: usize, sentence: &Run) -> Option<Found> {
    let reading = scene.reading;
    let word = reading.word(verb);
    if word.lemma == 0
        || !word.forms.has(Forms::PLAIN)
        || !reading.is_word(verb, "comment")
        || reading.is_word(verb + 1, "on")
    {
        return None;
    }
    let group = verbs::verb_group(reading, verb, sentence.start)?;
    let cue = group.start..verb;
    let denies = cue.clone().any(|token| reading.is(token, Classes::NEGATIVE));
    if group.voice != Voice::Finite || !denies {
        return None;
    }
    let source = phrases::subject_before(reading, group.start, sentence.start);
    let content = only(verb..verb + 1);
    Some(Found { source, cue, content, rule: RULE, ..Found::default() })
}
