//! What rules see.

use std::path::Path;

use super::changes::ChangedLines;
use crate::config::Config;
use crate::convention::{Conventions, ListingConvention};
use crate::document::{Document, Listing};
use crate::value::{LinkReport, UrlRepair};

/// What rules see: a document and what it does by itself.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Context<'a> {
    /// The document.
    pub(crate) document: &'a Document<'a>,
    /// The conventions of its listings.
    pub(crate) conventions: &'a Conventions,
    /// The settings.
    pub(crate) config: &'a Config,
    /// The folder that relative links start from, where the document is a file.
    pub(crate) folder: Option<&'a Path>,
    /// What a link checker found out about addresses, where it was asked.
    pub(crate) link_report: Option<&'a LinkReport>,
    /// What is new, where only that is to be looked at.
    pub(crate) changes: Option<&'a ChangedLines>,
}

impl<'a> Context<'a> {
    /// The listings of the document, each with its conventions.
    pub(super) fn listings(
        &self,
    ) -> impl Iterator<Item = (&'a Listing, &'a ListingConvention)> + Clone + use<'a> {
        self.conventions.with_listings(self.document)
    }

    /// Whether the document does on purpose what `repair` would undo in `url`.
    pub(super) fn keeps_url(&self, url: &str, repair: &UrlRepair) -> bool {
        self.conventions.url_habits().keeps(self.document, url, repair)
    }
}
