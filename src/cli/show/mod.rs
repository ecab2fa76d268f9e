//! `onrecord show`: one article, annotated in the terminal.

mod legend;
mod marks;
mod page;
mod why;

use std::io::{self, IsTerminal as _, Write};
use std::ops::ControlFlow;
use std::path::PathBuf;
use std::process::ExitCode;
use std::slice;
use std::sync::atomic::AtomicU64;

use anstream::{AutoStream, ColorChoice};
use anstyle::Style;
use anyhow::{Context as _, anyhow};
use clap::Args;
use jiff::civil::Date;

use self::marks::{Look, Mark};
use self::page::Page;
use super::extract;
use super::run::Repairing;
use crate::attribution::QuoteKind;
use crate::lexicon::EntityKind;
use crate::pipeline::Resources;
use crate::read::{self, Article, Options};
use crate::tables::Document;

/// Lines longer than this are hard to read, however wide the terminal.
const WIDEST: u16 = 100;

/// Show one article with entities, quotes, cues, speakers and repairs marked, and who is who.
///
/// In color on a terminal, in brackets elsewhere and where `NO_COLOR` is set.
#[derive(Debug, Args)]
pub(super) struct Show {
    /// File, or - for standard input.
    file: PathBuf,
    /// Which record of a dump, counted from 1.
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = clap::value_parser!(u64).range(1..))]
    record: u64,
    /// Tell which field of a record is what, when its name does not: text=story, date=when.
    #[arg(long = "field", value_name = "ROLE=NAME")]
    fields: Vec<String>,
    /// Day of publication, where the article does not tell: it decides who held which office.
    #[arg(long, value_name = "YYYY-MM-DD")]
    date: Option<Date>,
    /// Folder with gazetteers of your own.
    #[arg(long = "gazetteer", value_name = "DIR")]
    gazetteers: Vec<PathBuf>,
    /// Table of corrections, as for extract.
    #[arg(long, value_name = "FILE")]
    corrections: Option<PathBuf>,
    /// Tell of every mention how it was found, and whom it might have meant.
    #[arg(long)]
    why: bool,
    #[command(flatten)]
    repairing: Repairing,
}

impl Show {
    /// Writes the article to standard output.
    ///
    /// # Errors
    ///
    /// If it cannot be read or the gazetteers are faulty.
    pub(super) fn run(&self) -> anyhow::Result<ExitCode> {
        let article = self.read()?;
        let lexicon = extract::load(&self.gazetteers)?;
        let corrections = extract::corrections(self.corrections.as_deref(), &lexicon)?;
        let resources = Resources::new(lexicon)
            .with_corrections(corrections)
            .without_repairs(&self.repairing.off);
        let document = resources.annotate(article);
        let stdout = io::stdout();
        let choice = AutoStream::choice(&stdout);
        let look = if choice == ColorChoice::Never { Look::Brackets } else { Look::Color };
        let width = if stdout.is_terminal() { terminal_size::terminal_size() } else { None };
        let width = width.map_or(80, |(width, _)| width.0.clamp(20, WIDEST));
        let mut page = Page::new(AutoStream::new(stdout, choice).lock(), usize::from(width));
        write(&document, &resources, look, &mut page)?;
        if self.why {
            page.line("", Style::new())?;
            for line in why::lines(&document, &resources.lexicon) {
                page.line(&line, Style::new())?;
            }
        }
        Ok(ExitCode::SUCCESS)
    }

    fn read(&self) -> anyhow::Result<Article> {
        let options = Options::parse(&self.fields)?;
        let (mut found, mut reason, mut nth) = (None, None, 0);
        let inputs = slice::from_ref(&self.file);
        let _ = read::read(inputs, &options, &AtomicU64::new(0), &mut |item| {
            match item {
                Err(reject) => reason = Some(reject.reason),
                Ok(article) => {
                    nth += 1;
                    if article.record.unwrap_or(nth) == self.record {
                        found = Some(article);
                        return ControlFlow::Break(());
                    }
                }
            }
            ControlFlow::Continue(())
        });
        let article = found.ok_or_else(|| anyhow!(reason.unwrap_or("no such record".to_owned())));
        let article = article.with_context(|| format!("cannot show {}", self.file.display()))?;
        Ok(Article { published: self.date.or(article.published), ..article })
    }
}

fn write(
    document: &Document,
    resources: &Resources,
    look: Look,
    page: &mut Page<impl Write>,
) -> io::Result<()> {
    let article = &document.article;
    let date = article.published.map(|date| date.to_string()).unwrap_or_default();
    let head = [&article.doc, &article.title, &date, &article.place, &article.wire];
    let head: Vec<&str> = head.map(String::as_str).into_iter().filter(|x| !x.is_empty()).collect();
    page.line(&head.join(" / "), Style::new().bold())?;
    page.line(&key(look), Style::new().dimmed())?;
    page.line("", Style::new())?;
    page.text(&document.normalized.clean, &marks::stretches(document, look))?;
    page.line("", Style::new())?;
    for (line, style) in legend::lines(document, &resources.lexicon) {
        page.line(&line, style)?;
    }
    Ok(())
}

/// What the marks mean.
fn key(look: Look) -> String {
    if look == Look::Color {
        return "person green, body blue, place cyan; quote yellow, indirect speech italic; cue \
                magenta; speaker bold; repair underlined"
            .to_owned();
    }
    let marks = [
        (Mark::Mention(EntityKind::Person, 1), "name"),
        (Mark::Said(QuoteKind::Direct), "quote"),
        (Mark::Said(QuoteKind::Indirect), "indirect speech"),
        (Mark::Cue, "cue"),
        (Mark::Source, "speaker"),
        (Mark::Repair, "repair"),
    ];
    let shown = marks.map(|(mark, name)| {
        let (open, close) = mark.brackets();
        format!("{open}{name}{close}")
    });
    shown.join("  ")
}
