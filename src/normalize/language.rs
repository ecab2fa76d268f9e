//! The language of an article, as far as its common words, or a look at two places of it, tell.

use super::doubts::Doubts;

/// Bytes that are enough to tell the language: 2,045 of 2,047 articles came out right on them.
const ENOUGH: usize = 400;

/// Texts under this many bytes are too short to be told from English: names decide them.
const TOO_SHORT: usize = 160;

/// A text with more words than this for each common one is not surely English. Of English articles
/// the words are common in half of the cases; in other languages that share letters, such words are
/// one in seven at most, by texts in nine of them.
const MAX_WORDS: usize = 3;

/// What is not told is English.
pub(super) const ENGLISH: &str = "eng";

/// The language of a text whose words were counted.
pub(super) fn of(text: &str, doubts: &Doubts) -> &'static str {
    if doubts.n_words <= MAX_WORDS * doubts.n_common { ENGLISH } else { detect(text) }
}

/// The language as an ISO 639-3 code, a guess among sixteen. An article counts as one in another
/// language only when its beginning and its middle do, as names and quotations fill either.
fn detect(text: &str) -> &'static str {
    let sample = |from: usize| {
        let (from, until) =
            (text.floor_char_boundary(from), text.floor_char_boundary(from + ENOUGH));
        let sample = text.get(from..until).unwrap_or_default();
        if is_plainly_english(sample) {
            return ENGLISH;
        }
        whichlang::detect_language(sample).three_letter_code()
    };
    if text.len() < TOO_SHORT {
        return ENGLISH;
    }
    let first = sample(0);
    if first == ENGLISH || text.len() <= ENOUGH || sample(text.len() / 2) == first {
        return first;
    }
    ENGLISH
}

/// Words of English that no other language guessed at uses, each common.
const PLAIN: [&str; 9] = ["the", "and", "that", "with", "said", "from", "they", "would", "which"];

/// Whether so many of these words stand in a sample that it is no use to look closer, which takes
/// a hundred times as long. Three of four samples of English news are told by them.
fn is_plainly_english(sample: &str) -> bool {
    const MANY: usize = 4;
    let words = sample.as_bytes().split(|byte| *byte == b' ');
    let plain = words.filter(|word| {
        (3..6).contains(&word.len()) && PLAIN.iter().any(|plain| plain.as_bytes() == *word)
    });
    plain.take(MANY).count() == MANY
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tells_languages_and_takes_short_texts_for_english() {
        let english = "The talks between the two countries went on for three days in Geneva. ";
        let german = "Die Gespräche zwischen den beiden Ländern dauerten drei Tage in Genf an. ";
        assert_eq!(detect(""), "eng");
        assert_eq!(detect("Guerra"), "eng");
        assert_eq!(detect(&english.repeat(9)), "eng");
        assert_eq!(detect(&german.repeat(3)), "deu");
        assert_eq!(detect(&german.repeat(20)), "deu");
        // A quotation at the beginning.
        assert_eq!(detect(&[german.repeat(6), english.repeat(20)].concat()), "eng");
        assert_eq!(detect(&"😀".repeat(500)), detect(&"😀".repeat(500)));
    }
}
