//! `relist` reads a markdown awesome-list, turns its tables and bullet lists into normalized records, learns the list's
//! own house style, and rewrites only what strays from it. Everything else in the file stays byte for byte as it was.
//!
//! # The way of the data
//!
//! ```text
//! source ──► Document ──► Conventions ──► findings ──► Vec<Edit> ──► proof ──► source
//!            ranges        learned          rules        fixes
//!               └──────┬──────┘
//!                      ▼
//!          extract ──► Dataset ──► render ──► proof ──► source
//! ```
//!
//! It flows one way, and each module imports only from those before it: [`text`] → [`value`] → [`document`] → [`config`] →
//! [`convention`] → [`toc`] → [`rules`] → [`mod@format`] → [`records`] → [`laws`] → [`compare`]; `site`, `report` and
//! `cli`, for the command line, come last.
//!
//! # Where to start
//!
//! | To | Call |
//! | --- | --- |
//! | read a list | [`Document::parse`](document::Document::parse) |
//! | know what it does by itself | [`Conventions::learn`](convention::Conventions::learn) |
//! | report what strays, with fixes as edits | [`Task::check`](format::Task::check) |
//! | mend it | [`format()`](format::format()), or [`Task::format`](format::Task::format) since an older version |
//! | bring its table of contents up to date | [`toc::update`] |
//! | have it as data, and write it back | [`extract`](records::extract), [`render`](records::render()), [`render_fresh`](records::render_fresh) |
//! | compare and merge versions | [`diff`](compare::diff()), [`merge`](compare::merge()) |
//! | prove that nothing is lost | [`verify`](laws::verify) |
//!
//! ```
//! use relist::config::Config;
//! use relist::convention::Conventions;
//! use relist::document::Document;
//! use relist::format::Task;
//! use relist::records::{Dataset, extract, render};
//!
//! let source = "\
//! ## Models
//!
//! - [Falcon](https://example.com/falcon) - 2023/06, a model of TII.
//! - [Llama](https://example.com/llama) - 2023/02, a model of Meta.
//! - [Pythia](https://example.com/pythia): 2023/04, a suite of models.
//! - [Vicuna](https://example.com/vicuna) - 2023/03, a tuned Llama.
//! ";
//! let document = Document::parse(source);
//! let config = Config::default();
//!
//! // What each entry says, normalized:
//! let dataset = extract(&document, &Conventions::learn(&document, &config));
//! let falcon = &dataset.listings[0].entries[0];
//! assert_eq!(falcon.cells["name"].text.as_deref(), Some("Falcon"));
//! assert_eq!(falcon.cells["date"].value, Some(relist::records::Value::Date("2023-06".parse()?)));
//! assert_eq!(render(source, &config, &Dataset::from_json(&dataset.to_json())?)?, source);
//!
//! // What strays from the others, as far as four entries show it:
//! for finding in &Task::new(source, &config).check()?.findings {
//!     println!("{}: {}", document.position(finding.span.start).line, finding.message);
//! }
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # Features
//!
//! `cli`, on by default, has the command line and all that only it needs. A program that uses the library turns it off:
//!
//! ```toml
//! relist = { version = "0.1", default-features = false }
//! ```

#[cfg(test)]
#[path = "../tests/cases.rs"]
mod cases;
#[cfg(feature = "cli")]
pub mod cli;
pub mod compare;
pub mod config;
pub mod convention;
pub mod document;
pub mod format;
pub mod laws;
mod page;
pub mod records;
#[cfg(feature = "cli")]
pub mod report;
pub mod rules;
#[cfg(feature = "cli")]
pub mod site;
pub mod text;
pub mod toc;
pub mod value;
