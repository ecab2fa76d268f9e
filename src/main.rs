//! The `onrecord` program.

use std::process::ExitCode;

fn main() -> ExitCode {
    onrecord::cli::main()
}
