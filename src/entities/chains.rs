//! Chains and mentions as the linker makes them.

use super::atoms::{Casing, join};
use super::link::Linker;
use super::scan::Found;
use super::titles::Title;
use super::{Chain, Gender, How, Mention};
use crate::lexicon::{EntityIdx, EntityKind, OfficeIdx};
use crate::text::{Clean, Span, offset};

impl Linker<'_> {
    /// The chain of a listed entity.
    pub(super) fn chain_of(&mut self, entity: EntityIdx) -> u32 {
        let next = offset(self.chains.len());
        let chain = *self.by_entity.entry(entity).or_insert(next);
        if chain == next {
            let row = self.scanner.lexicon.entity(entity);
            let gender = self.officials.parts(entity).and_then(|parts| parts.gender);
            self.chains.push(Chain {
                kind: row.kind,
                entity: Some(entity),
                name: row.name.clone(),
                gender,
            });
        }
        chain
    }

    /// The chain of a name that no gazetteer lists.
    pub(super) fn chain_named(&mut self, key: u64, kind: EntityKind, found: Found) -> u32 {
        let next = offset(self.chains.len());
        let chain = *self.by_name.entry(key).or_insert(next);
        let name = self.clean.at(self.span(found.start, found.end));
        match self.chains.get_mut(chain as usize) {
            Some(known) if known.name.len() < name.len() => name.clone_into(&mut known.name),
            Some(_) => {}
            None => {
                self.chains.push(Chain { kind, entity: None, name: name.to_owned(), gender: None });
            }
        }
        chain
    }

    /// Takes note of what the text tells of a person, if nothing did before.
    pub(super) fn add_gender(&mut self, chain: u32, gender: Option<Gender>) {
        if let Some(chain) = self.chains.get_mut(chain as usize) {
            chain.gender = chain.gender.or(gender);
        }
    }

    /// A mention without title.
    pub(super) fn mention(
        &mut self,
        found: Found,
        chain: u32,
        how: How,
        rule: &'static str,
        confidence: f32,
    ) {
        let span = self.span(found.start, found.end);
        self.mentions.push(Mention {
            span,
            chain,
            how,
            office: None,
            title: None,
            rule,
            confidence,
        });
    }

    /// A mention of a person, with the title that stands beside the name.
    pub(super) fn mention_person(
        &mut self,
        found: Found,
        chain: u32,
        how: How,
        title: Option<Title>,
        rule: &'static str,
        confidence: f32,
    ) {
        let entity = self.chains.get(chain as usize).and_then(|chain| chain.entity);
        let office = title.and_then(|title| match entity {
            Some(entity) => self.office_of(entity, &title),
            None => None,
        });
        if let Some(office) = office {
            self.offices.push((office, chain));
        }
        let span = self.span(found.start, found.end);
        let title = title.map(|title| self.span(title.start, title.end));
        self.mentions.push(Mention { span, chain, how, office, title, rule, confidence });
    }

    /// The text from one atom to before another.
    pub(super) fn span(&self, start: usize, end: usize) -> Span<Clean> {
        let first = self.atoms.get(start).map_or(0, |atom| atom.start);
        let last =
            end.checked_sub(1).and_then(|last| self.atoms.get(last)).map_or(first, |atom| atom.end);
        Span::new(first, last.max(first))
    }

    /// Whether a stretch has become a mention or a title.
    pub(super) fn is_used(&self, n: usize) -> bool {
        self.is_used.get(n).copied().unwrap_or(true)
    }

    /// Takes note that a stretch has become one.
    pub(super) fn use_up(&mut self, n: usize) {
        if let Some(is_used) = self.is_used.get_mut(n) {
            *is_used = true;
        }
    }

    /// Whether a person holds an office on the day of the article; without a day, nobody does.
    pub(super) fn holds(&self, person: EntityIdx, office: OfficeIdx) -> bool {
        self.date.is_some_and(|day| {
            self.scanner
                .lexicon
                .tenures_of(person)
                .iter()
                .any(|tenure| tenure.office == office && tenure.covers(day))
        })
    }

    /// First atom, one past the last atom, and casing of the line that an atom is in.
    pub(super) fn line_of(&self, at: usize) -> (usize, usize, Casing) {
        let n = self.lines.partition_point(|line| line.end <= at);
        self.lines
            .get(n)
            .map_or((at, at + 1, Casing::Mixed), |line| (line.start, line.end, line.casing))
    }

    /// The first atom of the paragraph that an atom is in.
    pub(super) fn paragraph_of(&self, at: usize) -> usize {
        let n = self.lines.partition_point(|line| line.end <= at);
        self.lines.get(n).map_or(0, |line| line.paragraph)
    }

    /// One hash for all atoms of a stretch.
    pub(super) fn key(&self, found: Found) -> u64 {
        join(
            self.atoms.get(found.start..found.end).unwrap_or_default().iter().map(|atom| atom.hash),
        )
    }
}
