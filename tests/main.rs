//! One binary for all tests, a module a theme.

#[cfg(feature = "cli")]
mod cli;
mod fixtures;
mod format;
mod layering;
mod records;
mod second_parser;
mod support;
