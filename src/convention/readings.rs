//! The amounts and dates that texts name, each text read once: most columns say the same few things over and over.

use std::borrow::Cow;
use std::cell::{OnceCell, RefCell};
use std::rc::Rc;

use foldhash::HashMap;

use super::spelling::Reading;
use crate::document::Text;
use crate::value::{QuantityContext, QuantityList, QuantitySpelling, parse_quantities, readings};

/// The amounts and dates that were read of the texts of a document while its conventions were learned, for whoever
/// reads the same texts again ([`Conventions::learn_noting`](super::Conventions::learn_noting)).
///
/// ```
/// use relist::config::Config;
/// use relist::convention::{Conventions, Readings};
/// use relist::document::Document;
/// use relist::records::extract_with;
///
/// let document = Document::parse("| Model | Size |\n|---|---|\n| Yi | 6B, 34B |\n");
/// let (contents, readings) = (document.contents(), Readings::default());
/// let conventions = Conventions::learn_noting(&document, &contents, &readings, &Config::default());
/// let dataset = extract_with(&document, &contents, &readings, &conventions);
/// assert_eq!(dataset.listings[0].entries[0].cells["size"].text.as_deref(), Some("6B, 34B"));
/// ```
#[derive(Debug, Default)]
pub struct Readings<'src> {
    /// By their context, of which there are few.
    amounts: RefCell<Vec<(QuantityContext, ByText<'src, Amounts>)>>,
    dates: RefCell<ByText<'src, Rc<[Reading]>>>,
}

type ByText<'src, T> = HashMap<Cow<'src, str>, T>;

/// The amounts that a text names.
#[derive(Debug)]
pub(super) struct Amounts {
    pub(super) list: QuantityList,
    spellings: OnceCell<Spellings>,
}

/// How the amounts of a text are spelled.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Spellings {
    /// Whether it shows each of the spellings, in their order.
    shown: [bool; SPELLINGS.len()],
    /// Whether there is an amount that is not in its own spelling from end to end: `7b-13B`.
    pub(super) are_mixed: bool,
}

/// All spellings, in order.
const SPELLINGS: [QuantitySpelling; 4] = [
    QuantitySpelling { uppercase: false, space: false },
    QuantitySpelling { uppercase: false, space: true },
    QuantitySpelling { uppercase: true, space: false },
    QuantitySpelling { uppercase: true, space: true },
];

impl<'src> Readings<'src> {
    /// What `look` sees in the amounts of `text`.
    pub(super) fn amounts<T>(
        &self,
        text: Text<'_, 'src>,
        context: &QuantityContext,
        look: impl FnOnce(&Amounts) -> T,
    ) -> T {
        let mut known = self.amounts.borrow_mut();
        let place = known.iter().position(|(of, _)| of == context).unwrap_or_else(|| {
            known.push((*context, HashMap::default()));
            known.len() - 1
        });
        look(entry(&mut known[place].1, text, |text| Amounts {
            list: parse_quantities(text, context),
            spellings: OnceCell::new(),
        }))
    }

    /// The spellings in which `text` is a date, and what it says then.
    pub(super) fn dates(&self, text: Text<'_, 'src>) -> Rc<[Reading]> {
        let mut known = self.dates.borrow_mut();
        Rc::clone(entry(&mut known, text, |text| readings(text).collect()))
    }
}

/// What is known of `text`; it is read where nothing is yet.
fn entry<'m, 'src, T>(
    known: &'m mut ByText<'src, T>,
    text: Text<'_, 'src>,
    read: impl FnOnce(&str) -> T,
) -> &'m T {
    if known.is_empty() {
        // Room for what most lists have, so that it is not moved while it grows.
        known.reserve(28);
    }
    known.entry(text.into_cow()).or_insert_with_key(|text| read(text))
}

impl Amounts {
    /// The different spellings of the amounts in `text`, whose amounts these are.
    pub(super) fn spellings(&self, text: &str) -> Spellings {
        *self.spellings.get_or_init(|| {
            let mut spellings = Spellings::default();
            for written in self.list.items.iter().map(|item| item.span.of(text)) {
                if let Some(spelling) = QuantitySpelling::of(written) {
                    // A letter alone is not spelled in two ways.
                    let letters = written.bytes().filter(u8::is_ascii_alphabetic).count();
                    spellings.are_mixed |= letters > 1 && spelling.respell(written).is_some();
                    if let Some(index) = SPELLINGS.iter().position(|known| *known == spelling) {
                        spellings.shown[index] = true;
                    }
                }
            }
            spellings
        })
    }
}

impl Spellings {
    /// The different spellings, in order.
    pub(super) fn all(self) -> impl Iterator<Item = QuantitySpelling> {
        SPELLINGS.into_iter().zip(self.shown).filter_map(|(spelling, shown)| shown.then_some(spelling))
    }
}
