//! Two or three versions of a list beside each other: what changed, and how changes go together.
//!
//! Lines are the wrong unit for a list: one row in an aligned table changes eighty of them, and two rows added in one
//! place are a conflict to git. So versions are compared by entry and cell. Which entry is which is told by where its
//! name leads, then by the name, then by its neighbours ([`diff`]).

mod columns;
mod diff;
mod identity;
mod lines;
mod listings;
mod matching;
mod pairs;
mod side;

pub use diff::{CellDiff, Change, ColumnDiff, Diff, EntryDiff, ListingDiff, diff};
