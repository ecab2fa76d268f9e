//! `onrecord train names`: texts with names in, weights out.
//!
//! A corpus is a folder with `tokens.jsonl`, a line an article of `text/DOC.txt` with what a
//! program took each token for, or with `*.conllu` files in which people marked entities.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::io::Write as _;
use std::path::PathBuf;

use rayon::prelude::*;
use serde::Serialize;

use crate::attribution::Attributor;
use crate::entities::{EntityMatcher, How, NameKind, NameLesson, NameTraining};
use crate::lexicon::{EntityKind, Lexicon};
use crate::pipeline::Resources;
use crate::read::Article;
use crate::segment::{PartLesson, PartTraining};
use crate::tables::Document;
use crate::text::{Clean, CodePoints, Raw, RawText, Span};

use super::N_FOLDS;
use super::conllu::{self, Word};
use super::pos;
use super::tokens::{self, Token};

/// A text read by the stages before, and its names.
pub(super) struct Text {
    pub(super) lesson: NameLesson,
    document: Document,
}

/// A name and the bytes it covers.
type Name = (u32, u32, NameKind);

/// The texts of some folders, in order, and what they were read with.
///
/// # Errors
///
/// If a folder has none, or one of them is at fault.
pub(super) fn read(folders: &[PathBuf]) -> anyhow::Result<(Resources, Vec<Text>)> {
    let resources = Resources::new(Lexicon::built_in()).with_attributor(Attributor::default());
    let texts = tokens::read(
        folders,
        |marked| {
            let names = joined(&marked.tokens);
            annotated(marked.doc, marked.text, &names, false, &resources)
        },
        |path| {
            let (text, words) = conllu::read(path)?;
            let names = names(&words);
            let doc = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
            Ok(annotated(doc, text, &names, true, &resources))
        },
    )?;
    Ok((resources, texts))
}

/// The names that tokens in a row make.
fn joined(tokens: &[Token]) -> Vec<Name> {
    let mut names: Vec<Name> = Vec::new();
    let mut before = "";
    for Token { start, end, entity, opens, .. } in tokens {
        let kind = match entity.as_str() {
            "PERSON" => Some(NameKind::Person),
            "ORGANIZATION" => Some(NameKind::Organization),
            "LOCATION" => Some(NameKind::Place),
            _ => None,
        };
        match (kind, names.last_mut()) {
            (Some(_), Some(last)) if before == entity && !opens => last.1 = *end,
            (Some(kind), _) => names.push((*start, *end, kind)),
            (None, _) => {}
        }
        before = entity;
    }
    names
}

/// Takes a text to where names are looked for, and its names to the clean text.
fn annotated(
    doc: String,
    text: String,
    names: &[Name],
    by_hand: bool,
    resources: &Resources,
) -> Text {
    let article = Article { doc, text: RawText::new(text), ..Article::default() };
    let document = resources.annotate(article);
    let to_clean = |(start, end, kind): &Name| {
        let raw = Span::<Raw>::new(*start, *end);
        (document.normalized.alignment.to_clean(raw), *kind)
    };
    let names = names.iter().map(to_clean).collect();
    let (clean, segments) = (document.normalized.clean.clone(), document.segments.clone());
    Text { lesson: NameLesson { clean, segments, names, by_hand }, document }
}

/// An entity that people marked: its kind, first and last word, and those of its shortest form.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Entity {
    kind: String,
    whole: (usize, usize),
    least: (usize, usize),
}

impl Entity {
    /// Of what a bracket tells (`1-person-new-nnnnn-cf5-2,3-coref-...`), and its first and last word.
    fn of(told: &str, first: usize, last: usize) -> Self {
        let mut parts = told.split('-').skip(1);
        let kind = parts.next().unwrap_or_default().to_owned();
        // Words of the shortest form, counted from 1.
        let least = parts.nth(3).unwrap_or_default();
        let mut numbers = least.split(',').filter_map(|it| it.parse::<usize>().ok());
        let from = numbers.next().map_or(first, |number| first + number.saturating_sub(1));
        let to = numbers.next_back().map_or(from, |number| first + number.saturating_sub(1));
        Self { kind, whole: (first, last), least: (from.min(last), to.min(last)) }
    }
}

/// The names among the entities of a file, in order and apart.
fn names(words: &[Word]) -> Vec<Name> {
    let mut entities = entities(words);
    // The longest name at a place is the name.
    entities.sort_by_key(|entity| (entity.whole.0, usize::MAX - entity.whole.1));
    let mut names: Vec<Name> = Vec::new();
    for entity in &entities {
        let kind = match entity.kind.as_str() {
            "person" => NameKind::Person,
            "organization" => NameKind::Organization,
            "place" => NameKind::Place,
            _ => continue,
        };
        let Some((first, last)) = name(words, entity, kind, &entities) else { continue };
        let (Some(first), Some(last)) = (words.get(first), words.get(last)) else { continue };
        if names.last().is_none_or(|before| before.1 <= first.start) {
            names.push((first.start, last.end, kind));
        }
    }
    names
}

/// The entities, as brackets in the last column tell: `(1-person-...`, `1)`, `(2-place-...)`.
fn entities(words: &[Word]) -> Vec<Entity> {
    let (mut found, mut open) = (Vec::new(), Vec::<(&str, usize)>::new());
    for (at, word) in words.iter().enumerate() {
        let mut rest = word.entity.as_str();
        while !rest.is_empty() {
            if let Some(inside) = rest.strip_prefix('(') {
                let end = inside.find(['(', ')']).unwrap_or(inside.len());
                let (told, after) = inside.split_at_checked(end).unwrap_or_default();
                open.push((told, at));
                rest = after;
                if let Some(after) = rest.strip_prefix(')') {
                    open.pop();
                    found.push(Entity::of(told, at, at));
                    rest = after;
                }
            } else {
                let (number, after) = rest.split_once(')').unwrap_or((rest, ""));
                // `5[1/2]` is the first part of two.
                let bare = |told: &str| told.split(['-', '[']).next().map(str::to_owned);
                let same = open.iter().rposition(|(told, _)| bare(told) == bare(number));
                if let Some(same) = same {
                    let (told, first) = open.remove(same);
                    found.push(Entity::of(told, first, at));
                }
                rest = after;
            }
        }
    }
    found
}

/// The name in an entity: all of it but articles and the possessor's ending, if that is made of
/// proper nouns and the small words in names; of a person also the proper nouns that it ends with.
fn name(
    words: &[Word],
    entity: &Entity,
    kind: NameKind,
    entities: &[Entity],
) -> Option<(usize, usize)> {
    let (mut first, mut last) = entity.least;
    let tag = |at: usize| words.get(at).map_or("", |word| word.tag.as_str());
    let is_proper = |at: usize| matches!(tag(at), "NNP" | "NNPS");
    while first < last && matches!(tag(first), "DT" | "PRP$") {
        first += 1;
    }
    while last > first && matches!(tag(last), "POS" | "," | "." | "HYPH") {
        last -= 1;
    }
    // `Channel 4`
    let is_numbered = kind != NameKind::Person && tag(last) == "CD" && first < last;
    if !is_proper(last) && !is_numbered {
        return None;
    }
    let is_inside = |at: usize| {
        is_proper(at)
            || matches!(tag(at), "HYPH" | "POS" | "NFP" | "-LRB-")
            || kind != NameKind::Person && matches!(tag(at), "IN" | "CC" | "CD" | "DT")
    };
    if is_proper(first) && (first..=last).all(is_inside) {
        // `Italian Prime Minister X`: the place is no part of the person's name.
        let mut start = first;
        if kind == NameKind::Person {
            for Entity { whole: (from, to), .. } in entities.iter().filter(|it| *it != entity) {
                if *from == start && *to < last {
                    start = to + 1;
                }
            }
        }
        // `Americans`: a people is no person.
        let is_group = kind == NameKind::Person && tag(last) == "NNPS";
        return (!is_group).then_some((start, last));
    }
    if kind == NameKind::Person && is_proper(first) {
        // `Ada Moss of the Harbor Board`
        let goes_on = |at: &usize| is_proper(*at) || tag(*at) == "HYPH" && is_proper(at + 1);
        let last = first + (first + 1..=last).take_while(goes_on).count();
        return matches!(tag(last + 1), "IN" | ",").then_some((first, last));
    }
    let mut start = last;
    let is_joined = |at: usize| tag(at) == "HYPH" && at > 0 && is_proper(at - 1);
    while start > first && (is_proper(start - 1) || is_joined(start - 1)) {
        start -= 1;
    }
    let is_own = entities.iter().all(|other| {
        let (from, to) = other.whole;
        other == entity || to < start || from > last || from <= entity.whole.0
    });
    (kind == NameKind::Person && is_own).then_some((start, last))
}

/// A mention as `extract` writes it, as far as scores need it.
#[derive(Debug, Serialize)]
struct Row {
    start: u32,
    end: u32,
    kind: EntityKind,
    how: How,
    rule: &'static str,
    confidence: f32,
}

#[derive(Debug, Serialize)]
struct Predicted {
    doc: String,
    mentions: Vec<Row>,
}

/// What models that never saw a text say of it, folds by text, as lines; how the rules do alone,
/// and models of one kind of text each, goes to standard error.
///
/// # Errors
///
/// If standard error is closed.
pub(super) fn held_out(
    resources: &Resources,
    mut texts: Vec<Text>,
    folders: &[PathBuf],
    training: &NameTraining,
    n_folds: usize,
) -> anyhow::Result<String> {
    let lexicon = &resources.lexicon;
    tag_anew(&mut texts, pos::read(folders)?);
    let has_hand = texts.iter().any(|text| text.lesson.by_hand);
    let judged: Vec<&Text> = texts.iter().filter(|it| it.lesson.by_hand == has_hand).collect();
    let others: Vec<&NameLesson> =
        texts.iter().map(|it| &it.lesson).filter(|it| it.by_hand != has_hand).collect();
    let mut sources = vec![("rules alone", false, false), ("all", true, true)];
    if !others.is_empty() {
        sources.extend([("by hand", true, false), ("by a program", false, true)]);
    }
    let mut lines = String::new();
    for (name, own, silver) in sources {
        let mut tally = Tally::default();
        let mut said = Vec::new();
        let matchers = (0..n_folds).into_par_iter().map(|fold| {
            let in_fold = |index: usize| index % N_FOLDS == fold;
            let own = judged.iter().enumerate().filter(|(at, _)| own && !in_fold(*at));
            let mut lessons: Vec<&NameLesson> = own.map(|(_, text)| &text.lesson).collect();
            lessons.extend(others.iter().copied().filter(|_| silver));
            let mut matcher = EntityMatcher::new(lexicon).with_tagger(None);
            if !lessons.is_empty() {
                let tagger = training.learn(&matcher, lexicon, &lessons);
                matcher = matcher.with_tagger(Some(tagger));
            }
            matcher
        });
        for (fold, matcher) in matchers.collect::<Vec<_>>().iter().enumerate() {
            let in_fold = |index: usize| index % N_FOLDS == fold;
            for (_, text) in judged.iter().enumerate().filter(|(at, _)| in_fold(*at)) {
                let made = predict(matcher, lexicon, text, &mut tally, &mut said);
                if name == "all" {
                    lines.push_str(&serde_json::to_string(&made)?);
                    lines.push('\n');
                }
            }
        }
        tally.tell(name)?;
        if name == "all" {
            write!(anstream::stderr(), "{}", super::reliability(&said))?;
        }
    }
    Ok(lines)
}

/// Gives the texts parts of speech that were learned without those that people marked, as what is
/// built in was learned from them too; not where there are no others.
fn tag_anew(texts: &mut [Text], lessons: Vec<PartLesson>) {
    let others: Vec<PartLesson> = lessons.into_iter().filter(|it| !it.by_hand).collect();
    if others.is_empty() {
        return;
    }
    let tagger = PartTraining::default().learn(&others);
    texts.par_iter_mut().for_each(|text| {
        let NameLesson { clean, segments, .. } = &mut text.lesson;
        segments.parts = tagger.tag(clean, segments);
    });
}

/// Right, made and all, of people and of bodies.
#[derive(Debug, Default)]
struct Tally([[u32; 3]; 2]);

impl Tally {
    fn tell(&self, name: &str) -> anyhow::Result<()> {
        let mut told = format!("{name}:");
        for (kind, [right, made, all]) in ["people", "bodies"].iter().zip(self.0) {
            let share = |of: u32| 100.0 * f64::from(right) / f64::from(of.max(1));
            let both = 200.0 * f64::from(right) / f64::from((made + all).max(1));
            let _ = write!(
                told,
                " {kind} F1 {both:.1} (P {:.1}, R {:.1} of {all})",
                share(made),
                share(all)
            );
        }
        writeln!(anstream::stderr(), "{told}")?;
        Ok(())
    }
}

fn predict(
    matcher: &EntityMatcher,
    lexicon: &Lexicon,
    text: &Text,
    tally: &mut Tally,
    said: &mut Vec<(f32, bool)>,
) -> Predicted {
    let Text { lesson: NameLesson { clean, segments, names, .. }, document } = text;
    let made = matcher.find(lexicon, clean, segments, None);
    let points = CodePoints::of(&document.article.text);
    let mut rows = Vec::new();
    let mut sets = [(); 2].map(|()| BTreeSet::new());
    for mention in &made.mentions {
        let Some(chain) = made.chains.get(mention.chain as usize) else { continue };
        let (start, end) = points.range(document.normalized.alignment.to_raw(mention.span));
        let (how, rule, confidence) = (mention.how, mention.rule, mention.confidence);
        rows.push(Row { start, end, kind: chain.kind, how, rule, confidence });
        let range = |span: Span<Clean>| (span.start(), span.end());
        let place = match chain.kind {
            EntityKind::Person => 0,
            EntityKind::Country | EntityKind::Place => continue,
            _ => 1,
        };
        if !matches!(how, How::Role | How::Pronoun | How::Demonym) {
            sets[place].insert(range(mention.span));
            if how == How::Unlisted {
                let kinds = [NameKind::Person, NameKind::Organization];
                said.push((confidence, names.contains(&(mention.span, kinds[place]))));
            }
        }
    }
    for (set, (kind, counts)) in
        sets.iter().zip([NameKind::Person, NameKind::Organization].iter().zip(&mut tally.0))
    {
        let gold: BTreeSet<_> = names
            .iter()
            .filter(|(_, other)| other == kind)
            .map(|(span, _)| (span.start(), span.end()))
            .collect();
        let n = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        counts[0] += n(gold.intersection(set).count());
        counts[1] += n(set.len());
        counts[2] += n(gold.len());
    }
    Predicted { doc: document.article.doc.clone(), mentions: rows }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The names that words with tags and entities give.
    fn check(lines: &[(&str, &str, &str)], expected: &[(&str, NameKind)]) {
        let (mut text, mut words) = (String::new(), Vec::new());
        for (form, tag, entity) in lines {
            let start = u32::try_from(text.len()).unwrap();
            text.push_str(form);
            let end = u32::try_from(text.len()).unwrap();
            text.push(' ');
            words.push(Word { start, end, tag: (*tag).into(), entity: (*entity).into() });
        }
        let at =
            |(start, end, kind): &Name| (text.get(*start as usize..*end as usize).unwrap(), *kind);
        assert_eq!(names(&words).iter().map(at).collect::<Vec<_>>(), expected);
    }

    #[test]
    fn a_name_is_the_proper_nouns_of_an_entity() {
        let person = NameKind::Person;
        check(
            &[
                ("bakery", "NN", "(1-person-new-x-cf1-1,2,3,4-coref"),
                ("owner", "NN", ""),
                ("Ada", "NNP", ""),
                ("Moss", "NNP", "1)"),
            ],
            &[("Ada Moss", person)],
        );
        check(
            &[
                ("Ada", "NNP", "(1-person-new-x-cf1-1,2-coref"),
                ("Moss", "NNP", ""),
                ("of", "IN", ""),
                ("the", "DT", "(2-organization-new-x-cf2-2,3-sgl"),
                ("Harbor", "NNP", ""),
                ("Board", "NNP", "2)1)"),
            ],
            &[("Ada Moss", person), ("Harbor Board", NameKind::Organization)],
        );
        check(
            &[
                ("Gelder", "NNP", "(3-organization-new-x-cf1-1,2-coref(4-place-new-x-cf1-1-coref)"),
                ("University", "NNP", "3)"),
                ("'s", "POS", ""),
            ],
            &[("Gelder University", NameKind::Organization)],
        );
    }

    #[test]
    fn who_is_only_described_has_no_name() {
        check(&[("the", "DT", "(1-person-new-x-cf1-2-coref"), ("owner", "NN", "1)")], &[]);
        check(&[("Americans", "NNPS", "(1-person-new-x-cf1-1-coref)")], &[]);
        check(&[("Monday", "NNP", "(1-time-new-x-cf1-1-coref)")], &[]);
        check(&[("moss", "NN", "5)"), ("Ada", "NNP", "(")], &[]);
    }
}
