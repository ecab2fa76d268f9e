//! Who is who in one article.

use std::fmt::Write as _;

use anstyle::Style;

use super::marks::Mark;
use crate::attribution::QuoteKind;
use crate::entities::Chain;
use crate::lexicon::Lexicon;
use crate::tables::Document;

/// One line for each person or thing, in order of first mention: number, name, gazetteer id, the
/// offices held on the article's day, and how often it is mentioned, quoted and claims something.
pub(super) fn lines(document: &Document, lexicon: &Lexicon) -> Vec<(String, Style)> {
    let chains = &document.entities.chains;
    let longest = chains.iter().map(|chain| chain.name.chars().count()).max().unwrap_or(0).min(40);
    let line = |(index, chain): (u32, &Chain)| {
        let mark = Mark::Mention(chain.kind, index + 1);
        let entity = chain.entity.map(|entity| lexicon.entity(entity));
        let id = entity.map_or("not listed", |entity| &entity.id);
        let mut line = format!("{:>3}  {:longest$}  {id}", index + 1, chain.name);
        for office in offices(chain, document, lexicon) {
            line.push_str(", ");
            line.push_str(office);
        }
        let (n_mentions, n_quotes, n_claims) = counts(index, document);
        for (count, thing) in [(n_mentions, "mention"), (n_quotes, "quote"), (n_claims, "claim")] {
            if count > 0 {
                let plural = if count == 1 { "" } else { "s" };
                // Writing to memory cannot fail.
                let _ = write!(line, ", {count} {thing}{plural}");
            }
        }
        (line, mark.over(Style::new()))
    };
    (0..).zip(chains).map(line).collect()
}

/// What someone was on the day of the article; nothing when the day is not known.
fn offices<'a>(chain: &Chain, document: &Document, lexicon: &'a Lexicon) -> Vec<&'a str> {
    let (Some(entity), Some(day)) = (chain.entity, document.article.published) else {
        return Vec::new();
    };
    let held = lexicon.tenures_of(entity).iter().filter(|tenure| tenure.covers(day));
    held.map(|tenure| lexicon.office(tenure.office).name.as_str()).collect()
}

fn counts(index: u32, document: &Document) -> (usize, usize, usize) {
    let attributed = &document.attributed;
    let mentions = document.entities.mentions.iter().chain(&attributed.pronouns);
    let speaks = |attribution: usize| {
        let attribution = attributed.attributions.get(attribution);
        attribution.is_some_and(|attribution| attribution.speaker.chain == Some(index))
    };
    let quotes = attributed.attributions.iter().enumerate();
    let quotes = quotes.filter(|(nth, quote)| quote.kind != QuoteKind::Indirect && speaks(*nth));
    let claims = document.claimed.claims.iter().filter(|claim| speaks(claim.attribution as usize));
    (mentions.filter(|mention| mention.chain == index).count(), quotes.count(), claims.count())
}
