//! Dates told from the day of writing or speaking: `yesterday`, `last week`, `two months ago`.

use jiff::ToSpan;
use jiff::civil::{Date, Weekday};

use super::Precision;
use super::calendar::{self, Season, When};
use super::dates::{Read, Reader};
use super::numbers;
use super::shares;
use super::tenses::{self, Outlook};

/// A length that the calendar counts by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Length {
    Hour,
    Day,
    Week,
    Month,
    Quarter,
    Year,
    Decade,
    Century,
}

impl Length {
    fn of(word: &str) -> Option<Self> {
        Some(match word {
            "hour" | "hours" => Self::Hour,
            "day" | "days" => Self::Day,
            "week" | "weeks" => Self::Week,
            "month" | "months" => Self::Month,
            "quarter" | "quarters" => Self::Quarter,
            "year" | "years" => Self::Year,
            "decade" | "decades" => Self::Decade,
            "century" | "centuries" => Self::Century,
            _ => return None,
        })
    }

    fn precision(self) -> Precision {
        match self {
            Self::Hour | Self::Day => Precision::Day,
            Self::Week => Precision::Week,
            Self::Month => Precision::Month,
            Self::Quarter => Precision::Quarter,
            Self::Year => Precision::Year,
            Self::Decade => Precision::Decade,
            Self::Century => Precision::Century,
        }
    }

    /// The day so many of it away.
    fn from(self, day: Date, n: i64) -> Option<Date> {
        let n = if n.abs() < 5000 { n } else { return None };
        let span = match self {
            Self::Hour => (n / 24).days(),
            Self::Day => n.days(),
            Self::Week => (7 * n).days(),
            Self::Month => n.months(),
            Self::Quarter => (3 * n).months(),
            Self::Year => n.years(),
            Self::Decade => (10 * n).try_years_or(n)?,
            Self::Century => (100 * n).try_years_or(n)?,
        };
        day.checked_add(span).ok()
    }

    /// The one that a day lies in, or one so many away.
    fn around(self, day: Date, shift: i64) -> Option<When> {
        match self {
            Self::Hour => None,
            Self::Day => self.from(day, shift).map(When::day),
            Self::Week => When::week(day, shift),
            Self::Month => When::month_from(day, shift),
            Self::Quarter => When::quarter_from(day, shift),
            Self::Year => When::year(year_from(day, shift)?),
            Self::Decade => {
                let first = day.year() / 10 * 10 + i16::try_from(10 * shift).ok()?;
                When::years(first, first + 9, Precision::Decade)
            }
            Self::Century => {
                let first = (day.year() - 1) / 100 * 100 + 1 + i16::try_from(100 * shift).ok()?;
                When::years(first, first + 99, Precision::Century)
            }
        }
    }
}

/// Years in a span, if they are not too many for the calendar.
trait Years {
    fn try_years_or(self, n: i64) -> Option<jiff::Span>;
}

impl Years for i64 {
    fn try_years_or(self, _: i64) -> Option<jiff::Span> {
        (self.abs() < 9000).then(|| self.years())
    }
}

fn year_from(day: Date, shift: i64) -> Option<i16> {
    day.year().checked_add(i16::try_from(shift).ok()?)
}

/// The date at `at` that the day decides.
pub(super) fn find(reader: &Reader<'_>, at: usize) -> Option<Read> {
    named(reader, at).or_else(|| ago(reader, at)).or_else(|| shifted(reader, at))
}

/// `today`, `yesterday`, `tonight`
fn named(reader: &Reader<'_>, at: usize) -> Option<Read> {
    let view = reader.view;
    let shift = match view.word(at) {
        "today" | "Today" | "TODAY" | "tonight" | "Tonight" => 0,
        "yesterday" | "Yesterday" => -1,
        "tomorrow" | "Tomorrow" => 1,
        _ => return None,
    };
    // USA Today is a paper; "even today" and "today's world" are times, not days.
    let is_name =
        view.is_capital(at) && view.is_capital(at.wrapping_sub(1)) && view.is_after(at, &["USA"]);
    if is_name || view.is_after(at, &["even"]) || view.is(at + 1, "show") {
        return None;
    }
    from_now(reader, at + 1, shift)
}

/// A day told from the day of speaking.
fn from_now(reader: &Reader<'_>, end: usize, shift: i64) -> Option<Read> {
    let read =
        Read::decided(reader.published, Precision::Day, end, |day| Length::Day.around(day, shift))?;
    Some(Read { is_from_now: true, ..read })
}

/// `two months ago`, `a week ago`, `10 years from now`
fn ago(reader: &Reader<'_>, at: usize) -> Option<Read> {
    let view = reader.view;
    let (count, next) = count_of(reader, at)?;
    let length = Length::of(view.word(next))?;
    if is_share(reader, at, next) {
        return None;
    }
    let sign = if view.is(next + 1, "ago") {
        -1
    } else if view.is(next + 1, "from") && view.is_any(next + 2, &["now", "today"]) {
        1
    } else if view.is_any(next + 1, &["after", "before", "later", "earlier", "prior"]) {
        // Told from another event: it stays relative.
        let (precision, is_from_now) = (length.precision(), false);
        return Some(Read { when: None, precision, end: next + 2, is_from_now, counts: false });
    } else {
        return None;
    };
    let end = next + if sign < 0 { 2 } else { 3 };
    Read::decided(reader.published, length.precision(), end, |day| {
        let there = length.from(day, sign * count)?;
        match length {
            Length::Hour | Length::Day => Some(When::day(there)),
            // Of a decade ago, the year is meant.
            Length::Decade | Length::Century => When::year(there.year()),
            // A week is counted from the week that the day lies in.
            Length::Week => When::week(day, sign * count),
            Length::Month | Length::Quarter | Length::Year => length.around(there, 0),
        }
    })
}

/// A whole number at `at`, and what follows: `two`, `a`, `12`, `nearly two` begins at `two`.
fn count(reader: &Reader<'_>, at: usize) -> Option<(i64, usize)> {
    count_of(reader, at).filter(|(_, next)| !is_share(reader, at, *next))
}

/// Whether the count at `at`, with `next` behind it, is a share: `one in five`.
fn is_share(reader: &Reader<'_>, at: usize, next: usize) -> bool {
    let (view, words) = (reader.view, reader.words);
    let is_one = next == at + 1 && is_one(reader, at);
    !is_one && shares::share(view, words, at).is_some()
}

/// `a day`, `an hour`
fn is_one(reader: &Reader<'_>, at: usize) -> bool {
    let view = reader.view;
    view.is_any(at, &["a", "an"]) && Length::of(view.word(at + 1)).is_some()
}

/// The same, though it may be a share.
fn count_of(reader: &Reader<'_>, at: usize) -> Option<(i64, usize)> {
    let (view, words) = (reader.view, reader.words);
    if is_one(reader, at) {
        return Some((1, at + 1));
    }
    let number = numbers::read(view, words, at)?;
    let whole = number.value.fract() == 0.0 && (1.0..5000.0).contains(&number.value);
    #[expect(clippy::cast_possible_truncation, reason = "a whole number below 5000")]
    whole.then_some((number.value as i64, number.end))
}

/// `last week`, `this summer`, `the past two years`, `next month`
fn shifted(reader: &Reader<'_>, at: usize) -> Option<Read> {
    let view = reader.view;
    let shift = match view.word(at) {
        "last" | "Last" | "past" | "Past" | "previous" => -1,
        "this" | "This" | "current" => 0,
        "next" | "Next" | "coming" | "upcoming" => 1,
        _ => return None,
    };
    let is_this_past = shift == 0 && view.is_any(at + 1, &["past", "coming"]);
    let next = at + 1 + usize::from(is_this_past);
    let shift = match () {
        () if is_this_past && view.is(at + 1, "past") => -1,
        () if is_this_past => 1,
        () => shift,
    };
    if shift != 0
        && let Some((count, length_at)) = count(reader, next)
        && !view.is_any(next, &["a", "an"])
    {
        let length = Length::of(view.word(length_at))?;
        return rolling(reader, length, shift * count, length_at + 1, true);
    }
    let is_rolling = view.is_any(at, &["past", "coming"]) && !is_this_past
        || view.is_any(next, &["decade", "century"]) && shift != 0;
    if let Some(length) = Length::of(view.word(next)).filter(|_| is_rolling) {
        return rolling(reader, length, shift, next + 1, false);
    }
    unit(reader, at, next, shift, is_this_past)
}

/// A length up to the day, or from it on.
fn rolling(reader: &Reader<'_>, length: Length, n: i64, end: usize, counts: bool) -> Option<Read> {
    let read = Read::decided(reader.published, Precision::Interval, end, |day| {
        Some(When::between(day, length.from(day, n)?, Precision::Interval))
    })?;
    Some(Read { counts, ..read })
}

/// The week, month, season, weekday... that is so many away from that of the day.
fn unit(reader: &Reader<'_>, at: usize, next: usize, shift: i64, is_past: bool) -> Option<Read> {
    let (view, published) = (reader.view, reader.published);
    let word = view.word(next);
    let end = next + 1;
    if view.is(next, "fiscal") && view.is(next + 1, "year") {
        return Read::decided(published, Precision::Interval, next + 2, |day| fiscal(day, shift));
    }
    if view.is(next, "weekend") {
        return Read::decided(published, Precision::Interval, end, |day| When::weekend(day, shift));
    }
    if view.is_any(next, &["morning", "afternoon", "evening"]) && view.is(at, "this") {
        return from_now(reader, end, 0);
    }
    if view.is(next, "night") && view.is(at, "last") {
        return from_now(reader, end, -1);
    }
    if let Some(month) = calendar::month(word) {
        return Read::decided(published, Precision::Month, end, |day| {
            When::month(year_of_shifted_month(day, month, shift)?, month)
        });
    }
    if let Some(weekday) = calendar::weekday(word) {
        return Read::decided(published, Precision::Day, end, |day| {
            weekday_from(day, weekday, shift, tenses::outlook(view, at)).map(When::day)
        });
    }
    if let Some(season) = calendar::season(word) {
        return Read::decided(published, Precision::Interval, end, |day| {
            season_shifted(day, season, shift, is_past)
        });
    }
    let length = Length::of(word).filter(|length| !matches!(length, Length::Hour | Length::Day))?;
    if view.is_any(at, &["current"]) && length == Length::Century || view.is(at, "previous") {
        return None;
    }
    // "This year's", "last year", but not "last years".
    if word.ends_with('s') {
        return None;
    }
    Read::decided(published, length.precision(), end, |day| length.around(day, shift))
}

/// `the year`, `the month`, after `the end of`.
pub(super) fn bare(reader: &Reader<'_>, at: usize) -> Option<Read> {
    let view = reader.view;
    let length = Length::of(view.word(at)).filter(|length| {
        matches!(length, Length::Week | Length::Month | Length::Quarter | Length::Year)
    })?;
    if !view.is_after(at, &["the", "this"]) || view.word(at).ends_with('s') {
        return None;
    }
    Read::decided(reader.published, length.precision(), at + 1, |day| length.around(day, 0))
}

fn fiscal(day: Date, shift: i64) -> Option<When> {
    let this = day.year() + i16::from(day.month() >= 10);
    When::fiscal_year(this.checked_add(i16::try_from(shift).ok()?)?)
}

/// The year of a month that stands alone: of the past, unless what is told is to come.
pub(super) fn year_of_month(day: Date, month: i8, outlook: Outlook) -> Option<i16> {
    let ahead = (i16::from(month) - i16::from(day.month())).rem_euclid(12);
    let is_ahead = match outlook {
        Outlook::Future => true,
        Outlook::Past => ahead == 0,
    };
    let this = day.year();
    Some(match (is_ahead, month >= day.month()) {
        (true, false) => this.checked_add(1)?,
        (false, true) => this.checked_sub(1)?,
        (true, true) | (false, false) => this,
    })
}

/// `last November`, `this May`, `next March`
fn year_of_shifted_month(day: Date, month: i8, shift: i64) -> Option<i16> {
    let this = day.year();
    Some(match shift {
        0 => this,
        ..0 if month < day.month() => this,
        ..0 => this.checked_sub(1)?,
        _ if month > day.month() => this,
        _ => this.checked_add(1)?,
    })
}

/// The season of a year that has begun, or of the year before: `last summer`; `this fall` to come.
fn season_shifted(day: Date, season: Season, shift: i64, is_past: bool) -> Option<When> {
    let this = When::season(day.year(), season)?;
    // In January and February it is the winter of the year before.
    let is_winter = season == Season::Winter && day.month() < 3;
    let year = day.year() - i16::from(is_winter);
    match shift {
        0 => When::season(year, season),
        // Last summer, told in fall, is the one just over.
        ..0 if this.last < day && (is_past || day.month() >= 9 || season != Season::Summer) => {
            Some(this)
        }
        ..0 => When::season(year - 1 + i16::from(is_winter), season),
        _ if this.first > day => Some(this),
        _ => When::season(year + 1, season),
    }
}

/// A season that stands alone.
pub(super) fn season_from(day: Date, season: Season, outlook: Outlook) -> Option<When> {
    let this = When::season(day.year(), season)?;
    match outlook {
        Outlook::Future if this.last < day => When::season(day.year() + 1, season),
        Outlook::Past if this.first > day => When::season(day.year() - 1, season),
        _ => Some(this),
    }
}

/// `last Tuesday`, `this Thursday`, `next Monday`
fn weekday_from(day: Date, weekday: Weekday, shift: i64, outlook: Outlook) -> Option<Date> {
    match shift {
        ..0 => on_or_before(day.yesterday().ok()?, weekday),
        0 if outlook == Outlook::Past => on_or_before(day, weekday),
        0 => on_or_after(day, weekday),
        _ => on_or_after(day.tomorrow().ok()?, weekday),
    }
}

pub(super) fn on_or_before(day: Date, weekday: Weekday) -> Option<Date> {
    if day.weekday() == weekday { Some(day) } else { day.nth_weekday(-1, weekday).ok() }
}

pub(super) fn on_or_after(day: Date, weekday: Weekday) -> Option<Date> {
    if day.weekday() == weekday { Some(day) } else { day.nth_weekday(1, weekday).ok() }
}
