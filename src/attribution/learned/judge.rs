//! The third pass: how probably a candidate is right, seen as a whole and beside its rivals.
//!
//! A reranker over whole spans, as in parsing (Collins and Koo 2005): what the passes before say is
//! evidence, with features of both ends, of the cue, of what the rules found, and of the other
//! cues that a content holds or is held by.

use crate::tagger::{Chain, Features, feature};

use super::super::found::Found;
use super::super::reading::Run;
use super::super::scene::Scene;
use super::super::words::Classes;
use super::candidates::{Candidate, Variant};
use super::sight::{Seen, Sight, hash};
use super::tags::small;

/// Lanes and labels of the third pass.
pub(super) const JUDGE_LANES: usize = 4;
/// The rows of its weights.
pub(super) const JUDGE_ROW: usize = JUDGE_LANES - 1;
pub(super) const JUDGE_ROWS: usize = 1 << 16;

/// What becomes of a candidate: its content is another's or nobody's; it is right but its source
/// is not; both are right but for a few words; both are right.
pub(super) const WRONG: u8 = 0;
const SOURCELESS: u8 = 1;
const NEAR: u8 = 2;
const RIGHT: u8 = 3;

/// Whether content and source are right.
pub(super) fn is_right(label: u8) -> bool {
    label >= NEAR
}

/// A chain of one token.
pub(super) fn chain() -> Chain<JUDGE_LANES> {
    Chain::new(JUDGE_LANES, |_, _| true)
}

/// The label of a candidate where `gold` is what an annotator marked: contents are the same when
/// they share half of their words, sources when they share a word that is no determiner.
pub(super) fn label(scene: Scene, found: &Found, gold: &[Found]) -> u8 {
    let is_word = |token: &usize| scene.reading.is(*token, Classes::WORD);
    let n_words = |runs: &[Run]| runs.iter().cloned().flatten().filter(is_word).count();
    let n_shared =
        |one: &Found| shared(&found.content, &one.content).flatten().filter(is_word).count();
    let Some(best) = gold.iter().max_by_key(|one| n_shared(one)) else { return WRONG };
    let n_shared = n_shared(best);
    let n_all = n_words(&found.content) + n_words(&best.content) - n_shared;
    if 2 * n_shared < n_all || n_shared == 0 {
        return WRONG;
    }
    let source = match (&found.source, &best.source) {
        (None, None) => true,
        (Some(one), Some(other)) => {
            let mut both = one.start.max(other.start)..one.end.min(other.end);
            both.any(|token| !scene.reading.is(token, Classes::DETERMINER.or(Classes::PREPOSITION)))
        }
        _ => false,
    };
    match source {
        false => SOURCELESS,
        true if n_shared < n_all => NEAR,
        true => RIGHT,
    }
}

/// What two contents have in common.
fn shared<'a>(one: &'a [Run], other: &'a [Run]) -> impl Iterator<Item = Run> + 'a {
    let pairs = one.iter().flat_map(|one| other.iter().map(move |other| (one, other)));
    let both = pairs.map(|(one, other)| one.start.max(other.start)..one.end.min(other.end));
    both.filter(|run| run.start < run.end)
}

fn n_shared(one: &[Run], other: &[Run]) -> usize {
    shared(one, other).map(|run| run.len()).sum()
}

/// A candidate with what judging it needs.
pub(super) struct Case<'a> {
    pub(super) scene: Scene<'a>,
    pub(super) sight: &'a Sight<'a>,
    pub(super) candidate: &'a Candidate,
    /// Readings of other cues near it.
    pub(super) rivals: &'a [&'a Candidate],
}

impl Case<'_> {
    /// Adds the features of the candidate.
    pub(super) fn features(&self, to: &mut impl Features) {
        self.shared(to);
        self.own(to);
    }

    /// Adds those that are the same for all candidates of a cue with the same source, and with
    /// contents that begin at the same token.
    pub(super) fn shared(&self, to: &mut impl Features) {
        self.passes(to);
        self.cue(to);
        self.source(to);
    }

    /// Adds the others.
    pub(super) fn own(&self, to: &mut impl Features) {
        self.evidence(to);
        self.content(to);
        self.among_rivals(to);
    }

    fn at(&self, token: usize) -> Seen {
        self.sight.seen(token)
    }

    /// How the candidate came about, as one number.
    fn origin(&self) -> u32 {
        let Candidate { found, variant, .. } = self.candidate;
        let ruled = match self.sight.rule_for(&found.cue) {
            None => 0,
            Some(rule) if rule.content == found.content => 1,
            Some(rule) => {
                let n = |runs: &[Run]| runs.iter().map(Run::len).sum::<usize>();
                let n_shared = n_shared(&rule.content, &found.content);
                let n_all = n(&rule.content) + n(&found.content) - n_shared;
                if 2 * n_shared >= n_all { 2 } else { 3 }
            }
        };
        *variant as u32 * 4 + ruled
    }

    /// What the passes say of the cue.
    fn passes(&self, to: &mut impl Features) {
        let Candidate { cue, content, source, .. } = self.candidate;
        let [cue, content, source] = [cue, content, source].map(|probability| step(*probability));
        to.add(feature(400, &[]));
        to.add(feature(401, &[cue]));
        to.add(feature(403, &[source]));
        to.add(feature(406, &[source, content]));
    }

    /// What the passes and the rules say of the candidate.
    fn evidence(&self, to: &mut impl Features) {
        let Candidate { found, cue, content, source, labeling, variant, .. } = self.candidate;
        let (origin, variant) = (self.origin(), *variant as u32);
        let [cue, content, source, labeling] =
            [cue, content, source, labeling].map(|probability| step(*probability));
        let rule = self.sight.rule_for(&found.cue).map_or(1, |rule| hash(rule.rule.as_bytes()));
        to.add(feature(402, &[content, variant]));
        to.add(feature(404, &[labeling, variant]));
        to.add(feature(405, &[cue, content, origin]));
        to.add(feature(407, &[origin, content]));
        to.add(feature(408, &[origin, rule]));
        to.add(feature(409, &[origin, rule, cue]));
        to.add(feature(410, &[labeling, source]));
        to.add(feature(411, &[labeling, content, origin]));
        to.add(feature(449, &[self.at(found.cue.start).stem, variant]));
        let own = self.rivals.iter().find(|one| one.group == self.candidate.group);
        let best = own.map_or(1.0, |own| own.labeling);
        let share = step(self.candidate.labeling / best.max(f32::MIN_POSITIVE) * 0.5);
        let after = self.at(found.content.last().map_or(0, |last| last.end));
        to.add(feature(413, &[share, variant]));
        to.add(feature(414, &[share, after.word]));
        to.add(feature(415, &[share, after.part, after.quoted, variant]));
        if self.candidate.variant == Variant::Only {
            to.add(feature(412, &[hash(found.rule.as_bytes())]));
        }
    }

    /// Both ends of the content, and what kind it is.
    fn content(&self, to: &mut impl Features) {
        let reading = self.scene.reading;
        let Candidate { found, content, variant, .. } = self.candidate;
        let [first, .., last] = [found.content.first(), found.content.last()];
        let (Some(first), Some(last)) = (first, last) else { return };
        let (start, end) = (first.start, last.end);
        let [before, begin, second] =
            [start.wrapping_sub(1), start, start + 1].map(|token| self.at(token));
        let [close, after, next] = [end - 1, end, end + 1].map(|token| self.at(token));
        let sentence = reading.sentence_of(end - 1);
        let stops = u32::from(end + 2 > sentence.end) + u32::from(end >= sentence.end);
        let starts = u32::from(reading.sentence_of(start).start == start);
        let n_tokens = found.content.iter().map(Run::len).sum::<usize>();
        let length = [2, 4, 7, 11, 17, 26, 40, 70].partition_point(|most| *most < n_tokens);
        let (length, variant) = (small(length, 9), *variant as u32);
        let side = u32::from(start >= found.cue.end);
        let n_quoted =
            found.content.iter().cloned().flatten().filter(|at| self.at(*at).quoted > 0).count();
        let quoted = u32::from(n_quoted > 0) + u32::from(n_quoted == n_tokens);
        let content = step(*content);
        let cut = u32::from(begin.quoted > 0 && before.quoted > 0) * 2
            + u32::from(close.quoted > 0 && after.quoted > 0);
        let runs = small(found.content.len(), 3);
        to.add(feature(420, &[length, quoted]));
        to.add(feature(421, &[length, content]));
        to.add(feature(422, &[quoted, side, content]));
        to.add(feature(423, &[begin.word, side]));
        to.add(feature(424, &[begin.part, second.part, side]));
        to.add(feature(425, &[before.part, begin.part, side]));
        to.add(feature(426, &[close.part, after.part, stops]));
        to.add(feature(427, &[after.word, variant]));
        to.add(feature(428, &[after.word, next.word]));
        to.add(feature(429, &[stops, starts, side, variant]));
        to.add(feature(430, &[cut, variant, quoted]));
        to.add(feature(431, &[runs, side, quoted]));
        to.add(feature(432, &[after.part, next.part, variant, quoted]));
        to.add(feature(433, &[stops, length, quoted]));
        to.add(feature(434, &[close.word]));
        to.add(feature(435, &[begin.word, second.word]));
        let far = if side > 0 { start - found.cue.end } else { found.cue.start.abs_diff(end) };
        to.add(feature(436, &[small(far, 6), side, quoted]));
    }

    /// The words of the cue.
    fn cue(&self, to: &mut impl Features) {
        let Candidate { found, content, .. } = self.candidate;
        let (cue, content) = (&found.cue, step(*content));
        let [first, last] = [cue.start, cue.end.wrapping_sub(1)].map(|token| self.at(token));
        let before = self.at(cue.start.wrapping_sub(1));
        let begin = self.at(found.start());
        let side = u32::from(found.start() >= cue.end);
        let n_tokens = small(cue.len(), 5);
        to.add(feature(440, &[first.stem, last.stem]));
        to.add(feature(441, &[first.stem, content]));
        to.add(feature(442, &[last.stem, side]));
        to.add(feature(443, &[first.stance, last.stance, content]));
        to.add(feature(444, &[n_tokens, first.part, last.part]));
        to.add(feature(445, &[first.quoted, content]));
        to.add(feature(446, &[first.stem, begin.part, side]));
        to.add(feature(447, &[before.part, first.part, side]));
        to.add(feature(448, &[before.word, first.part]));
        to.add(feature(450, &[first.stance, begin.part, side]));
    }

    /// The source as it is written.
    fn source(&self, to: &mut impl Features) {
        let Candidate { found, source: probability, content, .. } = self.candidate;
        let probability = step(*probability);
        let cue = self.at(found.cue.start);
        let Some(source) = &found.source else {
            to.add(feature(460, &[probability, step(*content)]));
            to.add(feature(461, &[cue.stem]));
            to.add(feature(462, &[cue.part, self.at(found.cue.start.wrapping_sub(1)).part]));
            return;
        };
        let [first, last, after] =
            [source.start, source.end - 1, source.end].map(|token| self.at(token));
        let side = u32::from(source.start >= found.cue.end);
        let far = if side > 0 {
            source.start - found.cue.end
        } else {
            found.cue.start.saturating_sub(source.end)
        };
        let far = small(far, 8);
        let length = small(source.len(), 6);
        to.add(feature(463, &[probability, far, side]));
        to.add(feature(464, &[first.part, last.part, length]));
        to.add(feature(465, &[last.mention, last.part, probability]));
        to.add(feature(466, &[first.word, length]));
        to.add(feature(467, &[last.word]));
        to.add(feature(468, &[far, side, cue.stem]));
        to.add(feature(469, &[after.part, side, far]));
        to.add(feature(470, &[first.quoted, cue.quoted]));
        to.add(feature(471, &[first.part, length, cue.stance]));
    }

    /// The other cues around: those whose content holds this one, those that its content holds.
    fn among_rivals(&self, to: &mut impl Features) {
        let Candidate { found, content, group, .. } = self.candidate;
        let n_own = found.content.iter().map(Run::len).sum::<usize>();
        let (mut held, mut holds, mut same) = (0.0_f32, 0.0_f32, 0.0_f32);
        let (mut holder, mut guest) = (0, 0);
        for rival in self.rivals.iter().filter(|rival| rival.group != *group) {
            let strength = rival.cue * rival.content;
            let is_in = |token: usize, runs: &[Run]| runs.iter().any(|run| run.contains(&token));
            if is_in(found.cue.start, &rival.found.content) && strength > held {
                held = strength;
                holder = self.at(rival.found.cue.start).stem;
            }
            if is_in(rival.found.cue.start, &found.content) && strength > holds {
                holds = strength;
                guest = self.at(rival.found.cue.start).stem;
            }
            if 2 * n_shared(&found.content, &rival.found.content) > n_own {
                same = same.max(strength);
            }
        }
        let [held, holds, same, content] = [held, holds, same, *content].map(step);
        let cue = self.at(found.cue.start);
        to.add(feature(480, &[held, content]));
        to.add(feature(481, &[holds, content]));
        to.add(feature(482, &[same, content]));
        to.add(feature(483, &[held, same, holds]));
        to.add(feature(484, &[held, cue.stem]));
        to.add(feature(485, &[holds, cue.stem]));
        to.add(feature(486, &[holder, held]));
        to.add(feature(487, &[guest, holds]));
        to.add(feature(488, &[same, self.origin()]));
    }
}

/// A probability in steps, finer towards both ends.
fn step(probability: f32) -> u32 {
    const STEPS: [f32; 11] = [0.02, 0.08, 0.2, 0.35, 0.5, 0.65, 0.8, 0.9, 0.96, 0.985, 0.996];
    small(STEPS.partition_point(|step| *step < probability), 11)
}
