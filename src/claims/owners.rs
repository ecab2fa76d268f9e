//! Which claim a figure or date belongs to, and which claim stands inside which.

use crate::attribution::Attribution;
use crate::text::{Clean, Span, offset};

use super::Claimed;

/// Gives each figure and date to the claim with the shortest content around it, and each claim to
/// the one whose content holds all of it.
pub(super) fn give(made: &mut Claimed, attributions: &[Attribution]) {
    let mut lengths = vec![u32::MAX; made.quantities.len()];
    let mut date_lengths = vec![u32::MAX; made.dates.len()];
    for (index, claim) in made.claims.iter().enumerate() {
        let Some(attribution) = attributions.get(claim.attribution as usize) else { continue };
        let length = attribution.content.iter().map(|span| span.len()).sum();
        for at in &claim.quantities {
            let at = *at as usize;
            if let (Some(quantity), Some(known)) =
                (made.quantities.get_mut(at), lengths.get_mut(at))
                && length < *known
            {
                (quantity.claim, *known) = (Some(offset(index)), length);
            }
        }
        for at in &claim.dates {
            let at = *at as usize;
            if let (Some(date), Some(known)) = (made.dates.get_mut(at), date_lengths.get_mut(at))
                && length < *known
            {
                (date.claim, *known) = (Some(offset(index)), length);
            }
        }
    }
    nest(made, attributions);
}

/// Claims that lie around where a claim is told; more would be no sentence.
const MOST_AROUND: usize = 8;

fn nest(made: &mut Claimed, attributions: &[Attribution]) {
    let whole: Vec<Option<(Span<Clean>, Span<Clean>)>> = made
        .claims
        .iter()
        .map(|claim| attributions.get(claim.attribution as usize))
        .map(|attribution| {
            let attribution = attribution?;
            let content = attribution.content.iter().copied().reduce(Span::join)?;
            let words = attribution.source.iter().chain(&attribution.cue).copied();
            Some((content, words.reduce(Span::join)?))
        })
        .collect();
    // Those whose content is still open; by position, as attributions are.
    let mut open: Vec<(u32, Span<Clean>)> = Vec::new();
    let mut order: Vec<usize> = (0..whole.len()).collect();
    let start = |at: usize| {
        whole
            .get(at)
            .copied()
            .flatten()
            .map_or(0, |(content, words)| content.start().min(words.start()))
    };
    order.sort_by_key(|at| start(*at));
    for at in order {
        let Some((content, words)) = whole.get(at).copied().flatten() else { continue };
        open.retain(|(_, around)| around.end() > words.start());
        let inside = open.iter().rev().take(MOST_AROUND).filter(|(_, around)| {
            around.contains(words) && around.contains(content) && around.len() > content.len()
        });
        let parent = inside.min_by_key(|(_, around)| around.len()).map(|(parent, _)| *parent);
        if let Some(claim) = made.claims.get_mut(at) {
            claim.within = parent;
        }
        open.push((offset(at), content));
    }
}
