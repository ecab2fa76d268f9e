//! What stands around changes of a text: all that has to be looked at again.

use std::ops::Range;

use super::words::REACH;
use crate::text::Change;

/// A part of a text that changed, or was beside what did: in doubt all over.
#[derive(Debug)]
pub(super) struct Window {
    /// Where it stood before the changes.
    pub(super) old: Range<usize>,
    /// Where it stands now.
    pub(super) new: Range<usize>,
}

/// How far what touches a word reaches, in bytes.
const REACH_BYTES: usize = 4 * REACH;

impl Window {
    /// The windows of changes, in order and apart. Each begins and ends between words, and has the
    /// word before and behind those that what changed is part of or touches: the two may be a pair.
    pub(super) fn around(changes: &[Change], text: &str) -> Vec<Self> {
        let bytes = text.as_bytes();
        let mut windows: Vec<Self> = Vec::with_capacity(changes.len());
        // New minus old, behind the last change.
        let mut drift = 0_isize;
        for Change { span, text: made } in changes {
            let old = span.range();
            let start = old.start.saturating_add_signed(drift);
            let floor = windows.last().map_or(0, |last| last.new.end);
            let from = back(bytes, start, floor);
            let until = onward(bytes, start + made.len(), floor);
            let old_from = from.saturating_add_signed(-drift);
            drift = drift.saturating_add_unsigned(made.len()).saturating_sub_unsigned(old.len());
            let old = old_from..until.saturating_add_signed(-drift);
            match windows.last_mut() {
                Some(last) if from <= floor => {
                    (last.new.end, last.old.end) = (until, old.end);
                }
                _ => windows.push(Self { old, new: from..until }),
            }
        }
        windows
    }
}

fn is_blank(byte: Option<&u8>) -> bool {
    matches!(byte, Some(b' ' | b'\n'))
}

/// Where the last word but one before a position begins; not before a floor, which is no word's
/// middle.
fn back(bytes: &[u8], position: usize, floor: usize) -> usize {
    let is_blank_before = |at: usize| is_blank(at.checked_sub(1).and_then(|at| bytes.get(at)));
    let mut at = position;
    for _ in 0..2 {
        let limit = at.saturating_sub(REACH_BYTES).max(floor);
        while at > limit && !is_blank_before(at) {
            at -= 1;
        }
        // A second blank would part the two anyway.
        if at > floor && is_blank_before(at) {
            at -= 1;
        }
    }
    let is_letter_before = |at: usize| {
        at.checked_sub(1).and_then(|at| bytes.get(at)).is_some_and(u8::is_ascii_alphabetic)
    };
    while at > floor && is_letter_before(at) {
        at -= 1;
    }
    at.max(floor)
}

/// Where the second word behind a position ends; not before a floor.
fn onward(bytes: &[u8], position: usize, floor: usize) -> usize {
    let mut at = position;
    for _ in 0..2 {
        let limit = bytes.len().min(at + REACH_BYTES);
        while at < limit && !is_blank(bytes.get(at)) {
            at += 1;
        }
        if is_blank(bytes.get(at)) {
            at += 1;
        }
    }
    if at <= floor {
        return floor;
    }
    while bytes.get(at).is_some_and(u8::is_ascii_alphabetic)
        && bytes.get(at - 1).is_some_and(u8::is_ascii_alphabetic)
    {
        at += 1;
    }
    at
}

/// A range of the old text in the new one.
pub(super) fn moved(word: &Range<usize>, by: isize) -> Range<usize> {
    word.start.saturating_add_signed(by)..word.end.saturating_add_signed(by)
}

/// What was found before, outside the windows, and what stands in them now, in order.
pub(super) fn merged<T: Clone, D>(
    old: &[T],
    windows: &[(Window, D)],
    list: impl Fn(&D) -> &Vec<T>,
    range: impl Fn(&T) -> Range<usize>,
    moved: impl Fn(&T, isize) -> T,
) -> Vec<T> {
    let mut found = Vec::with_capacity(old.len() + windows.len());
    let mut old = old.iter();
    let mut drift = 0;
    for (window, inside) in windows {
        let is_over = |item: &&T| range(item).end <= window.old.end;
        let n_over = old.as_slice().partition_point(|item| is_over(&item));
        let over = old.by_ref().take(n_over);
        // A pair whose first word stands before the window did not change.
        let kept = over.filter(|item| range(item).start < window.old.start);
        found.extend(kept.map(|item| moved(item, drift)));
        found.extend(list(inside).iter().cloned());
        let grown = window.new.end.cast_signed() - window.old.end.cast_signed();
        drift = grown;
    }
    found.extend(old.map(|item| moved(item, drift)));
    found
}
