//! How far a run is, and at its end what came of it; all of it on standard error.
//!
//! On a terminal a bar; elsewhere one line a minute, so that logs stay short.

use std::fmt;
use std::io::{self, IsTerminal as _, Write as _};
use std::time::{Duration, Instant};

use indicatif::{HumanBytes, HumanCount, ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::tables::Counts;

/// How often something is told where there is no terminal.
const LINE_EVERY: Duration = Duration::from_mins(1);

/// Tells how far a run is.
#[derive(Debug)]
pub struct Progress {
    way: Way,
    counts: Counts,
    // Bytes that will be read, when that is known.
    total: Option<u64>,
    start: Instant,
}

#[derive(Debug)]
enum Way {
    Quiet,
    Lines { last: Instant },
    Bar(ProgressBar),
}

impl Progress {
    /// Tells nothing at all.
    pub fn quiet() -> Self {
        Self::by(Way::Quiet, None)
    }

    /// Tells by a bar on a terminal, by lines elsewhere; `total` is the bytes that will be read.
    pub fn new(total: Option<u64>) -> Self {
        if !io::stderr().is_terminal() {
            return Self::by(Way::Lines { last: Instant::now() }, total);
        }
        let form = match total {
            Some(_) => "{wide_bar} {bytes} of {total_bytes}, {msg}, {eta} left",
            None => "{spinner} {bytes}, {msg}",
        };
        let style =
            ProgressStyle::with_template(form).unwrap_or_else(|_| ProgressStyle::default_bar());
        let bar = ProgressBar::with_draw_target(total, ProgressDrawTarget::stderr());
        Self::by(Way::Bar(bar.with_style(style)), total)
    }

    fn by(way: Way, total: Option<u64>) -> Self {
        Self { way, counts: Counts::default(), total, start: Instant::now() }
    }

    /// Adds what was found since the last call; `n_read` is the bytes read from the beginning.
    pub fn add(&mut self, counts: &Counts, n_read: u64) {
        self.counts.add(counts);
        match &mut self.way {
            Way::Quiet => {}
            Way::Lines { last } if last.elapsed() < LINE_EVERY => {}
            Way::Lines { last } => {
                *last = Instant::now();
                let line = self.line(n_read);
                tell(&line);
            }
            Way::Bar(bar) => {
                let seconds = self.start.elapsed().as_secs().max(1);
                bar.set_position(n_read);
                bar.set_message(format!(
                    "{} articles/s, {} quotes",
                    HumanCount(self.counts.n_articles / seconds),
                    HumanCount(self.counts.n_quotes)
                ));
            }
        }
    }

    fn line(&self, n_read: u64) -> String {
        let share = self
            .total
            .filter(|total| *total > 0)
            .map_or(String::new(), |total| format!(" of {}", HumanBytes(total)));
        format!(
            "{}{share} read, {} articles, {} quotes",
            HumanBytes(n_read),
            HumanCount(self.counts.n_articles),
            HumanCount(self.counts.n_quotes)
        )
    }

    /// All that was counted.
    pub fn counts(&self) -> &Counts {
        &self.counts
    }

    /// Takes the bar away and tells what came of the run; `outcome` says what was written where.
    pub fn finish(self, outcome: &dyn fmt::Display) {
        match &self.way {
            Way::Quiet => return,
            Way::Lines { .. } => {}
            Way::Bar(bar) => bar.finish_and_clear(),
        }
        let Counts {
            n_articles,
            n_bytes,
            n_repaired,
            n_repairs,
            n_mentions,
            n_quotes,
            n_claims,
            n_foreign,
            n_rejects,
        } = self.counts;
        tell(&format!(
            "read      {} articles, {}, in {:.1} s",
            HumanCount(n_articles),
            HumanBytes(n_bytes),
            self.start.elapsed().as_secs_f64()
        ));
        if n_mentions + n_quotes + n_claims > 0 {
            tell(&format!(
                "found     {} mentions, {} quotes, {} claims",
                HumanCount(n_mentions),
                HumanCount(n_quotes),
                HumanCount(n_claims)
            ));
        }
        tell(&format!(
            "repaired  {} places in {} articles",
            HumanCount(n_repairs),
            HumanCount(n_repaired)
        ));
        if n_foreign > 0 {
            tell(&format!(
                "passed    {} articles not in English, as they are",
                HumanCount(n_foreign)
            ));
        }
        tell(&format!("rejected  {}", HumanCount(n_rejects)));
        tell(&format!("written   {outcome}"));
    }
}

/// Writes a line to standard error; who closed it does not want to know.
fn tell(line: &str) {
    let _ = writeln!(io::stderr(), "{line}");
}
