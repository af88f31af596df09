//! What texts say in columns of each spelling, read once: most columns say the same few things over and over.

use std::cell::RefCell;
use std::sync::Arc;

use foldhash::HashMap;

use super::value::Value;
use crate::config::ColumnKind;
use crate::convention::{ColumnConvention, Conventions, Spelling};

/// What was read of the columns of each spelling.
pub(super) struct Values<'a>(HashMap<Spelling<'a>, RefCell<Known>>);

/// What each text says.
type Known = HashMap<String, Option<Value>>;

/// Reads the values of one column.
pub(super) struct ColumnReader<'a> {
    column: &'a ColumnConvention,
    /// The column's key, which its cells share.
    pub(super) key: Arc<str>,
    /// What its texts say, where reading one takes long.
    known: Option<&'a RefCell<Known>>,
}

impl<'a> Values<'a> {
    /// Room for all columns of a document.
    pub(super) fn of(conventions: &'a Conventions) -> Self {
        let columns = conventions.listings().iter().flat_map(|listing| &listing.columns);
        Self(columns.map(|column| (column.spelling(), RefCell::default())).collect())
    }

    /// Reads one of them.
    pub(super) fn reader<'v>(&'v self, column: &'v ColumnConvention) -> ColumnReader<'v> {
        let takes_long = column.kind == ColumnKind::Date || column.reads_amounts();
        let known = self.0.get(&column.spelling()).filter(|_| takes_long);
        ColumnReader { column, key: Arc::from(column.key.as_str()), known }
    }
}

impl ColumnReader<'_> {
    /// What `text` says in this column.
    pub(super) fn value(&self, text: &str) -> Option<Value> {
        let read = || Value::of(self.column.read(text));
        let Some(known) = self.known else { return read() };
        if let Some(value) = known.borrow().get(text) {
            return value.clone();
        }
        let value = read();
        known.borrow_mut().insert(text.to_owned(), value.clone());
        value
    }
}
