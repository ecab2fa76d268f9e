//! What the program knows of the world: officials, offices, tenures, agencies, organizations and
//! places, and the word lists of the stages.
//!
//! All of it lives in data files under `gazetteers/`, compiled in, and in folders of the same form
//! that users give with `--gazetteer`. Nothing here looks at an article.

mod check;
mod date;
mod entity;
mod fault;
mod load;
mod numbering;
mod rows;
mod slots;
mod spelling;
mod words;

pub use check::{check, check_built_in};
pub use date::PartialDate;
pub use entity::{Entity, EntityIdx, EntityKind, Lexicon, Office, OfficeIdx, Tenure};
pub use fault::{LexiconError, LexiconErrorKind};
pub use numbering::{Memo, Numbering};
pub use slots::Slots;
pub use spelling::{Spelling, alphanumerics, capitals, count, eights_at, mix, smalls, spread};
pub use words::{check_words, entries};
