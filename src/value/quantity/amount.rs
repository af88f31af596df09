//! A number with its unit, in exact decimal arithmetic.

use crate::text::Span;

/// A decimal number: `digits` × 10^-`decimals`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Decimal {
    digits: u64,
    decimals: u32,
}

/// What a number is counted in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Unit {
    pub(super) multiplier: u64,
    pub(super) spelling: UnitSpelling,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum UnitSpelling {
    /// `K`, `M`, `B`, `T`.
    Letter,
    /// `million`.
    Word,
    /// `KB` to `PB`.
    Bytes,
    /// `KiB` to `PiB`, whose case is fixed.
    BinaryBytes,
}

/// A number and its unit in some text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Amount {
    pub(super) number: Decimal,
    /// The end of the digits.
    pub(super) number_end: usize,
    /// The unit and where it stands, which may be one space after the number.
    pub(super) unit: Option<(Unit, Span)>,
}

/// Units of counting, greatest first.
pub(super) const LETTERS: [(char, u64); 4] =
    [('T', 1_000_000_000_000), ('B', 1_000_000_000), ('M', 1_000_000), ('K', 1_000)];

impl Unit {
    /// The unit that `name` is, whatever its case; not `Gb`, which are bits.
    pub(super) fn named(name: &str) -> Option<Self> {
        const WORDS: [(&str, u64); 4] = [
            ("thousand", 1_000),
            ("million", 1_000_000),
            ("billion", 1_000_000_000),
            ("trillion", 1_000_000_000_000),
        ];
        let unit = |multiplier, spelling| Some(Self { multiplier, spelling });
        let letter = |known: char| name.eq_ignore_ascii_case(known.encode_utf8(&mut [0]));
        if let Some((_, multiplier)) = LETTERS.iter().find(|(known, _)| letter(*known)) {
            return unit(*multiplier, UnitSpelling::Letter);
        }
        let singular = name.strip_suffix(['s', 'S']).unwrap_or(name);
        if let Some((_, multiplier)) = WORDS.iter().find(|(word, _)| singular.eq_ignore_ascii_case(word)) {
            return unit(*multiplier, UnitSpelling::Word);
        }
        let (prefix, rest) = name.split_at_checked(1)?;
        let power = (1..)
            .zip("KMGTP".chars())
            .find(|(_, known)| prefix.eq_ignore_ascii_case(known.encode_utf8(&mut [0])));
        let (power, _): (u32, char) = power?;
        match rest {
            "B" => unit(1000_u64.pow(power), UnitSpelling::Bytes),
            "b" if prefix.chars().all(char::is_lowercase) => unit(1000_u64.pow(power), UnitSpelling::Bytes),
            "iB" => unit(1024_u64.pow(power), UnitSpelling::BinaryBytes),
            _ => None,
        }
    }

    pub(super) fn is_bytes(self) -> bool {
        matches!(self.spelling, UnitSpelling::Bytes | UnitSpelling::BinaryBytes)
    }
}

impl Decimal {
    /// The number times `multiplier`, where that is whole and fits.
    pub(super) fn times(self, multiplier: u64) -> Option<u64> {
        let product = u128::from(self.digits).checked_mul(u128::from(multiplier))?;
        let divisor = 10_u128.checked_pow(self.decimals)?;
        (product % divisor == 0).then(|| u64::try_from(product / divisor).ok()).flatten()
    }
}

impl Amount {
    /// Reads the amount that `text` has at byte `start`; none where a letter, or more of a number, touches its end.
    pub(super) fn read(text: &str, start: usize) -> Option<Self> {
        let (number, number_end) = read_number(text, start)?;
        let unit = read_unit(text, number_end);
        let is_touched = text.as_bytes().get(number_end).is_some_and(u8::is_ascii_alphanumeric);
        (unit.is_some() || !is_touched).then_some(Self { number, number_end, unit })
    }

    pub(super) fn end(&self) -> usize {
        self.unit.map_or(self.number_end, |(_, span)| span.end)
    }

    /// The value, a bare number being counted in `scale`.
    pub(super) fn value(&self, scale: u64) -> Option<u64> {
        self.number.times(self.unit.map_or(scale, |(unit, _)| unit.multiplier))
    }

    pub(super) fn is_bytes(&self) -> bool {
        self.unit.is_some_and(|(unit, _)| unit.is_bytes())
    }
}

/// Reads the unit at `start`, or one space after it; nothing but letters may belong to it.
pub(super) fn read_unit(text: &str, start: usize) -> Option<(Unit, Span)> {
    let rest = text.get(start..)?;
    let name = rest.strip_prefix(' ').unwrap_or(rest);
    let begin = start + (rest.len() - name.len());
    // One more than the longest name, so that a long run of letters is neither a unit nor read to its end.
    let length = name.bytes().take("thousands".len() + 1).take_while(u8::is_ascii_alphanumeric).count();
    Some((Unit::named(name.get(..length)?)?, Span::new(begin, begin + length)))
}

/// Reads `2048`, `44,000` or `0.06`, and says where it ends.
fn read_number(text: &str, start: usize) -> Option<(Decimal, usize)> {
    let bytes = text.as_bytes();
    let run_end = number_run(bytes, start);
    let push = |number: u64, byte: u8| number.checked_mul(10)?.checked_add(u64::from(byte - b'0'));
    let run = text.get(start..run_end)?;
    let (whole, fraction) = run.split_once('.').map_or((run, ""), |(whole, fraction)| (whole, fraction));
    let is_number = if whole.contains(',') {
        is_grouped(whole)
    } else {
        !whole.is_empty() && (whole.len() == 1 || !whole.starts_with('0'))
    };
    if !is_number || !fraction.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let fraction = fraction.trim_end_matches('0');
    let mut digits = whole.bytes().chain(fraction.bytes()).filter(u8::is_ascii_digit);
    let digits = digits.try_fold(0, push)?;
    Some((Decimal { digits, decimals: u32::try_from(fraction.len()).ok()? }, run_end))
}

/// The end of the digits at `start`, with each `,` and `.` that has a digit on both sides.
pub(super) fn number_run(bytes: &[u8], start: usize) -> usize {
    let is_digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    let mut end = start;
    while is_digit(end) || (end > start && matches!(bytes.get(end), Some(b',' | b'.')) && is_digit(end + 1)) {
        end += 1;
    }
    end
}

/// Whether `run` has commas, and each splits off three digits: `44,000`.
pub(super) fn is_grouped(run: &str) -> bool {
    let whole = run.split_once('.').map_or(run, |(whole, _)| whole);
    let mut groups = whole.split(',');
    let first = groups.next().unwrap_or_default();
    (1..=3).contains(&first.len())
        && !first.starts_with('0')
        && whole.len() > first.len()
        && groups.all(|group| group.len() == 3)
}
