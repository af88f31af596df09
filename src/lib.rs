//! `relist` reads a markdown awesome-list, turns its tables into normalized records, learns the list's own house
//! style, and rewrites only what strays from it. Everything else in the file stays byte for byte as it was.
//!
//! Data flows one way, and each module imports only from those before it:
//! [`text`] → [`value`] → [`document`] → [`config`] → [`convention`] → [`rules`] →
//! [`mod@format`] → [`records`] → [`laws`] → [`compare`]; `report`, for the command line, comes last.

#[cfg(feature = "cli")]
pub mod cli;
pub mod compare;
pub mod config;
pub mod convention;
pub mod document;
pub mod format;
pub mod laws;
pub mod records;
#[cfg(feature = "cli")]
pub mod report;
pub mod rules;
pub mod text;
pub mod value;
