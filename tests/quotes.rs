//! Lists in quotes and alerts: entries are read there as elsewhere, notes are left, and each line keeps its `> `.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::Index;
use relist::compare::{ConflictStyle, merge};
use relist::config::Config;
use relist::records::{CellRecord, render};

use crate::cases::cases;
use crate::support::{broken_laws, fmt, records};

/// `text` in a quote.
fn quoted(text: &str) -> String {
    text.lines().map(|line| if line.is_empty() { ">\n".to_owned() } else { format!("> {line}\n") }).collect()
}

fn list(names: &[&str]) -> String {
    let items: Vec<String> =
        names.iter().map(|name| format!("- [{name}](https://{name}.example) - Grows.\n")).collect();
    items.concat()
}

#[test]
fn entries_in_quotes_and_alerts_are_read() {
    for list in [
        list(&["Ash", "Elm", "Yew"]),
        list(&["Ash"]),
        list(&["Ash", "Elm", "Yew"]).replace("\n-", "\n\n-"),
        "1. [Ash](https://ash.example): Grows.\n2. **[Elm](https://elm.example)** (2016) - Stands.\n".to_owned(),
        "* [Ash](https://ash.example)\n* [Elm](https://elm.example) [[code](https://c.example)]\n".to_owned(),
        "- [Ash](https://ash.example) - Grows\n  by rivers.\n\n  Slowly.\n\n- [Elm](https://elm.example) - Stands.\n".to_owned(),
        "- [Ash](https://ash.example) - Grows.\n  - [White](https://w.example) - Is white.\n    - in spring\n- [Elm](https://elm.example)\n  Stands.\n".to_owned(),
    ] {
        let plain = records(&list);
        for source in [quoted(&list), format!("# T\n\n> [!TIP]\n{}\nText.\n", quoted(&list)), format!("> Trees:\n>\n{}", quoted(&list)), quoted(&list).replace('\n', "\r\n")] {
            let dataset = records(&source);
            assert_eq!(dataset.listings.len(), 1, "{source}");
            let entries = |dataset: &relist::records::Dataset| {
                let told = dataset.listings[0].entries.iter().map(|entry| (entry.level, entry.cells.keys().cloned().collect::<Vec<_>>()));
                told.collect::<Vec<_>>()
            };
            assert_eq!(entries(&dataset), entries(&plain), "{source}");
            assert_eq!(broken_laws(&source, &Config::default()), [""; 0], "{source}");
        }
    }
}

#[test]
fn notes_in_quotes_are_left() {
    for notes in [
        "- See [the guide](https://g.example) first.\n- Ask before you plant.\n",
        "- [The guide](https://g.example) says how to plant.\n",
        "- [Ash](https://ash.example) - Grows.\n- Ask before you plant.\n",
        "- Seeds: see [here](https://g.example).\n",
        "- **Tip**: read [this](https://g.example).\n",
        "- [up](#top) - Back.\n",
        "- [Rules](CONTRIBUTING.md) - Read them.\n",
    ] {
        assert!(records(&quoted(notes)).listings.is_empty(), "{notes}");
    }
    let lazy =
        "> - [Ash](https://ash.example) - Grows\nby rivers.\n> - [Elm](https://elm.example) - Stands.\n";
    assert!(records(lazy).listings.is_empty());
    let deeper = format!("- Trees\n\n{}", quoted(&list(&["Ash", "Elm"])).replace('>', "  >"));
    assert!(records(&deeper).listings.is_empty());
}

#[test]
fn edits_keep_the_quote() {
    let source = format!("> [!NOTE]\n{}\nText.\n", quoted(&list(&["Ash", "Elm", "Yew"])));
    let mut edited = records(&source);
    let entries = &mut edited.listings[0].entries;
    entries[1].cells["description"] = CellRecord::from_markdown("Stands\n  by rivers.");
    entries[2].cells.insert("notes".to_owned(), CellRecord::from_markdown("- Old.\n\n    Slow."));
    entries.swap(0, 1);
    let mut added = entries[0].clone();
    (added.line, added.cells["name"]) = (None, CellRecord::from_markdown("[Fir](https://fir.example)"));
    added.cells["description"] = CellRecord::from_markdown("Grows.");
    entries.push(added);
    let expected = "> [!NOTE]\n> - [Elm](https://Elm.example) - Stands\n>   by rivers.\n> - [Ash](https://Ash.example) - Grows.\n> - [Yew](https://Yew.example) - Grows.\n>   - Old.\n>\n>     Slow.\n> - [Fir](https://fir.example) - Grows.\n\nText.\n";
    let rendered = render(&source, &Config::default(), &edited).map_err(|error| error.to_string());
    assert_eq!(rendered.as_deref(), Ok(expected));
}

#[test]
fn entries_move_with_their_quote() {
    let names =
        ["Alder", "Ash", "Beech", "Birch", "Cedar", "Elm", "Yew", "Fir", "Gum", "Hazel", "Holly", "Larch"];
    let source = format!("# Trees\n\n{}", quoted(&list(&names)));
    let sorted = source.lines().filter(|line| !line.contains("Yew"));
    let yew = source.lines().find(|line| line.contains("Yew")).unwrap();
    let expected: String = sorted.chain([yew]).flat_map(|line| [line, "\n"]).collect();
    assert_eq!(fmt(&source), expected);
    let stray = source.replacen("> - [Cedar]", "> * [Cedar]", 1);
    assert_eq!(broken_laws(&stray, &Config::default()), [""; 0]);
    let no_stop = expected.replacen(
        "- [Holly](https://Holly.example) - Grows.",
        "- [Holly](https://Holly.example) - Grows",
        1,
    );
    assert_eq!(fmt(&no_stop), expected);
}

#[test]
fn quoted_lists_merge_by_entry() {
    let base = format!("# Trees\n\n{}\nText.\n", quoted(&list(&["Ash", "Elm", "Yew"])));
    let ours = base.replace("Ash.example) - Grows.", "Ash.example) - Grows tall.");
    let theirs = base.replace("> - [Elm]", "> - [Cedar](https://Cedar.example) - Stands.\n> - [Elm]");
    let merged = merge(&base, &ours, &theirs, &Config::default(), &ConflictStyle::default());
    assert_eq!(merged.text, theirs.replace("Ash.example) - Grows.", "Ash.example) - Grows tall."));
}

const ITEMS: [&str; 6] = [
    "- [Ash #](https://ash.example/#) - Grows.\n",
    "- [Ash #](https://ash.example/#): Grows\n  by rivers.\n",
    "- [Ash #](https://ash.example/#) (2016) - Grows. `MIT`\n",
    "- [Ash #](https://ash.example/#) - Grows.\n  - in spring\n  - in autumn\n",
    "- [Ash #](https://ash.example/#) - Grows.\n\n  Slowly.\n\n  > Or so.\n",
    "- [Ash #](https://ash.example/#)\n  - [Elm #](https://elm.example/#) - Stands.\n",
];

proptest! {
    #![proptest_config(cases(200))]

    /// A list reads the same in a quote, holds to every law there, and an edit of one entry changes its lines alone.
    #[test]
    fn lists_in_quotes_are_lists(list in vec(0..ITEMS.len(), 1..7), at: Index) {
        let plain: String = list.iter().enumerate().map(|(number, item)| ITEMS[*item].replace('#', &number.to_string())).collect();
        let source = quoted(&plain);
        prop_assert_eq!(broken_laws(&source, &Config::default()), [""; 0], "{}", source);
        let (own, mut edited) = (records(&plain), records(&source));
        prop_assert_eq!(&own.listings[0].entries, &edited.listings[0].entries, "{}", source);
        let entries = &mut edited.listings[0].entries;
        let at = at.index(entries.len());
        let name = entries[at].cells["name"].markdown.clone().unwrap_or_default().into_owned();
        let other = name.replacen('[', "[The ", 1);
        entries[at].cells["name"] = CellRecord::from_markdown(other.clone());
        let rendered = render(&source, &Config::default(), &edited).map_err(|error| error.to_string());
        prop_assert_eq!(rendered, Ok(source.replace(&name, &other)));
    }
}
