//! Who is mentioned, who said what and what is claimed, in dumps of news articles.
//!
//! The modules stand in reading order, and each uses only those above it. One article goes down
//! the road `read`, `normalize`, `segment`, `entities`, `attribution`, `claims`, `tables`; the
//! stages between the first and the last are pure functions of one article, and `pipeline` is
//! their list. ARCHITECTURE.md says why.

pub mod text;

pub mod lexicon;

pub mod tagger;

pub mod read;

pub mod normalize;

pub mod segment;

pub mod entities;

pub mod attribution;

pub mod claims;

pub mod repeats;

pub mod tables;

pub mod pipeline;

pub mod progress;

pub mod cli;
