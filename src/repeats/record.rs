//! What is kept of each claim and article until the end of a run, as bytes of one length.

/// Where the number of a cluster stands: in which file of a table, from which byte on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cell {
    /// The file, from 0.
    pub part: u16,
    /// The byte.
    pub at: u64,
}

/// Bytes for the place in a file; files are smaller than 256 TB.
const PLACE_BITS: u32 = 48;

/// No place.
const NOWHERE: u64 = u64::MAX;

fn pack(cell: Option<Cell>) -> u64 {
    cell.map_or(NOWHERE, |cell| u64::from(cell.part) << PLACE_BITS | cell.at)
}

fn unpack(packed: u64) -> Option<Cell> {
    let part = u16::try_from(packed >> PLACE_BITS).unwrap_or_default();
    (packed != NOWHERE).then_some(Cell { part, at: packed & ((1 << PLACE_BITS) - 1) })
}

/// One claim.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Head {
    pub(super) key: u64,
    pub(super) surname: u64,
    /// Text, name of the speaker, id of the speaker, one after the other.
    pub(super) text_at: u64,
    pub(super) n_text: u32,
    pub(super) n_name: u32,
    pub(super) n_id: u32,
    pub(super) n_letters: u32,
    pub(super) n_words: u32,
    pub(super) n_prints: u32,
    pub(super) article: u32,
    /// Its range in the article.
    pub(super) start: u32,
    pub(super) end: u32,
    /// Its cells in quotes and in claims.
    pub(super) cells: [Option<Cell>; 2],
}

/// One article.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Origin {
    /// Year, month and day as one number; 0 without a date.
    pub(super) date: u32,
    /// Hash of the outlet; 0 without one.
    pub(super) outlet: u64,
    /// Id and outlet, one after the other.
    pub(super) text_at: u64,
    pub(super) n_id: u32,
    pub(super) n_outlet: u32,
}

impl Head {
    pub(super) const SIZE: usize = 80;

    pub(super) fn to_bytes(self) -> [u8; Self::SIZE] {
        let [quote, claim] = self.cells.map(pack);
        let pair = |low: u32, high: u32| u64::from(low) | u64::from(high) << 32;
        let lengths = [pair(self.n_text, self.n_name), pair(self.n_id, self.n_letters)];
        let [first, second] = lengths;
        let (article, end) = (pair(self.article, self.start), pair(self.end, self.n_prints));
        let (words, text_at) = (u64::from(self.n_words), self.text_at);
        join([self.key, self.surname, text_at, first, second, words, article, end, quote, claim])
    }

    pub(super) fn from_bytes(bytes: &[u8]) -> Self {
        let [key, surname, text_at, first, second, words, article, end, quote, claim] =
            split(bytes);
        let ((n_text, n_name), (n_id, n_letters)) = (halves(first), halves(second));
        let ((article, start), (end, n_prints)) = (halves(article), halves(end));
        let (n_words, _) = halves(words);
        let cells = [quote, claim].map(unpack);
        Self {
            key,
            surname,
            text_at,
            n_text,
            n_name,
            n_id,
            n_letters,
            n_words,
            n_prints,
            article,
            start,
            end,
            cells,
        }
    }
}

impl Head {
    /// Whether two claims have words of one article in common, as one inside of the other has.
    pub(super) fn overlaps(&self, other: &Self) -> bool {
        self.article == other.article && self.start < other.end && other.start < self.end
    }
}

impl Origin {
    pub(super) const SIZE: usize = 32;

    pub(super) fn to_bytes(self) -> [u8; Self::SIZE] {
        let date = u64::from(self.date);
        let lengths = u64::from(self.n_id) | u64::from(self.n_outlet) << 32;
        join([date, self.outlet, self.text_at, lengths])
    }

    pub(super) fn from_bytes(bytes: &[u8]) -> Self {
        let [date, outlet, text_at, lengths] = split(bytes);
        let ((date, _), (n_id, n_outlet)) = (halves(date), halves(lengths));
        Self { date, outlet, text_at, n_id, n_outlet }
    }
}

fn join<const N: usize, const SIZE: usize>(words: [u64; N]) -> [u8; SIZE] {
    let mut bytes = [0; SIZE];
    for (place, word) in bytes.as_chunks_mut::<8>().0.iter_mut().zip(words) {
        *place = word.to_le_bytes();
    }
    bytes
}

fn split<const N: usize>(bytes: &[u8]) -> [u64; N] {
    let mut words = [0; N];
    for (word, place) in words.iter_mut().zip(bytes.as_chunks::<8>().0) {
        *word = u64::from_le_bytes(*place);
    }
    words
}

fn halves(word: u64) -> (u32, u32) {
    let high = u32::try_from(word >> 32).unwrap_or_default();
    (u32::try_from(word & u64::from(u32::MAX)).unwrap_or_default(), high)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn records_come_back() {
        let head = Head {
            key: 1 << 63,
            surname: 2,
            text_at: 3 << 40,
            n_text: u32::MAX,
            n_name: 5,
            n_id: 6,
            n_letters: 7,
            n_words: 11,
            n_prints: 12,
            article: u32::MAX - 1,
            start: 8,
            end: 9,
            cells: [None, Some(Cell { part: 9, at: 1 << 47 })],
        };
        assert_eq!(Head::from_bytes(&head.to_bytes()), head);
        let origin = Origin { date: 20_191_126, outlet: 1, text_at: 2, n_id: 20, n_outlet: 4 };
        assert_eq!(Origin::from_bytes(&origin.to_bytes()), origin);
    }
}
