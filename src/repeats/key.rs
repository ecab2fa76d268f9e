//! A number that claims share when their words leave no doubt that they are the same.

use xxhash_rust::xxh3::xxh3_64;

use super::prints::Printer;
use super::words::Words;

/// Words from which on equal words are the same claim whoever is said to have said them.
const ENOUGH_WORDS: usize = 8;

/// Words from which on equal words by nobody known are the same claim.
const ENOUGH_BY_NOBODY: usize = 5;

/// Makes keys; kept for its room.
#[derive(Debug, Default)]
pub struct Keys {
    words: Words,
    // Whose words the name is.
    speaker: String,
    name: Words,
    // What a short text is told by.
    told: Vec<u8>,
    printer: Printer,
}

/// A claim in the form in which it is compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Key {
    /// Equal for equal claims only, and so the number of a cluster that it is the first of.
    pub number: u64,
    /// Of the last name of the speaker; 0 without one.
    pub surname: u64,
    /// How long the text is.
    pub n_letters: u32,
    /// The same in words.
    pub n_words: u32,
}

/// Where a claim stands: its article, and a number that no other of the article has.
#[derive(Debug, Clone, Copy)]
pub struct Place<'a> {
    /// Id of the article.
    pub article_id: &'a str,
    /// Number in the article.
    pub nth: u32,
}

impl Keys {
    /// The key of a text; `speaker` is the name, or empty.
    ///
    /// Letters and digits count, neither case nor marks nor spaces. Few words (`no comment`) are
    /// the same only by the same speaker, and by nobody known are a claim of their own.
    pub fn key(&mut self, text: &str, speaker: &str, place: Place<'_>) -> Key {
        self.words.read(text);
        // Who speaks says more than one thing.
        if self.speaker != speaker {
            self.speaker.clear();
            self.speaker.push_str(speaker);
            self.name.read(speaker);
        }
        let n_words = self.words.words().len();
        let number = if n_words < ENOUGH_WORDS {
            let by = self.name.letters();
            let is_alone = by.is_empty() && n_words < ENOUGH_BY_NOBODY || n_words == 0;
            self.told.clear();
            self.told.extend_from_slice(self.words.letters());
            // A zero is in no word.
            self.told.extend_from_slice(if is_alone { b"\0\0" } else { b"\0" });
            self.told.extend_from_slice(by);
            if is_alone {
                self.told.extend_from_slice(place.article_id.as_bytes());
                self.told.extend_from_slice(&place.nth.to_le_bytes());
            }
            xxh3_64(&self.told)
        } else {
            xxh3_64(self.words.letters())
        };
        let surname = self
            .name
            .words()
            .len()
            .checked_sub(1)
            .map_or(0, |last| xxh3_64(self.name.letters_of(last..last + 1)).max(1));
        let [n_letters, n_words] = [self.words.letters().len(), n_words]
            .map(|length| u32::try_from(length).unwrap_or(u32::MAX));
        Key { number, surname, n_letters, n_words }
    }

    /// The fingerprints of the text of the last key, by which others that are near are found.
    pub fn prints(&mut self) -> &[u64] {
        self.printer.prints(&self.words)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(a: (&str, &str), b: (&str, &str), is_equal: bool) {
        let mut keys = Keys::default();
        let mut key = |(text, speaker): (&str, &str), article_id| {
            keys.key(text, speaker, Place { article_id, nth: 0 }).number
        };
        assert_eq!(key(a, "art_1") == key(b, "art_2"), is_equal, "{a:?} {b:?}");
    }

    #[test]
    fn few_words_need_a_speaker() {
        let long = "We will do what we said we would.";
        check((long, "Xi"), ("“we WILL do what we said we would!”", ""), true);
        check((long, "Xi"), (long, "Trump"), true);
        check(("No comment.", "Xi Jinping"), ("no comment", "Xi Jinping"), true);
        check(("No comment.", "Xi"), ("No comment.", "Trump"), false);
        check(("No comment.", ""), ("No comment.", ""), false);
        check(("It is what it is.", ""), ("It is what it is", ""), true);
        check(("It is what it is.", ""), ("It is what it is", "Xi"), false);
        check(("…", "Xi"), ("—", "Xi"), false);
        check((long, "Xi"), (&long.replace("We", "They"), "Xi"), false);
    }
}
