//! The way between the raw and the clean layer of one article: a list of edits.

use super::span::{Clean, Raw, Span, offset};

/// One stretch where the layers differ: `raw` became `clean`. Either may be empty, not both.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Edit {
    /// What stood there.
    pub raw: Span<Raw>,
    /// What stands there now.
    pub clean: Span<Clean>,
}

/// One replacement in the newest clean text, before it is applied.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// What to replace; may be empty, for an insertion.
    pub span: Span<Clean>,
    /// What to put there; may be empty, for a deletion.
    pub text: String,
}

/// How a clean text came from its raw text: edits in order, apart from each other, and between
/// them the layers are equal byte for byte.
///
/// Made only by [`Alignment::then`], so the invariant holds by construction. With no edits it is
/// the identity.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Alignment {
    edits: Vec<Edit>,
}

impl Alignment {
    /// The edits, in order.
    pub fn edits(&self) -> &[Edit] {
        &self.edits
    }

    /// Applies changes to the clean text that this alignment leads to.
    ///
    /// `changes` are in order and do not overlap; those that replace a text with itself are left
    /// out. Gives the new clean text and the alignment from the raw text to it. Costs one pass over
    /// the text and the edits.
    ///
    /// # Panics
    ///
    /// If the changes overlap or are out of order.
    #[must_use]
    pub fn then(&self, clean: &str, changes: &[Change]) -> (String, Self) {
        let text = apply(clean, changes);
        let mut edits: Vec<Edit> = Vec::with_capacity(self.edits.len() + changes.len());
        let mut old = self.edits.iter().copied().peekable();
        let mut new = changes.iter().peekable();
        // Raw minus middle, and new clean minus middle, of the text that no edit touches.
        let (mut to_raw, mut to_new) = (0_i64, 0_i64);
        loop {
            let next_old = old.peek().map(|edit| edit.clean.start());
            let next_new = new.peek().map(|change| change.span.start());
            let Some(start) = next_old.into_iter().chain(next_new).min() else { break };
            // One group of old and new edits that touch each other in the middle layer.
            let (mut end, raw_start, new_start) =
                (start, shift(start, to_raw), shift(start, to_new));
            loop {
                if let Some(edit) = old.next_if(|edit| edit.clean.start() <= end) {
                    end = end.max(edit.clean.end());
                    to_raw += i64::from(edit.raw.len()) - i64::from(edit.clean.len());
                } else if let Some(change) = new.next_if(|change| change.span.start() <= end) {
                    end = end.max(change.span.end());
                    to_new += i64::from(offset(change.text.len())) - i64::from(change.span.len());
                } else {
                    break;
                }
            }
            edits.push(Edit {
                raw: Span::new(raw_start, shift(end, to_raw)),
                clean: Span::new(new_start, shift(end, to_new)),
            });
        }
        (text, Self { edits })
    }

    /// Maps a clean span to the raw bytes it came from.
    ///
    /// A span that cuts an edit widens to the whole edit, so the result always covers what the
    /// reader of the clean text saw. Text deleted at either edge of the span is left out. Costs
    /// two binary searches over the edits of the article, which number tens, not thousands.
    #[must_use]
    pub fn to_raw(&self, span: Span<Clean>) -> Span<Raw> {
        let pairs =
            |edit: &Edit| (edit.clean.start(), edit.clean.end(), edit.raw.start(), edit.raw.end());
        let (start, end) = self.map(span.start(), span.end(), pairs);
        Span::new(start, end)
    }

    /// Maps a raw span to the clean bytes made of it; the mirror of [`Alignment::to_raw`].
    #[must_use]
    pub fn to_clean(&self, span: Span<Raw>) -> Span<Clean> {
        let pairs =
            |edit: &Edit| (edit.raw.start(), edit.raw.end(), edit.clean.start(), edit.clean.end());
        let (start, end) = self.map(span.start(), span.end(), pairs);
        Span::new(start, end)
    }

    /// Maps `start..end` by `sides`, which gives `(from start, from end, to start, to end)`.
    fn map(
        &self,
        start: u32,
        end: u32,
        sides: impl Fn(&Edit) -> (u32, u32, u32, u32),
    ) -> (u32, u32) {
        if self.edits.is_empty() {
            return (start, end);
        }
        // First edit that ends after the start: edits that end at it were deleted or replaced
        // before the span, and stay outside.
        let first = self.edits.partition_point(|edit| sides(edit).1 <= start);
        let to_start = match self.edits.get(first).map(&sides) {
            Some((from, _, to, _)) if from < start || (from == start && start < end) => to,
            _ => shift(start, self.drift_before(first, &sides)),
        };
        // First edit that begins at or after the end: it stays outside.
        let last = self.edits.partition_point(|edit| sides(edit).0 < end);
        let to_end = match last.checked_sub(1).and_then(|last| self.edits.get(last)).map(&sides) {
            Some((_, until, _, to)) if until > end || (until == end && start < end) => to,
            _ => shift(end, self.drift_before(last, &sides)),
        };
        (to_start, to_end.max(to_start))
    }

    /// How far the sides have drifted apart before edit `index`.
    fn drift_before(&self, index: usize, sides: &impl Fn(&Edit) -> (u32, u32, u32, u32)) -> i64 {
        let before = index.checked_sub(1).and_then(|before| self.edits.get(before));
        before.map(sides).map_or(0, |(_, from, _, to)| i64::from(to) - i64::from(from))
    }
}

/// The text with every change made.
fn apply(clean: &str, changes: &[Change]) -> String {
    let grown: usize = changes.iter().map(|change| change.text.len()).sum();
    let mut text = String::with_capacity(clean.len() + grown);
    let mut at = 0;
    for change in changes {
        assert!(at <= change.span.start(), "changes overlap at {:?}", change.span);
        text.push_str(Span::<Clean>::new(at, change.span.start()).of(clean));
        text.push_str(&change.text);
        at = change.span.end();
    }
    text.push_str(Span::<Clean>::new(at, offset(clean.len())).of(clean));
    text
}

/// A position moved by a drift.
fn shift(position: u32, by: i64) -> u32 {
    u32::try_from(i64::from(position) + by).expect("edits stay inside the article")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn change(start: u32, end: u32, text: &str) -> Change {
        Change { span: Span::new(start, end), text: text.to_owned() }
    }

    #[test]
    fn maps_around_a_repair() {
        let raw = "the Uthe nited States";
        let (clean, alignment) = Alignment::default().then(raw, &[change(4, 14, "United")]);
        assert_eq!(clean, "the United States");
        assert_eq!(alignment.to_raw(Span::new(4, 10)), Span::new(4, 14));
        assert_eq!(alignment.to_raw(Span::new(5, 6)), Span::new(4, 14));
        assert_eq!(alignment.to_raw(Span::new(11, 17)), Span::new(15, 21));
        assert_eq!(alignment.to_raw(Span::new(0, 3)), Span::new(0, 3));
        assert_eq!(alignment.to_clean(Span::new(15, 21)), Span::new(11, 17));
    }

    #[test]
    fn leaves_deleted_text_at_the_edges_out() {
        let (clean, alignment) = Alignment::default()
            .then("xxab--cdyy", &[change(0, 2, ""), change(4, 6, ""), change(8, 10, "")]);
        assert_eq!(clean, "abcd");
        assert_eq!(alignment.to_raw(Span::new(0, 4)), Span::new(2, 8));
        assert_eq!(alignment.to_raw(Span::new(0, 2)), Span::new(2, 4));
        assert_eq!(alignment.to_raw(Span::new(2, 4)), Span::new(6, 8));
    }

    /// Where to cut, how much, and what to put there.
    type Round = Vec<(usize, usize, String)>;

    /// Texts of a few kinds of characters, and for each round some cut points and replacements.
    fn edited() -> impl Strategy<Value = (String, Vec<Round>)> {
        let rounds = prop::collection::vec(
            prop::collection::vec((0..40usize, 0..6usize, "[a-cé ]{0,4}"), 0..6),
            0..4,
        );
        ("[a-cé🙂 ]{0,40}", rounds)
    }

    /// Random cut points made into changes: in order, apart, on character boundaries.
    fn changes(text: &str, cuts: &[(usize, usize, String)]) -> Vec<Change> {
        let bounds: Vec<usize> =
            text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
        let mut cuts = cuts.to_vec();
        cuts.sort();
        let mut changes: Vec<Change> = Vec::new();
        for (start, len, new) in cuts {
            let start = start.min(bounds.len() - 1);
            let end = (start + len).min(bounds.len() - 1);
            let span = Span::at(bounds[start]..bounds[end]);
            let apart = changes.last().is_none_or(|last| last.span.end() < span.start());
            if apart && !(span.is_empty() && new.is_empty()) {
                changes.push(Change { span, text: new });
            }
        }
        changes
    }

    proptest! {
        #[test]
        fn undoing_the_edits_gives_the_raw_text((raw, rounds) in edited()) {
            let (mut clean, mut alignment) = (raw.clone(), Alignment::default());
            for cuts in rounds {
                (clean, alignment) = alignment.then(&clean, &changes(&clean, &cuts));
            }
            // Between the edits both layers are equal; at the edits each gives its own side.
            let (mut raw_at, mut clean_at, mut undone) = (0, 0, String::new());
            for edit in alignment.edits() {
                let kept = Span::<Clean>::new(clean_at, edit.clean.start()).of(&clean);
                prop_assert_eq!(kept, Span::<Raw>::new(raw_at, edit.raw.start()).of(&raw));
                undone.push_str(kept);
                undone.push_str(edit.raw.of(&raw));
                (raw_at, clean_at) = (edit.raw.end(), edit.clean.end());
            }
            undone.push_str(Span::<Clean>::new(clean_at, offset(clean.len())).of(&clean));
            prop_assert_eq!(undone, raw);
        }

        #[test]
        fn mapped_spans_stay_inside_and_cover((raw, rounds) in edited(), from in 0..40usize, len in 0..9usize) {
            let (mut clean, mut alignment) = (raw.clone(), Alignment::default());
            for cuts in rounds {
                (clean, alignment) = alignment.then(&clean, &changes(&clean, &cuts));
            }
            let bounds: Vec<usize> =
                clean.char_indices().map(|(at, _)| at).chain([clean.len()]).collect();
            let start = from.min(bounds.len() - 1);
            let span: Span<Clean> = Span::at(bounds[start]..bounds[(start + len).min(bounds.len() - 1)]);
            let back = alignment.to_raw(span);
            // In bounds and on character boundaries, or `get` gives nothing.
            prop_assert!(raw.get(back.range()).is_some());
            // Every byte of the span that no edit made is covered on the way back.
            let again = alignment.to_clean(back);
            let made = |at: u32| alignment.edits().iter().any(|edit| edit.clean.covers(at));
            for at in (span.start()..span.end()).filter(|at| !made(*at)) {
                prop_assert!(again.covers(at), "{:?} -> {:?} -> {:?}", span, back, again);
            }
        }
    }
}
