//! The mentions of an article as tables number them, and who the speakers of attributions are.

use super::Document;
use crate::attribution::Principal;
use crate::entities::{Candidate, Chain, Mention};
use crate::lexicon::{Entity, EntityIdx, Lexicon};
use crate::text::offset;

/// All mentions of an article, those by pronoun included, in order of position.
///
/// Stages count the mentions of `entities` apart from the pronouns of `attribution`; the rows of
/// `mentions.csv` are both, so indices change here and nowhere else.
#[derive(Debug)]
pub(super) struct Mentions<'a> {
    /// By position; the index is `mention_idx`.
    pub(super) in_order: Vec<&'a Mention>,
    /// By `mention_idx`: whom it might have meant, as the column tells it.
    pub(super) rejected: Vec<String>,
    // By `mention_idx`: the body that a place speaks for, where it does.
    metonyms: Vec<(u32, EntityIdx)>,
    // From the index in `Entities::mentions` to that in `in_order`.
    positions: Vec<u32>,
}

impl<'a> Mentions<'a> {
    pub(super) fn of(document: &'a Document, lexicon: &Lexicon) -> Self {
        let named = &document.entities.mentions;
        let mut pronouns = document.attributed.pronouns.iter().peekable();
        let mut in_order = Vec::with_capacity(named.len() + pronouns.len());
        let mut positions = Vec::with_capacity(named.len());
        for mention in named {
            while let Some(pronoun) = pronouns.next_if(|pronoun| pronoun.span < mention.span) {
                in_order.push(pronoun);
            }
            positions.push(offset(in_order.len()));
            in_order.push(mention);
        }
        in_order.extend(pronouns);
        let entities = &document.entities;
        let place = |mention: u32| positions.get(mention as usize).copied();
        let mut rejected = vec![String::new(); in_order.len()];
        for one in &entities.rejected {
            let cell = place(one.mention).and_then(|at| rejected.get_mut(at as usize));
            if let Some(cell) = cell {
                if !cell.is_empty() {
                    cell.push_str("; ");
                }
                cell.push_str(candidate(one.candidate, document, lexicon));
                cell.push_str(": ");
                cell.push_str(one.why);
            }
        }
        let metonyms = entities.metonyms.iter();
        let metonyms = metonyms.filter_map(|(mention, body)| Some((place(*mention)?, *body)));
        let metonyms = metonyms.collect();
        Self { in_order, rejected, metonyms, positions }
    }

    /// The body that a place speaks for in a mention.
    pub(super) fn stands_for(&self, mention_idx: u32) -> Option<EntityIdx> {
        let at = self.metonyms.binary_search_by_key(&mention_idx, |(mention, _)| *mention).ok()?;
        self.metonyms.get(at).map(|(_, body)| *body)
    }

    /// The `mention_idx` of a mention that `entities` found.
    pub(super) fn index(&self, mention: u32) -> Option<u32> {
        self.positions.get(mention as usize).copied()
    }
}

/// The id of a candidate, or the name of one that no gazetteer lists.
pub(crate) fn candidate<'a>(
    candidate: Candidate,
    document: &'a Document,
    lexicon: &'a Lexicon,
) -> &'a str {
    match candidate {
        Candidate::Entity(entity) => &lexicon.entity(entity).id,
        Candidate::Chain(chain) => match document.entities.chains.get(chain as usize) {
            Some(chain) => chain.entity.map_or(&chain.name, |entity| &lexicon.entity(entity).id),
            None => "",
        },
    }
}

/// Who is behind a chain: what the name columns say.
#[derive(Debug, Clone, Copy)]
pub(super) struct Who<'a> {
    /// The chain of the article.
    pub(super) chain: &'a Chain,
    /// The gazetteer row; none for names that no gazetteer lists.
    pub(super) entity: Option<&'a Entity>,
}

impl<'a> Who<'a> {
    /// The one behind a chain of the article.
    ///
    /// # Panics
    ///
    /// If the article has no such chain, which a stage that counts wrongly would bring about.
    pub(super) fn of(chain: u32, document: &'a Document, lexicon: &'a Lexicon) -> Self {
        let chain = &document.entities.chains[chain as usize];
        Self { chain, entity: chain.entity.map(|index| lexicon.entity(index)) }
    }

    /// The gazetteer id.
    pub(super) fn id(&self) -> Option<&'a str> {
        self.entity.map(|entity| entity.id.as_str())
    }

    /// The name that tables show.
    pub(super) fn name(&self) -> &'a str {
        &self.chain.name
    }
}

/// On whose behalf somebody speaks: what the columns say.
#[derive(Debug, Clone, Copy)]
pub(super) enum Behalf<'a> {
    /// One whom the article mentions.
    Mentioned(Who<'a>),
    /// One whom only the speaker's office tells.
    Listed(&'a Entity),
}

impl<'a> Behalf<'a> {
    /// The one that an attribution of the article names.
    pub(super) fn of(principal: Principal, document: &'a Document, lexicon: &'a Lexicon) -> Self {
        match principal {
            Principal::Chain(chain) => Self::Mentioned(Who::of(chain, document, lexicon)),
            Principal::Entity(entity) => Self::Listed(lexicon.entity(entity)),
        }
    }

    /// The gazetteer id.
    pub(super) fn id(&self) -> Option<&'a str> {
        match self {
            Self::Mentioned(who) => who.id(),
            Self::Listed(entity) => Some(&entity.id),
        }
    }

    /// The name that tables show.
    pub(super) fn name(&self) -> &'a str {
        match self {
            Self::Mentioned(who) => who.name(),
            Self::Listed(entity) => &entity.name,
        }
    }
}
