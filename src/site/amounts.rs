//! Amounts as numbers that a picture and a filter compare, and as people write them.

use crate::value::Quantity;

/// Stands for an endless amount, which JSON cannot say.
const ENDLESS: f64 = 1e300;

/// The least and the most of an amount.
pub(super) fn ends(quantity: Quantity) -> [f64; 2] {
    match quantity {
        Quantity::Range { min, max } => [as_float(min.into()), as_float(max.into())],
        Quantity::Infinite => [ENDLESS; 2],
        quantity => [as_float(quantity.magnitude()); 2],
    }
}

#[expect(clippy::cast_precision_loss, reason = "a picture and a filter need no more than 15 digits")]
fn as_float(amount: u128) -> f64 {
    amount as f64
}

/// `7B`, `1.5K`: an amount as lists write it.
pub(super) fn short(amount: f64) -> String {
    const UNITS: [(f64, &str); 5] = [(1e15, "P"), (1e12, "T"), (1e9, "B"), (1e6, "M"), (1e3, "K")];
    let unit = UNITS.iter().find(|(unit, _)| amount >= *unit);
    let (unit, letter) = unit.copied().unwrap_or((1.0, ""));
    let number = (amount / unit * 100.0).round() / 100.0;
    format!("{number}{letter}")
}

#[cfg(test)]
mod tests {
    use super::short;

    #[test]
    fn amounts_are_short() {
        for (amount, expected) in [(7e9, "7B"), (1_500.0, "1.5K"), (12.0, "12"), (1.3e12, "1.3T")] {
            assert_eq!(short(amount), expected);
        }
    }
}
