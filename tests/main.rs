//! One binary for all tests, a module a theme.

mod add;
mod bullet_restoration;
mod bullets;
mod cases;
#[cfg(feature = "cli")]
mod cli;
mod collations;
mod collect;
mod convert;
mod corpus;
mod data;
mod dependencies;
#[cfg(all(unix, feature = "cli"))]
mod faults;
mod fixtures;
mod forks;
mod format;
#[cfg(feature = "cli")]
mod git;
mod hostile;
mod hostile_compare;
mod html_tables;
mod items;
mod layering;
mod merge;
mod mojibake;
mod mutations;
mod nested;
mod papers;
mod properties;
mod quotes;
mod reading;
mod records;
mod regressions;
mod restoration;
mod rules;
mod second_parser;
#[cfg(feature = "cli")]
mod server;
#[cfg(feature = "cli")]
mod site;
mod slips;
mod strays;
mod support;
mod toc;
