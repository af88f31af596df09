//! What a listing does by itself: learned from the majority of its entries, then overridden by the settings.
//!
//! Nothing here reports or rewrites. The layers above ask a [`ListingConvention`] what a cell says, how a value is
//! spelled, where an entry belongs and how a row is written, and get the list's own answer.

mod arrangement;
mod collation;
mod column;
mod directive;
mod entry_style;
mod kind;
mod layout;
mod layout_learning;
mod order;
mod order_learning;
mod reading;
mod row;
mod row_layout;
mod sentence;
mod sort_key;
mod sorting;
mod spelling;
mod tail;
mod tally;
mod url_habits;

pub(crate) use collation::Collation;
pub(crate) use column::is_only_links;
pub use column::{ColumnConvention, separators};
pub(crate) use directive::{Directives, Ignore};
#[cfg(feature = "cli")]
pub(crate) use entry_style::StyleCounts;
pub use entry_style::separator as entry_separator;
pub(crate) use entry_style::{EntryStyle, NameStyle, description_end, marker, starts_with_capital};
#[cfg(feature = "cli")]
pub(crate) use kind::flag;
pub(crate) use kind::quantity_context;
pub(crate) use layout::Fence;
pub use layout::{LayoutStyle, TableLayout};
pub(crate) use order::OrderKey;
pub(crate) use reading::CellValue;
pub(crate) use sentence::{is_abbreviated, is_sentence, sentence_end};
pub(crate) use sorting::{moved, moved_among};
pub(crate) use spelling::DateConvention;
pub(crate) use tally::Tally;
pub(crate) use url_habits::UrlHabits;

use crate::config::{ColumnKind, Config};
use crate::document::{Cell, Document, Listing};
use crate::text::{Span, SpanSet};
use order_learning::{collated, learn_orders, order_key, order_keys};
use reading::Values;
use row_layout::RowLayout;

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
    values: Values,
    directives: Directives,
    hands_off: SpanSet,
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
    /// Other ways to compare names that explain the document about as well as its own.
    in_question: Vec<Collation>,
    /// What its last entry is called, where that is none to be sorted.
    tail: Option<String>,
}

impl Conventions {
    /// Learns the conventions of every listing, and applies `config` and the document's own directives over them.
    #[must_use]
    pub fn learn(document: &Document<'_>, config: &Config) -> Self {
        let (listings, values) = learn_listings(document, config);
        let directives = Directives::read(document);
        let hands_off = SpanSet::default();
        let url_habits = UrlHabits::default();
        let mut learned = Self { listings, values, directives, hands_off, url_habits };
        learned.obey_directives(document);
        learned
    }

    /// Learns the conventions of `document` from its older self, so that rows that were added since cannot outvote the
    /// list that they were added to.
    ///
    /// A listing that is not in `old` by the same id and with the same columns is learned from `document`.
    #[must_use]
    pub fn learn_since(old: &Document<'_>, document: &Document<'_>, config: &Config) -> Self {
        let (mut known, _) = learn_listings(old, config);
        let (mut listings, mut values) = learn_listings(document, config);
        for (listing, convention) in document.listings().iter().zip(&mut listings) {
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
                values.read_again(document, listing, &convention.columns);
            }
        }
        let url_habits = if old.listings().is_empty() { UrlHabits::default() } else { UrlHabits::learn(old) };
        let (directives, hands_off) = (Directives::read(document), SpanSet::default());
        let mut learned = Self { listings, values, directives, hands_off, url_habits };
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
                in_question: Vec::new(),
                tail: None,
            }
        };
        Self {
            listings: listings.iter().map(anew).collect(),
            values: Values::default(),
            directives: Directives::default(),
            hands_off: SpanSet::default(),
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
        let generated: SpanSet = document.generated().iter().copied().collect();
        for (listing, convention) in document.listings().iter().zip(&mut self.listings) {
            let is_kept = self.directives.keeps(listing.span) || generated.touches(listing.span);
            if self.directives.switches_off(listing.span) || is_kept {
                convention.order_by_comment = Some(Vec::new());
            }
            if is_kept {
                convention.rows.keep();
                convention.entry_style = EntryStyle::default();
            }
        }
        self.hands_off = hands_off(document, &self.directives);
    }

    /// What comments in the document say to tools.
    #[must_use]
    pub fn directives(&self) -> &Directives {
        &self.directives
    }

    /// Where nothing is edited, whatever is found: what a comment or a program keeps as it is, and lines that are not what
    /// they were meant to be.
    #[must_use]
    pub fn keeps(&self, span: Span) -> bool {
        self.hands_off.touches(span)
    }

    /// What the links of the document have in common; counted when first asked for.
    #[must_use]
    pub fn url_habits(&self) -> &UrlHabits {
        &self.url_habits
    }

    /// What `cell` of the document says, in the convention of its column.
    #[must_use]
    pub fn value(&self, cell: &Cell) -> &CellValue {
        self.values.get(cell)
    }

    /// The listings of `document`, which these are the conventions of, each with its own.
    pub fn with_listings<'a>(
        &'a self,
        document: &'a Document<'_>,
    ) -> impl Iterator<Item = (&'a Listing, &'a ListingConvention)> + Clone {
        document.listings().iter().zip(&self.listings)
    }

    /// The conventions, in the order of [`Document::listings`].
    #[must_use]
    pub fn listings(&self) -> &[ListingConvention] {
        &self.listings
    }
}

/// Where nothing is edited, whatever is found there.
fn hands_off(document: &Document<'_>, directives: &Directives) -> SpanSet {
    let listings = document.listings().iter();
    let entries = listings.clone().flat_map(Listing::entries);
    let glued = entries.filter_map(|entry| entry.glued.map(|glued| glued.span()));
    let swallowed = listings.flat_map(|listing| listing.swallowed.iter().copied());
    let generated = document.generated().iter().copied();
    directives.kept().iter().copied().chain(glued).chain(swallowed).chain(generated).collect()
}

/// The conventions of every listing, with `config` applied over them, and what all cells say in them.
fn learn_listings(document: &Document<'_>, config: &Config) -> (Vec<ListingConvention>, Values) {
    let (columns, values) = column::learn(document, config);
    let orders = learn_orders(document, &columns);
    let styles = entry_style::learn(document);
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
                order: set.map(|set| collated(set, &learned.keys)).unwrap_or(learned.keys),
                entry_style,
                rows,
                in_question: learned.in_question,
                tail: learned.tail,
            }
        },
    );
    (listings.collect(), values)
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
}
