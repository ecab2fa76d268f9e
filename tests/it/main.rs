//! All integration tests, in one binary.
#![cfg(test)]

mod cases;
mod segment_cases;
