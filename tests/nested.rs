//! Entries below entries: read as entries with a level, edited and added like others, and moved with what they are below.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use relist::config::Config;
use relist::format::Task;
use relist::records::{CellRecord, Dataset, render, render_fresh};
use relist::rules::Applicability;

use crate::cases::cases;
use crate::support::{broken_laws, fmt, records};

/// An entry at this level, indented by so many of `indent`.
fn item(name: &str, level: usize, indent: &str) -> String {
    format!("{}- [{name}](https://tea.example/{name}) - Is {name}.\n", indent.repeat(level))
}

fn list(entries: &[(&str, usize)], indent: &str) -> String {
    entries.iter().map(|(name, level)| item(name, *level, indent)).collect()
}

/// The names of all entries with their levels.
fn told(dataset: &Dataset) -> Vec<(String, usize)> {
    let name = |record: &relist::records::Record| {
        record.cells["name"].text.as_deref().unwrap_or_default().to_owned()
    };
    let entries = dataset.listings.iter().flat_map(|listing| &listing.entries);
    entries.map(|record| (name(record), record.level)).collect()
}

const TEAS: [(&str, usize); 6] =
    [("Sencha", 0), ("Asamushi", 1), ("Fukamushi", 1), ("Gyokuro", 0), ("Kabuse", 1), ("Shaded", 2)];

#[test]
fn entries_below_entries_are_read_with_a_level() {
    for indent in ["  ", "\t", "   ", "    "] {
        let source = list(&TEAS, indent);
        let expected: Vec<(String, usize)> = TEAS.map(|(name, level)| (name.to_owned(), level)).into();
        assert_eq!(told(&records(&source)), expected, "{source}");
        assert_eq!(broken_laws(&source, &Config::default()), [""; 0], "{source}");
        let loose = source.replace("\n-", "\n\n-");
        assert_eq!(told(&records(&loose)), expected, "{loose}");
        assert_eq!(broken_laws(&loose, &Config::default()), [""; 0], "{loose}");
    }
}

/// What has no name of its own, or says nothing of it, is a note; so is all that is nested where one item is.
#[test]
fn other_items_below_an_entry_are_its_notes() {
    let tea = item("Sencha", 0, "");
    for below in [
        "  - needs hot water\n",
        "  - [Paper](https://tea.example/p) - About it.\n",
        "  - [Asamushi](https://tea.example/a)\n",
        "  - [Asamushi](https://tea.example/a) - Steamed.\n  - and others\n",
        "  - [Asamushi](https://tea.example/a) - Steamed.\n\n  Old.\n",
        "  - [up](#top) - Back.\n",
        "  1. - [Asamushi](https://tea.example/a) - Steamed.\n",
    ] {
        let source = format!("{tea}{below}");
        let dataset = records(&source);
        assert_eq!(told(&dataset), [("Sencha".to_owned(), 0)], "{source}");
        assert_eq!(broken_laws(&source, &Config::default()), [""; 0], "{source}");
    }
}

#[test]
fn what_is_below_an_entry_moves_with_it() {
    let names = ["ant", "bee", "cat", "dog", "eel", "fox", "gnu", "hen", "ibex", "jay"];
    let family = |name: &str| {
        let below: String = ["z", "a"].map(|sub| item(&format!("{sub}{name}"), 1, "  ")).concat();
        item(name, 0, "") + &below
    };
    let families: Vec<String> = names.iter().map(|name| family(name)).collect();
    for end in ["\n", ""] {
        let text = |families: &[String]| families.concat().trim_end().to_owned() + end;
        let tidy = text(&families);
        assert_eq!(fmt(&tidy), tidy, "the entries below another have no order of their own");
        for from in [3, 6, 9] {
            let mut order = families.clone();
            let moved = order.remove(from);
            order.insert(1, moved);
            assert_eq!(fmt(&text(&order)), tidy, "from {from}");
        }
    }
}

/// One below another comes, goes, changes, or becomes one of those above.
#[test]
fn entries_below_others_are_edited_like_others() {
    let rendered = |source: &str, edit: &dyn Fn(&mut Dataset)| {
        let mut dataset = records(source);
        edit(&mut dataset);
        render(source, &Config::default(), &dataset).map_err(|error| error.to_string())
    };
    for indent in ["  ", "\t"] {
        let source = list(&TEAS, indent);
        let changed = rendered(&source, &|dataset| {
            dataset.listings[0].entries[1].cells["description"] = CellRecord::from_markdown("Mild.");
        });
        assert_eq!(changed, Ok(source.replace("Is Asamushi.", "Mild.")));
        let removed = rendered(&source, &|dataset| drop(dataset.listings[0].entries.remove(1)));
        assert_eq!(removed, Ok(source.replace(&item("Asamushi", 1, indent), "")));
        let without_parent = rendered(&source, &|dataset| drop(dataset.listings[0].entries.remove(3)));
        assert_eq!(without_parent, Ok(source.replace(&item("Gyokuro", 0, indent), "")));
        let added = rendered(&source, &|dataset| {
            let entries = &mut dataset.listings[0].entries;
            let mut added = entries[1].clone();
            added.line = None;
            added.cells["name"] = CellRecord::from_markdown("[Chumushi](https://tea.example/Chumushi)");
            added.cells["description"] = CellRecord::from_markdown("Is Chumushi.");
            entries.insert(3, added);
        });
        let mut with_added = TEAS.to_vec();
        with_added.insert(3, ("Chumushi", 1));
        assert_eq!(added, Ok(list(&with_added, indent)));
        let raised = rendered(&source, &|dataset| dataset.listings[0].entries[2].level = 0);
        let mut with_raised = TEAS;
        with_raised[2].1 = 0;
        assert_eq!(raised, Ok(list(&with_raised, indent)));
    }
    let fresh = render_fresh(&records(&list(&TEAS, "\t"))).map_err(|error| error.to_string());
    assert_eq!(fresh, Ok(list(&TEAS, "  ")));
}

/// Records of the version before, which had no levels, are read, and so are those that somebody wrote without any.
#[test]
fn records_without_levels_still_render() {
    let source = "# Tea\n\n- [Sencha](https://tea.example/s) - Steamed.\n  - needs hot water\n- [Bancha](https://tea.example/b)\n";
    let json = records(source).to_json();
    let old = Dataset::from_json(&json.replacen("\"relist\": 2", "\"relist\": 1", 1)).expect("both are read");
    assert_eq!(render(source, &Config::default(), &old).ok().as_deref(), Some(source));
    assert!(!json.contains("level"), "{json}");
    assert!(records(&list(&TEAS, "  ")).to_json().contains("\"level\": 2"));
}

/// A level that is two more than that of the entry above is none.
#[test]
fn levels_that_nothing_holds_are_refused() {
    let source = list(&TEAS, "  ");
    for (entry, level) in [(0, 1), (1, 2), (5, 3)] {
        let mut dataset = records(&source);
        dataset.listings[0].entries[entry].level = level;
        assert!(render(&source, &Config::default(), &dataset).is_err(), "{entry} at {level}");
    }
}

/// Names in an order that says nothing, each with a level that fits what is above it.
fn nested() -> impl Strategy<Value = Vec<usize>> {
    vec(0..4_usize, 2..14).prop_map(|wanted| {
        let mut above = None;
        let level = |wanted: usize| {
            let level = above.map_or(0, |above: usize| wanted.min(above + 1));
            above = Some(level);
            level
        };
        wanted.into_iter().map(level).collect()
    })
}

fn written(levels: &[usize], indent: &str, gap: &str) -> String {
    let items = levels.iter().enumerate().map(|(number, level)| item(&format!("N{number}"), *level, indent));
    items.collect::<Vec<_>>().join(gap)
}

proptest! {
    #![proptest_config(cases(200))]

    #[test]
    fn laws_hold_of_nested_entries(levels in nested(), indent in select(&["  ", "\t", "    "][..]), gap in select(&["", "", "\n"][..])) {
        let source = written(&levels, indent, gap);
        prop_assert_eq!(broken_laws(&source, &Config::default()), [""; 0], "{}", source);
        let read: Vec<usize> = told(&records(&source)).into_iter().map(|(_, level)| level).collect();
        prop_assert_eq!(read, levels, "{}", source);
    }

    /// An entry is taken away, or put elsewhere; what is written reads back as it was asked for.
    #[test]
    fn nested_entries_come_and_go(levels in nested(), from: Index, to: Index, indent in select(&["  ", "\t"][..])) {
        let source = written(&levels, indent, "");
        let mut dataset = records(&source);
        let entries = &mut dataset.listings[0].entries;
        let mut moved = entries.remove(from.index(levels.len()));
        let place = to.index(levels.len());
        let above = place.checked_sub(1).map(|above| entries[above].level);
        moved.level = above.map_or(0, |above| moved.level.min(above + 1));
        entries.insert(place, moved);
        let is_nested_well = entries[0].level == 0 && entries.windows(2).all(|pair| pair[1].level <= pair[0].level + 1);
        let rendered = render(&source, &Config::default(), &dataset).map_err(|error| error.to_string());
        if is_nested_well {
            prop_assert_eq!(rendered.map(|rendered| told(&records(&rendered))), Ok(told(&dataset)));
        } else {
            prop_assert!(rendered.is_err());
        }
    }
}

/// Entries below others have no places of their own, which what counts the places must know.
#[test]
fn a_new_entry_of_a_nested_list_goes_where_it_belongs() {
    let names =
        ["Assam", "Bancha", "Ceylon", "Darjeeling", "Genmaicha", "Hojicha", "Kukicha", "Lapsang", "Matcha"];
    let below = |name: &str| item(name, 0, "") + &item(&format!("{name}-first"), 1, "  ");
    let old: String = names.iter().map(|name| below(name)).collect();
    let new = format!("{old}{}", item("Gunpowder", 0, ""));
    let since = Task::new(&new, &Config::default()).since(Some(&old)).format(Applicability::Safe).unwrap();
    let expected =
        old.replace(&item("Hojicha", 0, ""), &(item("Gunpowder", 0, "") + &item("Hojicha", 0, "")));
    assert_eq!(since.output.as_deref(), Some(expected.as_str()));
}

/// Numbers start again below each entry, for a paragraph is not broken by another one than `1.`.
#[test]
fn fresh_items_below_others_are_numbered_for_themselves() {
    let source = "\
+ [Sencha](https://tea.example/s) - Steamed.
  1. [Asamushi](https://tea.example/a) - Light.
  2. [Fukamushi](https://tea.example/f) - Deep.
+ [Gyokuro](https://tea.example/g) - Shaded.
  1. [Kabuse](https://tea.example/k) - Half shaded.
";
    assert_eq!(render_fresh(&records(source)).ok().as_deref(), Some(source));
}

#[test]
fn the_head_of_a_last_group_stays_last() {
    let names = [
        "Assam", "Bancha", "Ceylon", "Dianhong", "Genmai", "Hojicha", "Keemun", "Matcha", "Oolong", "Sencha",
    ];
    let teas: String = names.into_iter().map(|name| item(name, 0, "")).collect();
    let below = format!("{}{}", item("Barley", 1, "  "), item("Mint", 1, "  "));
    let with_head = format!("# Teas\n\n{teas}- Leaves of others:\n{below}");
    assert_eq!(fmt(&with_head), with_head);
    // An entry with a link has its place among the others.
    let moved = fmt(&format!("# Teas\n\n{teas}{}{below}", item("Lapsang", 0, "")));
    assert!(
        moved.contains(&format!("{}{below}{}", item("Lapsang", 0, ""), item("Matcha", 0, ""))),
        "{moved}"
    );
}
