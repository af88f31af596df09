//! How the rows of one listing are laid out, looked at when first asked for: who only reads records never asks.

use std::sync::OnceLock;

use super::layout::{LayoutStyle, TableLayout};
use super::layout_learning::{fixed, learn};
use crate::config::TableStyle;
use crate::document::{Listing, ListingKind};

/// The layout of a listing's rows, set or learned.
#[derive(Clone, Debug)]
pub(super) struct RowLayout {
    set: Option<TableStyle>,
    /// Whether rows stay as they are written.
    is_kept: bool,
    layout: OnceLock<TableLayout>,
}

impl RowLayout {
    /// That of `listing`, for which `set` is set.
    pub(super) fn new(listing: &Listing, set: Option<TableStyle>) -> Self {
        let is_kept = listing.kind != ListingKind::Table || set == Some(TableStyle::Keep);
        Self { set, is_kept, layout: OnceLock::new() }
    }

    /// The same for a later version of the listing.
    pub(super) fn anew(&self) -> Self {
        Self { layout: OnceLock::new(), ..*self }
    }

    /// Leaves the rows as they are written.
    pub(super) fn keep(&mut self) {
        self.is_kept = true;
    }

    /// Whether rows that stray are laid out again.
    pub(super) fn is_kept(&self) -> bool {
        self.is_kept
    }

    /// The layout of new rows of `listing`, which stands in `source` and is the same at each call.
    pub(super) fn of(&self, source: &str, listing: &Listing) -> &TableLayout {
        self.layout.get_or_init(|| match self.set {
            Some(TableStyle::Aligned) => fixed(LayoutStyle::Aligned, source, listing),
            Some(TableStyle::Compact) => fixed(LayoutStyle::Compact, source, listing),
            Some(TableStyle::Keep) | None => learn(source, listing),
        })
    }
}
