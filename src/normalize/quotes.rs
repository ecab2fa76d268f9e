//! Quotation marks that are written by other characters, turned the wrong way round, or missing at
//! the end of a paragraph.
//!
//! Straight marks stay straight, and which of two words a mark belongs to is for attribution to
//! say; here a mark changes only when the characters around it leave no other reading.

use memchr::memmem;

use super::Fix;
use super::page::Page;
use super::signs::USUAL;
use crate::text::Span;

const PAIR: &str = "quote-pair";
const TURNED: &str = "turned-quote";
const MISSING: &str = "missing-quote";

/// What opens a quotation that `''` closes.
const OPENINGS: [&str; 2] = ["``", ",,"];

/// Verbs that follow the speaker behind a closing mark.
const TAG_VERBS: [&str; 22] = [
    "added",
    "announced",
    "argued",
    "asked",
    "commented",
    "concluded",
    "continued",
    "declared",
    "explained",
    "insisted",
    "noted",
    "posted",
    "published",
    "replied",
    "reported",
    "said",
    "says",
    "stated",
    "told",
    "tweeted",
    "warned",
    "wrote",
];

/// Finds pairs of single marks that stand for a double one, turned double ones, and missing ones.
pub(super) fn find(page: &Page<'_>) -> Vec<Fix> {
    let mut fixes = pairs(page);
    let n_pairs = fixes.len();
    fixes.extend(turned(page));
    if n_pairs > 0 && fixes.len() > n_pairs {
        fixes.sort_by_key(|fix| fix.change.span);
    }
    fixes
}

/// ` ``said'' ` and `,,said''`, when both ends are there in one line.
///
/// `''said''` stays: it is the house style of a paper rather than damage, as readable as straight
/// marks are, and every seventh article of the training set has it.
fn pairs(page: &Page<'_>) -> Vec<Fix> {
    let mut fixes = Vec::new();
    if page.signs_of(*b",`").next().is_none() {
        return fixes;
    }
    let mut done = 0;
    for close in memmem::find_iter(page.text.as_bytes(), "''") {
        // Three in a row are something else.
        let is_close = close >= done
            && page.before(close).is_some_and(|c| !c.is_whitespace() && c != '\'')
            && page.after(close + 2).is_none_or(|c| !c.is_alphanumeric() && c != '\'');
        let line = done.max(close - page.line_before(close).len());
        let Some(open) = is_close.then(|| opening(page, line, close)).flatten() else { continue };
        fixes.push(Fix::new(Span::at(open..open + 2), "“", PAIR, 0.98));
        fixes.push(Fix::new(Span::at(close..close + 2), "”", PAIR, 0.98));
        done = close + 2;
    }
    fixes
}

/// Where in `line..close` the pair opens.
fn opening(page: &Page<'_>, line: usize, close: usize) -> Option<usize> {
    let text = page.at(line..close);
    let open = line + OPENINGS.iter().filter_map(|mark| text.find(mark)).min()?;
    let starts =
        page.before(open).is_none_or(|c| c.is_whitespace() || matches!(c, '(' | '[' | '—'));
    let is_open = starts && page.after(open + 2).is_some_and(|c| c.is_alphanumeric() || c == '.');
    is_open.then_some(open)
}

/// A double mark, and what stands beside it.
#[derive(Clone, Copy)]
struct Mark {
    at: usize,
    c: char,
}

/// Double marks that face the wrong way, and those that a paragraph ends without.
fn turned(page: &Page<'_>) -> Vec<Fix> {
    let mut fixes = Vec::new();
    let (mut is_open, mut line_end) = (false, 0);
    for at in page.signs_of([b'\n', USUAL]) {
        let c = match page.after(at) {
            Some(c @ ('“' | '”')) => c,
            Some('\n') if is_open => {
                fixes.extend(missing(page, line_end));
                is_open = false;
                continue;
            }
            _ => continue,
        };
        line_end = at;
        let mark = Mark { at, c };
        let meant = meant(page, mark, is_open);
        if let Some((text, confidence)) = meant {
            fixes.push(Fix::new(Span::at(at..at + c.len_utf8()), text, TURNED, confidence));
        }
        is_open = meant.map_or(c == '“', |(text, _)| text == "“");
    }
    fixes.extend(is_open.then(|| missing(page, line_end)).flatten());
    fixes
}

/// Longer paragraphs may hold more than what was said.
const MAX_SAID: usize = 600;

/// The closing mark of a quotation that opens at a position and whose paragraph ends without one.
///
/// A quotation that goes on in the next paragraph is left open by right, and then that one begins
/// with a mark; where each sentence has a line of its own, the next mark closes; and a straight mark
/// may close it. What does not begin with a capital is a few words, which end earlier.
fn missing(page: &Page<'_>, open: usize) -> Option<Fix> {
    let line = page.line_after(open);
    let said = line.trim_end();
    let behind = page.at(open + line.len()..page.text.len());
    let rest = behind.trim_start();
    let is_whole = said.starts_with('“')
        && (16..MAX_SAID).contains(&said.len())
        && said.ends_with(['.', '!', '?'])
        && !said.contains(['"', '”'])
        && !said.contains("''")
        && said.get('“'.len_utf8()..).is_some_and(|said| said.starts_with(char::is_uppercase))
        && rest.starts_with(char::is_alphabetic)
        && !closes_next(page, open + line.len());
    // With the mark before it, as a repair of nothing has no place.
    let end = open + said.len();
    let stop = said.get(said.len().checked_sub(1)?..)?;
    let (span, closed) = (Span::at(end - 1..end), format!("{stop}”"));
    // Single lines may be sentences of one paragraph.
    let is_paragraph = behind.starts_with("\n\n");
    is_whole.then(|| {
        if is_paragraph {
            Fix::new(span, closed, MISSING, 0.8)
        } else {
            Fix::suggestion(span, closed, MISSING)
        }
    })
}

/// What a mark should be, if it is turned; `is_open` says that a quotation is open before it.
fn meant(page: &Page<'_>, mark: Mark, is_open: bool) -> Option<(&'static str, f32)> {
    let before = page.before(mark.at);
    let after = page.after(mark.at + mark.c.len_utf8());
    let is_wordy = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let is_blank = |c: Option<char>| c.is_none_or(char::is_whitespace);
    match mark.c {
        '”' if !is_open && is_blank(before) && is_wordy(after) && closes_later(page, mark) => {
            Some(("“", 0.9))
        }
        '“' if is_open && !is_blank(before) && before != Some('—') && !is_wordy(after) => {
            Some(("”", 0.95))
        }
        '“' if !is_open && is_blank(before) && is_tag(page, mark) => Some(("”", 0.8)),
        _ => None,
    }
}

/// How far the next mark is looked for.
const MAX_AWAY: usize = 4096;

/// Whether the next double mark behind a position closes, or may do so.
fn closes_next(page: &Page<'_>, position: usize) -> bool {
    let until = page.text.floor_char_boundary(position.saturating_add(MAX_AWAY));
    let rest = page.at(position..until.max(position));
    rest.find(['“', '”', '"'])
        .and_then(|at| rest.get(at..))
        .is_some_and(|rest| !rest.starts_with('“'))
}

/// Whether the next double mark of the line closes, or is turned itself and would.
fn closes_later(page: &Page<'_>, mark: Mark) -> bool {
    let line = page.line_after(mark.at + mark.c.len_utf8());
    let Some((_, next)) = line.find(['“', '”', '"']).and_then(|at| line.split_at_checked(at))
    else {
        return false;
    };
    let mut chars = next.chars();
    chars.next() != Some('“') || !chars.next().is_some_and(char::is_alphanumeric)
}

/// Whether what follows a mark is the tag of what went before: `go on! “Trump published on Monday.`
///
/// All of it must hold: a sentence ends before the mark, no mark stands in the line before or after
/// it, a name or pronoun and a tag verb follow, and no clause follows the verb.
fn is_tag(page: &Page<'_>, mark: Mark) -> bool {
    let line = page.line_before(mark.at);
    let said = line.trim_end();
    if !said.ends_with(['.', '!', '?', ',']) || said.contains(['“', '”', '"', '„', '«']) {
        return false;
    }
    let rest = page.line_after(mark.at + mark.c.len_utf8());
    if rest.contains(['“', '”', '"']) {
        return false;
    }
    let mut words = rest.split(' ');
    for n_names in 0..4 {
        let Some(word) = words.next() else { break };
        if TAG_VERBS.contains(&word.trim_end_matches(['.', ',', ':'])) {
            return n_names > 0 && (word.ends_with(['.', ',']) || is_adjunct(words.next()));
        }
        let is_name = word.starts_with(char::is_uppercase) || matches!(word, "he" | "she" | "they");
        if !is_name || word.ends_with(['.', ',', ':']) {
            return false;
        }
    }
    false
}

/// Whether a word behind a tag verb begins where or when it was said, rather than what.
fn is_adjunct(word: Option<&str>) -> bool {
    word.is_none_or(|word| {
        matches!(
            word,
            "on" | "in" | "at" | "during" | "after" | "before" | "to" | "via" | "late" | "early"
        ) || word.trim_end_matches(['.', ',']).ends_with("day")
    })
}
