//! The `onrecord` program.

use std::process::ExitCode;

/// An article is some thousand short vectors: a tenth of the time goes to handing out memory with
/// the allocator of most systems.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    onrecord::cli::main()
}
