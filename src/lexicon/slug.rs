//! Names as parts of ids.

use std::fmt;

use unicode_normalization::UnicodeNormalization as _;

/// A name as the second part of an id: letters and digits of ASCII in lower case, hyphens between
/// words, `nameless` when nothing is left.
#[derive(Debug, Clone, Copy)]
pub(super) struct Slug<'a>(pub(super) &'a str);

impl fmt::Display for Slug<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (mut n_written, mut is_parted) = (0, false);
        for letter in self.0.nfd() {
            let plain = match letter {
                'ø' | 'Ø' => 'o',
                'ł' | 'Ł' => 'l',
                'đ' | 'Đ' => 'd',
                'ı' => 'i',
                _ => letter,
            };
            if plain.is_ascii_alphanumeric() {
                if is_parted && n_written > 0 {
                    f.write_str("-")?;
                }
                is_parted = false;
                n_written += 1;
                write!(f, "{}", plain.to_ascii_lowercase())?;
            } else if plain.is_whitespace() || "-/&,()".contains(plain) {
                is_parted = true;
            }
        }
        if n_written == 0 { f.write_str("nameless") } else { Ok(()) }
    }
}

/// A name as part of the id of something that no gazetteer lists: letters and digits of any
/// alphabet in lower case, hyphens between.
pub fn slug(name: &str) -> String {
    let mut slug = String::with_capacity(name.len());
    for word in name.split(|ch: char| !ch.is_alphanumeric()).filter(|word| !word.is_empty()) {
        if !slug.is_empty() {
            slug.push('-');
        }
        slug.extend(word.chars().flat_map(char::to_lowercase));
    }
    if slug.is_empty() { "nameless".to_owned() } else { slug }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn is_ascii_and_never_empty() {
        for (name, slug) in [
            ("Scott Bessent", "scott-bessent"),
            ("Łukasz O’Brien-Żak Jr.", "lukasz-obrien-zak-jr"),
            ("Secretary of Defense (acting)", "secretary-of-defense-acting"),
            ("习近平", "nameless"),
        ] {
            assert_eq!(Slug(name).to_string(), slug);
        }
    }
}
