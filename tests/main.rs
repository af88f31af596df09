//! One binary for all tests, a module a theme.

#[cfg(feature = "cli")]
mod cli;
mod restoration;
