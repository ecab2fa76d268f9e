//! Pairs quotation marks into quotations, paragraph by paragraph.
//!
//! A paragraph whose quotation is not closed while the next opens with a mark again is the news
//! convention for one quotation of several paragraphs. Marks that are turned the wrong way round
//! are told by the white space beside them. Feet, inches and apostrophes are no marks; a title of
//! a work between marks is kept apart, since nobody says it.

use super::reading::{Reading, Run};
use super::words::{Classes, Forms};

/// Whether an end of a quotation has its mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Edge {
    /// The mark is there and part of the run.
    Marked,
    /// It is missing: the quotation is cut where the paragraph, or the next quotation, is.
    Missing,
}

/// One stretch between quotation marks, in one paragraph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Quotation {
    /// Its tokens, marks included.
    pub(super) run: Run,
    pub(super) opening: Edge,
    pub(super) closing: Edge,
    /// Whether the next paragraph goes on with it.
    pub(super) goes_on: bool,
    /// Whether it is a title of a work: `"Fox and Friends"`.
    pub(super) is_title: bool,
}

impl Quotation {
    /// The last token between the marks; marks of a quotation inside it are passed.
    pub(super) fn last_inside(&self, reading: &Reading) -> usize {
        let mut last = self.run.end.saturating_sub(1);
        while last > self.run.start && reading.is(last, Classes::QUOTE) {
            last -= 1;
        }
        last
    }
}

/// Where a mark points by its shape and by the white space beside it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Turn {
    Opens,
    Closes,
    Either,
}

/// Finds the quotations of all paragraphs and marks their tokens in the reading.
pub(super) fn pair(reading: &mut Reading) -> Vec<Quotation> {
    let mut quotations = Vec::new();
    for index in 0..reading.segments.paragraphs.len() {
        let paragraph = reading.paragraph(index);
        let first = quotations.len();
        pair_paragraph(reading, &paragraph, &mut quotations);
        let opens_again = opens(reading, paragraph.end);
        if let Some(last) = quotations.get_mut(first..).and_then(<[Quotation]>::last_mut) {
            last.goes_on = last.closing == Edge::Missing && opens_again;
        }
    }
    for (index, quotation) in quotations.iter_mut().enumerate() {
        quotation.is_title = is_title(reading, quotation);
        if quotation.is_title {
            reading.set_title(&quotation.run);
        } else {
            reading.set_quotation(&quotation.run, index);
        }
    }
    quotations
}

/// Whether a paragraph that begins at `token` begins with an opening mark.
fn opens(reading: &Reading, token: usize) -> bool {
    reading.is(token, Classes::QUOTE) && !reading.is_after_gap(token + 1)
}

fn pair_paragraph(reading: &Reading, paragraph: &Run, quotations: &mut Vec<Quotation>) {
    let first = quotations.len();
    let mut open: Option<(usize, Size)> = None;
    for token in paragraph.clone() {
        if !reading.is(token, Classes::QUOTE) {
            continue;
        }
        let size = size(reading.text(token));
        let turn = turn(reading, paragraph, token);
        match open {
            // A single mark inside double ones, or the other way round, is part of the quotation.
            Some((_, outer)) if outer != size => {}
            Some((start, Size::Double)) if turn == Turn::Opens => {
                let run = start..token;
                quotations.push(Quotation { closing: Edge::Missing, ..whole(run) });
                open = Some((token, size));
            }
            Some((start, _)) => {
                if size == Size::Double || turn != Turn::Opens {
                    quotations.push(whole(start..token + 1));
                    open = None;
                }
            }
            None if is_inches(reading, token) => {}
            None => match (turn, size) {
                (Turn::Closes, Size::Double) => {
                    if let Some(run) = unopened(reading, paragraph, token, quotations.get(first..))
                    {
                        quotations.push(Quotation { opening: Edge::Missing, ..whole(run) });
                    }
                }
                (Turn::Closes | Turn::Either, Size::Single) => {}
                (Turn::Opens, Size::Single) => {
                    if has_close(reading, paragraph, token) {
                        open = Some((token, size));
                    }
                }
                (_, Size::Double) => open = Some((token, size)),
            },
        }
    }
    let Some((start, _)) = open else { return };
    if is_turned(reading, paragraph, start)
        && quotations.get(first..).is_none_or(<[Quotation]>::is_empty)
    {
        let run = paragraph.start..start + 1;
        quotations.push(Quotation { opening: Edge::Missing, closing: Edge::Marked, ..whole(run) });
    } else {
        let end = if opens(reading, paragraph.end) {
            paragraph.end
        } else {
            unclosed_end(reading, paragraph, start)
        };
        quotations.push(Quotation { closing: Edge::Missing, ..whole(start..end) });
    }
}

/// A quotation with both its marks.
fn whole(run: Run) -> Quotation {
    Quotation { run, opening: Edge::Marked, closing: Edge::Marked, goes_on: false, is_title: false }
}

/// Whether an opening mark that nothing closes is a closing one turned round: `It is hard! “Trump
/// said on Wednesday.` A sentence ends before it, and a tag follows.
fn is_turned(reading: &Reading, paragraph: &Run, mark: usize) -> bool {
    const LONGEST_TAG: usize = 20;
    mark > paragraph.start + 2
        && paragraph.end - mark < LONGEST_TAG
        && reading.is(mark - 1, Classes::STOP.or(Classes::COMMA))
        && has_tag(reading, paragraph, mark + 1)
}

/// Where a quotation ends whose closing mark is missing: before the tag that ends its paragraph,
/// else with the paragraph.
fn unclosed_end(reading: &Reading, paragraph: &Run, open: usize) -> usize {
    const LONGEST_TAG: usize = 12;
    let lowest = paragraph.end.saturating_sub(LONGEST_TAG).max(open + 2);
    let comma = (lowest..paragraph.end)
        .rev()
        .find(|token| reading.is(*token, Classes::COMMA) && has_tag(reading, paragraph, token + 1));
    comma.map_or(paragraph.end, |comma| comma + 1)
}

/// Whether a name and a cue, or a cue and a name, begin at a token.
fn has_tag(reading: &Reading, paragraph: &Run, at: usize) -> bool {
    const FARTHEST: usize = 5;
    let end = paragraph.end.min(at + FARTHEST);
    let is_cue = |token: usize| {
        let word = reading.word(token);
        word.lemma > 0 && word.forms.has(Forms::PAST.or(Forms::THIRD))
    };
    (at..end).find(|token| is_cue(*token)).is_some_and(|cue| {
        let is_subject = Classes::CAPITAL.or(Classes::SUBJECT).or(Classes::DETERMINER);
        reading.is(at, is_subject) || cue == at && reading.is(at + 1, is_subject)
    })
}

/// The quotation that a closing mark ends when its opening mark is missing: from the paragraph's
/// start, when a tag follows and nothing in the paragraph is quoted before.
fn unopened(
    reading: &Reading,
    paragraph: &Run,
    mark: usize,
    before: Option<&[Quotation]>,
) -> Option<Run> {
    let speech = reading.is(mark.checked_sub(1)?, Classes::STOP.or(Classes::COMMA));
    let is_first = before.is_none_or(<[Quotation]>::is_empty);
    (speech && is_first && mark > paragraph.start && has_tag(reading, paragraph, mark + 1))
        .then_some(paragraph.start..mark + 1)
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Size {
    Single,
    Double,
}

fn size(mark: &str) -> Size {
    if matches!(mark, "'" | "‘" | "’" | "‛" | "ʼ" | "‚" | "‹" | "›" | "`") {
        Size::Single
    } else {
        Size::Double
    }
}

/// The side that a mark turns to. White space decides where it can: `“Trump` opens and `end“`
/// closes, whatever the shape; the shape decides the rest.
fn turn(reading: &Reading, paragraph: &Run, token: usize) -> Turn {
    let opener = Classes::OPEN.or(Classes::DASH);
    let before_edge =
        token == paragraph.start || reading.is_after_gap(token) || reading.is(token - 1, opener);
    let closer = Classes::STOP.or(Classes::COMMA).or(Classes::COLON).or(Classes::CLOSE);
    let after_edge = token + 1 == paragraph.end
        || reading.is_after_gap(token + 1)
        || reading.is(token + 1, closer.or(Classes::DASH));
    match (before_edge, after_edge) {
        (true, false) => Turn::Opens,
        (false, true) => Turn::Closes,
        _ => match reading.text(token) {
            "“" | "„" | "«" | "``" | "‘" | "‹" | "「" | "『" => Turn::Opens,
            "”" | "»" | "’" | "›" | "」" | "』" => Turn::Closes,
            _ => Turn::Either,
        },
    }
}

/// Whether a mark stands right after a number: `5'10"`.
fn is_inches(reading: &Reading, token: usize) -> bool {
    token > 0
        && !reading.is_after_gap(token)
        && reading.is(token - 1, Classes::NUMBER)
        && matches!(reading.text(token), "\"" | "''" | "'" | "”" | "’")
}

/// Whether a single mark is closed later in the paragraph, before the next double mark.
fn has_close(reading: &Reading, paragraph: &Run, open: usize) -> bool {
    const FARTHEST: usize = 120;
    let end = paragraph.end.min(open + FARTHEST);
    for token in open + 1..end {
        if reading.is(token, Classes::QUOTE) {
            return size(reading.text(token)) == Size::Single
                && turn(reading, paragraph, token) == Turn::Closes;
        }
    }
    false
}

/// Words that stay small in titles.
fn is_small(word: &str) -> bool {
    matches!(
        word,
        "a" | "an"
            | "and"
            | "as"
            | "at"
            | "by"
            | "for"
            | "from"
            | "in"
            | "of"
            | "on"
            | "or"
            | "the"
            | "to"
            | "with"
            | "vs."
            | "v."
    )
}

/// Whether the marks hold a title: its words begin with capitals, two of them at least, and it
/// ends without a stop or comma of its own (`"Meet the Press,"` has the comma of its sentence).
fn is_title(reading: &Reading, quotation: &Quotation) -> bool {
    const LONGEST: usize = 12;
    if quotation.closing == Edge::Missing || quotation.run.len() > LONGEST {
        return false;
    }
    let mut n_capitals = 0;
    for token in quotation.run.clone() {
        if !reading.is(token, Classes::WORD) || reading.is(token, Classes::NUMBER) {
            continue;
        }
        if reading.is(token, Classes::CAPITAL) {
            n_capitals += 1;
        } else if !is_small(reading.text(token)) {
            return false;
        }
    }
    let last = reading.text(quotation.run.end.saturating_sub(2));
    let is_whole = last.starts_with(['.', '!', '?']) && n_capitals < 3;
    let before = quotation.run.start.checked_sub(1);
    let is_named =
        before.is_some_and(|before| reading.is(before, Classes::PREPOSITION.or(Classes::VENUE)));
    n_capitals >= 2 && !is_whole || n_capitals == 1 && is_named && quotation.run.len() < 6
}
