//! JSON as programs write it that do not know JSON: `NaN`, half of a surrogate pair, line breaks
//! inside strings.

/// The text as strict JSON, when it has one of those faults; the faults are `NaN`, `Infinity` and
/// `None` in place of null (Python), a `\ud83d` alone (text cut in JavaScript), which becomes
/// U+FFFD, and control characters inside strings, which are escaped.
///
/// Only what has failed to parse comes here, so this need not be fast.
pub(super) fn mend(json: &str) -> Option<String> {
    let mut mended = String::with_capacity(json.len() + 64);
    let mut rest = json;
    let mut is_string = false;
    while let Some(c) = rest.chars().next() {
        let (out, n) = if is_string { in_string(rest, c) } else { between(rest, c) };
        is_string ^= c == '"';
        match out {
            Some(out) => mended.push_str(&out),
            None => mended.push_str(rest.get(..n)?),
        }
        rest = rest.get(n..)?;
    }
    (mended != json).then_some(mended)
}

/// What stands at the start of `rest`, inside a string: its replacement, and its length.
fn in_string(rest: &str, c: char) -> (Option<String>, usize) {
    let unit = |rest: &str| {
        let digits = rest.strip_prefix("\\u")?.get(..4)?;
        u16::from_str_radix(digits, 16).ok()
    };
    if c < ' ' {
        return (Some(format!("\\u{:04x}", u32::from(c))), 1);
    }
    if c != '\\' {
        return (None, c.len_utf8());
    }
    match (unit(rest), rest.get(6..).and_then(unit)) {
        (Some(0xD800..0xDC00), Some(0xDC00..0xE000)) => (None, 12),
        (Some(0xD800..0xE000), _) => (Some("\u{FFFD}".to_owned()), 6),
        (Some(_), _) => (None, 6),
        (None, _) => (None, 1 + rest.chars().nth(1).map_or(0, char::len_utf8)),
    }
}

/// What stands at the start of `rest`, outside strings.
fn between(rest: &str, c: char) -> (Option<String>, usize) {
    if !c.is_alphabetic() && c != '-' {
        return (None, c.len_utf8());
    }
    let words = ["NaN", "-Infinity", "Infinity", "None", "undefined"];
    let word = words.into_iter().find(|word| rest.starts_with(word));
    word.map_or((None, c.len_utf8()), |word| (Some("null".to_owned()), word.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(json: &str, expected: Option<&str>) {
        assert_eq!(mend(json).as_deref(), expected, "{json}");
    }

    #[test]
    fn mends_and_lets_be() {
        check(r#"{"a": NaN, "b": -Infinity}"#, Some(r#"{"a": null, "b": null}"#));
        check("{\"a\": \"x\ny\t\"}", Some(r#"{"a": "x\u000ay\u0009"}"#));
        check(r#"{"a": "x\ud83d", "b": 1}"#, Some("{\"a\": \"x\u{FFFD}\", \"b\": 1}"));
        check(r#"{"a": "\ude00\ud83d"}"#, Some("{\"a\": \"\u{FFFD}\u{FFFD}\"}"));
        for good in
            ["", r#"{"a": "NaN \\u \" \ud83d\ude00 é"}"#, r#"{"a": "\"#, "{nothing}", "\\u12"]
        {
            check(good, None);
        }
    }
}
