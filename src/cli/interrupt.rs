//! What happens on Ctrl-C.

use std::fs;
use std::path::PathBuf;
use std::process;

/// Exit code of a program that was interrupted, as shells have it.
const INTERRUPTED: i32 = 130;

/// From now on Ctrl-C takes away a folder and ends the program.
///
/// It does not wait for the threads: one may be waiting for standard input. While they still write,
/// a file may appear in the folder as it is emptied, so it is tried again.
#[expect(clippy::exit, reason = "a signal has no other way to end the program")]
pub(super) fn removes(folder: PathBuf) -> Result<(), ctrlc::Error> {
    ctrlc::set_handler(move || {
        for _ in 0..5 {
            if fs::remove_dir_all(&folder).is_ok() || !folder.exists() {
                break;
            }
        }
        process::exit(INTERRUPTED);
    })
}
