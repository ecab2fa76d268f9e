//! What the program knows of the world: officials, offices, tenures, agencies, organizations and
//! places, and the word lists of the stages.
//!
//! All of it lives in data files under `gazetteers/`, compiled in, and in folders of the same form
//! that users give with `--gazetteer`. Nothing here looks at an article.

mod check;
mod corrections;
mod date;
mod entity;
mod fault;
mod import;
mod load;
mod numbering;
mod rows;
mod slots;
mod slug;
mod spelling;
mod words;

pub use check::{check, check_built_in};
pub use corrections::{Action, Correction, Whom};
pub use date::PartialDate;
pub use entity::{Entity, EntityIdx, EntityKind, Lexicon, Office, OfficeIdx, Tenure};
pub use fault::{LexiconError, LexiconErrorKind};
pub use import::{Counts, Made, Options, import, is_gazetteer, merge, start};
pub use numbering::{Memo, Numbering};
pub use slots::Slots;
use slug::Slug;
pub use slug::slug;
pub use spelling::{
    HIGH_BITS, Spelling, alphanumerics, capitals, count, eights_at, mix, smalls, spread,
};
pub use words::{check_words, entries};
