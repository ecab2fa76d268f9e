//! Who and what is mentioned: gazetteer names, names that no list knows, roles, and which mentions
//! are of the same person.
//!
//! Reads the clean text, its [`Segments`] and the [`Lexicon`]; makes [`Entities`]. Mentions are in
//! order and do not overlap; each belongs to one chain.
//!
//! The tokens become `atoms`, words as names are compared. `scan` takes the longest name at
//! each place: a form of the gazetteers (`names`), a person (`people`) or a body (`bodies`) by
//! shape. `link` then decides, full names first, which of them are the same and which row they
//! are: `persons`, `acronyms`, `things`, `surnames`, `loose` words, `roles`.
//!
//! A missing id is better than a wrong one. A name that evidence does not decide keeps its mention
//! without an id; an office alone (`the president`) whose holder nothing decides makes no mention
//! at all, since it would tell a reader nothing that the text does not.

mod acronyms;
mod atoms;
mod bearers;
mod bodies;
mod corrections;
mod countries;
mod fold;
mod gender;
mod guesses;
mod learned;
mod link;
mod loose;
mod metonyms;
mod names;
mod officials;
mod people;
mod persons;
mod roles;
mod scan;
mod surnames;
mod teams;
mod things;
mod titles;
mod whom;
mod why;
mod words;

use jiff::civil::Date;
use serde::Serialize;

pub use corrections::{Article, Corrector};
pub use learned::{NameKind, NameLesson, NameTagger, NameTraining};
pub use why::{Candidate, Rejected};

use atoms::{Atoms, Lists, Piece};
use countries::Countries;
use learned::Revised;
use link::{Facts, Linker};
use metonyms::Metonyms;
use names::{Forms, Names};
use officials::Officials;
use scan::Scanner;
use words::Words;

use crate::lexicon::{EntityIdx, EntityKind, Lexicon, Memo, OfficeIdx};
use crate::segment::Segments;
use crate::text::{Clean, CleanText, Span};

/// How a mention was found; the `how` column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum How {
    /// By the name of a gazetteer row.
    Name,
    /// By another form of it.
    Alias,
    /// By capitals that the article or the gazetteer defines.
    Acronym,
    /// By a part of a name that the article has in full.
    Surname,
    /// By an office alone: `the Treasury secretary`, `the ministry`.
    Role,
    /// By an adjective or name of people: `Chinese`.
    Demonym,
    /// By a pronoun that a quotation needed.
    Pronoun,
    /// By its shape: no gazetteer lists it.
    Unlisted,
}

/// One mention: a row of `mentions.csv`.
#[derive(Debug, Clone, PartialEq)]
pub struct Mention {
    /// The name itself: without title, article and possessive.
    pub span: Span<Clean>,
    /// Index of its [`Chain`] in [`Entities::chains`].
    pub chain: u32,
    /// How it was found.
    pub how: How,
    /// The office that stands with it or that it names.
    pub office: Option<OfficeIdx>,
    /// The office or title as written beside the name; none when there is none.
    pub title: Option<Span<Clean>>,
    /// The rule that made it, in kebab-case.
    pub rule: &'static str,
    /// From 0 to 1.
    pub confidence: f32,
}

/// All mentions of one person or thing in an article.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chain {
    /// What sort of thing it is.
    pub kind: EntityKind,
    /// Which one; none for a name that no gazetteer lists or that evidence does not decide.
    pub entity: Option<EntityIdx>,
    /// The name that tables show: the gazetteer's, else the longest form in the article.
    pub name: String,
    /// Grammatical evidence of the article (`Mr.`, `Ms.`, `he` right after): for pronouns.
    pub gender: Option<Gender>,
}

/// What third person pronoun a person is spoken of with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Gender {
    /// `she`
    Female,
    /// `he`
    Male,
}

/// The mentions of one article.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Entities {
    /// By position, apart from each other.
    pub mentions: Vec<Mention>,
    /// In order of first mention.
    pub chains: Vec<Chain>,
    /// Whom mentions might have meant and were not taken to, at most three a mention, by mention.
    pub rejected: Vec<Rejected>,
    /// Mentions of places that speak for a body (`Beijing said`), by mention.
    pub metonyms: Vec<(u32, EntityIdx)>,
}

/// Every name of a lexicon, compiled; built once, shared by all threads.
#[derive(Debug, Default)]
pub struct EntityMatcher {
    words: Words,
    names: Names,
    officials: Officials,
    countries: Countries,
    metonyms: Metonyms,
    tagger: Option<NameTagger>,
}

/// What was seen of words so far, for the articles to come; never changes what is found in one.
#[derive(Debug, Default)]
pub struct EntityMemory {
    pieces: Memo<Piece>,
}

impl EntityMatcher {
    /// Compiles the names of a lexicon; names that no list knows are found by rules alone.
    pub fn new(lexicon: &Lexicon) -> Self {
        let words = Words::default();
        let forms = Forms::of(lexicon, &words);
        let names = forms.tree(&words);
        let officials = Officials::of(lexicon, &forms, &words);
        let (countries, metonyms) = (Countries::of(lexicon), Metonyms::of(lexicon));
        Self { words, names, officials, countries, metonyms, tagger: None }
    }

    /// The same with a model of names, such as [`NameTagger::built_in`], or with none.
    #[must_use]
    pub fn with_tagger(self, tagger: Option<NameTagger>) -> Self {
        Self { tagger, ..self }
    }

    /// Finds the mentions of an article; `date` is its day of publication.
    ///
    /// `lexicon` is the one that the matcher was made of.
    pub fn find(
        &self,
        lexicon: &Lexicon,
        clean: &CleanText,
        segments: &Segments,
        date: Option<Date>,
    ) -> Entities {
        self.find_after(&mut EntityMemory::default(), lexicon, clean, segments, date)
    }

    /// The same after other articles; `memory` is of the numbers that their tokens and these have.
    pub fn find_after(
        &self,
        memory: &mut EntityMemory,
        lexicon: &Lexicon,
        clean: &CleanText,
        segments: &Segments,
        date: Option<Date>,
    ) -> Entities {
        let scanner = Scanner { lexicon, names: &self.names, words: &self.words };
        let lists = Lists { words: &self.words, names: Some(&self.names) };
        let atoms = Atoms::of(clean, segments, lists, &mut memory.pieces);
        let found = scanner.scan(&atoms);
        let Revised { found, guesses, refused } = match &self.tagger {
            Some(tagger) => tagger.revise(&scanner, (clean, segments), &atoms, found),
            None => Revised { found, ..Revised::default() },
        };
        let Self { officials, countries, metonyms, .. } = self;
        let facts = Facts { scanner, officials, countries, metonyms };
        Linker::new(facts, clean, &atoms, &found, date).link(&guesses, &refused)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::segment::Segmenter;

    /// A lexicon of a few rows, and what the matcher makes of a text with it.
    fn find(text: &str) -> Entities {
        let lexicon = Lexicon::default();
        let clean = CleanText::new(text.to_owned());
        let segments = Segmenter::default().segment(&clean);
        EntityMatcher::new(&lexicon).find(&lexicon, &clean, &segments, None)
    }

    #[test]
    fn mentions_are_in_order_apart_and_each_of_a_chain() {
        let made = find(
            "Sen. Margo Plunkett (R-Ohio) met the Midvale Growers Council (MGC). Plunkett said the \
             council, and Joe Brightwater of the MGC, agreed. “Joe,” said Ms. Plunkett.",
        );
        assert!(made.mentions.len() > 6);
        for pair in made.mentions.windows(2) {
            assert!(pair[0].span.end() <= pair[1].span.start());
        }
        assert!(made.mentions.iter().all(|it| (it.chain as usize) < made.chains.len()));
        assert!(made.chains.iter().all(|chain| !chain.name.is_empty()));
    }

    #[test]
    fn a_lexicon_without_rows_and_a_text_without_words_make_nothing() {
        for text in ["", " ", "🙂", "…", "(", "“", "\n\n"] {
            assert_eq!(find(text), Entities::default(), "{text:?}");
        }
    }

    #[test]
    fn long_lines_of_one_kind_take_linear_time() {
        for piece in [
            "President Secretary Minister ",
            "John Smith ",
            "A-B-C-",
            "de la ",
            "John de la de la ",
            "(ABC) (",
            "Foo Bar Baz (FBB) ",
            "University of X and Y & Z, ",
            "the ministry ",
            "Mr. ",
            "Smith ",
            "TRUMP ",
            "J. ",
            "“",
        ] {
            find(&piece.repeat(20_000));
        }
    }
}
