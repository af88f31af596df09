//! Pages for readers: all entries once, nothing of a list but its text, and the same bytes each time.

use std::path::Path;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use relist::config::Config;
use relist::convention::Conventions;
use relist::document::Document;
use relist::records::{Dataset, extract};
use relist::site::{ListPage, PagePlace};
use sha2::{Digest as _, Sha256};

use crate::support::{File, fixture, fixtures, markdown_files};

/// A column of each kind.
pub(crate) const MODELS: &str = include_str!("site/models.md");
/// A list full of script.
const HOSTILE: &str = include_str!("site/hostile.md");

/// The fixtures, and the lists that pages are tried on.
fn lists() -> Vec<File> {
    let mut lists = fixtures();
    lists.extend(markdown_files(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/site")));
    lists
}

/// The page of `source`, its feed, and the records that it is made of.
fn site(source: &str) -> (String, Option<String>, Dataset<'static>) {
    let document = Document::parse(source);
    let conventions = Conventions::learn(&document, &Config::default());
    let list = ListPage::new(&document, &conventions, &[]);
    let place = PagePlace::alone("A site").at(Some("https://me.example/"));
    (list.page(&place), list.feed(&place), extract(&document, &conventions).into_owned())
}

/// The texts between `start` and `end`, each time.
fn all_between<'a>(text: &'a str, start: &str, end: &str) -> Vec<&'a str> {
    text.split(start).skip(1).filter_map(|rest| Some(rest.split_once(end)?.0)).collect()
}

fn unescaped(text: &str) -> String {
    text.replace("&quot;", "\"").replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
}

/// What an entry is called, by its records: the text of its name without images.
fn names(dataset: &Dataset<'_>) -> Vec<String> {
    let of_listing = dataset.listings.iter().flat_map(|listing| {
        let kind = relist::config::ColumnKind::Name;
        let name = listing.columns.iter().find(|column| column.kind == kind).or(listing.columns.first());
        let key = name.map(|column| column.key.clone()).unwrap_or_default();
        listing.entries.iter().map(move |entry| {
            let text = entry.cells.get(&key).and_then(|cell| cell.text.as_deref()).unwrap_or_default();
            text.split_whitespace().collect::<Vec<_>>().join(" ")
        })
    });
    of_listing.collect()
}

#[test]
fn each_entry_is_on_the_page_once() {
    let mut entries = 0;
    for file in lists() {
        let (html, _, dataset) = site(&file.text);
        let shown: Vec<String> =
            all_between(&html, " data-entry=\"", "\"").into_iter().map(unescaped).collect();
        let names = names(&dataset);
        assert_eq!(shown.len(), names.len(), "{}", file.name);
        let mut left = shown.clone();
        // One without a name is called by what it has.
        let missing = names.iter().filter(|name| !name.is_empty()).filter(|name| {
            let place = left.iter().position(|shown| shown == *name);
            place.map(|place| left.swap_remove(place)).is_none()
        });
        let missing: Vec<&String> = missing.collect();
        // A badge is not part of a name.
        assert!(
            missing.iter().all(|name| left.iter().any(|shown| name.contains(shown))),
            "{}: {missing:?}",
            file.name
        );
        entries += shown.len();
    }
    assert!(entries > 500, "{entries}");
    let (html, _, _) = site(MODELS);
    for name in ["Árbol", "Fir", "Ginkgo", "Rake", "Wheelbarrow", "On Bark", "Über Äste"] {
        assert_eq!(html.matches(&format!(" data-entry=\"{name}\"")).count(), 1, "{name}");
    }
}

/// What a reader sees of HTML, without white space.
fn seen(html: &str) -> String {
    let texts = html.split('<').filter_map(|part| Some(part.split_once('>')?.1));
    unescaped(&texts.collect::<String>()).split_whitespace().collect()
}

/// No column is forgotten: each cell's text is on the page, in its entry.
#[test]
fn each_cell_is_on_the_page() {
    for file in lists() {
        let (html, _, dataset) = site(&file.text);
        let shown: Vec<String> = html.split(" data-entry=\"").skip(1).map(seen).collect();
        let entries = dataset.listings.iter().flat_map(|listing| &listing.entries);
        for (entry, shown) in entries.zip(shown) {
            for (key, cell) in &entry.cells {
                let text = cell.text.as_deref().unwrap_or_default();
                let text = if key == "tags" { text.trim_matches(['(', ')', '[', ']']) } else { text };
                for part in text.split_whitespace().filter(|part| part.chars().any(char::is_alphanumeric)) {
                    let part = part.trim_matches(|c: char| !c.is_alphanumeric());
                    assert!(shown.contains(part), "{}: {key}: {part} in {shown}", file.name);
                }
            }
        }
    }
}

#[test]
fn the_same_list_is_the_same_page() {
    for file in lists() {
        let (one, other) = (site(&file.text), site(&file.text));
        assert_eq!((one.0, one.1), (other.0, other.1), "{}", file.name);
    }
}

/// The attribute `name` of all tags, their text left out.
fn attributes<'a>(html: &'a str, name: &str) -> Vec<&'a str> {
    let tags = html.split('<').skip(1).filter_map(|tag| tag.split('>').next());
    let start = format!(" {name}=\"");
    tags.filter_map(|tag| Some(tag.split_once(&start)?.1.split_once('"')?.0)).collect()
}

/// The tags that a page may be made of.
const TAGS: &str = "\
    !DOCTYPE a bdi body button caption circle code details div figcaption figure footer form h1 h2 h3 h4 \
    h5 h6 head header html input label li line link main meta nav p rect script section select span \
    style summary svg table tbody td text th thead time title tr ul";

/// No text of a list becomes a tag, an attribute or an address that a browser would run.
#[test]
fn a_list_cannot_speak_to_the_browser() {
    for file in lists() {
        let (html, _, _) = site(&file.text);
        let body = html.split("<script").next().unwrap().replace("</style>", "");
        let body =
            format!("{}{}", body.split("<style>").next().unwrap(), body.split_once("<body>").unwrap().1);
        for tag in body.split('<').skip(1) {
            let name = tag.trim_start_matches('/').split([' ', '>', '\n']).next().unwrap();
            assert!(TAGS.split(' ').any(|known| known == name), "{}: <{tag}", file.name);
            let tag = tag.split('>').next().unwrap();
            let names: String = tag.split('"').step_by(2).collect();
            let is_run = [" on", " style=", " src=", "'"].iter().any(|text| names.contains(text));
            assert!(!is_run, "{}: {tag}", file.name);
        }
        for url in attributes(&body, "href") {
            let scheme = url.split([':', '/', '?', '#']).next().unwrap().to_ascii_lowercase();
            let is_relative = !url[scheme.len()..].starts_with(':');
            let is_known = ["http", "https", "mailto"].contains(&scheme.as_str()) || url == "data:,";
            assert!(is_known || (is_relative && !url.starts_with("//")), "{}: {url}", file.name);
        }
        assert_eq!(html.matches("<script").count(), 2, "{}", file.name);
        assert_eq!(html.matches("</script").count(), 2, "{}", file.name);
    }
}

#[test]
fn the_policy_allows_the_page_s_own_style_and_script_alone() {
    for (name, source) in
        [("models", MODELS), ("hostile", HOSTILE), ("open-models", &fixture("lists/open-models.md"))]
    {
        let (html, _, _) = site(source);
        let policy = all_between(&html, "http-equiv=\"Content-Security-Policy\" content=\"", "\"");
        let [policy] = policy.as_slice() else { panic!("{name}: {} policies", policy.len()) };
        let hash = |text: &str| format!("'sha256-{}'", STANDARD.encode(Sha256::digest(text.as_bytes())));
        let style = all_between(&html, "<style>", "</style>");
        let script = all_between(&html, "<script>", "</script>");
        assert_eq!((style.len(), script.len()), (1, 1), "{name}");
        let expected = format!(
            "default-src 'none'; script-src {}; style-src {}; img-src data:; base-uri 'none'; form-action 'none'; \
             require-trusted-types-for 'script'; trusted-types 'none'",
            hash(script[0]),
            hash(style[0])
        );
        assert_eq!(*policy, expected, "{name}");
        assert!(html.find("Content-Security-Policy").unwrap() < html.find("<style>").unwrap(), "{name}");
        assert!(script[0].len() < 30_000, "{} bytes of script", script[0].len());
    }
}

#[test]
fn data_can_be_read_whatever_a_list_says() {
    for file in lists() {
        let (html, _, dataset) = site(&file.text);
        let data = all_between(&html, "<script type=\"application/json\" id=\"Data\">", "</script>");
        let data: serde_json::Value = serde_json::from_str(data[0]).unwrap();
        let rows: usize = data["groups"]
            .as_array()
            .unwrap()
            .iter()
            .map(|group| group["rows"].as_array().unwrap().len())
            .sum();
        let entries: usize = dataset.listings.iter().map(|listing| listing.entries.len()).sum();
        assert_eq!(rows, entries, "{}", file.name);
    }
}

/// Each id is given once, and no heading takes one of the page's own.
#[test]
fn anchors_are_unique() {
    for file in lists() {
        let (html, _, _) = site(&file.text);
        let body = html.split("<script").next().unwrap();
        let ids = attributes(body, "id");
        let mut unique = ids.clone();
        unique.sort_unstable();
        unique.dedup();
        assert_eq!(unique.len(), ids.len(), "{}", file.name);
    }
}

#[test]
fn a_feed_has_the_newest_entries_first() {
    let (_, feed, _) = site(MODELS);
    let feed = feed.unwrap();
    let titles = all_between(&feed, "<title>", "</title>");
    assert_eq!(titles[..4], ["A site", "Juniper", "Ginkgo", "Fir"]);
    let ids = all_between(&feed, "<id>", "</id>");
    assert_eq!(ids.iter().collect::<std::collections::HashSet<_>>().len(), ids.len());
    assert!(feed.contains("<updated>2024-03-01T00:00:00Z</updated>"), "{feed}");
    assert!(feed.contains("<link href=\"https://example.com/juniper\"/>"), "{feed}");
    assert!(feed.contains("<link href=\"https://me.example/#e-ginkgo\"/>"), "{feed}");
    assert!(feed.contains("Reads code &amp; prose."), "{feed}");
    assert_eq!(site(HOSTILE).1, None);
}

/// Dates of lines come before those of cells: an old model may be new to the list.
#[test]
fn a_feed_goes_by_when_lines_were_added() {
    let source = "| Model | Released |\n|---|---|\n| Yi | 2023-11 |\n| T5 | 2019-10 |\n| MPT | 2023-05 |\n";
    let document = Document::parse(source);
    let conventions = Conventions::learn(&document, &Config::default());
    let added = [None, None, Some(1_700_000_000), Some(1_700_000_060), None];
    let feed = ListPage::new(&document, &conventions, &added).feed(&PagePlace::alone("A")).unwrap();
    assert_eq!(all_between(&feed, "<title>", "</title>"), ["A", "T5", "Yi"]);
    assert!(feed.contains("<updated>2023-11-14T22:14:20Z</updated>"), "{feed}");
}

/// The first heading names the list where it stands over all of it, in markdown or in HTML.
#[test]
fn a_page_is_called_what_the_list_is_called() {
    for (head, expected) in [
        ("# A\n\n## B\n", Some("A")),
        ("# A\n\n# B\n", Some("A")),
        ("# Contents\n\n# B\n", None),
        ("<h1 align=\"center\">\n  A <em>b</em>\n</h1>\n\n## B\n", Some("A b")),
        ("## A\n\n<h1>B</h1>\n\n## C\n", None),
        ("", None),
    ] {
        let source = format!("{head}\n- [a](https://a.example) - A.\n- [b](https://b.example) - B.\n");
        let document = Document::parse(&source);
        let conventions = Conventions::learn(&document, &Config::default());
        let list = ListPage::new(&document, &conventions, &[]);
        assert_eq!((list.title(), list.entry_count()), (expected, 2), "{head}");
    }
}

#[test]
fn a_column_without_a_name_is_called_by_what_it_holds_or_by_its_place() {
    let source = "| | |\n|---|---|\n| [Ash](https://ash.example) | Burns well. |\n| [Elm](https://elm.example) | Bends in wind. |\n";
    let (page, ..) = site(source);
    let body = page.split_once("<main").map_or(page.as_str(), |(_, body)| body);
    assert!(body.contains("Name") && body.contains("Column 2") && !body.contains("Column_"), "{body}");
}
