//! Formatting, judged by another parser: what comrak renders before and after must be the same, up to the reported
//! fixes. Nothing here asks relist's own parser, nor the one that it is built on.

use std::collections::{BTreeMap, BTreeSet};

use comrak::markdown_to_html;
use relist::config::Config;
use relist::format::Formatted;
use relist::rules::Applicability;
use relist::text::split_byte_order_mark;
use relist::value::canonical;

use crate::reading::options;
use crate::support::{fixtures, formatted};

/// A page as comrak renders it: the HTML between the tables, and each table's rows.
#[derive(Debug, PartialEq)]
struct Page {
    between: Vec<String>,
    tables: Vec<Vec<String>>,
}

fn render(source: &str) -> String {
    let mut options = options();
    options.render.r#unsafe = true;
    markdown_to_html(split_byte_order_mark(source).1, &options)
}

fn page(source: &str) -> Page {
    let html = render(source);
    let mut page = Page { between: Vec::new(), tables: Vec::new() };
    let mut rest = html.as_str();
    // Tables in raw HTML have no such line ends; what is left of them is compared as it stands.
    while let Some((before, table)) = rest.split_once("<table>\n<thead>\n") {
        let (table, after) = table.split_once("</table>").unwrap();
        page.between.push(before.to_owned());
        page.tables.push(table.split("<tr>").skip(1).map(row).collect());
        rest = after;
    }
    page.between.push(rest.to_owned());
    page
}

/// The cells of a row, without what opens and closes the parts of a table.
fn row(html: &str) -> String {
    html.split_once("</tr>").map_or(html, |(row, _)| row).to_owned()
}

/// What both pages differ in, apart from at most `fixed` rows that say the same in another spelling.
fn differences(before: &str, after: &str, fixed: usize) -> Vec<String> {
    let (before, after) = (page(before), page(after));
    let mut differences = Vec::new();
    let mut respelled = 0;
    if before.between.len() == after.between.len() {
        for (before, after) in before.between.iter().zip(&after.between) {
            let (before, after) = (items(before), items(after));
            let (gone, new) = (without(&before, &after), without(&after, &before));
            respelled += gone.len();
            if says(&gone) != says(&new) {
                differences.push(format!("the text between the tables: {gone:#?} becomes {new:#?}"));
            }
        }
    }
    if before.tables.len() != after.tables.len() {
        differences.push(format!("{} tables become {}", before.tables.len(), after.tables.len()));
    }
    for (before, after) in before.tables.iter().zip(&after.tables) {
        let (gone, new) = (without(before, after), without(after, before));
        respelled += gone.len();
        let (gone_says, new_says) = (says(&gone), says(&new));
        if before.len() != after.len() || gone_says != new_says {
            differences.push(format!("rows: {gone:#?} become {new:#?}"));
        }
    }
    if respelled > fixed {
        differences.push(format!("{respelled} rows are respelled, and {fixed} are reported"));
    }
    differences
}

/// What stands before the first list, and each item, without the tags that say only how they hang together.
fn items(html: &str) -> Vec<String> {
    let mut items = html.to_owned();
    for tag in ["<ul>", "</ul>", "<p>", "</p>", "\n"] {
        items = items.replace(tag, "");
    }
    items.replace("</li>", "<li>").split("<li>").map(str::to_owned).collect()
}

/// The rows of `one` that `other` lacks, as multisets.
fn without<'a>(one: &'a [String], other: &'a [String]) -> Vec<&'a str> {
    let mut known: BTreeMap<&'a str, usize> = BTreeMap::new();
    for row in other {
        *known.entry(row).or_default() += 1;
    }
    let is_new = |row: &&'a str| match known.get_mut(row) {
        Some(count @ 1..) => {
            *count -= 1;
            false
        }
        _ => true,
    };
    one.iter().map(String::as_str).filter(is_new).collect()
}

/// What each row says in whatever spelling, in an order that does not matter.
fn says(rows: &[&str]) -> Vec<Vec<String>> {
    let mut said: Vec<Vec<String>> =
        rows.iter().map(|row| row.split("</td>").map(cell_says).collect()).collect();
    said.sort();
    said
}

/// Where the links of a cell lead, and its letters and digits; the parts of a date in the order of their size.
fn cell_says(html: &str) -> String {
    let mut said: Vec<String> = addresses(html).iter().map(|url| place(url)).collect();
    said.sort();
    let text = text_of(html);
    let words = text.split_whitespace().map(|word| place(word.trim_matches(['(', ')', ','])));
    let text = words.collect::<Vec<_>>().join(" ").to_lowercase();
    let parts: Vec<&str> =
        text.split(|c: char| !c.is_alphanumeric()).filter(|part| !part.is_empty()).collect();
    let numbers: Option<Vec<u32>> = parts.iter().map(|part| date_part(part)).collect();
    if let Some(mut numbers) = numbers.filter(|numbers| numbers.len() > 1) {
        numbers.sort_unstable();
        said.push(format!("{numbers:?}"));
    } else {
        said.push(parts.concat());
    }
    said.join(" ")
}

/// A number, or the number of a month, the century left out.
fn date_part(word: &str) -> Option<u32> {
    const MONTHS: [&str; 12] =
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    let month =
        MONTHS.iter().position(|month| word.starts_with(month)).and_then(|at| u32::try_from(at + 1).ok());
    month.or_else(|| word.parse::<u32>().ok().map(|number| number % 100))
}

fn place(url: &str) -> String {
    canonical(url).unwrap_or_else(|| url.to_owned())
}

/// The values of `href` and `src`.
fn addresses(html: &str) -> Vec<String> {
    let mut addresses = Vec::new();
    let lower = html.to_ascii_lowercase();
    for name in ["href", "src"] {
        for (at, _) in lower.match_indices(name) {
            // An address may have a parameter of that name.
            if !html[..at].ends_with(char::is_whitespace) {
                continue;
            }
            let Some(value) = html[at + name.len()..].trim_start().strip_prefix('=') else { continue };
            let value = value.trim_start();
            let quote = value.chars().next().filter(|c| ['"', '\''].contains(c));
            let url = match quote {
                Some(quote) => value[1..].split(quote).next(),
                None => value.split([' ', '>']).next(),
            };
            addresses.extend(url.map(|url| url.replace("&amp;", "&")));
        }
    }
    addresses
}

fn text_of(html: &str) -> String {
    let mut text = String::new();
    for (index, piece) in html.split('<').enumerate() {
        let shown = if index == 0 { piece } else { piece.split_once('>').map_or(piece, |(_, shown)| shown) };
        text.push_str(shown);
    }
    text.replace("&amp;", "&")
}

/// How many rows `formatted` says that it respelled.
fn fixed_rows(formatted: &Formatted) -> usize {
    let fixed = formatted.findings.iter().filter(|finding| {
        let is_made = finding.fix.as_ref().is_some_and(|fix| fix.applicability == Applicability::Safe);
        let in_entry =
            finding.place.is_some_and(|place| place.column.is_some()) || finding.rule.name == "entry-format";
        is_made && in_entry
    });
    let rows: BTreeSet<_> =
        fixed.filter_map(|finding| finding.place.map(|place| (place.listing, place.entry))).collect();
    rows.len()
}

/// What comrak renders differently once `source` is formatted, up to what was reported.
pub(crate) fn complaints(source: &str, config: &Config) -> Vec<String> {
    let result = formatted(source, config);
    let Some(output) = &result.output else { return Vec::new() };
    differences(source, output, fixed_rows(&result))
}

/// Formatting leaves every fixture's page as it is, up to the order of rows and the reported spellings.
#[test]
fn another_parser_sees_the_same_page() {
    let mut seen = 0;
    for file in fixtures() {
        seen += page(&file.text).tables.len();
        let complaints = complaints(&file.text, &Config::default());
        assert!(complaints.is_empty(), "{}: {complaints:#?}", file.name);
    }
    assert!(seen >= 70, "{seen} tables");
}

/// The same where settings change as much as they can.
#[test]
fn another_parser_sees_the_same_page_under_settings() {
    for settings in ["tables = 'aligned'", "tables = 'compact'", "tables = 'aligned'\norder = ['Name']"] {
        let config = Config::from_toml(settings).unwrap();
        for file in fixtures() {
            let complaints = complaints(&file.text, &config);
            assert!(complaints.is_empty(), "{} with {settings}: {complaints:#?}", file.name);
        }
    }
}

/// The comparison is worth something: it finds a lost row, a changed word, another address and an unreported fix.
#[test]
fn differences_are_found() {
    let list = |rows: &str| format!("# A\n\n| Name | Date |\n|---|---|\n{rows}\n\nText\n");
    let before = list("| [a](http://github.com/a) | 2023-05 |\n| b | 06/23 |");
    let fixed = list("| b | 06/23 |\n| [a](https://github.com/a/) | 05/23 |");
    assert_eq!(differences(&before, &fixed, 1), [""; 0]);
    assert_eq!(differences(&before, &fixed, 0).len(), 1);
    for (changed, fixed) in [
        (list("| b | 06/23 |"), 9),
        (list("| [a](http://github.com/c) | 2023-05 |\n| b | 06/23 |"), 9),
        (list("| [a](http://github.com/a) | 2023-05 |\n| c | 06/23 |"), 9),
        (list("| [a](http://github.com/a) | 2023-06 |\n| b | 06/23 |"), 9),
        (list("| [a](http://github.com/a) | 2023-05 |\n| b | 06/23 |\n\nMore"), 9),
        (list("[a](http://github.com/a) 2023-05 b 06/23"), 9),
    ] {
        assert!(!differences(&before, &changed, fixed).is_empty(), "{changed}");
    }
}
