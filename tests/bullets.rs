//! Bullet lists: what their items are read as, and how many of the real lists' items are read so.

use std::fmt::Write as _;

use rayon::prelude::*;
use relist::config::Config;
use relist::document::{Document, Field, Listing};
use relist::records::{CellRecord, Dataset, RecordKind, render, render_fresh};

use crate::corpus::{corpus, seed};
use crate::support::{assert_snapshot, broken_laws, fixture, fmt, records};

/// One line an item: its form, and each of its cells.
fn told(dataset: &Dataset) -> String {
    let mut told = String::new();
    for listing in dataset.listings.iter().filter(|listing| listing.kind == RecordKind::Bullets) {
        let form = listing.form.as_deref().unwrap_or_default();
        let _ = writeln!(told, "{} ({form:?}, sorted by {:?})", listing.id, listing.order);
        for entry in &listing.entries {
            let _ = writeln!(told, "  {:?}", listing.form_of(entry).unwrap_or_default());
            for (key, cell) in &entry.cells {
                let value = cell.value.as_ref().map_or_else(String::new, |value| format!(" = {value}"));
                let _ =
                    writeln!(told, "    {key}: {:?}{value}", cell.markdown.as_deref().unwrap_or_default());
            }
        }
    }
    told
}

/// Every shape that items have in real lists, read line by line.
#[test]
fn items_are_read_in_every_shape() {
    let dataset = records(&fixture("edge/bullets-shapes.md"));
    assert_snapshot("records", "bullets-shapes", &told(&dataset));
}

/// Labelled links, and a date and a description in the line below: the shape of a list of models.
#[test]
fn models_have_name_links_date_and_description() {
    let dataset = records(&fixture("lists/base-models-bullets.md"));
    assert_snapshot("records", "base-models-bullets", &told(&dataset));
}

/// A paper is named by its bold title; the link that ends the item, set apart from the words, leads to it.
#[test]
fn papers_are_named_by_their_bold_titles() {
    let dataset = records(&fixture("lists/papers-by-bold-title.md"));
    assert_snapshot("records", "papers-by-bold-title", &told(&dataset));
}

/// Advice whose first words are bold is prose, whatever it links to.
#[test]
fn bold_words_before_prose_name_nothing() {
    for prose in [
        "- **Tip** Read this first. [More](https://example.org/a)\n- **Note** Ask before. [Rules](https://example.org/b)\n",
        "- **Linux**: since 2016. [Install](https://example.org/a)\n- **Mac:** since 2018. [Install](https://example.org/b)\n",
        "- **Since 2019** we meet in [town](https://example.org/a)\n- **Until 2020** we met [here](https://example.org/b)\n",
    ] {
        assert!(records(prose).listings.is_empty(), "{prose}");
    }
}

/// The marker of an item that has nothing behind it is its form, as long as it is and wherever it stands.
#[test]
fn empty_items_have_a_marker_and_no_notes() {
    for (item, form) in [
        ("10.", "{number}."),
        ("10)", "{number})"),
        ("010.", "{number}."),
        (" -", "-"),
        ("*", "*"),
        ("10. <!-- moved -->", "{number}. {notes}"),
    ] {
        let end = item.trim_start_matches([' ', '0', '1']).get(..1).unwrap();
        let marker = if end == "-" || end == "*" { end.to_owned() } else { format!("11{end}") };
        let source =
            format!("{item}\n{marker} [Oak](https://oak.example)\n{marker} [Elm](https://elm.example)\n");
        let dataset = records(&source);
        let entry = &dataset.listings[0].entries[0];
        assert_eq!(dataset.listings[0].form_of(entry), Some(form), "{source}");
        assert_eq!(render(&source, &Config::default(), &dataset).ok().as_deref(), Some(&*source));
        assert_eq!(broken_laws(&source, &Config::default()), [""; 0], "{source}");
    }
}

/// Numbers that are written with zeros keep them where an item below is edited, or has only a comment left.
#[test]
fn zeros_before_a_number_are_kept() {
    for item in ["10) [Oak](https://oak.example) - Tall.", "10) <!-- [Oak](https://oak.example) - Cut. -->"] {
        let source = format!(
            "08) [Ash](https://ash.example) - Light.\n09) [Elm](https://elm.example) - Old.\n{item}\n\
             11) [Yew](https://yew.example) - Dark.\n"
        );
        let mut dataset = records(&source);
        assert_eq!(broken_laws(&source, &Config::default()), [""; 0], "{source}");
        let cell = dataset.listings[0].entries[3].cells.get_mut("description").unwrap();
        *cell = CellRecord::from_markdown("Green.");
        let rendered = render(&source, &Config::default(), &dataset).unwrap();
        assert_eq!(rendered, source.replace("Dark.", "Green."));
    }
}

/// Each remark below an item is a text of its own.
#[test]
fn notes_below_an_item_are_read_apart() {
    let source = "- [Ash](https://a.example)\n  - likes *water*\n  - grows tall\n\n    and old\n- [Elm](https://e.example)\n";
    assert_eq!(broken_laws(source, &Config::default()), [""; 0]);
    let dataset = records(source);
    let notes = &dataset.listings[0].entries[0].cells["notes"];
    assert_eq!(notes.text.as_deref(), Some("likes water grows tall and old"));
}

/// Code with a separator and words behind it names its item; code before a link is a mark of it.
#[test]
fn code_may_be_a_name() {
    let source = "- [Ash](https://ash.example) - Light.\n- `birch` - White.\n- `new` [Elm](https://elm.example) - Old.\n";
    let dataset = records(source);
    let cells = |entry: usize, key: &str| {
        dataset.listings[0].entries[entry].cells.get(key).and_then(|cell| cell.markdown.clone())
    };
    assert_eq!(
        (cells(1, "name").as_deref(), cells(1, "description").as_deref()),
        (Some("`birch`"), Some("White."))
    );
    assert_eq!(
        (cells(2, "tags").as_deref(), cells(2, "description").as_deref()),
        (Some("`new`"), Some("Old."))
    );
}

/// A last item that leads to another place of the page is no entry: it is neither counted nor sorted, and stays last.
#[test]
fn a_way_back_is_no_entry() {
    let names = ["Ash", "Birch", "Cedar", "Elm", "Fir", "Hazel", "Juniper", "Larch", "Oak", "Dogwood"];
    let item = |name: &str| format!("- [{name}](https://trees.example/{name}) - Grows.\n");
    let items: String = names.iter().map(|name| item(name)).collect();
    let source = format!("# Trees\n\n{items}- [Up](#trees)\n");
    let document = Document::parse(&source);
    assert_eq!(document.listings()[0].entries().len(), names.len());
    assert_eq!(document.prose_links().iter().map(|link| &*link.url).collect::<Vec<_>>(), ["#trees"]);
    assert_eq!(broken_laws(&source, &Config::default()), [""; 0]);
    let formatted = fmt(&source);
    assert!(
        formatted.ends_with("- [Oak](https://trees.example/Oak) - Grows.\n- [Up](#trees)\n"),
        "{formatted}"
    );
}

/// A form feed or a vertical tab at the end of an item is part of its form, and no part of a cell.
#[test]
fn form_feeds_are_kept() {
    for end in ["\u{c}", "\u{b}", " \u{c}\u{b} ", "\n  \u{c}"] {
        for item in [
            "- [Oak](https://oak.example) - Tall.",
            "- [Oak](https://oak.example)",
            "1. [Oak](https://oak.example): x",
        ] {
            let source = format!("{item}{end}\n");
            assert_eq!(
                render(&source, &Config::default(), &records(&source)).ok().as_deref(),
                Some(&*source)
            );
            assert_eq!(broken_laws(&source, &Config::default()), [""; 0], "{source:?}");
        }
    }
}

/// An item may be changed, added and removed like a row; numbers follow from the places.
#[test]
fn items_are_edited_like_rows() {
    let template = "1. [a](https://a.io) - x\n2. [b](https://b.io) - y\n3. [c](https://c.io) - z\n";
    let mut dataset = records(template);
    let entries = &mut dataset.listings[0].entries;
    entries.remove(0);
    entries[0].cells["description"] = CellRecord::from_markdown("why");
    let mut added = entries[1].clone();
    added.line = None;
    added.cells["name"] = CellRecord::from_markdown("[d](https://d.io)");
    added.cells.shift_remove("description");
    entries.push(added);
    let rendered = render(template, &Config::default(), &dataset).map_err(|error| error.to_string());
    let expected = "1. [b](https://b.io) - why\n2. [c](https://c.io) - z\n3. [d](https://d.io)\n";
    assert_eq!(rendered.as_deref(), Ok(expected));
    let fresh = render_fresh(&records(expected)).map_err(|error| error.to_string());
    assert_eq!(fresh.as_deref(), Ok(expected));
}

/// An item that stands out of the order moves with all that is nested in it, loose lists stay loose, and a list that
/// ends the file without a line end still does.
#[test]
fn whole_items_move() {
    for gap in ["\n", "\n\n"] {
        for end in ["", "\n"] {
            let item = |name: &str| {
                let nested = format!("  - more of {name}\n\n    ```\n    {name}\n    ```");
                format!("- [{name}](https://example.org/{name}) - Is {name}.\n{nested}")
            };
            let names = ["ant", "bee", "cat", "dog", "eel", "fox", "gnu", "hen", "ibex", "jay"];
            let items: Vec<String> = names.iter().map(|name| item(name)).collect();
            let tidy = items.join(gap) + end;
            assert_eq!(fmt(&tidy), tidy);
            for (from, name) in names.iter().enumerate() {
                for to in [0, 5, 9] {
                    let mut order = items.clone();
                    let moved = order.remove(from);
                    order.insert(to, moved);
                    let stray = order.join(gap) + end;
                    // What stands above a list that is in order is pinned there.
                    if to > 0 {
                        assert_eq!(fmt(&stray), tidy, "{name} to {to}");
                    }
                }
            }
        }
    }
}

/// How many of the corpus's items of the shape that most lists have are read into a name with a link, and in how many
/// of those the description is told apart.
#[test]
fn most_items_are_read_into_name_and_link() {
    type IsShape = fn(&str) -> bool;
    let Some(files) = corpus() else { return };
    let shapes: [(&str, IsShape); 4] = [
        ("[Name](url) - description", |item| after_link(item).is_some_and(|rest| rest.starts_with(" - "))),
        ("[Name](url): description", |item| {
            after_link(item).is_some_and(|rest| rest.starts_with([':', '：']))
        }),
        ("[Name](url)", |item| after_link(item).is_some_and(|rest| rest.trim().is_empty())),
        ("Name [[label](url)]", |item| item.find(" [[").is_some_and(|at| !item[..at].contains('['))),
    ];
    let mut counts = [(0, 0); 4];
    let found: Vec<[(usize, usize); 4]> = files
        .par_iter()
        .map(|file| {
            let document = Document::parse(&file.text);
            let mut counts = [(0, 0); 4];
            for (line, item) in items(&document) {
                for (count, (_, is_shape)) in counts.iter_mut().zip(&shapes) {
                    if is_shape(item) && !item.contains("](#") {
                        count.0 += 1;
                        count.1 += usize::from(is_read(&document, line));
                    }
                }
            }
            counts
        })
        .collect();
    for file in found {
        for (all, own) in counts.iter_mut().zip(file) {
            *all = (all.0 + own.0, all.1 + own.1);
        }
    }
    for ((shape, _), (all, read)) in shapes.iter().zip(counts) {
        println!("{shape:28} {read:6} of {all:6} items read into name and link");
    }
    let (all, read) = counts[0];
    assert!(100 * read >= 95 * all, "{read} of {all}");
}

/// What follows the link that an item starts with.
fn after_link(item: &str) -> Option<&str> {
    let (_, rest) = item.strip_prefix('[')?.split_once("](")?;
    Some(rest.split_once(')')?.1)
}

/// The outermost items of a text, as a person would find them by their markers.
fn items<'a>(document: &Document<'a>) -> Vec<(usize, &'a str)> {
    let mut in_code = false;
    let lines = document.source().lines().enumerate().filter_map(|(index, line)| {
        in_code ^= line.trim_start().starts_with("```");
        let item = line.strip_prefix("- ").or_else(|| line.strip_prefix("* "))?;
        (!in_code).then_some((index + 1, item))
    });
    lines.collect()
}

/// Whether an entry with a name and a link starts on this line.
fn is_read(document: &Document<'_>, line: usize) -> bool {
    let entries = |listing: &Listing| {
        let place = listing.entries().binary_search_by_key(&line, |entry| entry.line).ok()?;
        let entry = &listing.entries()[place];
        let name = listing.cell(entry, Field::Name as usize).filter(|cell| !cell.is_blank())?;
        let links = listing.cell(entry, Field::Links as usize)?;
        Some(!document.cell_links(name).is_empty() || !document.cell_links(links).is_empty())
    };
    let mut bullets = document.listings().iter().filter(|listing| !listing.is_table());
    bullets.any(|listing| entries(listing) == Some(true))
}

/// Every model of the list that has bullets: a name, links by label, a month, and a description.
#[test]
fn every_model_of_the_bullet_seed_is_read() {
    for name in ["seeds/llm-basemodel-bullets.md", "nvsthinh__LLM-BaseModel__README.md"] {
        let Some(text) = seed(name) else { return };
        let dataset = records(&text);
        let entries: Vec<_> = dataset.listings.iter().flat_map(|listing| &listing.entries).collect();
        assert_eq!(entries.len(), 35, "{name}");
        for entry in entries {
            let line = entry.line.unwrap();
            assert!(entry.cells["name"].text.as_ref().is_some_and(|text| text.len() < 40), "{name}:{line}");
            let links = entry.cells["links"].links.as_ref().unwrap();
            let labels = ["paper", "code", "model", "blog", "doc", "project"];
            assert!(
                links.iter().all(|link| labels.contains(&&*link.text.to_lowercase())),
                "{name}:{line} {links:?}"
            );
            let date = entry.cells["date"].value.as_ref().unwrap().to_string();
            assert!(date.starts_with("\"202") && date.len() == 9, "{name}:{line} {date}");
            assert!(
                entry.cells["description"].text.as_ref().is_some_and(|text| text.len() > 20),
                "{name}:{line}"
            );
        }
    }
}

/// The line below is text of its own while a tag stands in between, and would be text of the item above without it.
#[test]
fn a_line_below_the_list_stays_outside_when_its_last_item_goes() {
    for below in ["**Head**", "| a | b |", "{% endif %}", "`code`", "_x_", "*x* y"] {
        let kept = "- [Ash](https://a.example) - Grows.\n";
        let source = format!("{kept}- [Elm](https://e.example) - Grows.\n  </details>\n{below}\n");
        let mut dataset = records(&source);
        dataset.listings[0].entries.truncate(1);
        let rendered = render(&source, &Config::default(), &dataset).map_err(|error| error.to_string());
        assert_eq!(rendered, Ok(format!("{kept}\n{below}\n")));
    }
}
