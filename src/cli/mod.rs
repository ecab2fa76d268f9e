//! The command line: one file a subcommand.

mod check;
mod checkworthy;
mod extract;
mod gazetteer;
mod interrupt;
mod merge;
mod normalize;
mod run;
mod show;
mod train;

use std::io::{self, Write as _};
use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// Who is mentioned, who said what and what is claimed: from dumps of news articles to tables that
/// a spreadsheet opens.
#[derive(Debug, Parser)]
#[command(
    version,
    after_help = "Exit codes: 0 done; 1 done, with rejects or faults; 2 could not run."
)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Extract(extract::Extract),
    Merge(merge::Merge),
    Show(show::Show),
    Normalize(normalize::Normalize),
    Check(check::Check),
    Checkworthy(checkworthy::Checkworthy),
    Gazetteer(gazetteer::Gazetteer),
    Train(train::Train),
}

/// Runs the subcommand that the arguments name, and tells of what stopped it.
pub fn main() -> ExitCode {
    let result = match Arguments::parse().command {
        Command::Extract(command) => command.run(),
        Command::Merge(command) => command.run(),
        Command::Show(command) => command.run(),
        Command::Normalize(command) => command.run(),
        Command::Check(command) => command.run(),
        Command::Checkworthy(command) => command.run(),
        Command::Gazetteer(command) => command.run(),
        Command::Train(command) => command.run(),
    };
    result.unwrap_or_else(|error| {
        if is_closed_pipe(&error) {
            return ExitCode::SUCCESS;
        }
        // With standard error closed there is nobody to tell.
        let _ = writeln!(anstream::stderr(), "onrecord: {error:#}");
        ExitCode::from(2)
    })
}

/// Whether the reader of our output went away, which is its right (`| head`).
fn is_closed_pipe(error: &anyhow::Error) -> bool {
    error.chain().any(|cause| {
        cause.downcast_ref::<io::Error>().is_some_and(|io| io.kind() == io::ErrorKind::BrokenPipe)
    })
}
