//! When the words of a claim were spoken, apart from the dates that it is about.

use jiff::civil::Date;

use crate::attribution::{Attribution, QuoteKind};
use crate::segment::TokenKind;
use crate::text::{Clean, Span};

use super::dates::Found;
use super::view::{Told, View};
use super::{ClaimDate, Claimed, Precision, Relation};

/// Bytes from the cue or source within which the date is looked for.
const REACH: u32 = 160;

/// The date in the sentence of the cue, outside of the content, that is nearest to the cue.
pub(super) fn find(
    view: View<'_>,
    (attribution, told): (&Attribution, &Told),
    dates: &[ClaimDate],
) -> Option<u32> {
    if dates.is_empty() {
        return None;
    }
    let cue = attribution.cue.first().or(attribution.source.first()).copied()?;
    let token = told.cue.first().or(told.source.first())?.start;
    let tokens = view.sentence(token);
    let sentence = view.span(tokens);
    let first = dates.partition_point(|date| date.span.start() < sentence.start());
    let near = dates.iter().enumerate().skip(first);
    let near = near.take_while(|(_, date)| date.span.end() <= sentence.end());
    let outside = near.filter(|(_, date)| {
        date.precision == Precision::Day
            && matches!(date.relation, Relation::In)
            && !attribution.content.iter().any(|part| part.overlaps(date.span))
            && is_free(attribution, date.span)
    });
    let gap = |span: Span<Clean>| {
        if span.start() >= cue.end() {
            span.start() - cue.end()
        } else {
            cue.start().saturating_sub(span.end())
        }
    };
    let nearest = outside.min_by_key(|(_, date)| gap(date.span));
    if nearest.is_none() && attribution.kind == QuoteKind::Mixed {
        return told_inside(view, attribution, dates);
    }
    let nearest = nearest?;
    (gap(nearest.1.span) <= REACH).then(|| u32::try_from(nearest.0).ok())?
}

/// The day that a content tells of its own quotation: `they spoke July 18 to discuss “the next
/// step”`.
fn told_inside(view: View<'_>, attribution: &Attribution, dates: &[ClaimDate]) -> Option<u32> {
    let content = attribution.content.first().copied()?;
    let tokens = view.inside(content);
    let quote = tokens.clone().find(|at| view.is_kind(*at, TokenKind::Quote))?;
    let first = dates.partition_point(|date| date.span.start() < content.start());
    let date = dates.get(first).filter(|date| {
        date.precision == Precision::Day && date.span.end() <= view.place(quote).start()
    })?;
    let day = view.inside(date.span).start;
    let spoke = (tokens.start..day).rev().take(5).any(|at| {
        view.is_any(
            at,
            &["spoke", "talked", "said", "met", "told", "announced", "wrote", "tweeted"],
        )
    });
    spoke.then(|| u32::try_from(first).ok())?
}

/// Whether no content of this claim lies between the cue and the date, so that it is the date of
/// another clause: `said Tuesday` and `“...,” he said, on Tuesday`, not `said | he came | Tuesday`.
fn is_free(attribution: &Attribution, date: Span<Clean>) -> bool {
    // A date after an indirect content belongs to what is told there.
    let last = attribution.content.last();
    let cue = attribution.cue.first();
    match (last, cue) {
        (Some(last), Some(cue)) if attribution.kind == QuoteKind::Indirect => {
            !(date.start() >= last.end() && last.start() >= cue.end())
        }
        _ => true,
    }
}

/// Tells `today` and the like in quotations from the day they were spoken, not published.
pub(super) fn shift(
    made: &mut Claimed,
    found: &[Found],
    attributions: &[Attribution],
    published: Option<Date>,
) {
    let Some(published) = published else { return };
    for index in 0..made.dates.len() {
        let is_from_now = found.get(index).is_some_and(|found| found.is_from_now);
        let Some(date) = made.dates.get(index).filter(|_| is_from_now) else { continue };
        let Some(claim) = date.claim.and_then(|claim| made.claims.get(claim as usize)) else {
            continue;
        };
        let is_quoted = attributions
            .get(claim.attribution as usize)
            .is_some_and(|attribution| attribution.kind != QuoteKind::Indirect);
        let spoken = claim.spoken.and_then(|spoken| made.dates.get(spoken as usize)?.first);
        let Some(spoken) = spoken.filter(|_| is_quoted) else { continue };
        let Ok(span) = published.until((jiff::Unit::Day, spoken)) else { continue };
        // Papers quote what was said some days ago; beyond, another day was meant.
        if span.get_days().abs() > 7 {
            continue;
        }
        if let Some(date) = made.dates.get_mut(index) {
            date.first = date.first.and_then(|day| day.checked_add(span).ok());
            date.last = date.last.and_then(|day| day.checked_add(span).ok());
        }
    }
}
