//! What lies over each stretch of a text: entities, quotations, cues, speakers, repairs.

use std::cmp::Reverse;

use anstyle::{AnsiColor, Color, Effects, Style};

use crate::attribution::QuoteKind;
use crate::lexicon::EntityKind;
use crate::tables::Document;
use crate::text::{Clean, Span};

/// One layer over the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mark {
    Said(QuoteKind),
    Source,
    Cue,
    /// Of the entity with this number in the legend.
    Mention(EntityKind, u32),
    Repair,
}

/// Which form marks take.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Look {
    Color,
    Brackets,
}

/// A piece of the text over which the same marks lie.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Stretch {
    pub(super) span: Span<Clean>,
    pub(super) style: Style,
    /// The brackets that open before it.
    pub(super) before: String,
    /// The brackets that close after it.
    pub(super) after: String,
}

impl Mark {
    /// How it looks in color; a later mark of a stretch wins over an earlier one.
    pub(super) fn over(self, style: Style) -> Style {
        let color = |color: AnsiColor| style.fg_color(Some(Color::Ansi(color)));
        match self {
            Self::Said(QuoteKind::Indirect) => style.effects(style.get_effects() | Effects::ITALIC),
            Self::Said(_) => color(AnsiColor::Yellow),
            Self::Source => style.effects(style.get_effects() | Effects::BOLD),
            Self::Cue => color(AnsiColor::Magenta),
            Self::Mention(EntityKind::Person, _) => color(AnsiColor::Green),
            Self::Mention(EntityKind::Country | EntityKind::Place, _) => color(AnsiColor::Cyan),
            Self::Mention(..) => color(AnsiColor::Blue),
            Self::Repair => style.effects(style.get_effects() | Effects::UNDERLINE),
        }
    }

    /// What stands before and after it without color.
    pub(super) fn brackets(self) -> (&'static str, String) {
        let (open, close) = match self {
            Self::Said(QuoteKind::Indirect) => ("{~", "~}"),
            Self::Said(_) => ("{", "}"),
            Self::Source => ("<", ">"),
            Self::Cue => ("|", "|"),
            Self::Mention(_, number) => return ("[", format!(" {number}]")),
            Self::Repair => ("_", "_"),
        };
        (open, close.to_owned())
    }
}

/// Cuts a text wherever a mark begins or ends.
pub(super) fn stretches(document: &Document, look: Look) -> Vec<Stretch> {
    let mut marks = marks(document);
    // Outer marks before inner ones; of equals, in the order of `Mark`.
    marks.sort_by_key(|(span, _)| (span.start(), Reverse(span.end())));
    let text = document.normalized.clean.span();
    let mut cuts = vec![text.start(), text.end()];
    cuts.extend(marks.iter().flat_map(|(span, _)| [span.start(), span.end()]));
    cuts.sort_unstable();
    cuts.dedup();
    let mut marks = marks.into_iter().peekable();
    let mut open: Vec<(Span<Clean>, Mark)> = Vec::new();
    let mut stretches = Vec::with_capacity(cuts.len());
    for ends in cuts.windows(2) {
        let &[start, end] = ends else { continue };
        let mut before = String::new();
        while let Some(opened) = marks.next_if(|(span, _)| span.start() <= start) {
            before.push_str(opened.1.brackets().0);
            open.push(opened);
        }
        let style = open.iter().fold(Style::new(), |style, (_, mark)| mark.over(style));
        let closed = open.iter().rev().filter(|(span, _)| span.end() <= end);
        let after: String = closed.map(|(_, mark)| mark.brackets().1).collect();
        open.retain(|(span, _)| span.end() > end);
        let span = Span::new(start, end);
        stretches.push(match look {
            Look::Color => Stretch { span, style, before: String::new(), after: String::new() },
            Look::Brackets => Stretch { span, style: Style::new(), before, after },
        });
    }
    stretches
}

fn marks(document: &Document) -> Vec<(Span<Clean>, Mark)> {
    let mut marks = Vec::new();
    for attribution in &document.attributed.attributions {
        let said = Mark::Said(attribution.kind);
        marks.extend(attribution.content.iter().map(|span| (*span, said)));
        marks.extend(attribution.source.iter().map(|span| (*span, Mark::Source)));
        marks.extend(attribution.cue.iter().map(|span| (*span, Mark::Cue)));
    }
    let chains = &document.entities.chains;
    for mention in document.entities.mentions.iter().chain(&document.attributed.pronouns) {
        if let Some(chain) = chains.get(mention.chain as usize) {
            marks.push((mention.span, Mark::Mention(chain.kind, mention.chain + 1)));
        }
    }
    for repair in &document.normalized.repairs {
        marks.push((document.normalized.alignment.to_clean(repair.raw), Mark::Repair));
    }
    marks.retain(|(span, _)| !span.is_empty());
    marks
}
