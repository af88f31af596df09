//! The amounts and dates that texts name, each text read once: most columns say the same few things over and over.

use std::cell::{OnceCell, RefCell};
use std::rc::Rc;

use foldhash::HashMap;

use super::spelling::Reading;
use crate::value::{QuantityContext, QuantityList, QuantitySpelling, parse_quantities, readings};

/// What was read of the texts of a document.
#[derive(Default)]
pub(super) struct Readings {
    /// By their context, of which there are few.
    amounts: RefCell<Vec<(QuantityContext, ByText)>>,
    dates: RefCell<HashMap<String, Rc<[Reading]>>>,
}

/// Amounts by the text that names them.
type ByText = HashMap<String, Rc<Amounts>>;

/// The amounts that a text names.
pub(super) struct Amounts {
    pub(super) list: QuantityList,
    spellings: OnceCell<Spellings>,
}

/// How the amounts of a text are spelled.
#[derive(Default)]
pub(super) struct Spellings {
    /// The different spellings.
    pub(super) all: Vec<QuantitySpelling>,
    /// Whether there is an amount that is not in its own spelling from end to end: `7b-13B`.
    pub(super) are_mixed: bool,
}

impl Readings {
    /// The amounts of `text`.
    pub(super) fn amounts(&self, text: &str, context: &QuantityContext) -> Rc<Amounts> {
        let mut known = self.amounts.borrow_mut();
        let place = known.iter().position(|(of, _)| of == context).unwrap_or_else(|| {
            known.push((*context, ByText::default()));
            known.len() - 1
        });
        let known = &mut known[place].1;
        if let Some(amounts) = known.get(text) {
            return Rc::clone(amounts);
        }
        let list = parse_quantities(text, context);
        let amounts = Rc::new(Amounts { list, spellings: OnceCell::new() });
        known.insert(text.to_owned(), Rc::clone(&amounts));
        amounts
    }

    /// The spellings in which `text` is a date, and what it says then.
    pub(super) fn dates(&self, text: &str) -> Rc<[Reading]> {
        let mut known = self.dates.borrow_mut();
        if let Some(dates) = known.get(text) {
            return Rc::clone(dates);
        }
        let dates: Rc<[Reading]> = readings(text).collect();
        known.insert(text.to_owned(), Rc::clone(&dates));
        dates
    }
}

impl Amounts {
    /// The different spellings of the amounts in `text`, whose amounts these are.
    pub(super) fn spellings(&self, text: &str) -> &Spellings {
        self.spellings.get_or_init(|| {
            let mut spellings = Spellings::default();
            for written in self.list.items.iter().map(|item| item.span.of(text)) {
                if let Some(spelling) = QuantitySpelling::of(written) {
                    // A letter alone is not spelled in two ways.
                    let letters = written.bytes().filter(u8::is_ascii_alphabetic).count();
                    spellings.are_mixed |= letters > 1 && spelling.respell(written).is_some();
                    spellings.all.push(spelling);
                }
            }
            spellings.all.sort_unstable();
            spellings.all.dedup();
            spellings
        })
    }
}
