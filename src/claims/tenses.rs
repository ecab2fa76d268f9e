//! Whether the words around a date tell of what has been or of what is to come.

use crate::segment::Part;

use super::view::View;

/// When it takes place, as far as the verbs show.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Outlook {
    /// In the past or now.
    Past,
    /// Later.
    Future,
}

/// Tokens before and after a date among which its verb is looked for.
const AROUND: usize = 24;

/// What the nearest verb before a date says, else the nearest after it.
pub(super) fn outlook(view: View<'_>, date: usize) -> Outlook {
    let sentence = view.sentence(date);
    let is_quote = |at: &usize| view.part(*at) == Part::Quote;
    let before = (sentence.start..date).rev().take(AROUND).take_while(|at| !is_quote(at));
    for at in before {
        if view.is_any(at, &["until", "till", "deadline", "upcoming", "scheduled", "slated"]) {
            return Outlook::Future;
        }
        if let Some(told) = verb(view, at) {
            return told;
        }
    }
    let mut after = (date..sentence.end).take(AROUND).take_while(|at| !is_quote(at));
    after.find_map(|at| verb(view, at)).unwrap_or(Outlook::Past)
}

/// What a verb says; nothing for a word that is none, or that leans on another.
fn verb(view: View<'_>, at: usize) -> Option<Outlook> {
    match view.part(at) {
        Part::Past => Some(Outlook::Past),
        Part::Modal => {
            // "He said he would" is to come; "could have" is not.
            let is_past = (1..4).any(|n| view.is(at + n, "have"));
            Some(if is_past { Outlook::Past } else { Outlook::Future })
        }
        Part::Base => base(view, at),
        Part::Third | Part::Present => {
            let is_said = view.is_any(
                at,
                &["says", "say", "tells", "reports", "has", "have", "'s", "’s", "adds", "writes"],
            );
            let is_auxiliary = view.is_any(at, &["is", "are", "am"]);
            Some(match () {
                () if is_auxiliary => present(view, at),
                () if is_said => Outlook::Past,
                () => Outlook::Future,
            })
        }
        Part::Participle => Some(participle(view, at)),
        _ => None,
    }
}

/// `will go`, `to go`, `did not go`
fn base(view: View<'_>, at: usize) -> Option<Outlook> {
    for before in (at.saturating_sub(4)..at).rev() {
        match view.part(before) {
            Part::To | Part::Modal => return Some(Outlook::Future),
            Part::Past => return Some(Outlook::Past),
            Part::Adverb => {}
            _ => break,
        }
    }
    None
}

/// `is expected Thursday` is to come; `is said Thursday` and `is quoted` are not.
fn present(view: View<'_>, at: usize) -> Outlook {
    let is_set = (1..4).any(|n| {
        view.is_any(at + n, &["expected", "scheduled", "set", "slated", "due", "planned", "going"])
            || matches!(view.part(at + n), Part::Gerund)
    });
    if is_set { Outlook::Future } else { Outlook::Past }
}

/// `was signed`, `had met`; one without an auxiliary leans on the verb before it.
fn participle(view: View<'_>, at: usize) -> Outlook {
    for before in (at.saturating_sub(4)..at).rev() {
        match view.part(before) {
            Part::Adverb => {}
            Part::Past => return Outlook::Past,
            Part::Base | Part::Modal => return Outlook::Future,
            Part::Third | Part::Present => {
                let is_perfect = view.is_any(before, &["has", "have", "'ve", "’ve"]);
                return if is_perfect { Outlook::Past } else { present(view, before) };
            }
            _ => break,
        }
    }
    let is_set =
        view.is_any(at, &["expected", "scheduled", "set", "slated", "due", "planned", "proposed"]);
    if is_set { Outlook::Future } else { Outlook::Past }
}
