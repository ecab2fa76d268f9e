//! Dates as dumps write them, in fields, in paths and in addresses.
//!
//! A date is the day that is written, whatever the zone. What can be read in two ways is no date:
//! a missing date costs one cell, a wrong one gives an office to the wrong person.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

/// Longer values are text, not dates.
const LONGEST: usize = 80;

/// Years that newspapers have had.
const YEARS: std::ops::RangeInclusive<i16> = 1600..=2100;

/// Days that stand for "unknown": zero of Unix, and of spreadsheets.
const EMPTY_DAYS: [(i16, i8, i8); 3] = [(1970, 1, 1), (1900, 1, 1), (1899, 12, 30)];

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// The day in a field of a record: ISO 8601, RFC 2822, `November 26, 2019`, `20191126`, seconds
/// or milliseconds of Unix, and `26/11/2019` where it cannot be misread. None where there is no
/// date, or two.
pub fn in_field(value: &str) -> Option<Date> {
    let value = value.trim();
    if value.len() > LONGEST {
        return None;
    }
    let number = value.split_once('.').map_or(value, |(whole, fraction)| {
        if fraction.bytes().all(|byte| byte.is_ascii_digit()) { whole } else { value }
    });
    if number.bytes().all(|byte| byte.is_ascii_digit()) {
        return compact(number).or_else(|| unix(number));
    }
    only(dates(value))
}

/// The one day in a path of files: `paper_2015-11-11_title.txt`, `2015/11/11/title.txt`,
/// `20151111.txt`. The name of the file goes before those of its folders.
pub fn in_path(path: &str) -> Option<Date> {
    let (_, name) = path.rsplit_once('/').unwrap_or(("", path));
    [name, path].into_iter().find_map(|part| {
        let parts = tokens(part);
        only((0..parts.len()).filter_map(|at| {
            year_first(&parts, at, &['-', '_', '.', '/'], 2).or_else(|| match parts.get(at) {
                Some(Token::Number(digits)) => compact(digits),
                _ => None,
            })
        }))
    })
}

/// The one day in the path of an address: `/2015/11/11/`, `/2015/nov/11/`, `2015-11-11`. Eight
/// digits alone are rather the number of an article (`/world-europe-20190101`).
pub(super) fn in_url(url: &str) -> Option<Date> {
    let (_, path) = url.split_once("://").unwrap_or(("", url)).1.split_once('/')?;
    let parts = tokens(path);
    only((0..parts.len()).filter_map(|at| {
        year_first(&parts, at, &['/', '-'], 1).or_else(|| match parts.get(at..)? {
            [
                Token::Number(year),
                Token::Mark('/'),
                Token::Word(name),
                Token::Mark('/'),
                Token::Number(day),
                ..,
            ] => date(year, month(name)?, day),
            _ => None,
        })
    }))
}

/// The number of a month by its name or by its first letters; `Sept` and a stop behind them too.
pub(super) fn month(name: &str) -> Option<i8> {
    let name = name.strip_suffix('.').unwrap_or(name);
    let is_month = |month: &&str| {
        let start = month.get(..name.len()).unwrap_or_default();
        (name.len() == 3 || name.len() == month.len() || name.eq_ignore_ascii_case("sept"))
            && start.eq_ignore_ascii_case(name)
    };
    (1..).zip(MONTHS).find(|(_, month)| is_month(month)).map(|(number, _)| number)
}

/// A day by its digits, with a month by its number.
pub(super) fn date(year: &str, month: i8, day: &str) -> Option<Date> {
    let year = Some(year).filter(|year| year.len() == 4)?.parse().ok()?;
    let day = Some(day).filter(|day| day.len() <= 2)?.parse().ok()?;
    let is_day = YEARS.contains(&year) && !EMPTY_DAYS.contains(&(year, month, day));
    is_day.then(|| Date::new(year, month, day).ok())?
}

/// All dates in a short text, in order.
pub(super) fn dates(text: &str) -> impl Iterator<Item = Date> {
    let parts = tokens(text);
    let mut at = 0;
    std::iter::from_fn(move || {
        while at < parts.len() {
            at += 1;
            if let Some(date) = date_at(&parts, at - 1) {
                return Some(date);
            }
        }
        None
    })
}

/// The date, when there is one and no other.
pub(super) fn only(dates: impl IntoIterator<Item = Date>) -> Option<Date> {
    let mut dates = dates.into_iter();
    let first = dates.next()?;
    dates.all(|other| other == first).then_some(first)
}

/// A piece of a value; white space is none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Token<'a> {
    Number(&'a str),
    Word(&'a str),
    Mark(char),
    Space,
}

fn tokens(text: &str) -> Vec<Token<'_>> {
    let mut parts = Vec::new();
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let run = |is_in: fn(char) -> bool| rest.find(|c| !is_in(c)).unwrap_or(rest.len());
        let n = match c {
            '0'..='9' => run(|c| c.is_ascii_digit()),
            _ if c.is_alphabetic() => run(char::is_alphabetic),
            _ if c.is_whitespace() => run(char::is_whitespace),
            _ => c.len_utf8(),
        };
        let (piece, tail) = rest.split_at_checked(n).unwrap_or((rest, ""));
        parts.push(match c {
            '0'..='9' => Token::Number(piece),
            _ if c.is_alphabetic() => Token::Word(piece),
            _ if c.is_whitespace() => Token::Space,
            _ => Token::Mark(c),
        });
        rest = tail;
    }
    parts
}

/// The date that begins at a token, in any of the forms.
fn date_at(parts: &[Token<'_>], at: usize) -> Option<Date> {
    match parts.get(at)? {
        Token::Number(digits) => year_first(parts, at, &['-', '/', '.'], 1)
            .or_else(|| day_or_month_first(parts.get(at..)?))
            .or_else(|| day_then_month(parts.get(at..)?))
            .or_else(|| if is_stamp(parts, at) { compact(digits) } else { None }),
        Token::Word(name) => month_then_day(month(name)?, parts.get(at + 1..)?),
        _ => None,
    }
}

/// `20191126` followed by a `T` and the time.
fn is_stamp(parts: &[Token<'_>], at: usize) -> bool {
    at == 0 && matches!(parts.get(1), Some(Token::Word("T" | "t")))
}

/// `2019-11-26`, with one of the `marks` twice, at least `n_digits` for month and day, and no
/// digit or joint that would make it a piece of something longer before it.
fn year_first(parts: &[Token<'_>], at: usize, marks: &[char], n_digits: usize) -> Option<Date> {
    let Some(
        [
            Token::Number(year),
            Token::Mark(a),
            Token::Number(month),
            Token::Mark(b),
            Token::Number(day),
            ..,
        ],
    ) = parts.get(at..)
    else {
        return None;
    };
    let is_whole = a == b && marks.contains(a) && month.len() >= n_digits && day.len() >= n_digits;
    is_whole.then(|| date(year, number(month)?, day))?
}

/// `26/11/2019` and `11/26/2019`, when only one of them is a date, or both are the same.
fn day_or_month_first(parts: &[Token<'_>]) -> Option<Date> {
    let [
        Token::Number(a),
        Token::Mark(x),
        Token::Number(b),
        Token::Mark(y),
        Token::Number(year),
        ..,
    ] = parts
    else {
        return None;
    };
    if x != y || !matches!(x, '/' | '-' | '.') {
        return None;
    }
    let day_first = number(b).and_then(|month| date(year, month, a));
    let month_first = number(a).and_then(|month| date(year, month, b));
    only([day_first, month_first].into_iter().flatten())
}

/// `26 November 2019`, `26th of Nov., 2019`, `26-Nov-2019`, `2019 November 26`.
fn day_then_month(parts: &[Token<'_>]) -> Option<Date> {
    let (Token::Number(first), rest) = parts.split_first()? else { return None };
    let rest = after_joints(after_ordinal(rest));
    let rest = match rest {
        [Token::Word("of"), rest @ ..] => after_joints(rest),
        _ => rest,
    };
    let (Token::Word(name), rest) = rest.split_first()? else { return None };
    let month = month(name)?;
    let (Token::Number(last), _) = after_joints(rest).split_first()? else { return None };
    date(last, month, first).or_else(|| date(first, month, last))
}

/// What follows the name of a month: ` 26, 2019`, `. 26th 2019`, ` 26 12:00:00 +0000 2019`.
fn month_then_day(month: i8, parts: &[Token<'_>]) -> Option<Date> {
    let (Token::Number(day), rest) = after_joints(parts).split_first()? else { return None };
    let rest = after_joints(after_ordinal(rest));
    if let [Token::Number(year), ..] = rest
        && let Some(date) = date(year, month, day)
    {
        return Some(date);
    }
    // `Tue Nov 26 12:00:00 +0000 2019`, as C and Twitter write it.
    let [Token::Number(_), Token::Mark(':'), Token::Number(_), Token::Mark(':'), rest @ ..] = rest
    else {
        return None;
    };
    rest.iter().skip(1).find_map(|part| match part {
        Token::Number(year) => date(year, month, day),
        _ => None,
    })
}

fn after_joints<'t, 'a>(parts: &'t [Token<'a>]) -> &'t [Token<'a>] {
    let is_joint = |part: &Token<'_>| matches!(part, Token::Space | Token::Mark(',' | '.' | '-'));
    let n = parts.iter().take_while(|part| is_joint(part)).count();
    parts.get(n..).unwrap_or_default()
}

fn after_ordinal<'t, 'a>(parts: &'t [Token<'a>]) -> &'t [Token<'a>] {
    match parts {
        [Token::Word("st" | "nd" | "rd" | "th"), rest @ ..] => rest,
        _ => parts,
    }
}

/// A month by one or two digits.
fn number(digits: &str) -> Option<i8> {
    Some(digits).filter(|digits| digits.len() <= 2)?.parse().ok()
}

/// `20191126`, alone or with hours, minutes and seconds behind it.
fn compact(digits: &str) -> Option<Date> {
    if !matches!(digits.len(), 8 | 12 | 14) {
        return None;
    }
    let (year, rest) = digits.split_at_checked(4)?;
    let (month, rest) = rest.split_at_checked(2)?;
    let (day, time) = rest.split_at_checked(2)?;
    let is_time = time.get(..2).is_none_or(|hour| hour < "24");
    is_time.then(|| date(year, number(month)?, day))?
}

/// Seconds, or thousandths or millionths of them, since 1970, in UTC; from 1990 on, for smaller
/// numbers are rather something else.
fn unix(digits: &str) -> Option<Date> {
    let number: i64 = digits.parse().ok()?;
    let seconds = match digits.len() {
        9 | 10 => number,
        12 | 13 => number / 1_000,
        15 | 16 => number / 1_000_000,
        _ => return None,
    };
    let date = Timestamp::from_second(seconds).ok()?.to_zoned(TimeZone::UTC).date();
    (1990..=2100).contains(&date.year()).then_some(date)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(find: impl Fn(&str) -> Option<Date>, cases: &[(&str, &str)]) {
        for (text, expected) in cases {
            let made = find(text).map_or(String::new(), |date| date.to_string());
            assert_eq!(made, *expected, "{text}");
        }
    }

    #[test]
    fn paths_of_files() {
        check(
            in_path,
            &[
                ("paper_2015-11-11_a-title-of-5-words.txt", "2015-11-11"),
                ("paper/2015/11/11/title.txt", "2015-11-11"),
                ("20151111.txt", "2015-11-11"),
                ("crawl-20151111093000-x.txt", "2015-11-11"),
                ("2016-01-01/paper_2015_11_11.txt", "2015-11-11"),
                ("paper_2015-11-11_again_2015-11-11.txt", "2015-11-11"),
                ("paper_2015-11-11_of_2014-03-02.txt", ""),
                ("report_2015-11.txt", ""),
                ("15-11-2011.txt", ""),
                ("ed8f4e647ed0d157_201511112.txt", ""),
                ("99991111.txt", ""),
                ("2015-1-1.txt", ""),
                ("2015-13-45.txt", ""),
                ("", ""),
            ],
        );
    }

    #[test]
    fn addresses() {
        check(
            in_url,
            &[
                ("https://www.example.org/2019/11/26/us/title.html", "2019-11-26"),
                ("https://example.org/world/2019/nov/26/title", "2019-11-26"),
                ("example.org/2019-11-26/title?x=1", "2019-11-26"),
                ("https://example.org/2019/1/5/title", "2019-01-05"),
                ("https://example.org/news/world-europe-20190101", ""),
                ("https://example.org/2019/11/title", ""),
                ("https://example.org/2019/11/26/of/2018/10/25", ""),
                ("https://2019-11-26.example.org", ""),
                ("", ""),
            ],
        );
    }
}
