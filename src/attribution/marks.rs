//! Pairs quotation marks into quotations, paragraph by paragraph.
//!
//! A paragraph whose quotation is not closed while the next opens with a mark again is the news
//! convention for one quotation of several paragraphs. Marks that are turned the wrong way round
//! are told by the white space beside them. Feet, inches and apostrophes are no marks; a title of
//! a work between marks is kept apart, since nobody says it.

use super::reading::{Reading, Run};
use super::words::Classes;

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
    /// The last token between the marks.
    pub(super) fn last_inside(&self) -> usize {
        let n_marks = if self.closing == Edge::Marked { 2 } else { 1 };
        self.run.end.saturating_sub(n_marks)
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
        reading.set_quotation(&quotation.run, index);
    }
    quotations
}

/// Whether a paragraph that begins at `token` begins with an opening mark.
fn opens(reading: &Reading, token: usize) -> bool {
    reading.is(token, Classes::QUOTE) && !reading.is_after_gap(token + 1)
}

fn pair_paragraph(reading: &Reading, paragraph: &Run, quotations: &mut Vec<Quotation>) {
    let mut open: Option<(usize, Size)> = None;
    let mut push = |run: Run, opening, closing| {
        if run.len() > 1 {
            quotations.push(Quotation { run, opening, closing, goes_on: false, is_title: false });
        }
    };
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
                push(start..token, Edge::Marked, Edge::Missing);
                open = Some((token, size));
            }
            Some((start, _)) => {
                if size == Size::Double || turn != Turn::Opens {
                    push(start..token + 1, Edge::Marked, Edge::Marked);
                    open = None;
                }
            }
            None if is_inches(reading, token) => {}
            None => match (turn, size) {
                (Turn::Closes, _) | (Turn::Either, Size::Single) => {}
                (Turn::Opens, Size::Single) => {
                    if has_close(reading, paragraph, token) {
                        open = Some((token, size));
                    }
                }
                (_, Size::Double) => open = Some((token, size)),
            },
        }
    }
    if let Some((start, _)) = open {
        push(start..paragraph.end, Edge::Marked, Edge::Missing);
    }
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
    n_capitals >= 2 && !is_whole
}
