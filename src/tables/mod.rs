//! What was found as tables: one file a table.
//!
//! Reads [`Document`]s; makes rows. Only here do positions in the clean text become positions in
//! the raw text, and bytes code points.

mod document;
mod json;
mod named;
mod place;

pub use document::Document;
pub use json::write_line;
