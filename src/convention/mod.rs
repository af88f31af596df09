//! What a listing does by itself: learned from the majority of its entries, then overridden by the settings.
//!
//! Nothing here reports or rewrites. The layers above ask a [`ListingConvention`] what a cell says, how a value is
//! spelled, where an entry belongs and how a row is written, and get the list's own answer.

mod column;
mod directive;
mod entry_style;
mod kind;
mod layout;
mod layout_learning;
mod order;
mod order_learning;
mod reading;
mod readings;
mod row_layout;
mod spelling;
mod texts;
mod url_habits;

use std::cmp::Ordering;

pub(crate) use column::is_only_links;
pub use column::{ColumnConvention, separators};
pub use directive::{DirectiveFault, Directives, Ignore, OrderDirective};
pub use entry_style::{
    EntryStyle, NameStyle, ends_in_full_stop, marker, separator as entry_separator, starts_with_capital,
};
pub(crate) use kind::quantity_context;
pub use layout::{ColumnLayout, Fence, Justify, LayoutStyle, TableLayout};
pub use order::{Collation, OrderKey};
pub use reading::CellValue;
pub(crate) use reading::Spelling;
pub use readings::Readings;
pub use spelling::DateConvention;
pub use url_habits::UrlHabits;

use crate::config::{ColumnKind, Config};
use crate::document::{CellText, Contents, Document, Listing};
use crate::value::natural_order;
use order_learning::{collated, learn_orders, order_key, order_keys};
use reading::{SortKey, sorted_part};
use row_layout::RowLayout;
use texts::Texts;

/// The conventions of all listings of a document, in their order.
///
/// ```
/// use relist::config::{ColumnKind, Config};
/// use relist::convention::Conventions;
/// use relist::document::Document;
///
/// let source = "| Model | Released |\n|---|---|\n| Yi | 11/23 |\n| Qwen | 08/23 |\n| XGen | 06/23 |\n";
/// let document = Document::parse(source);
/// let conventions = Conventions::learn(&document, &Config::default());
/// let released = &conventions.listings()[0].columns[1];
/// assert_eq!(released.kind, ColumnKind::Date);
/// assert_eq!(released.read_date("06/23").unwrap().to_string(), "2023-06");
/// ```
#[derive(Clone, Debug)]
pub struct Conventions {
    listings: Vec<ListingConvention>,
    directives: Directives,
    url_habits: UrlHabits,
}

/// What one listing does.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct ListingConvention {
    /// Its columns, in order.
    pub columns: Vec<ColumnConvention>,
    /// What it is sorted by; empty where it keeps no order.
    pub order: Vec<OrderKey>,
    /// Whether its order was set, not learned.
    pub order_is_set: bool,
    /// The order that a comment asks for instead; empty where it is to be kept as it stands.
    pub order_by_comment: Option<Vec<OrderKey>>,
    /// How the items of a bullet list are written.
    pub entry_style: EntryStyle,
    rows: RowLayout,
}

impl Conventions {
    /// Learns the conventions of every listing, and applies `config` and the document's own directives over them.
    #[must_use]
    pub fn learn(document: &Document<'_>, config: &Config) -> Self {
        Self::learn_with(document, &document.contents(), config)
    }

    /// The same, where the `contents` of the document were read already.
    #[must_use]
    pub fn learn_with(document: &Document<'_>, contents: &Contents<'_>, config: &Config) -> Self {
        Self::learn_noting(document, contents, &Readings::default(), config)
    }

    /// The same, with note taken in `readings` of what texts were read for it.
    #[must_use]
    pub fn learn_noting<'src>(
        document: &Document<'_>,
        contents: &Contents<'src>,
        readings: &Readings<'src>,
        config: &Config,
    ) -> Self {
        let mut learned = Self {
            listings: learn_listings(document, contents, readings, config),
            directives: Directives::read(document),
            url_habits: UrlHabits::default(),
        };
        learned.obey_directives(document);
        learned
    }

    /// Learns the conventions of `document` from its older self, so that rows that were added since cannot outvote the
    /// list that they were added to.
    ///
    /// A listing that is not in `old` by the same id and with the same columns is learned from `document`.
    #[must_use]
    pub fn learn_since(old: &Document<'_>, document: &Document<'_>, config: &Config) -> Self {
        let old_contents = old.contents();
        let mut known = learn_listings(old, &old_contents, &Readings::default(), config);
        let mut learned = learn_listings(document, &document.contents(), &Readings::default(), config);
        for (listing, convention) in document.listings().iter().zip(&mut learned) {
            let before = old.listings().iter().position(|before| before.id == listing.id);
            let before = before.filter(|&index| {
                let keys = |columns: &[ColumnConvention]| -> Vec<String> {
                    columns.iter().map(|column| column.key.clone()).collect()
                };
                !old.listings()[index].entries().is_empty()
                    && keys(&known[index].columns) == keys(&convention.columns)
            });
            if let Some(index) = before {
                known[index].new_rows(old.source(), &old.listings()[index]);
                // Ids are unique, so that nobody else will ask for it.
                std::mem::swap(convention, &mut known[index]);
            }
        }
        let url_habits = if old.listings().is_empty() {
            UrlHabits::default()
        } else {
            UrlHabits::learn(old.source(), &old_contents)
        };
        let mut learned = Self { listings: learned, directives: Directives::read(document), url_habits };
        learned.obey_directives(document);
        learned
    }

    /// The layouts alone, for a document whose listings are those with the indices `listings` after some of their cells
    /// were mended: they are learned from it.
    #[must_use]
    pub(crate) fn laid_out_anew(&self, listings: &[usize]) -> Self {
        let anew = |&index: &usize| {
            let ListingConvention { entry_style, rows, .. } = &self.listings[index];
            ListingConvention {
                columns: Vec::new(),
                order: Vec::new(),
                order_is_set: false,
                order_by_comment: None,
                entry_style: entry_style.clone(),
                rows: rows.anew(),
            }
        };
        Self {
            listings: listings.iter().map(anew).collect(),
            directives: Directives::default(),
            url_habits: UrlHabits::default(),
        }
    }

    /// What comments in the document say overrides what was learned and what was set.
    fn obey_directives(&mut self, document: &Document<'_>) {
        let source = document.source();
        for order in self.directives.orders() {
            let convention = &mut self.listings[order.listing];
            let names = order.names.iter().map(|name| name.of(source));
            let keys: Option<Vec<OrderKey>> =
                names.map(|name| order_key(name, &convention.columns)).collect();
            convention.order_by_comment = keys.or(convention.order_by_comment.take());
        }
        for (listing, convention) in document.listings().iter().zip(&mut self.listings) {
            if self.directives.switches_off(listing.span) {
                convention.order_by_comment = Some(Vec::new());
            }
            if self.directives.keeps_layout(listing.span) {
                convention.rows.keep();
            }
        }
    }

    /// What comments in the document say to tools.
    #[must_use]
    pub fn directives(&self) -> &Directives {
        &self.directives
    }

    /// What the links of the document have in common; counted when first asked for.
    #[must_use]
    pub fn url_habits(&self) -> &UrlHabits {
        &self.url_habits
    }

    /// The conventions, in the order of [`Document::listings`].
    #[must_use]
    pub fn listings(&self) -> &[ListingConvention] {
        &self.listings
    }
}

/// The conventions of every listing, with `config` applied over them.
fn learn_listings<'src>(
    document: &Document<'_>,
    contents: &Contents<'src>,
    readings: &Readings<'src>,
    config: &Config,
) -> Vec<ListingConvention> {
    let listings = document.listings().iter().enumerate();
    let texts: Vec<Texts<'_, '_>> =
        listings.map(|(index, listing)| Texts { contents, index, listing }).collect();
    let columns = column::learn(document, &texts, readings, config);
    let orders = learn_orders(document, &texts, readings, &columns);
    let styles = entry_style::learn(document, &texts);
    let listings = document.listings().iter().zip(columns).zip(orders).zip(styles).map(
        |(((listing, columns), learned), entry_style)| {
            let settings = config.listing(&listing.id);
            let order = settings.and_then(|listing| listing.order.as_ref()).or(config.order.as_ref());
            let set = order.and_then(|order| order_keys(order, &columns));
            let style = settings.and_then(|listing| listing.tables).or(config.tables);
            let rows = RowLayout::new(listing, style);
            ListingConvention {
                columns,
                order_is_set: set.is_some(),
                order_by_comment: None,
                order: set.map(|set| collated(set, &learned)).unwrap_or(learned),
                entry_style,
                rows,
            }
        },
    );
    listings.collect()
}

impl ListingConvention {
    /// How the rows of `listing`, which stands in `source`, are laid out; `None` where they are to be kept as they stand.
    ///
    /// The layout is learned at the first call, and remembered: it is to be asked for with the listing that the
    /// convention was learned from.
    #[must_use]
    pub fn layout(&self, source: &str, listing: &Listing) -> Option<&TableLayout> {
        self.is_laid_out().then(|| self.rows.of(source, listing))
    }

    /// How new rows of it are laid out, even where the others are kept as they stand; asked for as
    /// [`layout`](Self::layout) is.
    pub fn new_rows(&self, source: &str, listing: &Listing) -> &TableLayout {
        self.rows.of(source, listing)
    }

    /// Whether rows that stray are laid out like the others.
    #[must_use]
    pub fn is_laid_out(&self) -> bool {
        !self.rows.is_kept()
    }

    /// What its entries are to be sorted by: the order of a comment, or else what was set or learned.
    #[must_use]
    pub fn order_in_force(&self) -> &[OrderKey] {
        self.order_by_comment.as_deref().unwrap_or(&self.order)
    }

    /// Whether `name` can stand in an order: it is the name or the key of a column, maybe with `-` in front.
    #[must_use]
    pub fn can_order_by(&self, name: &str) -> bool {
        order_key(name, &self.columns).is_some()
    }

    /// The column that identifies an entry.
    #[must_use]
    pub fn name_column(&self) -> usize {
        self.columns.iter().position(|column| column.kind == ColumnKind::Name).unwrap_or(0)
    }

    /// The places of the entries in this listing's order: at `n`, the index of the entry that belongs in place `n`.
    ///
    /// Sorting is stable. `None` where the listing keeps no order, has rows that belong to others, or is in order.
    #[must_use]
    pub fn sorted(&self, document: &Document<'_>, listing: &Listing) -> Option<Vec<usize>> {
        self.sorted_with(document, listing, |_| false)
    }

    /// Whether texts that no key has to be made for show that the entries are in order, as they nearly always are.
    fn is_in_order_at_a_look(&self, document: &Document<'_>, listing: &Listing) -> bool {
        let &[OrderKey { column, descending, collation: Collation::Words }] = self.order_in_force() else {
            return false;
        };
        if !self.columns.get(column).is_some_and(ColumnConvention::holds_text) {
            return false;
        }
        let mut before: Option<CellText<'_>> = None;
        listing.entries().iter().filter_map(|entry| listing.cell(entry, column)).all(|cell| {
            let text = document.cell_text(cell);
            let part = sorted_part(text.before_images());
            if part.is_empty() {
                // A blank one stays behind the entry that it follows.
                return true;
            }
            let ordering = before.as_ref().map_or(Ordering::Equal, |before| {
                let before = sorted_part(before.before_images());
                if descending { natural_order(part, before) } else { natural_order(before, part) }
            });
            before = Some(text);
            ordering.is_le()
        })
    }

    /// The same, where some entries are known to be new: such a one is not pinned to the head of the listing, as others
    /// are that stand there out of order.
    #[must_use]
    pub fn sorted_with(
        &self,
        document: &Document<'_>,
        listing: &Listing,
        is_new: impl Fn(usize) -> bool,
    ) -> Option<Vec<usize>> {
        let order = self.order_in_force();
        if order.is_empty() || self.is_in_order_at_a_look(document, listing) {
            return None;
        }
        let keys: Option<Vec<(Vec<SortKey>, bool)>> = order
            .iter()
            .map(|key| {
                Some((sort_keys(document, listing, self.columns.get(key.column)?, *key)?, key.descending))
            })
            .collect();
        let keys = keys?;
        let compare = |one: &usize, other: &usize| {
            keys.iter()
                .map(|(keys, descending)| order::compare(&keys[*one], &keys[*other], *descending))
                .find(|ordering| ordering.is_ne())
                .unwrap_or(Ordering::Equal)
        };
        let mut places: Vec<usize> = (0..listing.entries().len()).collect();
        if places.is_sorted_by(|one, other| compare(one, other).is_le())
            || !may_be_reordered(document, listing, self.name_column())
        {
            return None;
        }
        let is_set = self.order_is_set || self.order_by_comment.is_some();
        let pinned = if is_set { 0 } else { order::pinned(&places, compare, is_new) };
        places[pinned..].sort_by(compare);
        (!places.is_sorted() && are_siblings(listing, &places)).then_some(places)
    }
}

/// Which entries of a permutation move: all but its longest rising run.
#[must_use]
pub fn moved(places: &[usize]) -> Vec<bool> {
    order::longest_run(places, Ord::cmp).into_iter().map(|stays| !stays).collect()
}

/// The same where some entries are `new`: as many of the others as can be stay, and of those that are new, all that
/// stand well among them.
#[must_use]
pub fn moved_among(places: &[usize], is_new: impl Fn(usize) -> bool) -> Vec<bool> {
    let weight = |entry: &usize| if is_new(*entry) { 1 } else { places.len() + 1 };
    order::heaviest_run(places, weight).into_iter().map(|stays| !stays).collect()
}

fn sort_keys(
    document: &Document<'_>,
    listing: &Listing,
    column: &ColumnConvention,
    key: OrderKey,
) -> Option<Vec<SortKey>> {
    let cells = listing.entries().iter().map(|entry| listing.cell(entry, key.column));
    let texts = cells.map(|cell| cell.map(|cell| document.cell_text(cell)));
    order::keys(
        texts.map(|text| text.and_then(|text| SortKey::new(column, text.before_images(), key.collation))),
    )
}

/// Rows that belong to the row above them, and rows that head a group, would be torn from it.
fn may_be_reordered(document: &Document<'_>, listing: &Listing, name_column: usize) -> bool {
    let source = document.source();
    if !listing.is_table() {
        return items_may_be_reordered(document, listing, name_column);
    }
    listing.entries().iter().all(|entry| {
        let cells = listing.cells(entry);
        let named = cells.get(name_column).is_some_and(|cell| !document.cell_text(cell).as_str().is_empty());
        let filled = cells.iter().filter(|cell| !cell.is_blank()).count();
        let alone = filled <= 1 && listing.column_count() > 1;
        let outside = layout::is_row(listing, entry) || !entry.line_end().of(source).is_empty();
        named && !alone && outside
    }) && listing.entries().iter().all(|entry| layout::is_row(listing, entry) || entry.leading_pipe)
}

/// Whether the entries are still siblings in this order: an item that is indented as far as the text of the one above it
/// would be nested in that.
fn are_siblings(listing: &Listing, places: &[usize]) -> bool {
    let indent = |place: usize| listing.entries()[place].prefix().len();
    listing.is_table() || places.windows(2).all(|pair| indent(pair[1]) < indent(pair[0]) + 2)
}

/// Numbered items have their places for a reason, and items that are set apart from each other in more ways than one
/// stand in groups.
fn items_may_be_reordered(document: &Document<'_>, listing: &Listing, name_column: usize) -> bool {
    let source = document.source();
    let entries = listing.entries();
    let Some(first) = entries.first() else { return false };
    let lines = |entry: &crate::document::Entry| entry.line_end().of(source).matches('\n').count().min(2);
    let gap = lines(first);
    let last = entries.len() - 1;
    entries.iter().enumerate().all(|(index, entry)| {
        let named = listing.cell(entry, name_column).is_some_and(|cell| !cell.is_blank());
        let is_numbered = entry.content.of(source).starts_with(|c: char| c.is_ascii_digit());
        let stands_alike = index == last || lines(entry) == gap;
        named && !is_numbered && stands_alike
    })
}
