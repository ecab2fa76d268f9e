//! How each mention of an article was found, chain by chain, and whom it might have meant.

use std::fmt::Write as _;

use crate::entities::Mention;
use crate::lexicon::Lexicon;
use crate::tables::{Document, candidate};

/// For each person or thing its number, name and id, and below it a line a mention: the words, how
/// and by which rule they were found, how surely, beside which title, and the rejected candidates.
pub(super) fn lines(document: &Document, lexicon: &Lexicon) -> Vec<String> {
    let entities = &document.entities;
    let mut by_chain: Vec<Vec<String>> = vec![Vec::new(); entities.chains.len()];
    let named = (0..).zip(&entities.mentions).map(|(n, mention)| (Some(n), mention));
    let pronouns = document.attributed.pronouns.iter().map(|mention| (None, mention));
    for (n, mention) in named.chain(pronouns) {
        if let Some(lines) = by_chain.get_mut(mention.chain as usize) {
            lines.push(line(n, mention, document, lexicon));
        }
    }
    let mut lines = Vec::new();
    for ((chain, told), n) in entities.chains.iter().zip(by_chain).zip(1..) {
        let id = chain.entity.map_or("not listed", |entity| &lexicon.entity(entity).id);
        lines.push(format!("{n:>3}  {}: {id}", chain.name));
        lines.extend(told);
    }
    lines
}

fn line(n: Option<u32>, mention: &Mention, document: &Document, lexicon: &Lexicon) -> String {
    let clean = &document.normalized.clean;
    let how = format!("{:?}", mention.how).to_lowercase();
    let mut line = format!(
        "     {} \"{}\": {how} by {}, {:.2}",
        mention.span.start(),
        clean.at(mention.span),
        mention.rule,
        mention.confidence
    );
    // Writing to memory cannot fail.
    if let Some(title) = mention.title {
        let _ = write!(line, "; beside \"{}\"", clean.at(title));
    }
    if let Some(office) = mention.office {
        let _ = write!(line, "; {}", lexicon.office(office).id);
    }
    let entities = &document.entities;
    let metonym = entities.metonyms.iter().find(|(mention, _)| Some(*mention) == n);
    if let Some((_, body)) = metonym {
        let _ = write!(line, "; speaks for {}", lexicon.entity(*body).id);
    }
    for rejected in entities.rejected.iter().filter(|rejected| Some(rejected.mention) == n) {
        let who = candidate(rejected.candidate, document, lexicon);
        let _ = write!(line, "; not {who}: {}", rejected.why);
    }
    line
}
