//! What the reader makes of heads of texts and of dates.

use std::fmt::Write as _;

use onrecord::read::{date_in_field, dateline};

use crate::cases;

#[test]
fn read_cases() {
    cases::check("read", |topic, input| match topic {
        "dateline" => head(input),
        "date-field" => date_in_field(input).map_or("-".to_owned(), |date| date.to_string()),
        _ => panic!("no such topic: {topic}"),
    });
}

fn head(text: &str) -> String {
    let found = dateline(text);
    let mut lines = String::new();
    if let Some(date) = found.published {
        writeln!(lines, "date {date}").unwrap();
    }
    for (name, value) in [("place", found.place), ("wire", found.wire)] {
        if !value.is_empty() {
            writeln!(lines, "{name} {value}").unwrap();
        }
    }
    if lines.is_empty() { "-".to_owned() } else { lines }
}
