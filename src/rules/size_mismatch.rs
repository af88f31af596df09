//! `size-mismatch`: a label of one size on a link to another.

use super::cell::CellContext;
use super::check::{Check, declare_rule};
use super::finding::Finding;
use crate::config::ColumnKind;
use crate::document::Link;
use crate::value::{Quantity, QuantityContext, QuantityKind, parse_quantities};

declare_rule! {
    /// ## What it does
    ///
    /// Looks in columns of sizes for links whose text is one size (`7B`) while the name of the page or repository
    /// holds another (`Llama-2-13b`). Sizes less than an eighth apart are taken for the same: `30B` is what everybody
    /// calls a model of 33 billion parameters.
    ///
    /// ## Why it matters
    ///
    /// The row of a new size is copied from the one before, and its link stays behind.
    ///
    /// ## Example
    ///
    /// ```markdown
    /// | Model       | Size                                                    |
    /// | ----------- | ------------------------------------------------------- |
    /// | WizardMath  | [70B](https://huggingface.co/WizardLM/WizardMath-7B-V1.0) |
    /// ```
    ///
    /// ## The fix
    ///
    /// None: either of the two may be wrong.
    "size-mismatch", Warning, ("size", "sizes"), None, Check::Cell(check)
}

/// Sizes that differ by less than this share of the larger one are names of the same.
const SAME: f64 = 0.12;

fn check(cell: &CellContext<'_>, findings: &mut Vec<Finding>) {
    if cell.column.kind != ColumnKind::Size {
        return;
    }
    let context = cell.column.quantities.unwrap_or(QuantityContext { kind: QuantityKind::Size, scale: None });
    for link in cell.links() {
        let Some((label, times)) = size_of_label(link, &context) else { continue };
        let Some(named) = size_of_address(&link.url) else { continue };
        // The label of a mixture may count one expert, or all.
        let is_same = named.says(|size| is_near(label, size))
            || (named.is_mixture && !times)
            || (times && !named.is_mixture && named.says(|size| size >= label));
        if !is_same {
            let message = format!(
                "the label says {}, the address says {}: correct one of them",
                link.text.trim(),
                named.written
            );
            findings.push(Finding::new(&RULE, link.url_span.unwrap_or(link.span), message).at(cell.place));
        }
    }
}

/// The one size that a link's text is, in parameters, and whether it is that of a mixture.
#[expect(clippy::cast_precision_loss, reason = "sizes are compared by ratio")]
fn size_of_label(link: &Link<'_>, context: &QuantityContext) -> Option<(f64, bool)> {
    // Half of the links beside sizes are words.
    if !link.text.bytes().any(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let list = parse_quantities(&link.text, context);
    match list.items.as_slice() {
        [item] if list.is_complete => match item.quantity {
            Quantity::Count { times, .. } => Some((item.quantity.magnitude() as f64, times.is_some())),
            _ => None,
        },
        _ => None,
    }
}

fn is_near(one: f64, two: f64) -> bool {
    (one - two).abs() < one.max(two) * SAME
}

/// A size in an address.
#[derive(Debug, PartialEq)]
struct NamedSize<'a> {
    written: &'a str,
    /// What it may say: `2-7b` is 7, or 2.7.
    readings: [Option<f64>; 2],
    is_mixture: bool,
}

impl NamedSize<'_> {
    /// Whether something holds of what it may say.
    fn says(&self, holds: impl Fn(f64) -> bool) -> bool {
        self.readings.iter().flatten().any(|&size| holds(size))
    }
}

/// The one size that the name of a page or repository holds.
fn size_of_address(url: &str) -> Option<NamedSize<'_>> {
    let (_, path) = crate::value::split_scheme(url)?;
    let end = memchr::memchr2(b'?', b'#', path.as_bytes()).unwrap_or(path.len());
    let path = path[..end].trim_end_matches('/');
    let name = match path.strip_prefix("huggingface.co/") {
        Some(path) => path.split('/').nth(1)?,
        None => path.split_once('/')?.1.rsplit('/').next()?,
    };
    let mut sizes = sizes_in(name);
    let first = sizes.next()?;
    sizes.next().is_none().then_some(first)
}

/// The sizes in a name: digits with a unit that no letter touches.
fn sizes_in(name: &str) -> impl Iterator<Item = NamedSize<'_>> {
    let mut end = 0;
    let is_sign = |byte: u8| matches!(byte, b'-' | b'_' | b'/' | b'.');
    name.as_bytes().split_inclusive(move |&byte| is_sign(byte)).filter_map(move |piece| {
        let start = end;
        end += piece.len();
        let word = piece.len() - usize::from(piece.last().is_some_and(|&last| is_sign(last)));
        if !piece.first()?.is_ascii_digit() {
            return None;
        }
        size(&name[..start], &name[start..start + word], &name[..start + word])
    })
}

/// Reads one word, such as `7b`, `7b1` or `8x7b`, with what stands before it, which may be the number's first part.
fn size<'a>(before: &str, word: &'a str, up_to: &'a str) -> Option<NamedSize<'a>> {
    let (times, single) = match word.split_once(['x', 'X']) {
        Some((times, single)) => (times.parse::<u32>().ok()?, single),
        None => (1, word),
    };
    let digits = single.find(|c: char| !c.is_ascii_digit())?;
    let (number, unit) = single.split_at(digits);
    let scale = match unit.as_bytes().first()? {
        b'b' | b'B' => 1e9,
        b'm' | b'M' => 1e6,
        _ => return None,
    };
    let fraction = &unit[1..];
    if number.is_empty() || !fraction.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let (mut plain, mut joined) = (Some(decimal(number, fraction)?), None);
    let mut written = word;
    let separator = before.chars().next_back();
    let head = before.trim_end_matches(['-', '_', '.']);
    let whole = &head[head.trim_end_matches(|c: char| c.is_ascii_digit()).len()..];
    if fraction.is_empty() && !whole.is_empty() && before.len() - head.len() == 1 {
        joined = Some(decimal(whole, number)?);
        if separator == Some('.') {
            plain = None;
            written = &up_to[up_to.len() - word.len() - 1 - whole.len()..];
        }
    }
    let readings = [plain, joined].map(|reading| reading.map(|reading| reading * f64::from(times) * scale));
    Some(NamedSize { written, readings, is_mixture: times > 1 })
}

/// The number of these digits before and behind the point; so many that they do not fit name no size.
#[expect(clippy::cast_precision_loss, reason = "sizes are compared by ratio")]
fn decimal(whole: &str, fraction: &str) -> Option<f64> {
    let digits = |digits: &str| if digits.is_empty() { Some(0) } else { digits.parse::<u64>().ok() };
    let power = 10_u64.checked_pow(u32::try_from(fraction.len()).ok()?)?;
    Some(digits(whole)? as f64 + digits(fraction)? as f64 / power as f64)
}

#[cfg(test)]
mod tests {
    use super::super::testing::lines_of_bad_fixture;
    use super::{is_near, size_of_address};

    #[test]
    fn fixtures() {
        assert_eq!(lines_of_bad_fixture("size-mismatch"), [5, 6, 7, 8]);
    }

    #[test]
    fn sizes_are_read_from_addresses() {
        let says = |name: &str, size: f64| {
            let url = format!("https://huggingface.co/owner/{name}/tree/main");
            size_of_address(&url).is_some_and(|named| named.says(|read| is_near(read, size)))
        };
        assert!(says("bloom-1b1", 1.1e9) && says("bloom-560m", 5.6e8) && says("t5-3b", 3e9));
        assert!(
            says("Qwen1.5-0.5B-Chat", 5e8)
                && says("stablelm-2-1_6b", 1.6e9)
                && says("deepseek-llm-1-3b", 1.3e9)
        );
        assert!(says("Llama-2-13b-hf", 1.3e10) && says("Mixtral-8x7B-v0.1", 5.6e10));
        assert!(!says("Qwen1.5-0.5B", 5e9) && !says("model-4bit", 4e9) && !says("a-7b-to-13b", 7e9));
    }
}
