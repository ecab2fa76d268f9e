//! All integration tests, in one binary.
#![cfg(test)]

mod attribution_cases;
mod attribution_properties;
mod cases;
mod checkworthy;
mod claims_cases;
mod claims_score;
mod cli;
mod corrections;
mod dated_names;
mod docs;
mod entities_cases;
mod gazetteer;
mod golden;
mod merge;
mod normalize_cases;
mod normalize_fuzz;
mod normalize_properties;
mod read_cases;
mod read_files;
mod repeats_cases;
mod seeds;
mod segment_cases;
mod speakers_score;
mod tables;
mod tidy;
mod train;
