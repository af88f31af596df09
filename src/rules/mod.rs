//! The rules: each looks at one thing, reports what strays, and proposes edits; none of them writes.
//!
//! A rule is declared in a file of its own by `declare_rule!`, whose doc comment is also what `relist rules` prints. What a
//! rule says of itself is a [`Rule`]; `registry` lists them, and `runner` runs them.

mod allowed;
mod ambiguous_date;
mod broken_anchor;
mod broken_markup;
mod casing;
mod cell;
mod changes;
mod check;
mod column_settings;
mod conflict_marker;
mod context;
mod date_format;
mod date_legend;
mod dead_link;
mod description_start;
mod directive;
mod documentation;
mod duplicate_entry;
mod empty_link;
mod entry_format;
mod entry_identity;
mod entry_name;
mod entry_order;
mod entry_parts;
mod excess_cells;
mod final_punctuation;
mod finding;
mod fix_title;
mod header_spelling;
mod index_entry;
mod insecure_url;
mod invalid_date;
mod invisible_character;
mod line_ends;
mod link_mismatch;
mod link_separator;
mod lost_entry;
mod malformed_url;
mod max_length;
mod min_entries;
mod missing_cells;
mod missing_file;
mod mixed_script;
mod mojibake;
mod moved_link;
mod not_a_table;
mod number_spelling;
mod pattern;
mod pending_cells;
mod place_of;
mod redundant_url_part;
mod registry;
mod repeated_row;
mod repeated_word;
mod required;
mod rule;
mod runner;
mod size_format;
mod size_mismatch;
mod small_names;
mod suppression;
mod swallowed_line;
mod table_layout;
#[cfg(test)]
mod testing;
mod text_column;
mod text_runs;
mod text_spacing;
mod toc_entry;
mod too_long;
mod tracking_parameters;
mod undefined_reference;
mod unspaced_markup;
mod unused_ignore;
mod value_spelling;

pub(crate) use changes::ChangedLines;
pub(crate) use context::Context;
#[cfg(feature = "cli")]
pub(crate) use entry_name::shown_name;
pub use finding::{Finding, Fix, Movement, Place};
#[cfg(feature = "cli")]
pub(crate) use missing_file::stays_inside;
pub use registry::{UnknownRule, all, named, selected};
pub use rule::{Applicability, Rule, Severity};
pub(crate) use runner::{keep_layout, run};
