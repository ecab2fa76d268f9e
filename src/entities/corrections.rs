//! What readers corrected, applied to the mentions of an article: merged, split, renamed, never
//! matched, always matched.
//!
//! Reads [`Entities`] and the corrections; makes [`Entities`] again, in order and apart.

use rustc_hash::FxHashMap;

use super::{Chain, Entities, How, Mention};
use crate::lexicon::{Action, Correction, EntityKind, Lexicon, Whom, slug};
use crate::segment::Segments;
use crate::text::{Clean, CleanText, Span, offset};

/// Corrections by what they look for.
#[derive(Debug, Default)]
pub struct Corrector {
    merged: Vec<Rule>,
    // Forms in the text that name nobody, that are split off, that are somebody.
    never: FxHashMap<String, Vec<Rule>>,
    split: Vec<Rule>,
    always: FxHashMap<String, Vec<Rule>>,
    renamed: Vec<Rule>,
}

/// One correction.
#[derive(Debug, Clone)]
struct Rule {
    article: String,
    form: String,
    whom: Option<Whom>,
    to: Whom,
}

/// Names an article may be called by in a correction.
#[derive(Debug, Clone, Copy)]
pub struct Article<'a> {
    /// `article_id`, file stem or own id, address, path.
    pub names: [&'a str; 4],
}

impl Rule {
    fn is_for(&self, article: Article<'_>) -> bool {
        self.article.is_empty() || article.names.contains(&self.article.as_str())
    }
}

impl Corrector {
    /// Sorts corrections by what they look for.
    pub fn new(corrections: Vec<Correction>) -> Self {
        let mut made = Self::default();
        for Correction { action, article, form, whom, to } in corrections {
            let to = to.unwrap_or(Whom::Named(String::new()));
            let rule = Rule { article, form: plain(&form), whom, to };
            let first = rule.form.split(' ').next().unwrap_or_default().to_owned();
            match action {
                Action::Merge => made.merged.push(rule),
                Action::Split => made.split.push(rule),
                Action::Rename => made.renamed.push(rule),
                Action::Never => made.never.entry(rule.form.clone()).or_default().push(rule),
                Action::Always => made.always.entry(first).or_default().push(rule),
            }
        }
        made
    }

    /// Whether there is nothing to correct.
    pub fn is_empty(&self) -> bool {
        self.merged.is_empty()
            && self.never.is_empty()
            && self.split.is_empty()
            && self.always.is_empty()
            && self.renamed.is_empty()
    }

    /// Corrects the mentions of an article.
    pub fn correct(
        &self,
        lexicon: &Lexicon,
        article: Article<'_>,
        clean: &CleanText,
        segments: &Segments,
        entities: Entities,
    ) -> Entities {
        if self.is_empty() {
            return entities;
        }
        let mut work = Work { lexicon, clean, entities };
        work.drop_where(|form| {
            self.never.get(form).is_some_and(|rules| rules.iter().any(|rule| rule.is_for(article)))
        });
        for rule in self.split.iter().filter(|rule| rule.is_for(article)) {
            work.split(rule);
        }
        if !self.always.is_empty() {
            work.add(&self.found(article, clean, segments));
        }
        for rule in self.merged.iter().filter(|rule| rule.is_for(article)) {
            work.merge(rule);
        }
        for rule in self.renamed.iter().filter(|rule| rule.is_for(article)) {
            work.rename(rule);
        }
        work.finish()
    }

    /// Where forms stand that are always somebody, longest first at each place.
    fn found(
        &self,
        article: Article<'_>,
        clean: &CleanText,
        segments: &Segments,
    ) -> Vec<(Span<Clean>, &Rule)> {
        let mut found = Vec::new();
        let mut end = 0;
        for token in &segments.tokens {
            let start = token.span.start();
            let Some(rules) = self.always.get(clean.at(token.span)).filter(|_| start >= end) else {
                continue;
            };
            let best = rules
                .iter()
                .filter(|rule| rule.is_for(article))
                .filter_map(|rule| Some((form_at(&rule.form, start, clean, segments)?, rule)))
                .max_by_key(|(span, _)| span.end());
            if let Some((span, rule)) = best {
                end = span.end();
                found.push((span, rule));
            }
        }
        found
    }
}

/// The span of a form that begins at a token, when whole tokens spell it.
fn form_at(form: &str, start: u32, clean: &CleanText, segments: &Segments) -> Option<Span<Clean>> {
    let tokens = &segments.tokens;
    let first = tokens.partition_point(|token| token.span.start() < start);
    // No form has more words than this.
    for token in tokens.get(first..)?.iter().take(24) {
        let span = Span::new(start, token.span.end());
        let text = plain(clean.at(span));
        if text == form {
            return Some(span);
        }
        if text.len() > form.len() {
            break;
        }
    }
    None
}

/// One article on its way.
struct Work<'a> {
    lexicon: &'a Lexicon,
    clean: &'a CleanText,
    entities: Entities,
}

impl Work<'_> {
    fn drop_where(&mut self, is_wrong: impl Fn(&str) -> bool) {
        let clean = self.clean;
        let kept: Vec<bool> = self
            .entities
            .mentions
            .iter()
            .map(|mention| !is_wrong(&plain(clean.at(mention.span))))
            .collect();
        self.keep(&kept);
    }

    /// Keeps some mentions; what was told of the others goes with them.
    fn keep(&mut self, kept: &[bool]) {
        let is_kept = |n: u32| kept.get(n as usize).copied().unwrap_or_default();
        let mut place = Vec::with_capacity(kept.len());
        let mut next = 0;
        for keep in kept {
            place.push(next);
            next += u32::from(*keep);
        }
        let moved = |n: u32| place.get(n as usize).copied().unwrap_or_default();
        let entities = &mut self.entities;
        entities.rejected.retain(|rejected| is_kept(rejected.mention));
        entities
            .rejected
            .iter_mut()
            .for_each(|rejected| rejected.mention = moved(rejected.mention));
        entities.metonyms.retain(|(mention, _)| is_kept(*mention));
        entities.metonyms.iter_mut().for_each(|(mention, _)| *mention = moved(*mention));
        let mut n = 0;
        entities.mentions.retain(|_| {
            n += 1;
            is_kept(n - 1)
        });
    }

    /// What was taken for somebody and called so is somebody else.
    fn split(&mut self, rule: &Rule) {
        let Some(whom) = &rule.whom else { return };
        let wrong: Vec<u32> = (0..)
            .zip(&self.entities.chains)
            .filter(|(_, chain)| is(chain, whom))
            .map(|(n, _)| n)
            .collect();
        let Some(kind) = self.kind_of(&wrong) else { return };
        let to = self.chain_of(&rule.to, kind);
        for mention in &mut self.entities.mentions {
            let is_called = rule.form.is_empty() || plain(self.clean.at(mention.span)) == rule.form;
            if wrong.contains(&mention.chain) && is_called {
                correct(mention, to);
            }
        }
    }

    /// Puts mentions where forms stand, in place of those that overlap them.
    fn add(&mut self, found: &[(Span<Clean>, &Rule)]) {
        let mut kept = vec![true; self.entities.mentions.len()];
        let mut made: Vec<Mention> = Vec::new();
        let mut chains: Vec<(&Whom, u32)> = Vec::new();
        for (span, rule) in found {
            let from = self.entities.mentions.partition_point(|it| it.span.end() <= span.start());
            let to = self.entities.mentions.partition_point(|it| it.span.start() < span.end());
            let kind = self.entities.mentions.get(from..to).and_then(<[Mention]>::first);
            let kind = kind.and_then(|mention| self.kind_of(&[mention.chain]));
            let known = chains.iter().find(|(whom, _)| *whom == &rule.to).map(|(_, chain)| *chain);
            let chain = known.unwrap_or_else(|| {
                let chain = self.chain_of(&rule.to, kind.unwrap_or(EntityKind::Person));
                chains.push((&rule.to, chain));
                chain
            });
            let over = self.entities.mentions.get_mut(from..to).unwrap_or_default();
            if let [same] = over
                && same.span == *span
            {
                correct(same, chain);
                continue;
            }
            kept.get_mut(from..to).unwrap_or_default().fill(false);
            let how = if matches!(rule.to, Whom::Listed(_)) { How::Alias } else { How::Unlisted };
            let (office, title) = (None, None);
            let (span, rule, confidence) = (*span, RULE, 1.0);
            made.push(Mention { span, chain, how, office, title, rule, confidence });
        }
        self.keep(&kept);
        self.insert(made);
    }

    /// Puts mentions between those that are there, from which they stand apart.
    fn insert(&mut self, made: Vec<Mention>) {
        let entities = &mut self.entities;
        let mut made = made.into_iter().peekable();
        let mut all = Vec::with_capacity(entities.mentions.len() + made.len());
        let mut places = Vec::with_capacity(entities.mentions.len());
        for mention in entities.mentions.drain(..) {
            while let Some(new) = made.next_if(|new| new.span < mention.span) {
                all.push(new);
            }
            places.push(offset(all.len()));
            all.push(mention);
        }
        all.extend(made);
        entities.mentions = all;
        let moved = |n: u32| places.get(n as usize).copied().unwrap_or(n);
        entities.rejected.iter_mut().for_each(|it| it.mention = moved(it.mention));
        entities.metonyms.iter_mut().for_each(|(mention, _)| *mention = moved(*mention));
    }

    fn merge(&mut self, rule: &Rule) {
        let all = Rule { form: String::new(), ..rule.clone() };
        self.split(&all);
    }

    fn rename(&mut self, rule: &Rule) {
        let (Some(whom), Whom::Named(name)) = (&rule.whom, &rule.to) else { return };
        for chain in self.entities.chains.iter_mut().filter(|chain| is(chain, whom)) {
            chain.name.clone_from(name);
        }
    }

    fn kind_of(&self, chains: &[u32]) -> Option<EntityKind> {
        chains.first().and_then(|n| self.entities.chains.get(*n as usize)).map(|chain| chain.kind)
    }

    /// The chain of somebody, made where there is none.
    fn chain_of(&mut self, whom: &Whom, kind: EntityKind) -> u32 {
        let chains = &mut self.entities.chains;
        let known = match whom {
            Whom::Listed(_) => chains.iter().position(|chain| is(chain, whom)),
            // Of two unlisted men of one name, the one of this very spelling.
            Whom::Named(name) => {
                chains.iter().position(|chain| chain.entity.is_none() && chain.name == *name)
            }
        };
        if let Some(known) = known {
            return offset(known);
        }
        let (kind, entity, name) = match whom {
            Whom::Listed(entity) => {
                let row = self.lexicon.entity(*entity);
                (row.kind, Some(*entity), row.name.clone())
            }
            Whom::Named(name) => (kind, None, name.clone()),
        };
        chains.push(Chain { kind, entity, name, gender: None });
        offset(chains.len() - 1)
    }

    /// Chains in order of first mention again; those without mentions are gone.
    fn finish(self) -> Entities {
        let Entities { mut mentions, chains, mut rejected, metonyms } = self.entities;
        let mut order: Vec<Option<u32>> = vec![None; chains.len()];
        let mut kept: Vec<u32> = Vec::new();
        for mention in &mut mentions {
            let old = mention.chain;
            if let Some(new) = order.get_mut(old as usize) {
                mention.chain = *new.get_or_insert_with(|| {
                    kept.push(old);
                    offset(kept.len() - 1)
                });
            }
        }
        rejected.retain_mut(|rejected| rejected.renumber(&order));
        let chains = kept.iter().filter_map(|n| chains.get(*n as usize).cloned()).collect();
        Entities { mentions, chains, rejected, metonyms }
    }
}

const RULE: &str = "corrected";

fn correct(mention: &mut Mention, chain: u32) {
    if mention.chain != chain {
        mention.office = None;
    }
    mention.chain = chain;
    mention.rule = RULE;
    mention.confidence = 1.0;
}

/// Whether a chain is somebody.
fn is(chain: &Chain, whom: &Whom) -> bool {
    match whom {
        Whom::Listed(entity) => chain.entity == Some(*entity),
        Whom::Named(name) => chain.entity.is_none() && slug(&chain.name) == slug(name),
    }
}

/// A form as it is compared: straight apostrophes, single spaces.
fn plain(form: &str) -> String {
    let words: Vec<&str> = form.split_whitespace().collect();
    words.join(" ").replace('’', "'")
}
