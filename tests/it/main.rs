//! All integration tests, in one binary.
#![cfg(test)]

mod cases;
mod claims_cases;
mod normalize_cases;
mod normalize_properties;
mod segment_cases;
