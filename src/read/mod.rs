//! Reads dumps: from files, folders and standard input to articles.
//!
//! Makes [`Article`]s in input order and tells of everything that it could not read.

mod article;

pub use article::{Article, DateSource};
