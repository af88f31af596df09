//! `value-spelling`: a value of a column that is written in another way than usual.

use foldhash::{HashMap, HashMapExt as _};

use super::check::{Check, declare_rule};
use super::context::Context;
use super::finding::{Finding, Fix, Place};
use super::fix_title;
use super::number_spelling;
use crate::config::ColumnKind;
use crate::document::{Cell, LinkKind};
use crate::text::{Edit, Span};
use crate::value::differ_by_a_slip;

declare_rule! {
    /// ## What it does
    ///
    /// Looks in columns where values recur for one that differs from a frequent value by case, space, punctuation or one
    /// letter (`Javascript`, `OrangePi`, `Arixv`), for a value without the backticks that it has elsewhere, and for cells
    /// without a value that say so in another way than the others (`N/A`, `-`). It does the same for the labels of links,
    /// for dimensions (`512x512` among `512×512`), for units (`Mhz` among `MHz`), for ticks and crosses (`✓` among `✔`), and for numbers whose thousands
    /// are set apart (`1,6000`).
    ///
    /// Names are left alone, and so is whatever differs by a digit. Columns of one name are counted together.
    ///
    /// ## Why it matters
    ///
    /// Whoever filters the column by `JavaScript` misses the row.
    ///
    /// ## Example
    ///
    /// ```markdown
    /// | Tool | Language   |
    /// | ---- | ---------- |
    /// | Adze | JavaScript |
    /// | Awl  | JavaScript |
    /// | Bit  | JavaScript |
    /// | File | JavaScript |
    /// | Rasp | Javascript |
    /// ```
    ///
    /// becomes `JavaScript` in the last row.
    ///
    /// ## The fix
    ///
    /// Unsafe: the usual spelling is written.
    "value-spelling", Warning, ("value", "values"), Unsafe, Check::Document(check)
}

/// A spelling is the usual one if it is there so often, and so many times as often as the other.
const FREQUENT: usize = 4;
const TIMES: usize = 4;
/// A letter that differs is a slip where the usual spelling is there so many times as often.
const TIMES_FOR_A_LETTER: usize = 5;
/// Longer texts are not values.
const LONGEST: usize = 48;

/// One value of a column, or the label of one of its links.
struct SpelledValue<'a> {
    place: Place,
    span: Span,
    /// As it is written.
    written: &'a str,
    /// Whether the place may be rewritten: it is written letter by letter.
    is_plain: bool,
}

/// What is compared with each other: columns by their key, labels apart from values.
type Group<'a> = (&'a str, bool);

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let mut groups: HashMap<Group<'_>, Vec<SpelledValue<'_>>> = HashMap::new();
    let mut order = Vec::new();
    let listings = context.listings();
    for (index, (listing, convention)) in listings.enumerate() {
        let name_column = convention.name_column();
        let columns = convention.columns.iter().enumerate();
        for (column, learned) in columns.filter(|(column, _)| *column != name_column) {
            for (entry_index, entry) in listing.entries().iter().enumerate() {
                let Some(cell) = listing.cell(entry, column).filter(|cell| !cell.is_blank()) else {
                    continue;
                };
                let place = Place { listing: index, entry: Some(entry_index), column: Some(column) };
                for (value, is_label) in values(context, cell, place, learned.kind, listing.is_table()) {
                    let group = (learned.key.as_str(), is_label);
                    let members = groups.entry(group).or_insert_with(|| {
                        order.push(group);
                        Vec::new()
                    });
                    members.push(value);
                }
            }
        }
    }
    for group in order {
        let values = &groups[&group];
        report(values, findings);
        if !group.1 {
            number_spelling::report(
                &RULE,
                values.iter().map(|value| (value.place, value.span, value.written)),
                findings,
            );
        }
    }
}

/// The value of a cell, and the labels of its links, each with whether it is one.
fn values<'a>(
    context: &Context<'a>,
    cell: &Cell,
    place: Place,
    kind: ColumnKind,
    is_table: bool,
) -> Vec<(SpelledValue<'a>, bool)> {
    let source = context.document.source();
    let written = cell.content.of(source);
    let mut found = Vec::new();
    let links = context.document.cell_links(cell);
    let has_labels = kind == ColumnKind::Links;
    for link in links.iter().filter(|link| has_labels && link.kind == LinkKind::Inline) {
        let text =
            link.span.of(source).strip_prefix('[').and_then(|rest| rest.find("](").map(|end| &rest[..end]));
        if let Some(text) = text.filter(|text| *text == link.text && is_value(text)) {
            let start = link.span.start + 1;
            let span = Span::new(start, start + text.len());
            found.push((SpelledValue { place, span, written: text, is_plain: true }, true));
        }
    }
    // How dates and amounts are spelled is learned by their own rules.
    let is_own = match kind {
        ColumnKind::Name | ColumnKind::Date => true,
        ColumnKind::Size | ColumnKind::Context | ColumnKind::Tokens => {
            number_spelling::sign_of_dimension(written).is_none()
        }
        _ => false,
    };
    let has_values = is_table && !is_own;
    if links.is_empty() && has_values && is_value(written) {
        let is_plain = !written.contains(['*', '_', '<', '&', '!']);
        found.push((SpelledValue { place, span: cell.content, written, is_plain }, false));
    }
    found
}

fn is_value(text: &str) -> bool {
    text.len() <= LONGEST && !text.contains('\n') && !text.trim().is_empty() && text.trim() == text
}

/// Reports the values of one group that are a frequent one in another spelling.
fn report(values: &[SpelledValue<'_>], findings: &mut Vec<Finding>) {
    let mut counts: HashMap<&str, usize> = HashMap::new();
    let mut counts_of_lists: HashMap<(usize, &str), usize> = HashMap::new();
    for value in values {
        *counts.entry(value.written).or_default() += 1;
        *counts_of_lists.entry((value.place.listing, value.written)).or_default() += 1;
    }
    let mut frequent: Vec<(&str, usize)> =
        counts.iter().map(|(text, count)| (*text, *count)).filter(|(_, count)| *count >= FREQUENT).collect();
    frequent.sort_by_key(|(text, count)| (std::cmp::Reverse(*count), *text));
    let mut by_key: HashMap<String, (&str, usize)> = HashMap::new();
    for &(text, count) in &frequent {
        by_key.entry(key(text)).or_insert((text, count));
    }
    // Where most values are rare, as names of people are, one letter makes another value.
    let recurring: usize = frequent.iter().map(|(_, count)| count).sum();
    let compared = if 2 * recurring >= values.len() { &frequent[..frequent.len().min(64)] } else { &[] };
    let mut meant: HashMap<&str, Option<&str>> = HashMap::new();
    for value in values {
        let count = counts[value.written];
        let usual =
            *meant.entry(value.written).or_insert_with(|| usual(value.written, count, &by_key, compared));
        let Some(usual) = usual else { continue };
        // What a list does throughout is its own way.
        let count_here =
            |text| counts_of_lists.get(&(value.place.listing, text)).copied().unwrap_or_default();
        if count_here(value.written) >= FREQUENT && count_here(usual) == 0 {
            continue;
        }
        let (written, meant) = (shown(value.written), shown(usual));
        let message = if written == meant {
            let signs = if usual.starts_with('`') { "in backticks" } else { "without backticks" };
            format!("`{meant}` is set {signs} elsewhere in this column")
        } else {
            format!("`{written}` is written `{meant}` elsewhere in this column")
        };
        let finding = Finding::new(&RULE, value.span, message).at(value.place);
        let fix =
            || Fix::only_on_request(fix_title::write(usual), vec![Edit::replacement(value.span, usual)]);
        findings.push(if value.is_plain { finding.with_fix(fix()) } else { finding });
    }
}

/// `text` in a message, where it stands in backticks.
fn shown(text: &str) -> &str {
    text.trim_matches('`')
}

/// The usual spelling of a value that is there `count` times in another.
fn usual<'a>(
    text: &'a str,
    count: usize,
    by_key: &HashMap<String, (&'a str, usize)>,
    frequent: &[(&'a str, usize)],
) -> Option<&'a str> {
    if let Some(&(usual, often)) = by_key.get(&key(text)) {
        let is_stray = usual != text && often >= TIMES * count && !is_right(text, usual);
        return is_stray.then_some(usual);
    }
    let lower = text.to_lowercase();
    let is_slip = |usual: &str, often: usize| {
        let usual_lower = usual.to_lowercase();
        often >= TIMES_FOR_A_LETTER * count && differ_in_a_word(&lower, &usual_lower)
    };
    frequent.iter().find(|(usual, often)| is_slip(usual, *often)).map(|(usual, _)| *usual)
}

/// Names that everybody knows how to spell: who writes one rightly does not stray, whatever the others do.
#[rustfmt::skip]
const WELL_KNOWN: [&str; 20] = [
    "Apache", "arXiv", "Bitbucket", "Debian", "Docker", "GitHub", "GitLab", "Hugging Face", "iOS", "iPhone", "JavaScript",
    "Linux", "macOS", "MySQL", "Node.js", "npm", "PostgreSQL", "PyPI", "TypeScript", "YouTube",
];

/// Whether `text` is the name that `usual` misspells.
fn is_right(text: &str, usual: &str) -> bool {
    WELL_KNOWN.contains(&text) && !WELL_KNOWN.contains(&usual) && !usual.starts_with('`')
}

/// Whether two texts are the same but for a slip inside of one long word.
///
/// A letter that one has more at an end makes another word (`large`, `xlarge`, `papers`), and so does another first one
/// (`klogn`, `nlogn`); of a word with digits (`Hi3516Cv300`), each letter counts.
fn differ_in_a_word(one: &str, two: &str) -> bool {
    /// Shorter words are too many for a letter to tell.
    const SHORTEST: usize = 5;
    let is_sign = |c: char| !c.is_alphanumeric();
    let (mut ones, mut twos) = (one.split(is_sign), two.split(is_sign));
    let mut slips = 0;
    loop {
        let (one, two) = match (ones.next(), twos.next()) {
            (None, None) => return slips == 1,
            (Some(one), Some(two)) => (one, two),
            _ => return false,
        };
        if one == two {
            continue;
        }
        let (short, long) = if one.len() < two.len() { (one, two) } else { (two, one) };
        let is_extended = long.starts_with(short) || long.ends_with(short);
        let is_other = one.chars().next() != two.chars().next() && one.chars().count() == two.chars().count();
        let is_number = short.contains(|c: char| c.is_ascii_digit());
        if is_extended
            || is_number
            || (is_other && !are_exchanged(one, two))
            || short.chars().count() < SHORTEST
            || !differ_by_a_slip(one, two)
        {
            return false;
        }
        slips += 1;
    }
}

/// Whether the first two letters of one word are those of the other, exchanged.
fn are_exchanged(one: &str, two: &str) -> bool {
    let first = |word: &str| word.chars().take(2).collect::<Vec<_>>();
    first(one).into_iter().rev().eq(first(two))
}

/// What spellings of one value have in common: letters and digits without case, and the signs that make another value.
///
/// Ways to say that there is no value are one, but for a question mark, which says that it is not known.
fn key(text: &str) -> String {
    let text = shown(text);
    if let Some(sign) = same_sign(text) {
        return sign.to_owned();
    }
    let is_dash = |c: char| matches!(c, '-' | '–' | '—' | '/' | '\\');
    if (text.chars().all(is_dash) && text.chars().count() <= 3)
        || ["n/a", "na", "n.a."].contains(&&*text.to_lowercase())
    {
        return "-".to_owned();
    }
    let has_digit = text.contains(|c: char| c.is_ascii_digit());
    let is_separator = |c: char| c.is_whitespace() || matches!(c, '-' | '_' | '\'' | '’' | ',' | ';' | '.');
    let mut key = String::with_capacity(text.len());
    let mut before = ' ';
    for c in text.chars() {
        // Between two numbers a sign makes another value; between a word and its number it does not: `Apache-2.0`.
        let is_of_number = has_digit && matches!(c, '.' | '-' | ',') && !(c == '-' && before.is_alphabetic());
        if !is_separator(c) || is_of_number {
            key.extend(c.to_lowercase());
        }
        before = c;
    }
    key
}

/// One sign for all ticks, and one for all crosses.
fn same_sign(text: &str) -> Option<&'static str> {
    const SIGNS: [&[&str]; 2] = [&["✔", "✓", "☑", "✅", "🗸"], &["✘", "✗", "✖", "✕", "❌", "❎", "🗙"]];
    let plain = text.trim_end_matches('\u{fe0f}');
    SIGNS.iter().find(|signs| signs.contains(&plain)).map(|signs| signs[0])
}

#[cfg(test)]
mod tests {
    use super::super::rule::Applicability;
    use super::super::testing::{findings, lines_of_bad_fixture, mended};
    use crate::config::Config;

    #[test]
    fn what_a_list_does_throughout_is_its_own_way() {
        let list = |label: &str, count: usize| -> String {
            let item = |number| {
                format!(
                    "- [{label} {number}](https://e.example/{number}) - Grows. [[{label}](https://e.example/{label}/{number})]\n"
                )
            };
            (0..count).map(item).collect()
        };
        for (strays, found) in [(5, 0), (1, 1)] {
            let source = format!("# Trees\n\n## A\n\n{}\n## B\n\n{}", list("Map", 30), list("map", strays));
            assert_eq!(findings("value-spelling", &source, &Config::default()).len(), found, "{strays}");
        }
    }

    #[test]
    fn other_spellings_are_found() {
        assert_eq!(lines_of_bad_fixture("value-spelling"), [10, 11, 12, 13, 14, 24, 25, 37, 38, 51, 61, 72]);
        let mended = mended("value-spelling", Applicability::Unsafe);
        assert!(
            mended.contains("| Rasp | JavaScript |")
                && mended.contains("[Product page](https://example.com/g)")
        );
    }
}
