//! New entries: written as their neighbours are, put where they belong, and nothing else touched.

use rayon::prelude::*;
use relist::config::Config;
use relist::document::{Document, Listing};
use relist::records::{AddError, NewEntry, add};
use serde_json::json;

use crate::corpus::corpus;
use crate::support::fixtures;

const TREES: &str = "\
# Trees

## Broadleaf

* [**Alder**](https://alder.example) - Likes water.
* [**Ash**](https://ash.example) - Burns well. `wood`
* [**Beech**](https://beech.example) - Casts shade.
* [**Birch**](https://birch.example) - Grows fast.
* [**Elm**](https://elm.example) - Bends.
* [**Hazel**](https://hazel.example) - Bears nuts.
* [**Lime**](https://lime.example) - Feeds bees. `tea`
* [**Maple**](https://maple.example) - Turns red.
* [**Willow**](https://willow.example) - Weeps.

## Models

| Model   | Size | Released | Paper                        |
| ------- | ---- | -------- | ---------------------------- |
| **Oak** | 7B   | 08/23    | [pdf](https://oak.example/1) |
| **Fir** | 13B  | 07/23    | [pdf](https://fir.example/1) |
| **Yew** | 30B  | 05/23    | [pdf](https://yew.example/1) |
| **Box** | 70B  | 04/23    | [pdf](https://box.example/1) |
| **Bay** | 3B   | 02/23    | [pdf](https://bay.example/1) |
| **Tea** | 1B   | 01/23    | [pdf](https://tea.example/1) |
| **Nut** | 7B   | 11/22    | [pdf](https://nut.example/1) |
| **Fig** | 2B   | 10/22    | [pdf](https://fig.example/1) |
";

fn entry(section: &str, fields: serde_json::Value) -> NewEntry {
    let serde_json::Value::Object(fields) = fields else { panic!("{fields}") };
    NewEntry { section: Some(section.to_owned()), fields, force: false }
}

/// The line that is added to the trees.
fn added(section: &str, fields: serde_json::Value) -> String {
    let added = add(TREES, &Config::default(), &entry(section, fields)).expect("it is added");
    let mut lines: Vec<&str> = added.output.lines().collect();
    let new = lines.remove(added.line - 1);
    assert_eq!(lines, TREES.lines().collect::<Vec<_>>(), "nothing else changes");
    format!("{}: {new}", added.line)
}

fn refused(section: &str, fields: serde_json::Value) -> String {
    add(TREES, &Config::default(), &entry(section, fields)).expect_err("it is refused").to_string()
}

#[test]
fn an_item_is_written_as_the_others_are() {
    let fields = json!({"name": "Chestnut", "url": "https://chestnut.example", "description": "Bears fruit"});
    assert_eq!(added("broadleaf", fields), "9: * [**Chestnut**](https://chestnut.example) - Bears fruit.");
    let fields = json!({
        "Name": "Oak [old]", "link": "https://oak.example/a_(b)", "description": "Lasts.", "tags": ["wood", "bark"],
    });
    assert_eq!(
        added("Broadleaf", fields),
        "13: * [**Oak [old]**](https://oak.example/a_(b)) - Lasts. `wood` `bark`"
    );
}

#[test]
fn a_row_is_written_in_the_spelling_of_its_columns() {
    let fields =
        json!({"name": "Ivy", "size": "34000M", "released": "June 2023", "paper_url": "https://i.example"});
    assert_eq!(added("Models", fields), "21: | **Ivy** | 34B  | 06/23    | [pdf](https://i.example)     |");
    let fields = json!({"model": "Ivy", "size": 34_000_000_000_u64, "released": "2023-06"});
    assert_eq!(added("models", fields), "21: | **Ivy** | 34B  | 06/23    |                              |");
}

#[test]
fn what_the_list_has_or_cannot_hold_is_refused() {
    let oak = json!({"name": "oak", "size": "1B"});
    assert_eq!(refused("models", oak.clone()), "`Oak` already exists on line 19, with the same name");
    let elm = json!({"name": "Ulmus", "url": "http://www.elm.example/"});
    assert_eq!(refused("broadleaf", elm), "`Elm` already exists on line 9, with the same address");
    assert!(add(TREES, &Config::default(), &NewEntry { force: true, ..entry("models", oak) }).is_ok());
    let cases = [
        (
            "models",
            json!({"name": "Ivy", "released": "soon"}),
            "`soon` is not a date like 2024-05-17, which the column `released` holds",
        ),
        (
            "models",
            json!({"name": "Ivy", "size": "big"}),
            "`big` is not an amount like 7B, which the column `size` holds",
        ),
        (
            "models",
            json!({"name": "Ivy", "colour": "green"}),
            "`models` has no column `colour`; its columns are model, size, released, paper",
        ),
        ("models", json!({"size": "7B"}), "an entry needs a name: give `model`"),
        ("models", json!({"name": "Ivy", "model": "Ivy"}), "`model` is given twice"),
        ("models", json!({"name": true}), "`name` must be text, a number, or an array of texts"),
        ("model", json!({"name": "Ivy"}), "there is no list under `model`; did you mean `models`?"),
        ("broadleaf", json!({"name": "a](b", "url": "https://c.example"}), ""),
    ];
    for (section, fields, message) in cases {
        if message.is_empty() {
            assert!(added(section, fields).contains("a\\](b"), "brackets that do not match are escaped");
        } else {
            assert_eq!(refused(section, fields), message);
        }
    }
    let unclear = NewEntry { section: None, ..entry("", json!({"name": "Ivy"})) };
    let error = add(TREES, &Config::default(), &unclear).expect_err("which list?");
    assert_eq!(error.to_string(), "there are 2 lists, so the section must be named: `broadleaf`, `models`");
    let kept = format!("<!-- prettier-ignore -->\n{}", &TREES[TREES.find("| Model").unwrap()..]);
    let error =
        add(&kept, &Config::default(), &NewEntry { section: None, ..entry("", json!({"name": "Ivy"})) });
    assert!(matches!(error, Err(AddError::Protected { line: 2 })), "{error:?}");
}

/// In every listing there is, an entry more is an entry more: it reads back, and no line of another one changes.
#[test]
fn no_other_line_changes() {
    let mut files: Vec<_> = fixtures().into_iter().chain(corpus().unwrap_or_default()).collect();
    // The command refuses these.
    files.retain(|file| !file.text.contains("<<<<<<<"));
    let counts: Vec<(usize, usize)> =
        files.par_iter().map(|file| add_everywhere(&file.name, &file.text)).collect();
    let (added, refused) =
        counts.iter().fold((0, 0), |(added, refused), one| (added + one.0, refused + one.1));
    println!("{added} entries added, {refused} refused");
    assert!(added > 100 && refused * 10 < added, "{added} added, {refused} refused");
}

fn add_everywhere(file: &str, source: &str) -> (usize, usize) {
    const MOST: usize = 3;
    let document = Document::parse(source);
    let (mut count, mut refused) = (0, 0);
    for listing in document.listings().iter().filter(|listing| listing.opaque.is_none()).take(MOST) {
        let fields = json!({"name": "Quince tree", "url": "https://quince.example/tree"});
        let added = match add(source, &Config::default(), &entry(&listing.id, fields)) {
            Ok(added) => added,
            Err(AddError::Protected { .. }) => continue,
            Err(error) => {
                println!("{file}, {}: {error}", listing.id);
                refused += 1;
                continue;
            }
        };
        count += 1;
        let output = Document::parse(&added.output);
        let mut entries = output.listings().iter().flat_map(Listing::entries);
        let new = entries.find(|entry| entry.line == added.line).expect("it is an entry");
        let text = new.content.of(&added.output);
        assert!(text.contains("https://quince.example/tree"), "{file}, {}: {text:?}", listing.id);
        let without: String = [&added.output[..new.block.start], &added.output[new.block.end..]].concat();
        assert_eq!(squeezed(&without), squeezed(source), "{file}, {}", listing.id);
    }
    (count, refused)
}

/// `text` without what lays a table out: white space, dashes, and the outer pipes that a row without any is given.
fn squeezed(text: &str) -> String {
    text.chars().filter(|character| !character.is_whitespace() && !matches!(character, '-' | '|')).collect()
}
