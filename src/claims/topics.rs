//! What a claim is about, by the words of an editable list.

use std::ops::Range;

use super::hints::Hints;
use super::view::View;
use super::words::Words;

/// The topics of the list whose words stand in a content, each once, in the order of their words.
pub(super) fn find(view: View<'_>, words: &Words, parts: &[Range<usize>]) -> Vec<&'static str> {
    let mut topics = Vec::new();
    for at in parts.iter().cloned().flatten().filter(|at| view.hints(*at).has(Hints::TOPIC)) {
        let topic = Words::folded(&words.topics, view.word(at));
        topics.extend(topic.filter(|topic| !topics.contains(topic)));
    }
    topics
}
