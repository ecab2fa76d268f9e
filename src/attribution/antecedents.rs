//! Whom a pronoun, `who`, a capitalized part of a name or `TAPPER:` goes back to.
//!
//! The weighing of candidates is in `candidates.rs`; nouns (`the senator`) are in `definites.rs`.

use std::cell::OnceCell;

use jiff::civil::Date;

use super::Speaker;
use super::candidates::{self, Wanted};
use super::definites;
use super::found::Found;
use super::nouns::Nouns;
use super::reading::{Reading, Run};
use super::speakers::{kind, mention};
use super::transcripts;
use super::words::Classes;
use crate::entities::{Chain, Entities, Gender, How, Mention};
use crate::lexicon::{EntityKind, Lexicon};

/// What is known of an article up to the attribution at hand.
#[derive(Debug)]
pub(super) struct Context<'a> {
    pub(super) reading: &'a Reading<'a>,
    pub(super) entities: &'a Entities,
    pub(super) nouns: &'a Nouns,
    pub(super) lexicon: &'a Lexicon,
    /// The day of publication.
    pub(super) date: Option<Date>,
    /// First tokens of all sources, sorted, and one past their last.
    sources: Vec<(usize, usize)>,
    /// The last source and who is behind it.
    pub(super) last: Option<Last>,
    /// Last names in lower case and their chains, sorted.
    surnames: OnceCell<Vec<(String, u32)>>,
    /// Names and other forms of all that the article mentions and a gazetteer lists, sorted.
    names: OnceCell<Vec<(&'a str, u32)>>,
    /// Nouns that people of the article are called by, and their chains, sorted.
    called: OnceCell<Vec<(&'static str, bool, u32)>>,
}

/// What is known from elsewhere.
#[derive(Debug, Clone, Copy)]
pub(super) struct Known<'a> {
    pub(super) nouns: &'a Nouns,
    pub(super) lexicon: &'a Lexicon,
    /// The day of publication.
    pub(super) date: Option<Date>,
}

/// A source that spoke.
#[derive(Debug, Clone)]
pub(super) struct Last {
    pub(super) source: Run,
    pub(super) speaker: Speaker,
}

/// Whom a source without a name goes back to.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Antecedent {
    pub(super) whom: Whom,
    /// The rule, when the source is a pronoun.
    pub(super) pronoun_rule: Option<&'static str>,
    pub(super) confidence: f32,
}

/// Somebody of the article.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Whom {
    Chain(u32),
    /// The one without a name who spoke last: `A spokesman ... He`.
    Last,
}

impl Antecedent {
    pub(super) fn chain(self) -> Option<u32> {
        match self.whom {
            Whom::Chain(chain) => Some(chain),
            Whom::Last => None,
        }
    }

    pub(super) fn noun(chain: u32) -> Self {
        Self { whom: Whom::Chain(chain), pronoun_rule: None, confidence: 0.8 }
    }
}

impl<'a> Context<'a> {
    pub(super) fn new(
        reading: &'a Reading<'a>,
        entities: &'a Entities,
        known: Known<'a>,
        found: &[Found],
    ) -> Self {
        let sources = found.iter().filter_map(|one| one.source.as_ref());
        let mut sources: Vec<(usize, usize)> = sources.map(|run| (run.start, run.end)).collect();
        sources.sort_unstable();
        let Known { nouns, lexicon, date } = known;
        let (surnames, names, called) = (OnceCell::new(), OnceCell::new(), OnceCell::new());
        Self {
            reading,
            entities,
            nouns,
            lexicon,
            date,
            sources,
            last: None,
            surnames,
            names,
            called,
        }
    }

    /// Whether a token is part of a source.
    pub(super) fn is_source(&self, token: usize) -> bool {
        let after = self.sources.partition_point(|(start, _)| *start <= token);
        let last = after.checked_sub(1).and_then(|last| self.sources.get(last));
        last.is_some_and(|(_, end)| token < *end)
    }

    /// The one person of the article with a last name in lower case.
    pub(super) fn bearer(&self, surname: &str) -> Option<u32> {
        let surnames = self.surnames.get_or_init(|| surnames(self.entities));
        let first = surnames.partition_point(|(other, _)| other.as_str() < surname);
        let same = surnames.get(first..)?.iter().take_while(|(other, _)| other == surname);
        only(same.map(|(_, chain)| *chain))
    }

    /// The people of the article who are, or once were, called by a noun.
    pub(super) fn called(&self, noun: &str) -> impl Iterator<Item = (bool, u32)> {
        let called = self.called.get_or_init(|| definites::called(self));
        let first = called.partition_point(|(other, ..)| *other < noun);
        let same = called.get(first..).unwrap_or_default().iter();
        same.take_while(move |(other, ..)| *other == noun).map(|(_, past, chain)| (*past, *chain))
    }

    /// The one of the article who or which is listed under a name.
    pub(super) fn named(&self, name: &str) -> Option<u32> {
        let names = self.names.get_or_init(|| names(self.entities, self.lexicon));
        let first = names.partition_point(|(other, _)| *other < name);
        names.get(first).filter(|(other, _)| *other == name).map(|(_, chain)| *chain)
    }

    /// The chain of a mention.
    pub(super) fn chain_of(&self, mention: u32) -> Option<&'a Chain> {
        let named = self.entities.mentions.get(mention as usize)?;
        self.entities.chains.get(named.chain as usize)
    }

    /// The mentions before a token, the nearest first.
    pub(super) fn before(&self, token: usize) -> impl Iterator<Item = &'a Mention> {
        self.numbered_before(token).map(|(_, mention)| mention)
    }

    /// The same with their indices.
    pub(super) fn numbered_before(
        &self,
        token: usize,
    ) -> impl Iterator<Item = (usize, &'a Mention)> {
        let start = self.reading.segments.tokens.get(token).map_or(0, |token| token.span.start());
        let mentions = &self.entities.mentions;
        let end = mentions.partition_point(|mention| mention.span.end() <= start);
        mentions.get(..end).unwrap_or_default().iter().enumerate().rev()
    }
}

/// The item, when there is only one.
pub(super) fn only<T>(mut items: impl Iterator<Item = T>) -> Option<T> {
    let first = items.next()?;
    items.next().is_none().then_some(first)
}

fn names<'a>(entities: &Entities, lexicon: &'a Lexicon) -> Vec<(&'a str, u32)> {
    let mut names = Vec::new();
    for (index, chain) in (0_u32..).zip(&entities.chains) {
        let Some(entity) = chain.entity.map(|entity| lexicon.entity(entity)) else { continue };
        let forms = entity.aliases.iter().chain([&entity.name]);
        names.extend(forms.map(|name| (name.as_str(), index)));
    }
    names.sort_unstable();
    names
}

fn surnames(entities: &Entities) -> Vec<(String, u32)> {
    let people = (0_u32..).zip(&entities.chains);
    let people = people.filter(|(_, chain)| chain.kind == EntityKind::Person);
    let named = people.filter_map(|(index, chain)| {
        let surname = chain.name.rsplit(' ').next()?;
        (surname.len() > 2).then(|| (surname.to_lowercase(), index))
    });
    let mut named: Vec<(String, u32)> = named.collect();
    named.sort_unstable();
    named
}

/// The antecedent of a source, when evidence decides it.
pub(super) fn resolve(context: &Context, found: &Found, source: &Run) -> Option<Antecedent> {
    let reading = context.reading;
    if found.rule == transcripts::RULE {
        return shouted(context, source);
    }
    if source.len() != 1 {
        return titled(context, source).or_else(|| definites::resolve(context, found, source));
    }
    match wanted(reading.text(source.start)) {
        Some(wanted) => candidates::best(context, found, source, wanted),
        None if ["who", "which", "that"].iter().any(|one| reading.is_word(source.start, one)) => {
            relative(context, source)
        }
        None => shortened(context, source.start).or_else(|| family(context, source.start)),
    }
}

/// `Mr. Band`, `Ms. White`, of a word that is none but for the title.
fn titled(context: &Context, source: &Run) -> Option<Antecedent> {
    let is_title = source.len() == 2 && context.reading.is(source.start, Classes::TITLE);
    family(context, source.start + 1).filter(|_| is_title)
}

/// The one person of the article whose last name a word is that is no mention.
fn family(context: &Context, token: usize) -> Option<Antecedent> {
    let reading = context.reading;
    let is_free = reading.is(token, Classes::CAPITAL) && reading.mention(token).is_none();
    if !is_free || reading.is(token, Classes::FUNCTION) {
        return None;
    }
    context.bearer(&reading.text(token).to_lowercase()).map(Antecedent::noun)
}

/// What a pronoun asks for; nothing for those that evidence of this kind does not decide.
pub(super) fn wanted(pronoun: &str) -> Option<Wanted<'static>> {
    let is = |words: &[&str]| words.iter().any(|word| pronoun.eq_ignore_ascii_case(word));
    if is(&["he", "his", "him"]) {
        return Some(Wanted::Person(Gender::Male));
    }
    if is(&["she", "her"]) {
        return Some(Wanted::Person(Gender::Female));
    }
    is(&["it", "its"]).then_some(Wanted::Body(None))
}

/// `Taoran` after `Taoran Notes`: the last name, no person's, that begins with the word.
fn shortened(context: &Context, token: usize) -> Option<Antecedent> {
    const BACK: usize = 60;
    let reading = context.reading;
    let word = reading.text(token);
    if !reading.is(token, Classes::CAPITAL) || reading.mention(token).is_some() || word.len() < 4 {
        return None;
    }
    let named = context.before(token).take(BACK).find(|named| {
        let first = reading.clean.at(named.span).split(' ').next();
        first == Some(word)
            && kind(context.entities, named).is_some_and(|kind| kind != EntityKind::Person)
    })?;
    Some(Antecedent::noun(named.chain))
}

/// `MENDEZ:` in a transcript: the one person of the article with that last name; `THE PRESIDENT:`.
fn shouted(context: &Context, source: &Run) -> Option<Antecedent> {
    let last = source.end.checked_sub(1)?;
    let word = context.reading.text(last).to_lowercase();
    let chain = if source.len() == 2 && context.reading.is_word(source.start, "the") {
        only(context.called(&word).filter(|(past, _)| !past))?.1
    } else {
        context.bearer(&word)?
    };
    Some(Antecedent { confidence: 0.9, ..Antecedent::noun(chain) })
}

/// `Smith, who said`: the name right before.
fn relative(context: &Context, source: &Run) -> Option<Antecedent> {
    let reading = context.reading;
    let mut before = source.start.checked_sub(1)?;
    if reading.is(before, Classes::COMMA) {
        before = before.checked_sub(1)?;
    }
    let named = mention(context.entities, reading.mention(before)?)?;
    let who = reading.is_word(source.start, "who");
    let person = kind(context.entities, named)? == EntityKind::Person;
    (named.how != How::Demonym && who == person).then_some(Antecedent {
        pronoun_rule: Some("relative-pronoun"),
        confidence: 0.9,
        ..Antecedent::noun(named.chain)
    })
}
