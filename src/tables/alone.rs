//! The text of a claim that stands by itself.

use std::borrow::Cow;

use super::said::Said;
use crate::claims::Claim;
use crate::text::{Clean, Span};

/// The content of a claim without quotation marks at its ends, its parts joined by spaces, names in
/// brackets behind the words that need them.
pub(super) fn text<'a>(said: &Said<'a>, claim: &Claim) -> Cow<'a, str> {
    let content = &said.attribution.content;
    if let [part] = content.as_slice()
        && claim.named.is_empty()
    {
        return Cow::Borrowed(bare(said.clean(*part)));
    }
    let mut text = String::with_capacity(content.iter().map(|part| part.range().len() + 8).sum());
    for part in content {
        if !text.is_empty() {
            text.push(' ');
        }
        push(said, claim, *part, &mut text);
    }
    let bare = bare(&text);
    Cow::Owned(if bare.len() == text.len() { text } else { bare.to_owned() })
}

/// A text without what does not belong to it at its ends.
fn bare(text: &str) -> &str {
    let text = text.trim_end_matches(|last: char| is_mark(last) || ",;:".contains(last));
    let opened = text.trim_start_matches(|first: char| is_mark(first) || first.is_whitespace());
    opened.strip_prefix("that ").unwrap_or(opened)
}

/// One part of the content.
fn push(said: &Said<'_>, claim: &Claim, part: Span<Clean>, text: &mut String) {
    let mut start = part.start();
    for named in claim.named.iter().filter(|named| part.contains(named.span)) {
        text.push_str(said.clean(Span::new(start, named.span.end())));
        let name = said.name(named.chain);
        if !said.clean(named.span).contains(name) {
            text.push_str(" [");
            text.push_str(name);
            text.push(']');
        }
        start = named.span.end();
    }
    text.push_str(said.clean(Span::new(start, part.end())));
    // “..., | he said, | “...”: the marks inside go, too.
    let kept = text.trim_end_matches(|last: char| is_mark(last)).len();
    text.truncate(kept);
}

/// A quotation mark, or white space.
fn is_mark(mark: char) -> bool {
    matches!(mark, '"' | '“' | '”' | '„' | '«' | '»') || mark.is_whitespace()
}
