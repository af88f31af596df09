//! One binary for all tests, a module a theme.

mod bullet_restoration;
mod bullets;
#[cfg(feature = "cli")]
mod cli;
mod corpus;
mod fixtures;
mod format;
mod layering;
mod properties;
mod records;
mod regressions;
mod restoration;
mod rules;
mod second_parser;
mod support;
