//! Listings written in another form: the same entries, or an error that names what has no place.

use rayon::prelude::*;
use relist::config::Config;
use relist::records::{RecordKind, convert};

use crate::corpus::corpus;
use crate::support::{broken_laws, fixtures, records};

fn converted(source: &str, listing: Option<&str>, kind: RecordKind) -> Result<String, String> {
    convert(source, &Config::default(), listing, kind).map_err(|error| error.to_string())
}

#[test]
fn bullets_become_a_table_and_a_table_bullets() {
    let bullets = "\
# Trees
* [Ash](https://ash.example) - Burns | well. `hard`
* [Elm](https://elm.example) - Bends. `soft` `old`
* [Fir](https://fir.example) - Smells.
More on trees.
"
    .replace("More", "\nMore");
    let table = "\
# Trees

| Name | Description | Tags |
| --- | --- | --- |
| [Ash](https://ash.example) | Burns \\| well. | `hard` |
| [Elm](https://elm.example) | Bends. | `soft` `old` |
| [Fir](https://fir.example) | Smells. |  |

More on trees.
";
    assert_eq!(converted(&bullets, None, RecordKind::Table).as_deref(), Ok(table));
    let back = bullets.replace("# Trees\n", "# Trees\n\n").replace("\n* ", "\n- ");
    assert_eq!(converted(table, Some("trees"), RecordKind::Bullets), Ok(back));
}

#[test]
fn line_ends_and_the_end_of_the_file_stay() {
    let bullets = "# A\r\n\r\n- [Ash](https://ash.example) - Burns.\r\n- [Elm](https://elm.example) - Bends.";
    let table = converted(bullets, None, RecordKind::Table).unwrap();
    let expected = "# A\r\n\r\n| Name | Description |\r\n| --- | --- |\r\n\
        | [Ash](https://ash.example) | Burns. |\r\n| [Elm](https://elm.example) | Bends. |";
    assert_eq!(table, expected);
    assert_eq!(converted(&table, None, RecordKind::Bullets).as_deref(), Ok(bullets));
}

#[test]
fn what_has_no_place_is_named() {
    let item = "- [Ash](https://ash.example) - Burns.\n- [Elm](https://elm.example) - Bends.\n";
    let table = "| Name | Height | Notes |\n|---|---|---|\n| [Ash](https://ash.example) | 3 m | Burns. |\n";
    for (source, listing, kind, message) in [
        (item.to_owned(), None, RecordKind::Bullets, "the listing on line 1 is a bullet list already"),
        (table.to_owned(), None, RecordKind::Table, "the listing on line 1 is a table already"),
        (table.to_owned(), None, RecordKind::Bullets, "a bullet list has no place for the column `Notes`"),
        (
            table.replace("[Ash](https://ash.example)", "Ash").replace("| 3 m |", "| |"),
            None,
            RecordKind::Bullets,
            "its entries would not be read as entries then; most names of a bullet list must be links",
        ),
        (item.to_owned(), Some("elsewhere"), RecordKind::Table, "there is no list under `elsewhere`"),
        (
            format!("{item}- [Fir](https://fir.example) - Smells.\n  - Of resin.\n  - Of wood.\n"),
            None,
            RecordKind::Table,
            "`markdown` holds a line end, and a table row is one line; write `<br>`",
        ),
        (
            format!("<!-- relist: off -->\n\n{item}"),
            None,
            RecordKind::Table,
            "a comment protects the list on line 3 from changes",
        ),
        (
            format!("> {}", table.trim_end().replace('\n', "\n> ")),
            None,
            RecordKind::Bullets,
            "line 1: only a listing at the margin can be converted, and this one is in a quote or in an item",
        ),
    ] {
        let error = converted(&source, listing, kind).unwrap_err();
        assert!(error.ends_with(message), "{source}: {error}");
    }
}

/// What is written has the entries that were there, and breaks no law; most bullet lists of one level can be tables.
#[test]
fn lists_that_can_be_converted_keep_their_entries() {
    let files: Vec<_> = fixtures().into_iter().chain(corpus().unwrap_or_default()).collect();
    let done: usize = files
        .par_iter()
        .filter(|file| file.text.len() < 100_000)
        .map(|file| {
            let before = records(&file.text);
            let mut done = 0;
            for listing in before.listings.iter().take(2) {
                let is_table = listing.kind == RecordKind::Table;
                let kind = if is_table { RecordKind::Bullets } else { RecordKind::Table };
                let Ok(text) = converted(&file.text, Some(&listing.id), kind) else { continue };
                let after = records(&text);
                let counts = |dataset: &relist::records::Dataset<'_>| -> Vec<usize> {
                    dataset.listings.iter().map(|listing| listing.entries.len()).collect()
                };
                assert_eq!(counts(&after), counts(&before), "{} {}", file.name, listing.id);
                let broken = broken_laws(&text, &Config::default());
                assert!(broken.is_empty(), "{} {}: {broken:?}", file.name, listing.id);
                done += 1;
            }
            done
        })
        .sum();
    println!("{done} listings converted");
    assert!(done >= 20, "{done}");
}
