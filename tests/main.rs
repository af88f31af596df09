//! One binary for all tests, a module a theme.

#[cfg(feature = "cli")]
mod cli;
mod corpus;
mod fixtures;
mod format;
mod layering;
mod merge;
mod properties;
mod records;
mod regressions;
mod restoration;
mod second_parser;
mod support;
