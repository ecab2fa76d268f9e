//! Dates that are no day and month: decades, quarters, seasons, feasts, dates in digits.

use jiff::Unit;
use jiff::civil::Date;

use crate::segment::Part;

use super::Precision;
use super::calendar::{self, Feast, When};
use super::dates::{Read, Reader};
use super::relative;
use super::tenses;

impl Reader<'_> {
    /// `2019-07-18`, `7/18/2019`, `9/11`
    pub(super) fn numeric(&self, at: usize) -> Option<Read> {
        let word = self.view.word(at);
        if word == "9/11" {
            return Read::known(Date::new(2001, 9, 11).ok().map(When::day), at + 1);
        }
        if word.len() == 10 && word.contains('-') {
            return Read::known(word.parse().ok().map(When::day), at + 1);
        }
        let mut parts = word.split('/');
        let (month, day, year) = (parts.next()?, parts.next()?, parts.next()?);
        let year: i16 =
            if year.len() == 2 { 2000 + year.parse::<i16>().ok()? } else { year.parse().ok()? };
        let day = Date::new(year, month.parse().ok()?, day.parse().ok()?).ok()?;
        Read::known(parts.next().is_none().then(|| When::day(day)), at + 1)
    }

    /// `the 1990s`, `'90s`
    pub(super) fn decade(&self, at: usize) -> Option<Read> {
        let view = self.view;
        let word = view.word(at);
        let (digits, end) = match word {
            "'" | "’" | "‘" | "`" if view.is_joined(at) => (view.word(at + 1), at + 2),
            _ => (word, at + 1),
        };
        let digits = digits.trim_start_matches(['\'', '’', '‘', '`']);
        let digits = digits
            .strip_suffix('s')
            .or_else(|| view.is_any(end, &["'s", "’s"]).then_some(digits))?;
        let end = end + usize::from(view.is_any(end, &["'s", "’s"]) && !word.ends_with('s'));
        let is_marked = digits.len() < word.len().saturating_sub(1) || end > at + 1;
        let first: i16 = match digits.len() {
            4 if digits.ends_with('0') => calendar::year(digits)?,
            2 if digits.ends_with('0') && is_marked => {
                let tens: i16 = digits.parse().ok()?;
                if tens > 20 { 1900 + tens } else { 2000 + tens }
            }
            _ => return None,
        };
        Read::known(When::years(first, first + 9, Precision::Decade), end)
    }

    /// `the 20th century`
    pub(super) fn century(&self, at: usize) -> Option<Read> {
        let view = self.view;
        if !view.is_any(at + 1, &["century", "centuries"]) {
            return None;
        }
        let nth: i16 = calendar::day(view.word(at)).map(i16::from)?;
        Read::known(When::years(100 * nth - 99, 100 * nth, Precision::Century), at + 2)
    }

    /// `the first quarter of 2016`, `the third quarter`
    pub(super) fn quarter(&self, at: usize) -> Option<Read> {
        let view = self.view;
        if !view.is(at + 1, "quarter") || view.is_after(at, &["a"]) {
            return None;
        }
        let nth = ["first", "second", "third", "fourth"]
            .iter()
            .zip(1..)
            .find(|(word, _)| view.is(at, word));
        let (_, nth) = nth?;
        let next = at + 2 + usize::from(view.is(at + 2, "of"));
        if let Some(year) = calendar::year(view.word(next)) {
            return Read::known(When::quarter(year, nth), next + 1);
        }
        Read::decided(self.published, Precision::Quarter, at + 2, |day| {
            // Quarters are spoken of when they are over.
            let this = When::quarter(day.year(), nth)?;
            if this.first > day { When::quarter(day.year() - 1, nth) } else { Some(this) }
        })
    }

    /// `summer of 2015`, `fall 2007`, `this fall`, `in the fall`
    pub(super) fn season(&self, at: usize) -> Option<Read> {
        let view = self.view;
        let season = calendar::season(view.word(at))?;
        let next = at + 1 + usize::from(view.is_any(at + 1, &["of", ","]));
        if let Some(year) = calendar::year(view.word(next)) {
            return Read::known(When::season(year, season), next + 1);
        }
        let is_led = view.is_after(at, &["the"])
            && at.checked_sub(2).is_some_and(|at| {
                view.is_any(at, &["in", "by", "during", "through", "over", "until"])
            });
        let is_noun = matches!(view.part(at), Part::Noun | Part::Name);
        if !is_led || !is_noun || view.part(at + 1) == Part::Noun || view.is(at + 1, "of") {
            return None;
        }
        Read::decided(self.published, Precision::Interval, at + 1, |day| {
            relative::season_from(day, season, tenses::outlook(view, at))
        })
    }

    /// `Election Day`, `Christmas`, `New Year's Eve`
    pub(super) fn feast(&self, at: usize) -> Option<Read> {
        let view = self.view;
        let is_new_year = view.is(at, "New")
            && view.is(at + 1, "Year")
            && view.is_any(at + 2, &["'s", "’s"])
            && view.is_any(at + 3, &["Day", "Eve"]);
        let (feast, length) = if is_new_year {
            let is_eve = view.is(at + 3, "Eve");
            (if is_eve { Feast::Fixed(12, 31) } else { Feast::Fixed(1, 1) }, 4)
        } else {
            Feast::of(view.word(at), view.word(at + 1))?
        };
        let end = at + length;
        let after = end + usize::from(view.is(end, ","));
        if let Some(year) = calendar::year(view.word(after)) {
            return Read::known(feast.in_year(year).map(When::day), after + 1);
        }
        Read::decided(self.published, Precision::Day, end, |day| {
            let days = |date: &Date| {
                day.until((Unit::Day, *date)).map_or(i32::MAX, |span| span.get_days())
            };
            let years = (-3..=4).filter_map(|shift| feast.in_year(day.year().checked_add(shift)?));
            // Feasts are spoken of before they come, and some weeks after.
            let near = years.min_by_key(|date| {
                let days = days(date);
                if days < 0 { -3 * days } else { days }
            });
            near.map(When::day)
        })
    }
}
