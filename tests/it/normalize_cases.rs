//! Case files of `normalize`: the clean text, then each repair as `raw > clean (rule)`.

use std::fmt::Write as _;

use onrecord::normalize::Normalizer;
use onrecord::text::RawText;

use crate::cases;

#[test]
fn normalize_cases() {
    let normalizer = Normalizer::default();
    cases::check("normalize", |_, input| {
        let raw = RawText::new(unescape(input));
        let normalized = normalizer.normalize(&raw);
        let repairs = normalized.repairs.iter().map(|repair| {
            let (raw, clean) = (escape(raw.at(repair.raw)), escape(&repair.clean));
            format!("[{raw}] > [{clean}] {}", repair.rule)
        });
        let lines = [escape(normalized.clean.as_str())].into_iter().chain(repairs);
        lines.collect::<Vec<_>>().join("\n")
    });
}

/// Case files write what an editor would hide or change as `\u{...}`, and `\r`.
fn unescape(text: &str) -> String {
    let mut parts = text.split("\\u{");
    let mut out = parts.next().unwrap().to_owned();
    for part in parts {
        let (code, rest) = part.split_once('}').unwrap();
        out.push(char::from_u32(u32::from_str_radix(code, 16).unwrap()).unwrap());
        out.push_str(rest);
    }
    out.replace("\\r", "\r")
}

/// The other way round.
fn escape(text: &str) -> String {
    let is_hidden = |c: char| {
        c.is_control() && c != '\n'
            || matches!(c, '\u{a0}' | '\u{ad}' | '\u{61c}' | '\u{feff}' | '\u{3000}')
            || ('\u{2000}'..='\u{200f}').contains(&c)
            || ('\u{2028}'..='\u{202f}').contains(&c)
            || ('\u{205f}'..='\u{206f}').contains(&c)
    };
    let mut out = String::new();
    for c in text.chars() {
        match c {
            '\r' => out.push_str("\\r"),
            c if is_hidden(c) => write!(out, "\\u{{{:x}}}", u32::from(c)).unwrap(),
            c => out.push(c),
        }
    }
    out
}
