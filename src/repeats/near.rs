//! Whether two wordings are the same claim: an exact comparison, word by word.
//!
//! The shorter wording is laid into the longer one at the least number of words changed, the ends
//! of the longer one left out for nothing (approximate matching of a pattern in a text). What lies
//! between equal words is then judged: slips of the pen and words without weight come and go in
//! copies; other figures, names and negations make another claim.

use std::ops::Range;

use super::words::{Weight, Words};

/// Words of a text that are compared; nobody copies longer ones and changes them behind that.
const MOST_WORDS: usize = 400;

/// Words from which on a wording is compared with those of anyone.
const ENOUGH_WORDS: usize = 8;

/// Words that are enough for the whole of a text, and for a part, when both are by one speaker.
const ENOUGH_BY_SPEAKER: [usize; 2] = [5, 6];

/// Words that a part of a text must have where a speaker is not known, and where they are two.
const ENOUGH_OF_PART: [usize; 2] = [10, 12];

/// How the speakers of two wordings are related.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Speakers {
    /// Both are known to be the same.
    Same,
    /// At least one is not known.
    Unknown,
    /// Both are known to be others.
    Different,
}

/// How near a wording is to a longer one that is the same claim.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Nearness {
    /// Whether it is in other words, and not a copy with slips or cuts.
    pub(super) is_reworded: bool,
    /// Changed words in a thousand.
    pub(super) changed: usize,
}

/// What was changed between equal words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Change {
    /// Nothing but spaces.
    Spaces,
    /// A slip of the pen or of a machine.
    Slip,
    /// Words without weight.
    Light,
    /// Other words.
    Words,
    /// What makes another claim of it.
    Sense,
}

/// Compares texts; kept for its room.
#[derive(Debug, Default)]
pub(super) struct Comparer {
    costs: Vec<u16>,
    steps: Vec<Step>,
    changes: Vec<(Range<usize>, Range<usize>)>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Step {
    #[default]
    Both,
    Short,
    Long,
}

/// Whether wordings of so many words, the shorter one first, are compared at all.
pub(super) fn is_enough([n, n_long]: [usize; 2], speakers: Speakers) -> bool {
    let is_whole = n_long <= n + n / 4;
    let enough = match (speakers, is_whole) {
        (Speakers::Same, true) => ENOUGH_BY_SPEAKER[0],
        (Speakers::Same, false) => ENOUGH_BY_SPEAKER[1],
        (Speakers::Unknown, false) => ENOUGH_OF_PART[0],
        (Speakers::Different, false) => ENOUGH_OF_PART[1],
        _ => ENOUGH_WORDS,
    };
    n >= enough && n_long <= 4 * n
}

impl Comparer {
    /// How near the shorter of two wordings is to the longer one; none when it is another claim,
    /// or too short to tell.
    pub(super) fn compare(
        &mut self,
        short: &Words,
        long: &Words,
        speakers: Speakers,
    ) -> Option<Nearness> {
        let (n, n_long) = (short.words().len(), long.words().len());
        if !is_enough([n, n_long], speakers) || !self.align(short, long) {
            return None;
        }
        let (mut all, mut heavy, mut longest) = (0, 0, 0);
        for (a, b) in &self.changes {
            let n_changed = a.len().max(b.len());
            match change(short, a, long, b) {
                Change::Spaces => {}
                Change::Slip | Change::Light => all += n_changed,
                Change::Words => {
                    let n_heavy = n_heavy(short, a).max(n_heavy(long, b));
                    all += n_changed;
                    heavy += n_heavy;
                    longest = longest.max(n_heavy);
                }
                Change::Sense => return None,
            }
        }
        let changed = 1000 * (all + 4 * heavy) / n;
        let found = |is_reworded| Some(Nearness { is_reworded, changed });
        if heavy <= n / 16 && all <= n / 4 {
            return found(false);
        }
        // Who says it otherwise changes words here and there; a stretch of them is another claim.
        let is_even = longest <= (n / 6).max(2);
        let is_like = 5 * heavy <= 2 * n_heavy(short, &(0..n)) && 5 * all <= 3 * n;
        let can_tell = speakers == Speakers::Same && n >= ENOUGH_WORDS && n_long <= 2 * n;
        if can_tell && is_even && is_like { found(true) } else { None }
    }

    /// Finds the changes that make the shorter text of a part of the longer one; false where there
    /// are too many to look at.
    fn align(&mut self, short: &Words, long: &Words) -> bool {
        let cut = |words: &Words| words.words().len().min(MOST_WORDS);
        let (n, n_long) = (cut(short), cut(long));
        self.fill(short, long, n, n_long);
        self.changes.clear();
        // The cheapest end in the longer text; the last of several, so that a changed last word
        // stands against another one and not against nothing.
        let ends = (0..=n_long).rev();
        let end = ends.min_by_key(|end| self.costs.get(*end).copied()).unwrap_or(n_long);
        if self.costs.get(end).is_none_or(|cost| usize::from(*cost) > 3 * n / 5 + 2) {
            return false;
        }
        let (mut a, mut b) = (n, end);
        let mut open: Option<(usize, usize)> = None;
        while a > 0 {
            let step = self.steps.get((a - 1) * (n_long + 1) + b).copied().unwrap_or_default();
            let is_equal = step == Step::Both && equal(short, a - 1, long, b.wrapping_sub(1));
            if is_equal {
                if let Some((a_end, b_end)) = open.take() {
                    self.changes.push((a..a_end, b..b_end));
                }
            } else {
                open.get_or_insert((a, b));
            }
            if step != Step::Long {
                a -= 1;
            }
            if step != Step::Short {
                b = b.saturating_sub(1);
            }
        }
        if let Some((a_end, b_end)) = open {
            self.changes.push((a..a_end, b..b_end));
        }
        true
    }

    /// Fills the table of steps, and leaves the costs of the last row.
    fn fill(&mut self, short: &Words, long: &Words, n: usize, n_long: usize) {
        self.costs.clear();
        self.costs.resize(n_long + 1, 0);
        self.steps.clear();
        self.steps.resize(n * (n_long + 1), Step::Short);
        let long = long.words().get(..n_long).unwrap_or_default();
        let rows = self.steps.chunks_exact_mut(n_long + 1);
        for (word, row) in short.words().iter().zip(rows) {
            // The first step of a row takes a word of the shorter text.
            let ([first, costs @ ..], [_, steps @ ..]) = (self.costs.as_mut_slice(), row) else {
                return;
            };
            let mut above = *first;
            let mut left = above + 1;
            *first = left;
            for ((other, cost), step) in long.iter().zip(costs).zip(steps) {
                let both = above + u16::from(word.hash != other.hash);
                let (short, long) = (*cost + 1, left + 1);
                above = *cost;
                *step = if both <= short && both <= long {
                    Step::Both
                } else if short <= long {
                    Step::Short
                } else {
                    Step::Long
                };
                left = both.min(short).min(long);
                *cost = left;
            }
        }
    }
}

fn equal(short: &Words, a: usize, long: &Words, b: usize) -> bool {
    let pair = short.words().get(a).zip(long.words().get(b));
    pair.is_some_and(|(a, b)| a.hash == b.hash)
}

/// Judges words of one text that stand where others stand in the other.
fn change(short: &Words, a: &Range<usize>, long: &Words, b: &Range<usize>) -> Change {
    if short.letters_of(a.clone()) == long.letters_of(b.clone()) {
        return Change::Spaces;
    }
    let differ = |weight| of_weight(short, a, weight).ne(of_weight(long, b, weight));
    let n_negations = |words, range| of_weight(words, range, Weight::Negation).count();
    if differ(Weight::Number) || n_negations(short, a) != n_negations(long, b) {
        return Change::Sense;
    }
    if is_slip(short, a, long, b) {
        return Change::Slip;
    }
    if n_heavy(short, a) + n_heavy(long, b) == 0 {
        return Change::Light;
    }
    let has_names = |words, range| of_weight(words, range, Weight::Name).next().is_some();
    if has_names(short, a) && has_names(long, b) && differ(Weight::Name) {
        Change::Sense
    } else {
        Change::Words
    }
}

/// The letters of the words of a weight in a range.
fn of_weight<'a>(
    words: &'a Words,
    range: &Range<usize>,
    weight: Weight,
) -> impl Iterator<Item = &'a [u8]> {
    let those = range.clone().filter(move |at| words.weight(*at) == weight);
    those.map(|at| words.letters_of(at..at + 1))
}

/// How many words in a range say something by themselves.
fn n_heavy(words: &Words, range: &Range<usize>) -> usize {
    let is_heavy = |at: &usize| matches!(words.weight(*at), Weight::Plain | Weight::Name);
    range.clone().filter(is_heavy).count()
}

/// Whether words are the same but for slips: pair by pair, or all as one, since a slip can
/// part a word or join two.
fn is_slip(short: &Words, a: &Range<usize>, long: &Words, b: &Range<usize>) -> bool {
    let is_like = |a: Range<usize>, b: Range<usize>| {
        is_one_slip(short.letters_of(a.clone()), long.letters_of(b.clone()))
            || short.letters_of(a) == long.letters_of(b)
    };
    is_like(a.clone(), b.clone())
        || a.len() == b.len() && a.clone().zip(b.clone()).all(|(a, b)| is_like(a..a + 1, b..b + 1))
}

/// Letters of a word in which one slip is likelier than another word.
const SLIP_LETTERS: usize = 5;

/// Whether one slip behind the first letter makes one of the other: a letter changed, lost, added,
/// two swapped, or a short word typed into a word.
fn is_one_slip(a: &[u8], b: &[u8]) -> bool {
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    let n_head = short.iter().zip(long).take_while(|(a, b)| a == b).count();
    let (short, long) = (short.get(n_head..), long.get(n_head..));
    let (Some(short), Some(long)) = (short, long) else { return false };
    if n_head == 0 || n_head + long.len() < SLIP_LETTERS {
        return false;
    }
    let n_tail = short.iter().rev().zip(long.iter().rev()).take_while(|(a, b)| a == b).count();
    match (short.len() - n_tail, long.len() - n_tail) {
        (0 | 1, 1) => true,
        // Inside of a word only: `lawyers` and `law` are two words.
        (0, 2..=4) => n_tail > 0,
        (2, 2) => short.first() == long.get(1) && short.get(1) == long.first(),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn compare(short: &str, long: &str, speakers: Speakers) -> Option<Nearness> {
        let (mut a, mut b) = (Words::default(), Words::default());
        a.read(short);
        b.read(long);
        Comparer::default().compare(&a, &b, speakers)
    }

    const LONG: &str = "We are going to impose tariffs of 10 percent on all Chinese steel in July, \
                        and nobody will stop us from doing what is right for the workers of Ohio.";

    fn check(short: &str, expected: Option<bool>) {
        let nearness = compare(short, LONG, Speakers::Unknown);
        assert_eq!(nearness.map(|nearness| nearness.is_reworded), expected, "{short}");
    }

    #[test]
    fn copies_are_cut_and_have_slips() {
        check(LONG, Some(false));
        check("impose tariffs of 10% on all Chinese steel in July", Some(false));
        check("impose trariffs of 10 percent onall Chi nese stee1 in the July", None);
        check(
            "impose tarifs of 10 percent onall Chi nese steel in the July and nobody",
            Some(false),
        );
        check("tariffs of 10 percent on all", None);
    }

    #[test]
    fn another_figure_name_or_negation_is_another_claim() {
        for changed in [
            LONG.replace("10", "25"),
            LONG.replace("Ohio", "Iowa"),
            LONG.replace("Chinese", "Mexican"),
            LONG.replace("nobody", "they"),
            LONG.replace("We are", "We aren’t"),
        ] {
            check(&changed, None);
        }
        check(&LONG.replace("right", "good"), Some(false));
    }

    #[test]
    fn other_words_need_the_same_speaker() {
        for (first, second) in [
            (
                "The two sides discussed resolving core issues of common concern and keep talking",
                "The two sides discussed solving key issues of common concern and keep talking on",
            ),
            (
                "I like President XI, always have, and always will, but he is VERY TOUGH, AND \
                 EXTREMELY HARD TO MAKE A DEAL WITH!!!",
                "I like President Xi, I always have, and I will always do it, but it is very hard \
                 and extremely difficult to conclude an agreement!!!",
            ),
        ] {
            let nearness = compare(first, second, Speakers::Same);
            assert!(nearness.is_some_and(|nearness| nearness.is_reworded), "{first}");
            assert_eq!(compare(first, second, Speakers::Unknown), None);
            assert_eq!(compare(first, second, Speakers::Different), None);
        }
    }

    #[test]
    fn slips_are_told_from_words() {
        for (a, b) in
            [("tariffs", "tarifs"), ("their", "thier"), ("united", "uthenited"), ("month", "momth")]
        {
            assert!(
                is_one_slip(a.as_bytes(), b.as_bytes()) && is_one_slip(b.as_bytes(), a.as_bytes())
            );
        }
        for (a, b) in [
            ("import", "export"),
            ("iran", "iraq"),
            ("law", "lawyers"),
            ("china", "chile"),
            ("", "a"),
        ] {
            assert!(!is_one_slip(a.as_bytes(), b.as_bytes()), "{a} {b}");
        }
    }
}
