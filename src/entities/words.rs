//! The word lists of the stage, as one table from a word's hash to what the lists say of it.

use rustc_hash::FxHashMap;

use super::Gender;
use super::fold;
use crate::lexicon::{EntityKind, Slots, entries};
use crate::text::offset;

/// Which lists have a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct WordSet(u64);

impl WordSet {
    /// `he`, `Mr.`, `James`.
    pub(super) const MALE: Self = Self(1);
    /// `she`, `Ms.`, `Mary`.
    pub(super) const FEMALE: Self = Self(1 << 1);
    /// A first name of people.
    pub(super) const GIVEN: Self = Self(1 << 2);
    /// `Mr.`, `Dr.`, `Sir`: says that a person follows, and no more.
    pub(super) const HONORIFIC: Self = Self(1 << 3);
    /// `Sen.`, `President`, `spokeswoman`: what people are, before their name or after it.
    pub(super) const TITLE: Self = Self(1 << 4);
    /// `deputy`, `former`, `campaign`: may stand in a title, before the word that makes it one.
    pub(super) const TITLE_PART: Self = Self(1 << 5);
    /// `said`, `tweeted`: what people do, in the past or present.
    pub(super) const SPEECH: Self = Self(1 << 6);
    /// Never in the name of a person: `Monday`, `Street`, `Republican`.
    pub(super) const NO_NAME: Self = Self(1 << 7);
    /// Begins sentences, with a capital that says nothing: `But`, `When`.
    pub(super) const COMMON: Self = Self(1 << 8);
    /// Inside a person's name in small letters: `de`, `van`, `al`.
    pub(super) const PARTICLE: Self = Self(1 << 9);
    /// After a person's name: `Jr.`, `III`.
    pub(super) const GENERATION: Self = Self(1 << 10);
    /// Makes a name the name of a body: `Association`, `Inc.`.
    pub(super) const HEAD: Self = Self(1 << 11);
    /// The body goes on after it: `Department of ...`, `Institute for ...`.
    pub(super) const OPEN_HEAD: Self = Self(1 << 12);
    /// A family name that comes before the given name.
    pub(super) const FAMILY_FIRST: Self = Self(1 << 13);
    /// Small words inside names of bodies: `of`, `for`, `the`, `and`.
    pub(super) const LINK: Self = Self(1 << 14);
    /// `him`, `her`, `his`.
    pub(super) const PRONOUN: Self = Self(1 << 15);
    /// Months, days and the like: they follow a name with a capital of their own.
    pub(super) const TIME: Self = Self(1 << 16);
    /// `of`, `for`, `on`: what the name of a body goes on with after its head.
    pub(super) const OPENING: Self = Self(1 << 17);
    /// `who`, `whose`: a person stands before.
    pub(super) const WHO: Self = Self(1 << 18);
    /// Between a name and its title: `the`, `a`, `then`, `former`.
    pub(super) const FILLER: Self = Self(1 << 19);
    /// A title that is a family name too: `King`.
    pub(super) const SURNAME_TOO: Self = Self(1 << 20);
    /// `Democrat`, `Senate`: stands after a place without making one name with it.
    pub(super) const GROUP: Self = Self(1 << 21);
    /// `North`, `Southern`: makes another place of the place after it.
    pub(super) const DIRECTION: Self = Self(1 << 22);
    /// `reporting`, `photo`: before `by` and the names of those who made the article.
    pub(super) const BYLINE: Self = Self(1 << 23);
    /// `in`, `from`: a place follows.
    pub(super) const LOCATIVE: Self = Self(1 << 24);
    /// The name of a place, body or company that is a common word too.
    pub(super) const AMBIGUOUS: Self = Self(1 << 25);
    /// `and`, `&`.
    pub(super) const AND: Self = Self(1 << 26);
    /// `former`, `next`, `a`: the holder of an office today is not meant.
    pub(super) const NOT_NOW: Self = Self(1 << 27);
    /// `ministry`, `department`: with `the`, a body that was named before.
    pub(super) const BODY_NOUN: Self = Self(1 << 28);
    /// `by`.
    pub(super) const BY: Self = Self(1 << 29);
    /// `the`.
    pub(super) const THE: Self = Self(1 << 30);
    /// Ends names that are no bodies: `Act`, `Agreement`.
    pub(super) const NO_BODY: Self = Self(1 << 31);

    /// `wife`, `brother`: a first name may stand alone beside it.
    pub(super) const KIN: Self = Self(1 << 32);
    /// `Sen.`, `General`: a title with a capital that says that a surname follows.
    pub(super) const RANK: Self = Self(1 << 33);
    /// The body goes on with `on` too: `Committee on ...`.
    pub(super) const OPEN_ON: Self = Self(1 << 34);
    /// `of`, `for`.
    pub(super) const OF: Self = Self(1 << 35);
    /// Capitals that are no body: `DNA`, `CEO`.
    pub(super) const NO_ACRONYM: Self = Self(1 << 36);
    /// `become`, `as`: an office follows that is not held yet, or not by its holder.
    pub(super) const BECOMING: Self = Self(1 << 37);
    /// A title that means something else without a name: `general`, `justice`.
    pub(super) const NOT_ALONE: Self = Self(1 << 38);
    /// `Presidents`: a title of several people.
    pub(super) const PLURAL: Self = Self(1 << 39);
    /// `rugby`, `quarterback`: names of places may be names of teams.
    pub(super) const SPORT: Self = Self(1 << 40);
    /// Stays small in headlines: `of`, `the`.
    pub(super) const SMALL: Self = Self(1 << 41);
    /// `v.`: between the parties of a case.
    pub(super) const VERSUS: Self = Self(1 << 42);
    /// In the names of offices that hundreds hold: `judge`, `ambassador`.
    pub(super) const MINOR: Self = Self(1 << 43);

    /// Whether the two share a list.
    pub(super) fn intersects(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// The lists of either.
    pub(super) const fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// The gender that a word tells.
    pub(super) fn gender(self) -> Option<Gender> {
        match (self.intersects(Self::MALE), self.intersects(Self::FEMALE)) {
            (true, false) => Some(Gender::Male),
            (false, true) => Some(Gender::Female),
            _ => None,
        }
    }
}

/// The lists; built once.
#[derive(Debug)]
pub(super) struct Words {
    // By the hash of a word, a place among the different sets, which are few.
    index: Slots,
    sets: Vec<WordSet>,
    heads: FxHashMap<u64, EntityKind>,
    // From a first name to one that stands for all its short forms.
    nicknames: FxHashMap<u64, u64>,
    // From a short or plural title to the whole one.
    titles: FxHashMap<u64, u64>,
}

/// The words that were read so far.
#[derive(Debug, Default)]
struct Listed {
    sets: FxHashMap<u64, WordSet>,
}

impl Listed {
    fn add(&mut self, word: &str, set: WordSet) {
        let known = self.sets.entry(fold::hash(word)).or_default();
        *known = known.and(set);
    }
}

impl Default for Words {
    fn default() -> Self {
        let mut words = Self {
            index: Slots::default(),
            sets: Vec::new(),
            heads: FxHashMap::default(),
            nicknames: FxHashMap::default(),
            titles: FxHashMap::default(),
        };
        let mut listed = Listed::default();
        words.read(
            &mut listed,
            include_str!("../../gazetteers/words/given-names.txt"),
            WordSet::GIVEN,
        );
        words.read(
            &mut listed,
            include_str!("../../gazetteers/words/honorifics.txt"),
            WordSet::HONORIFIC,
        );
        words.read(&mut listed, include_str!("../../gazetteers/words/titles.txt"), WordSet::TITLE);
        words.read(
            &mut listed,
            include_str!("../../gazetteers/words/title-parts.txt"),
            WordSet::TITLE_PART,
        );
        words.read(
            &mut listed,
            include_str!("../../gazetteers/words/person-verbs.txt"),
            WordSet::SPEECH,
        );
        words.read(
            &mut listed,
            include_str!("../../gazetteers/words/not-in-names.txt"),
            WordSet::NO_NAME,
        );
        words.read(
            &mut listed,
            include_str!("../../gazetteers/words/sentence-starts.txt"),
            WordSet::COMMON,
        );
        words.read(
            &mut listed,
            include_str!("../../gazetteers/words/ambiguous-words.txt"),
            WordSet::AMBIGUOUS,
        );
        words.read(
            &mut listed,
            include_str!("../../gazetteers/words/family-names-first.txt"),
            WordSet::FAMILY_FIRST,
        );
        words
            .read_heads(&mut listed, include_str!("../../gazetteers/words/organization-heads.txt"));
        words.read_nicknames(include_str!("../../gazetteers/words/nicknames.txt"));
        Self::read_grammar(&mut listed, include_str!("../../gazetteers/words/name-grammar.txt"));
        words.index(listed);
        words
    }
}

impl Words {
    /// What the lists say of a word, by its hash.
    pub(super) fn of(&self, hash: u64) -> WordSet {
        let set = self.index.get(hash).and_then(|at| self.sets.get(at as usize));
        set.copied().unwrap_or_default()
    }

    /// The kind of body that a head word makes.
    pub(super) fn head_kind(&self, hash: u64) -> Option<EntityKind> {
        self.heads.get(&hash).copied()
    }

    /// One hash for all short forms of a first name; the name's own where none is listed.
    pub(super) fn full_given(&self, hash: u64) -> u64 {
        self.nicknames.get(&hash).copied().unwrap_or(hash)
    }

    /// The title that a short or plural one stands for; itself where it is neither.
    pub(super) fn whole_title(&self, hash: u64) -> u64 {
        self.titles.get(&hash).copied().unwrap_or(hash)
    }

    /// Makes the index of all words that were read.
    fn index(&mut self, listed: Listed) {
        let mut all: Vec<(u64, WordSet)> = listed.sets.into_iter().collect();
        all.sort_unstable_by_key(|(hash, _)| *hash);
        self.sets = all.iter().map(|(_, set)| *set).collect();
        self.sets.sort_unstable_by_key(|set| set.0);
        self.sets.dedup();
        let place = |set: WordSet| self.sets.partition_point(|other| other.0 < set.0);
        let pairs: Vec<_> = all.into_iter().map(|(hash, set)| (hash, offset(place(set)))).collect();
        self.index = Slots::of(&pairs);
    }

    /// Lines of a word and what is told of it: `m` or `f` for a gender, `s` for a surname too, `r`
    /// for a rank, `p` for several people, `=senator` for what a short title stands for.
    fn read(&mut self, listed: &mut Listed, list: &str, set: WordSet) {
        for entry in entries(list) {
            let mut fields = entry.split(' ');
            let word = fields.next().unwrap_or_default();
            let mut told = set;
            for field in fields {
                told = told.and(match field {
                    "m" => WordSet::MALE,
                    "f" => WordSet::FEMALE,
                    "s" => WordSet::SURNAME_TOO,
                    "r" => WordSet::RANK,
                    "p" => WordSet::PLURAL,
                    _ => WordSet::default(),
                });
                if let Some(whole) = field.strip_prefix('=') {
                    self.titles.insert(fold::hash(word), fold::hash(whole));
                }
            }
            listed.add(word, told);
        }
    }

    /// Lines of a word and what it does.
    fn read_grammar(listed: &mut Listed, list: &str) {
        for entry in entries(list) {
            let mut fields = entry.split(' ');
            let word = fields.next().unwrap_or_default();
            fields.for_each(|class| listed.add(word, grammar(class)));
        }
    }

    /// Lines of a word, its kind, `of` where the name goes on after it, `on` where with `on` too.
    fn read_heads(&mut self, listed: &mut Listed, list: &str) {
        for entry in entries(list) {
            let mut fields = entry.split(' ');
            let word = fields.next().unwrap_or_default();
            let kind = match fields.next() {
                Some("agency") => EntityKind::Agency,
                Some("company") => EntityKind::Company,
                Some("media") => EntityKind::Media,
                _ => EntityKind::Organization,
            };
            let open = match fields.next() {
                Some("on") => WordSet::OPEN_HEAD.and(WordSet::OPEN_ON),
                Some(_) => WordSet::OPEN_HEAD,
                None => WordSet::default(),
            };
            listed.add(word, WordSet::HEAD.and(open));
            self.heads.insert(fold::hash(word), kind);
        }
    }

    /// Lines of a first name and its short forms.
    fn read_nicknames(&mut self, list: &str) {
        for entry in entries(list) {
            let mut names = entry.split(' ').map(fold::hash);
            let Some(full) = names.next() else { continue };
            self.nicknames.insert(full, full);
            for short in names {
                // `Chris` is Christopher and Christine: the first line wins for both.
                self.nicknames.entry(short).or_insert(full);
            }
        }
    }
}

/// The list of a class of `name-grammar.txt`.
fn grammar(class: &str) -> WordSet {
    match class {
        "and" => WordSet::AND,
        "of" => WordSet::OF,
        "minor" => WordSet::MINOR,
        "versus" => WordSet::VERSUS,
        "small" => WordSet::SMALL,
        "sport" => WordSet::SPORT,
        "not-alone" => WordSet::NOT_ALONE,
        "becoming" => WordSet::BECOMING,
        "no-acronym" => WordSet::NO_ACRONYM,
        "kin" => WordSet::KIN,
        "by" => WordSet::BY,
        "the" => WordSet::THE,
        "who" => WordSet::WHO,
        "particle" => WordSet::PARTICLE,
        "generation" => WordSet::GENERATION,
        "link" => WordSet::LINK,
        "opening" => WordSet::OPENING,
        "no-body" => WordSet::NO_BODY,
        "group" => WordSet::GROUP,
        "direction" => WordSet::DIRECTION,
        "byline" => WordSet::BYLINE,
        "locative" => WordSet::LOCATIVE,
        "not-now" => WordSet::NOT_NOW,
        "body-noun" => WordSet::BODY_NOUN,
        "filler" => WordSet::FILLER,
        "time" => WordSet::TIME,
        "pronoun-m" => WordSet::PRONOUN.and(WordSet::MALE),
        "pronoun-f" => WordSet::PRONOUN.and(WordSet::FEMALE),
        _ => WordSet::default(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_every_class() {
        let list = include_str!("../../gazetteers/words/name-grammar.txt");
        for entry in entries(list) {
            for class in entry.split(' ').skip(1) {
                assert_ne!(grammar(class), WordSet::default(), "{entry}");
            }
        }
    }
}
