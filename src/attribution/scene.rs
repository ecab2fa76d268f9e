//! What every rule reads: the tokens, the quotations between them, the cues.

use super::cues::{Cue, Cues, Frames};
use super::marks::Quotation;
use super::reading::{Reading, Run};
use super::words::Classes;

/// One article, ready for the rules.
#[derive(Debug, Clone, Copy)]
pub(super) struct Scene<'a> {
    pub(super) reading: &'a Reading<'a>,
    /// By position.
    pub(super) quotations: &'a [Quotation],
    pub(super) cues: &'a Cues,
}

impl<'a> Scene<'a> {
    /// The quotation that a token stands in.
    pub(super) fn quotation_at(&self, token: usize) -> Option<&'a Quotation> {
        self.quotations.get(self.reading.quotation(token)?)
    }

    /// The quotation that begins at a token; titles of works do not count.
    pub(super) fn quotation_from(&self, token: usize) -> Option<&'a Quotation> {
        self.quotation_at(token).filter(|one| one.run.start == token && !one.is_title)
    }

    /// The quotation that ends right before `token`, a comma, stop or dash between; titles of
    /// works do not count.
    pub(super) fn quotation_before(&self, token: usize, floor: usize) -> Option<&'a Quotation> {
        let mut last = token.checked_sub(1).filter(|last| *last >= floor)?;
        let between = Classes::COMMA.or(Classes::DASH).or(Classes::STOP);
        if self.reading.quotation(last).is_none() && self.reading.is(last, between) {
            last = last.checked_sub(1).filter(|last| *last >= floor)?;
        }
        self.quotation_at(last).filter(|one| one.run.end == last + 1 && !one.is_title)
    }

    /// The quotations that begin in a run of tokens.
    pub(super) fn quotations_in(&self, run: &Run) -> &'a [Quotation] {
        let first = self.quotations.partition_point(|one| one.run.start < run.start);
        let last = self.quotations.partition_point(|one| one.run.start < run.end);
        self.quotations.get(first..last).unwrap_or_default()
    }

    /// Whether the verb at a token is a cue's that stands outside quotations.
    pub(super) fn is_cue(&self, token: usize) -> bool {
        self.reading.word(token).lemma > 0 && self.reading.quotation(token).is_none()
    }

    /// The entries that fit the words at a verb, the longest first, with the token after them.
    pub(super) fn cues_at(&self, verb: usize) -> impl Iterator<Item = (&'a Cue, usize)> {
        let reading = self.reading;
        let entries = self.cues.of(reading.word(verb).lemma).iter();
        entries.filter_map(move |cue| Some((cue, fit(reading, cue, verb)?)))
    }

    /// Whether a quotation is brought in by words before it: `X said, "..."`, `he added: "..."`.
    pub(super) fn is_introduced(&self, quotation: &Quotation, floor: usize) -> bool {
        let Some(mut before) = quotation.run.start.checked_sub(1).filter(|at| *at >= floor) else {
            return false;
        };
        if self.reading.is(before, Classes::COLON) {
            return true;
        }
        if self.reading.is(before, Classes::COMMA) {
            before = before.saturating_sub(1);
        }
        before >= floor
            && self.is_cue(before)
            && self
                .cues
                .of(self.reading.word(before).lemma)
                .iter()
                .any(|cue| cue.frames.has(Frames::QUOTE))
    }
}

/// The token after the words of a cue; none when other words follow the verb. Adverbs may stand
/// between a verb and its words: `is also certain`, `pointed repeatedly to`.
fn fit(reading: &Reading, cue: &Cue, verb: usize) -> Option<usize> {
    let mut at = verb + 1;
    for (index, word) in cue.tail.iter().enumerate() {
        let is_loose = Classes::ADVERB.or(Classes::NEGATIVE);
        if index == 0 && !reading.is_word(at, word) && reading.is(at, is_loose) {
            at += 1;
        }
        if !reading.is_word(at, word) {
            return None;
        }
        at += 1;
    }
    Some(at)
}
