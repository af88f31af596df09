//! One binary for all tests, a module a theme.

#[cfg(feature = "cli")]
mod cli;
mod corpus;
mod fixtures;
mod forks;
mod format;
#[cfg(feature = "cli")]
mod git;
mod layering;
mod merge;
mod properties;
mod records;
mod regressions;
mod restoration;
mod second_parser;
mod support;
