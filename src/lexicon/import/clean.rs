//! Cells of public lists as gazetteers write them: names, dates, Wikidata ids, countries.

use crate::lexicon::PartialDate;

/// A name of a person: single spaces, given name first, no shouting; none when it is no name in
/// Latin letters.
///
/// `HOUENIPWELA, Rick` and `Rick HOUENIPWELA` are both Rick Houenipwela.
pub(super) fn name(text: &str) -> Option<String> {
    // `Charles (Chuck) Edwards`: the name in brackets is another form.
    let text = match text.split_once('(').zip(text.split_once(')')) {
        Some(((before, _), (_, after))) if !after.is_empty() => format!("{before} {after}"),
        _ => text.to_owned(),
    };
    let text = phrase(&text)?;
    let text = match text.split_once(", ") {
        Some((_, rest)) if rest.contains(',') || is_generation(rest) => text,
        Some((family, given)) => format!("{given} {family}"),
        None => text,
    };
    let is_mixed = |word: &str| word.chars().any(char::is_lowercase) && word.len() > 2;
    if !text.split(' ').any(is_mixed) {
        return Some(text);
    }
    let words: Vec<String> = text.split(' ').map(quieter).collect();
    Some(words.join(" "))
}

/// A word in capitals with only its first letters large; initials and short words stay.
fn quieter(word: &str) -> String {
    let n_letters = word.chars().filter(|c| c.is_alphabetic()).count();
    let is_loud = n_letters > 2 && word.chars().all(|c| !c.is_lowercase() && c != '.');
    if !is_loud || is_generation(word) {
        return word.to_owned();
    }
    let mut opens = true;
    let mut quiet = String::with_capacity(word.len());
    for letter in word.chars() {
        if opens {
            quiet.push(letter);
        } else {
            quiet.extend(letter.to_lowercase());
        }
        opens = matches!(letter, '-' | '\'' | '’');
    }
    quiet
}

fn is_generation(word: &str) -> bool {
    matches!(word.trim_end_matches('.'), "Jr" | "Sr" | "II" | "III" | "IV" | "V" | "JR" | "SR")
}

/// Any form: single spaces, no `|` and no `?` before it; none without a Latin letter, or with
/// letters of another script.
pub(super) fn phrase(text: &str) -> Option<String> {
    let text = text.trim().trim_start_matches(['?', '*']);
    let words: Vec<&str> = text
        .split(|c: char| c.is_whitespace() || c == '|')
        .filter(|word| !word.is_empty())
        .collect();
    let text = words.join(" ");
    let has_letter = text.chars().any(|c| c.is_ascii_alphabetic());
    let is_foreign = |c: char| {
        // Latin with its accents, the marks of Hawaiian and Samoan, Vietnamese.
        c.is_alphabetic() && c > '\u{2FF}' && !('\u{1E00}'..='\u{1EFF}').contains(&c)
    };
    let is_id = text.strip_prefix('Q').is_some_and(|id| id.bytes().all(|b| b.is_ascii_digit()));
    (has_letter && !is_id && !text.chars().any(is_foreign)).then_some(text)
}

/// The Wikidata id of `Q76` or `http://www.wikidata.org/entity/Q76`; empty for anything else.
pub(super) fn wikidata(text: &str) -> String {
    let id = text.trim().rsplit('/').next().unwrap_or_default();
    let is_id = |digits: &str| {
        !digits.is_empty() && digits.len() < 12 && digits.bytes().all(|byte| byte.is_ascii_digit())
    };
    if id.strip_prefix('Q').is_some_and(is_id) { id.to_owned() } else { String::new() }
}

/// A date of a list; an empty cell is no date, and what cannot be read is an error.
///
/// `2017-01-01` and `2017-01-01T00:00:00Z` are the year alone: lists write the first of January
/// where they know no day, and a made-up one is worse than none.
pub(super) fn date(text: &str) -> Result<Option<PartialDate>, ()> {
    let text = text.trim().trim_start_matches('+');
    let day = text.split(['T', ' ']).next().unwrap_or_default();
    let day = day.strip_suffix("-01-01").unwrap_or(day);
    let day = day.strip_suffix("-00").unwrap_or(day);
    let day = day.strip_suffix("-00").unwrap_or(day);
    // Queries give blank nodes for `unknown value`.
    if day.is_empty() || text.starts_with("_:") || text.contains("/.well-known/") {
        return Ok(None);
    }
    PartialDate::parse(day).map(Some).ok_or(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn writes_names_as_news_does() {
        let check = |text: &str, expected: Option<&str>| {
            assert_eq!(name(text).as_deref(), expected, "{text}");
        };
        check("Rick HOUENIPWELA", Some("Rick Houenipwela"));
        check("HOUENIPWELA, Rick", Some("Rick Houenipwela"));
        check("Angus King, Jr.", Some("Angus King, Jr."));
        check("Jean-Yves LE DRIAN", Some("Jean-Yves LE Drian"));
        check("Siobhan O'NEILL-SMITH", Some("Siobhan O'Neill-Smith"));
        check("J. D. Vance III", Some("J. D. Vance III"));
        check("  Two\u{a0} spaces ", Some("Two spaces"));
        check("Nguyễn Phú Trọng", Some("Nguyễn Phú Trọng"));
        check("Charles (Chuck) Edwards", Some("Charles Edwards"));
        check("Q4115189", None);
        check("Владимир Путин", None);
        check("习近平", None);
        check("", None);
        check("?", None);
    }

    #[test]
    fn reads_dates_and_ids() {
        let check = |text: &str, expected: &str| {
            let date = date(text).unwrap().map(|date| date.to_string()).unwrap_or_default();
            assert_eq!(date, expected, "{text}");
        };
        check("2017-01-20T00:00:00Z", "2017-01-20");
        check("2017-01-01T00:00:00Z", "2017");
        check("+1984-05-00", "1984-05");
        check("1984-00-00", "1984");
        check("_:b12", "");
        check(" ", "");
        assert_eq!(date("soon"), Err(()));
        assert_eq!(wikidata("http://www.wikidata.org/entity/Q76"), "Q76");
        assert_eq!(wikidata("76"), "");
        assert_eq!(wikidata("Queen"), "");
    }
}
