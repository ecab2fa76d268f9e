//! Dates of an article: those of the calendar, and those that the day of publication decides.
//!
//! What needs a day of publication and has none is found all the same, without a value.

use std::ops::Range;

use jiff::Unit;
use jiff::civil::Date;

use crate::segment::TokenKind;

use super::calendar::{self, Third, When};
use super::hints::Hints;
use super::relative;
use super::tenses::{self, Outlook};
use super::view::View;
use super::words::Words;
use super::{Precision, Relation};

/// A date as it was read.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Found {
    pub(super) tokens: Range<usize>,
    /// None where the day of publication decides and is not known.
    pub(super) when: Option<When>,
    pub(super) precision: Precision,
    pub(super) relation: Relation,
    /// Whether it is told from the day of speaking: `today`, `last night`.
    pub(super) is_from_now: bool,
    /// Whether the number inside is a figure, too: `the past two years`.
    pub(super) counts: bool,
}

/// One reading: the stretch, and one past the last token.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Read {
    pub(super) when: Option<When>,
    pub(super) precision: Precision,
    pub(super) end: usize,
    pub(super) is_from_now: bool,
    pub(super) counts: bool,
}

impl Read {
    /// A stretch that is known, if it is.
    pub(super) fn known(when: Option<When>, end: usize) -> Option<Self> {
        let when = when?;
        let (precision, is_from_now, counts) = (when.precision, false, false);
        Some(Self { when: Some(when), precision, end, is_from_now, counts })
    }

    /// One that a day of publication decides.
    pub(super) fn decided(
        published: Option<Date>,
        precision: Precision,
        end: usize,
        by: impl FnOnce(Date) -> Option<When>,
    ) -> Option<Self> {
        let when = match published {
            Some(day) => Some(by(day)?),
            None => None,
        };
        let precision = when.map_or(precision, |when| when.precision);
        Some(Self { when, precision, end, is_from_now: false, counts: false })
    }
}

/// The dates of an article, by position; `published` is its day.
pub(super) fn find(view: View<'_>, words: &Words, published: Option<Date>) -> Vec<Found> {
    let mut reader = Reader { view, words, published, context: None };
    let mut found: Vec<Found> = Vec::new();
    let mut at = 0;
    while let Some(next) = view.next(at, Hints::DATE) {
        at = next;
        // "This" and "a" by themselves are none.
        if view.hints(at).has(Hints::NEXT) && !view.hints(at + 1).has(Hints::BEHIND) {
            at += 1;
            continue;
        }
        let Some(read) = reader.whole(at) else {
            at += 1;
            continue;
        };
        let is_exact = matches!(read.precision, Precision::Day | Precision::Month);
        let told = read.when.filter(|_| is_exact && reader.names_year(at, read.end));
        if let Some(told) = told {
            reader.context = Some((told.first, read.end));
        }
        found.push(Found {
            tokens: at..read.end,
            when: read.when,
            precision: read.precision,
            relation: relation(view, at),
            is_from_now: read.is_from_now,
            counts: read.counts,
        });
        at = read.end.max(at + 1);
    }
    found
}

/// How a content lies to a date, by the word before it.
fn relation(view: View<'_>, at: usize) -> Relation {
    let before =
        (1..=3).find_map(|n| at.checked_sub(n).filter(|at| !view.is_any(*at, &["the", "at"])));
    let Some(before) = before else { return Relation::In };
    match view.word(before) {
        "since" | "Since" => Relation::Since,
        "before" | "Before" => Relation::Before,
        "after" | "After" => Relation::After,
        "until" | "Until" | "till" | "through" => Relation::Until,
        "by" | "By" => Relation::By,
        _ => Relation::In,
    }
}

/// The tokens of an article with its day.
pub(super) struct Reader<'a> {
    pub(super) view: View<'a>,
    pub(super) words: &'a Words,
    pub(super) published: Option<Date>,
    /// The last date whose year was told; days without one right after it are near it.
    pub(super) context: Option<(Date, usize)>,
}

impl Reader<'_> {
    /// The date at `at`, with what narrows it: `early`, `the end of`.
    fn whole(&self, at: usize) -> Option<Read> {
        let view = self.view;
        if let Some((third, next)) = third(view, at) {
            return self.narrowed(next, third);
        }
        if view.is_any(at, &["start", "beginning", "end", "middle"]) && view.is(at + 1, "of") {
            let next = at + 2 + usize::from(view.is_any(at + 2, &["the", "this"]));
            return self.edge(at, next);
        }
        self.plain(at)
    }

    /// `early July`, `late last year`, `mid-2016`
    fn narrowed(&self, at: usize, third: Third) -> Option<Read> {
        let read = self.plain(at)?;
        let when = match read.when {
            Some(when) => Some(when.third(third)?),
            None => None,
        };
        let precision = when.map_or(read.precision, |when| when.precision);
        Some(Read { when, precision, ..read })
    }

    /// `the end of the year`, `the start of 2013`: its last or first day.
    fn edge(&self, at: usize, next: usize) -> Option<Read> {
        let read = match self.plain(next) {
            Some(read) => read,
            None => relative::bare(self, next)?,
        };
        let of = |when: When| match () {
            () if self.view.is(at, "end") => Some(When::day(when.last)),
            () if self.view.is(at, "middle") => when.third(Third::Mid),
            () => Some(When::day(when.first)),
        };
        let when = match read.when {
            Some(when) => Some(of(when)?),
            None => None,
        };
        Some(Read { when, precision: Precision::Day, ..read })
    }

    /// A date without what narrows it.
    pub(super) fn plain(&self, at: usize) -> Option<Read> {
        let word = self.view.word(at);
        match word.as_bytes().first()? {
            b'0'..=b'9' => self
                .numeric(at)
                .or_else(|| self.day_month(at))
                .or_else(|| self.decade(at))
                .or_else(|| relative::find(self, at))
                .or_else(|| self.century(at))
                .or_else(|| self.year_at(at)),
            b'A'..=b'Z' => self
                .month_day(at)
                .or_else(|| self.weekday(at))
                .or_else(|| self.month_alone(at))
                .or_else(|| self.feast(at))
                .or_else(|| self.season(at))
                .or_else(|| relative::find(self, at)),
            b'\'' | b'`' => self.decade(at),
            _ if matches!(word, "’" | "‘") => self.decade(at),
            _ => self
                .season(at)
                .or_else(|| self.decade(at))
                .or_else(|| self.quarter(at))
                .or_else(|| relative::find(self, at)),
        }
    }

    /// `July 17`, `July 17, 2019`, `July 2019`, `Tuesday, July 17`, `July 8-10`
    fn month_day(&self, at: usize) -> Option<Read> {
        let view = self.view;
        let is_weekday = calendar::weekday(view.word(at)).is_some();
        let at = at + if is_weekday { 1 + usize::from(view.is(at + 1, ",")) } else { 0 };
        let month = calendar::month(view.word(at))?;
        if let Some((days, next)) = self.days(at + 1) {
            return self.of_days(month, days, next);
        }
        if is_weekday {
            return None;
        }
        let next = at + 1 + usize::from(view.is_any(at + 1, &[",", "of"]));
        let year = calendar::year(view.word(next))?;
        Read::known(When::month(year, month), next + 1)
    }

    /// The day of the month at a token, or the days: `8-10`, `8–10`, `8 to 10`.
    fn days(&self, at: usize) -> Option<((i8, i8), usize)> {
        let view = self.view;
        let word = view.word(at);
        if let Some((first, last)) = word.split_once(['-', '–']) {
            return Some(((calendar::day(first)?, calendar::day(last)?), at + 1));
        }
        let day = calendar::day(word)?;
        let is_range =
            view.is_any(at + 1, &["-", "–", "—"]) && view.is_joined(at) && view.is_joined(at + 1);
        match calendar::day(view.word(at + 2)).filter(|last| is_range && *last > day) {
            Some(last) => Some(((day, last), at + 3)),
            None => Some(((day, day), at + 1)),
        }
    }

    /// Days of a month, with their year if it follows.
    fn of_days(&self, month: i8, (first, last): (i8, i8), end: usize) -> Option<Read> {
        let view = self.view;
        let comma = end + usize::from(view.is(end, ","));
        let stretch = |first: Date| {
            let last = Date::new(first.year(), month, last).ok()?;
            let precision = if first == last { Precision::Day } else { Precision::Interval };
            Some(When::between(first, last, precision))
        };
        if let Some(year) = calendar::year(view.word(comma)) {
            return Read::known(stretch(Date::new(year, month, first).ok()?), comma + 1);
        }
        let is_attack = month == 9
            && first == 11
            && view.is_any(end, &["attack", "attacks", "terrorist", "hijackers"]);
        if is_attack {
            return Read::known(stretch(Date::new(2001, 9, 11).ok()?), end);
        }
        Read::decided(self.published, Precision::Day, end, |published| {
            stretch(self.nearest(published, month, first, end)?)
        })
    }

    /// `17 July`, `17th of July 2019`
    fn day_month(&self, at: usize) -> Option<Read> {
        let view = self.view;
        let day = calendar::day(view.word(at))?;
        let next = at + 1 + usize::from(view.is(at + 1, "of"));
        let month = calendar::month(view.word(next))?;
        // "The 2 May decided": a day before a month without a year needs more than that.
        let year = calendar::year(view.word(next + 1));
        (year.is_some() || month != 5 && month != 3 || !view.is_capital(next + 1))
            .then(|| self.of_days(month, (day, day), next + 1))?
    }

    /// The day without a year that lies nearest to the last year told, or to the day of publication.
    fn nearest(&self, published: Date, month: i8, day: i8, at: usize) -> Option<Date> {
        let near = self.context.filter(|(_, told)| at <= told + NEAR);
        let anchor = near.map_or(published, |(date, _)| date);
        let days =
            |date: &Date| anchor.until((Unit::Day, *date)).map_or(i32::MAX, |span| span.get_days());
        // "Will be held Nov. 4" is to come, though it was nearer this year.
        let view = self.view;
        let is_to_come = near.is_none()
            && (at.saturating_sub(7)..at).any(|at| view.is_any(at, &["will", "wo", "shall"]));
        (-1..=1)
            .filter_map(|shift| Date::new(anchor.year().checked_add(shift)?, month, day).ok())
            .filter(|date| !is_to_come || days(date) > -7)
            .min_by_key(|date| days(date).abs())
    }

    /// `in October`, `the November election`, but not `April Ryan`, `May`, `march`.
    fn month_alone(&self, at: usize) -> Option<Read> {
        let view = self.view;
        let month = calendar::month(view.word(at))?;
        let is_led = view.is_after(
            at,
            &[
                "in", "since", "by", "until", "till", "from", "to", "through", "during", "of",
                "last", "next", "this", "early", "late", "mid", "before", "after", "and", "for",
                "around", "between",
            ],
        );
        let is_word = matches!(month, 3 | 5);
        let names = view.is_capital(at + 1) && calendar::month(view.word(at + 1)).is_none();
        let is_name =
            !is_led && (is_word || names) || is_led && is_word && view.is_after(at, &["to", "and"]);
        if view.is_kind(at + 1, TokenKind::Number) {
            // June 31, August 5000
            return None;
        }
        let is_person = view.is_capital(at.wrapping_sub(1)) && !is_led;
        if is_name || is_person {
            return None;
        }
        Read::decided(self.published, Precision::Month, at + 1, |day| {
            let outlook = tenses::outlook(view, at);
            let year = relative::year_of_month(day, month, outlook)?;
            When::month(year, month)
        })
    }

    /// Four digits that are a year: `in 2018`, `the 2016 election`, but not `2047 voters`, `$2018`.
    fn year_at(&self, at: usize) -> Option<Read> {
        let view = self.view;
        let year = calendar::year(view.word(at))?;
        let is_led = view.is_after(
            at,
            &[
                "in", "since", "by", "of", "from", "until", "till", "during", "through", "before",
                "after", "early", "late", "mid",
            ],
        );
        let is_soon = view.is_after(at, &["in", "by", "since", "until", "through"]);
        let is_recent = (1900..2036).contains(&year)
            || is_led && (1700..2036).contains(&year)
            || is_soon && year < 2100;
        let counts = view
            .is_any(at + 1, &["%", "percent", "people", "dollars", "million", "billion", "-"])
            || view.is_after(
                at,
                &["$", "#", "No.", "£", "€", "=", "/", ":", "Section", "Bill", "than"],
            )
            || view.is_joined(at) && view.is_any(at + 1, &[":", "/", "="])
            || at > 0 && view.is_joined(at - 1) && view.is_after(at, &["-", "\"", "’", "'"]);
        let is_named = Words::folded_set(&self.words.numbered, view.before(at, 1))
            && !view.is_after(at, &["year", "class"]);
        if !is_recent || counts || is_named {
            return None;
        }
        // 2010-2011, 2015 to 2016 are two years and two rows, but 2015-16 is one word.
        if view.is_after(at, &["fiscal"])
            || view.is_after(at, &["year"]) && view.is(at.wrapping_sub(2), "fiscal")
        {
            return Read::known(When::fiscal_year(year), at + 1);
        }
        Read::known(When::year(year), at + 1)
    }

    /// `Tuesday`, `last Tuesday`, but not `Tuesdays`, `Super Tuesday`.
    fn weekday(&self, at: usize) -> Option<Read> {
        let view = self.view;
        let weekday = calendar::weekday(view.word(at))?;
        if view.is_after(at, &NO_DAY)
            || view.is_any(
                at + 1,
                &["nights", "mornings", "evenings", "afternoons", "television", "talk"],
            )
        {
            return None;
        }
        let outlook = if view.is_after(at, &["last", "past"]) {
            Outlook::Past
        } else if view.is_after(at, &["next", "coming"]) {
            Outlook::Future
        } else {
            tenses::outlook(view, at)
        };
        let is_last = view.is_after(at, &["last"]);
        Read::decided(self.published, Precision::Day, at + 1, |day| {
            let day = match outlook {
                Outlook::Future => relative::on_or_after(day, weekday),
                Outlook::Past if is_last => relative::on_or_before(day.yesterday().ok()?, weekday),
                Outlook::Past => relative::on_or_before(day, weekday),
            };
            day.map(When::day)
        })
    }

    /// Whether a date tells its year, so that the next one without is near it.
    fn names_year(&self, at: usize, end: usize) -> bool {
        (at..end).any(|at| calendar::year(self.view.word(at)).is_some())
    }
}

/// Tokens after a date with its year within which those without one are near it.
const NEAR: usize = 60;

/// Words before a weekday that make it a name or a habit.
const NO_DAY: [&str; 15] = [
    "every", "each", "any", "Super", "Black", "Good", "Ash", "Cyber", "Giving", "Easter", "Palm",
    "Bloody", "News", "Fat", "Holy",
];

/// What narrows the stretch after it, and where that begins: `early`, `mid-July`.
fn third(view: View<'_>, at: usize) -> Option<(Third, usize)> {
    let third = if view.is(at, "early") {
        Third::Early
    } else if view.is_any(at, &["mid", "mid-"]) {
        Third::Mid
    } else if view.is(at, "late") {
        Third::Late
    } else {
        return None;
    };
    let next = at + 1 + usize::from(view.is_any(at + 1, &["in", "-"]));
    Some((third, next + usize::from(view.is(next, "the"))))
}
