//! Lines that belong to the page rather than the article: share buttons, cookie notices, "Read
//! more:", page numbers. They are marked and stay; later stages leave them out.
//!
//! Only whole short lines count, by a list: `=` before what the line is, `^` before what it begins
//! with, `$` before what it ends with, all in small letters.

use super::signs::Signs;
use crate::lexicon;
use crate::text::{Clean, Span};

static LIST: &str = include_str!("../../gazetteers/words/boilerplate.txt");

/// Longer lines are text, whatever they begin with.
const MAX_LEN: usize = 160;

/// What such lines are, begin and end with.
#[derive(Debug, Clone)]
pub(super) struct Boilerplate {
    whole: Vec<&'static str>,
    starts: Vec<&'static str>,
    ends: Vec<&'static str>,
    /// What lines begin with that are one of these but by their ends; sorted.
    openings: Vec<&'static str>,
    // Most lines are told from their first two bytes and their last two.
    first: Pairs,
    last: Pairs,
}

/// Pairs of bytes, in small letters: a bit for each second one, folded to 32, by the first. Has what
/// was put in, and little else.
#[derive(Debug, Clone)]
struct Pairs(Box<[u32]>);

impl Pairs {
    fn of(pairs: impl Iterator<Item = [u8; 2]>) -> Self {
        let mut bits = vec![0; 256];
        for [one, other] in pairs {
            bits[usize::from(one)] |= 1 << (other & 31);
        }
        Self(bits.into_boxed_slice())
    }

    fn has(&self, pair: [u8; 2]) -> bool {
        let [one, other] = pair.map(|byte| byte.to_ascii_lowercase());
        self.0.get(usize::from(one)).is_some_and(|bits| bits >> (other & 31) & 1 == 1)
    }
}

fn first_two(line: &str) -> Option<[u8; 2]> {
    line.as_bytes().first_chunk().copied()
}

fn last_two(line: &str) -> Option<[u8; 2]> {
    line.as_bytes().last_chunk().copied()
}

impl Default for Boilerplate {
    fn default() -> Self {
        let with = |mark: char| {
            let mut found: Vec<&str> =
                lexicon::entries(LIST).filter_map(|entry| entry.strip_prefix(mark)).collect();
            found.sort_unstable();
            found
        };
        let (whole, starts, ends) = (with('='), with('^'), with('$'));
        // And those of `is_page_number`.
        let mut openings: Vec<&str> =
            whole.iter().chain(&starts).chain(&["page ", "- "]).copied().collect();
        openings.sort_unstable();
        let first = Pairs::of(openings.iter().filter_map(|line| first_two(line)));
        let last = Pairs::of(ends.iter().filter_map(|line| last_two(line)));
        Self { whole, starts, ends, openings, first, last }
    }
}

impl Boilerplate {
    /// The lines of a text, without white space at their ends, in order.
    pub(super) fn find(&self, text: &str, signs: &Signs) -> Vec<Span<Clean>> {
        let mut found = Vec::new();
        let mut next = 0;
        for end in signs.of([b'\n']).chain([text.len()]) {
            let start = std::mem::replace(&mut next, end + 1);
            let line = text.get(start..end).unwrap_or_default();
            // Most are long, and tell so by their ends.
            let is_bare = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_graphic);
            let (first, last) = (line.as_bytes().first(), line.as_bytes().last());
            if line.len() > MAX_LEN && is_bare(first) && is_bare(last) {
                continue;
            }
            let inside = line.trim();
            if !inside.is_empty() && inside.len() <= MAX_LEN && self.is_one(inside) {
                let from = start + line.len() - line.trim_start().len();
                found.push(Span::at(from..from + inside.len()));
            }
        }
        found
    }

    /// Whether a line may begin as one of these; some letters beyond ASCII have small forms inside it,
    /// and so no such line is denied.
    fn may_open(&self, line: &str) -> bool {
        let first = |line: &str| line.as_bytes().first().map(u8::to_ascii_lowercase);
        let from = self.openings.partition_point(|opening| first(opening) < first(line));
        let alike = self.openings.iter().skip(from);
        let begins = |opening: &&str| {
            let start = line.as_bytes().get(..opening.len());
            start.is_some_and(|start| start.eq_ignore_ascii_case(opening.as_bytes()))
        };
        !line.is_ascii() || alike.take_while(|opening| first(opening) == first(line)).any(begins)
    }

    fn is_one(&self, line: &str) -> bool {
        let is_end = |c: char| matches!(c, ':' | '.' | '!' | '»' | '>' | '…' | '|' | ' ');
        let may_be = (first_two(line).is_some_and(|pair| self.first.has(pair))
            && self.may_open(line))
            || last_two(line.trim_end_matches(is_end)).is_some_and(|pair| self.last.has(pair));
        if !may_be {
            return false;
        }
        let lower = line.to_lowercase();
        let bare = lower.trim_end_matches(is_end);
        self.whole.binary_search(&bare).is_ok()
            || self.starts.iter().any(|start| lower.starts_with(start))
            || self.ends.iter().any(|end| bare.ends_with(end))
            || is_page_number(bare)
    }
}

/// `Page 3 of 7`, `- 4 -`.
fn is_page_number(line: &str) -> bool {
    let number = line.strip_prefix("page ").or_else(|| line.strip_prefix("- "));
    let number = number.map(|number| number.strip_suffix(" -").unwrap_or(number));
    number.is_some_and(|number| {
        let is_digits =
            |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
        match number.split_once(" of ") {
            Some((page, all)) => is_digits(page) && is_digits(all),
            None => is_digits(number) && (line.starts_with("page") || line.ends_with('-')),
        }
    })
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    fn check(line: &str, expected: bool) {
        let text = format!("He left.\n {line}\nThen he came.");
        let found = Boilerplate::default().find(&text, &Signs::find(&text));
        assert_eq!(found.len(), usize::from(expected), "{line}");
        assert!(found.iter().all(|span| text.get(span.range()) == Some(line)));
    }

    #[test]
    fn marks_lines_of_the_page() {
        for line in [
            "Share this article:",
            "Read more: Trade talks go on",
            "ADVERTISEMENT",
            "Story continues below advertisement",
            "Sign up for our newsletter",
            "We use cookies to improve your experience.",
            "(Photo by Ann Lee/Getty Images)",
            "© 2019 The Paper. All rights reserved.",
            "Page 3 of 7",
            "- 4 -",
            "Follow us on Twitter",
        ] {
            check(line, true);
        }
    }

    #[test]
    fn leaves_text() {
        for line in [
            "Share prices fell on Monday.",
            "He asked readers to read more: “It helps,” he said.",
            "The advertisement cost $3 million.",
            "Page one of the paper said so.",
            "- 4 percent fewer -",
            "Followers of the president agreed.",
            "“Sign up now,” he told them at the rally.",
            "Cookies were served.",
        ] {
            check(line, false);
        }
    }

    #[test]
    fn the_list_is_in_form() {
        let faults = lexicon::check_words(Path::new("boilerplate.txt"), LIST);
        assert!(faults.is_empty(), "{faults:?}");
        for entry in lexicon::entries(LIST) {
            assert!(entry.starts_with(['=', '^', '$']) && entry.to_lowercase() == entry, "{entry}");
        }
    }
}
