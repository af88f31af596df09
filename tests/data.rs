//! Lists written from data files: what the data says stands in the list, and what it does not say stays.

use std::collections::BTreeMap;

use proptest::prelude::*;
use proptest::sample::Index;
use rayon::prelude::*;
use relist::config::Config;
use relist::records::{
    CsvCells, Data, DataFormat, Dataset, RegenerateError, Regenerated, csv as write_csv, jsonl, regenerate,
};

use crate::cases::cases;
use crate::corpus::corpus;
use crate::support::{changed_lines, fixtures, records};

const TREES: &str = "\
# Trees

- [Ash](https://ash.example) - Burns well. `hard`
- [Birch](https://birch.example) - Grows fast. `soft`
- [Elm](https://elm.example) - Bends. `hard`
- [Hazel](https://hazel.example) - Bears nuts. `soft`
- [Lime](https://lime.example) - Feeds bees. `soft`
- [Maple](https://maple.example) - Turns red. `hard`
- [Oak](https://oak.example) - Lasts. `hard`
- [Poplar](https://poplar.example) - Grows tall. `soft`
- [Willow](https://willow.example) - Weeps. `soft`
";

const MODELS: &str = "\
# Models

| Model | Size | Date | Stars | Notes |
|-------|------|------|------:|-------|
| [Alder](https://alder.example) | 7B, 13B | 05/23 | 1,200 | Reads *aloud*. |
| Beech | 40B | 06/23 | 90 | See [the page](https://page.example) and [more](https://more.example). |
| [Cedar](https://cedar.example) | 8x7B | 12/23 | 3,000 | |
| [Dogwood](https://dogwood.example) | ? | 01/24 | 12 | A \\| B |
| [Elder](https://elder.example) | 1B | 02/24 | 7 | Small. |
";

fn write(source: &str, format: DataFormat, text: &str, update: bool) -> Result<Regenerated, RegenerateError> {
    let entries = format.read("data", text).map_err(|error| RegenerateError::Data(vec![error]))?;
    regenerate(source, &Config::default(), &Data { entries, update, ..Data::default() })
}

/// The entries of a list in each format that `extract` writes.
fn written(dataset: &Dataset<'_>) -> Vec<(DataFormat, String)> {
    let all = [("list.md", dataset)];
    let mut texts = [Vec::new(), Vec::new(), Vec::new()];
    write_csv(&all, CsvCells::Values, &mut texts[0]).unwrap();
    write_csv(&all, CsvCells::Markdown, &mut texts[1]).unwrap();
    jsonl(&all, &mut texts[2]).unwrap();
    let formats = [DataFormat::Csv, DataFormat::Csv, DataFormat::JsonLines];
    formats.into_iter().zip(texts.map(|text| String::from_utf8(text).unwrap())).collect()
}

/// What entries say, wherever they stand.
fn said(source: &str) -> Vec<BTreeMap<String, String>> {
    let (_, text) = written(&records(source)).swap_remove(0);
    let entries = DataFormat::Csv.read("data", &text).unwrap();
    let is_own = |field: &str| !["path", "line", "listing", "section"].contains(&field);
    let fields = entries.into_iter().map(|entry| {
        let texts = entry.fields.into_iter().filter(|(field, _)| is_own(field));
        let texts = texts.filter_map(|(field, json)| Some((field, json.as_str()?.to_owned())));
        texts.filter(|(_, text)| !text.is_empty()).collect()
    });
    fields.collect()
}

/// All lists that have entries, by name.
fn lists() -> Vec<(String, String)> {
    let files = fixtures().into_iter().chain(corpus().unwrap_or_default());
    let own = [("trees", TREES), ("models", MODELS)].map(|(name, text)| (name.to_owned(), text.to_owned()));
    let lists = files.map(|file| (file.name, file.text)).chain(own);
    lists.filter(|(_, source)| records(source).listings.iter().any(|list| !list.entries.is_empty())).collect()
}

/// A no-break space is a part of the address before it, and data has none of either.
#[test]
fn white_space_behind_an_address_stays() {
    let source =
        "# Trees\n\n- https://ash.example/\u{a0}\n- https://elm.example/a\u{a0}\n- https://oak.example\n";
    for (format, text) in written(&records(source)) {
        assert_eq!(write(source, format, &text, false).unwrap().output, source, "{format:?}");
    }
}

#[test]
fn what_was_extracted_writes_the_same_bytes() {
    lists().par_iter().for_each(|(path, source)| {
        for (format, text) in written(&records(source)) {
            let result = write(source, format, &text, false).map_err(|error| format!("{path}: {error}"));
            let result = result.unwrap();
            assert!(result.output == *source, "{path} {format:?}");
            assert_eq!((result.added, result.changed, result.removed.len()), (0, 0, 0), "{path} {format:?}");
        }
    });
}

/// A cell of plain words in the middle of a list, with other words.
fn edited(csv_text: &str) -> Option<String> {
    let mut reader = csv::Reader::from_reader(csv_text.as_bytes());
    let heads = reader.headers().unwrap().clone();
    let mut rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    let leads = |row: &csv::StringRecord, head: &str| {
        let urls = heads.iter().position(|other| other == format!("{head}_url"));
        urls.is_some_and(|at| row.get(at).is_some_and(|url| !url.is_empty()))
    };
    let is_words = |text: &str| {
        text.len() > 20 && text.contains(' ') && text.chars().all(|c| c.is_alphabetic() || " ,.".contains(c))
    };
    let middle = rows.len() / 2;
    let (at, field) = (middle..rows.len()).chain(0..middle).find_map(|at| {
        let mut fields = rows[at].iter().zip(&heads).enumerate().skip(4);
        // Names of people are told from other words, so that a column of them takes nothing else.
        let may_say = |head: &str| head != "authors" && !leads(&rows[at], head);
        let field = fields.find(|(_, (text, head))| is_words(text) && may_say(head))?.0;
        Some((at, field))
    })?;
    let row = rows[at].iter().enumerate();
    rows[at] = row
        .map(|(index, text)| if index == field { text.replacen(' ', " newly ", 1) } else { text.to_owned() })
        .collect();
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(&heads).unwrap();
    for row in &rows {
        writer.write_record(row).unwrap();
    }
    Some(String::from_utf8(writer.into_inner().unwrap()).unwrap())
}

#[test]
fn one_edited_cell_is_one_changed_line() {
    let results: Vec<Result<(), String>> = lists()
        .par_iter()
        .filter_map(|(path, source)| {
            let (format, text) = written(&records(source)).swap_remove(0);
            let text = edited(&text)?;
            let result = write(source, format, &text, false).map_err(|error| format!("{path}: {error}"));
            Some(result.map(|result| {
                let (old, new) = changed_lines(source, &result.output);
                // Words on two lines of an item come back on one.
                let is_one = old.len() <= 2 && new.len() <= 2 && result.output != *source;
                assert!(is_one, "{path}: {old:?} -> {new:?}");
            }))
        })
        .collect();
    let refused: Vec<&String> = results.iter().filter_map(|result| result.as_ref().err()).collect();
    println!("{} cells edited, {} refused: {refused:#?}", results.len(), refused.len());
    assert!(results.len() >= 20 && 20 * refused.len() <= results.len(), "{refused:#?}");
}

#[test]
fn a_changed_field_changes_its_cell_alone() {
    for (column, value, before, after) in [
        ("size", "70B", "| 7B, 13B |", "| 70B |"),
        ("size", "7000000000;14000000000", "| 7B, 13B |", "| 7B, 14B |"),
        ("date", "2023-07", "| 05/23 |", "| 07/23 |"),
        ("stars", "1300", "| 1,200 |", "| 1,300 |"),
        ("notes", "Reads _softly_.", "Reads *aloud*.", "Reads _softly_."),
        ("url", "https://other.example", "(https://alder.example)", "(https://other.example)"),
        ("model_url", "https://other.example/(a)", "(https://alder.example)", "(https://other.example/(a))"),
        ("notes", "a | b", "Reads *aloud*.", "a \\| b"),
    ] {
        let text = format!("model,{column}\nAlder,{value}\n");
        let result = write(MODELS, DataFormat::Csv, &text, true).unwrap();
        assert_eq!(result.output, MODELS.replacen(before, after, 1), "{column}={value}");
        assert_eq!(result.changed, 1);
    }
}

#[test]
fn counts_are_rounded_as_their_column_rounds_them() {
    let source = "| Tool | Stars |\n|---|---|\n| ash | 1.2k |\n| elm | 3.4k |\n| fir | 900 |\n| oak | 2.2k |\n| yew | 1k |\n";
    let stars = "tool,stars\nash,50123\nelm,3401\nfir,1000\noak,999\n";
    let result = write(source, DataFormat::Csv, stars, true).unwrap();
    let expected = source.replace("1.2k", "50.1k").replace("900", "1k").replace("2.2k", "999");
    assert_eq!((result.output.as_str(), result.changed), (expected.as_str(), 3));
    assert_eq!(write(&expected, DataFormat::Csv, stars, true).unwrap().output, expected);
}

#[test]
fn a_field_that_says_the_same_changes_nothing() {
    for fields in [
        "size\nAlder,\"7B, 13B\"",
        "date\nAlder,05/23",
        "date\nAlder,2023-05",
        "stars\nAlder,1200",
        "stars\nAlder,\"1,200\"",
        "notes\nAlder,Reads aloud.",
        "notes\nAlder,Reads *aloud*.",
        "size\nDogwood,",
        "size\nDogwood,?",
        "url\nAlder,http://alder.example/",
        "size\nCedar,8x7000000000",
    ] {
        let result = write(MODELS, DataFormat::Csv, &format!("model,{fields}\n"), true).unwrap();
        assert_eq!((result.output.as_str(), result.changed), (MODELS, 0), "{fields}");
    }
}

#[test]
fn entries_are_added_where_they_belong_and_removed_by_name() {
    let yaml = "\
- {name: Ash, url: https://ash.example, description: Burns well., tags: [hard]}
- {name: Oak, url: https://oak.example, description: Lasts long., tags: [hard, old], founded: 1990}
- {name: Beech, url: https://beech.example, description: Shades., tags: [hard]}
- {name: Willow, url: https://willow.example, description: Weeps., tags: [soft]}
";
    let result = write(TREES, DataFormat::Yaml, yaml, false).unwrap();
    let expected = "\
# Trees

- [Ash](https://ash.example) - Burns well. `hard`
- [Beech](https://beech.example) - Shades. `hard`
- [Oak](https://oak.example) - Lasts long. `hard` `old`
- [Willow](https://willow.example) - Weeps. `soft`
";
    assert_eq!(result.output, expected);
    let removed: Vec<(&str, usize)> =
        result.removed.iter().map(|entry| (entry.name.as_str(), entry.line)).collect();
    let gone = [("Birch", 4), ("Elm", 5), ("Hazel", 6), ("Lime", 7), ("Maple", 8), ("Poplar", 10)];
    assert_eq!(removed, gone);
    assert_eq!((result.added, result.changed, result.unshown), (1, 1, vec!["founded".to_owned()]));
}

#[test]
fn an_update_neither_adds_nor_removes() {
    let source = format!("{TREES}\n{}", MODELS.replace("Alder", "Ash").replace("alder", "ash"));
    let stars = "url,stars\nhttps://elder.example,8\nhttps://new.example,1\nhttps://ash.example,5\n";
    let result = write(&source, DataFormat::Csv, stars, true).unwrap();
    let expected = source.replace("| 7 | Small", "| 8 | Small").replace("| 1,200 |", "| 5 |");
    assert_eq!(result.output, expected, "an entry is found in each list");
    assert_eq!(result.unmatched, ["data:3"]);
}

#[test]
fn mistakes_are_told_with_their_place_and_nothing_is_written() {
    let two = format!("{TREES}\n{MODELS}");
    for (source, format, text, message) in [
        (TREES, DataFormat::Csv, "name,name\n", "data:1: the field `name` is given twice"),
        (
            TREES,
            DataFormat::Json,
            "[{\"name\": \"A\",\n\"name\": \"B\"}]",
            "data:2: the field `name` is given twice",
        ),
        (
            TREES,
            DataFormat::Json,
            "[{\"name\": \"A\"},\n3]",
            "data:2: an entry must be an object, like {\"name\": \"ripgrep\"}",
        ),
        (TREES, DataFormat::JsonLines, "{\"name\": \"A\"}\n{", "data:2: EOF while parsing an object"),
        (
            TREES,
            DataFormat::Yaml,
            "- name: A\n- name: {a: b}\n",
            "data:2: the field `name` must be text, a number, true or false, or a list of those",
        ),
        (TREES, DataFormat::Yaml, "- 3\n", "data:1: an entry must be a mapping, like `name: ripgrep`"),
        (TREES, DataFormat::Csv, "description\nWhat is it?\n", "data:2: an entry needs a name: give `name`"),
        (
            TREES,
            DataFormat::Csv,
            "name,title\nFig,Fig\nFig,Date\n",
            "data:3: `Fig`: the same entry is at data:2",
        ),
        (
            MODELS,
            DataFormat::Csv,
            "model,name\nAlder,Fig\n",
            "data:2: the fields `model` and `name` mean the same column",
        ),
        (
            MODELS,
            DataFormat::Csv,
            "model,date\nAlder,soon\n",
            "data:2: `Alder`: `soon` is not a date like 2024-05-17, which the column `date` holds",
        ),
        (
            MODELS,
            DataFormat::Csv,
            "model,notes\nBeech,See it.\n",
            "data:2: `Beech`: the cell `notes` has links in its text, so the text cannot be changed alone; write it as markdown, with its links",
        ),
        (
            MODELS,
            DataFormat::Csv,
            "model,notes_url\nBeech,https://a.example\n",
            "data:2: `Beech`: the cell `notes` has 2 links, so it cannot take one address",
        ),
        (
            &two,
            DataFormat::Csv,
            "name,section\nA,Treees\n",
            "data:2: `A`: there is no list under `Treees`; did you mean `Trees`?",
        ),
        (
            &two,
            DataFormat::Csv,
            "name\nA\n",
            "data:2: `A`: there are 2 lists, so the section must be named: `trees`, `models`",
        ),
    ] {
        let error = write(source, format, text, false).unwrap_err();
        assert_eq!(error.to_string(), message, "{text}");
    }
}

#[test]
fn what_a_comment_protects_is_left_alone() {
    let source = TREES.replace("# Trees\n", "# Trees\n\n<!-- prettier-ignore -->");
    let (format, text) = written(&records(&source)).swap_remove(0);
    assert_eq!(write(&source, format, &text, false).unwrap().output, source);
    let error = write(&source, format, &text.replace("Lasts", "Falls"), false).unwrap_err();
    assert_eq!(error.to_string(), "data:2: a comment protects the list on line 4 from changes");
}

#[test]
fn hostile_yaml_is_an_error() {
    let lines = "abcdefgh".chars().zip("bcdefghi".chars());
    let lines =
        lines.map(|(one, next)| format!("{next}: &{next} [{}]\n", vec![format!("*{one}"); 9].join(",")));
    let bomb = "a: &a [x,x,x,x,x,x,x,x,x]\n".to_owned() + &lines.collect::<Vec<_>>().concat();
    for text in
        [bomb, "[".repeat(100_000), "a: b\n\tc: d\n".to_owned(), "- a: \u{0}\n".to_owned(), "*x".to_owned()]
    {
        let error = DataFormat::Yaml.read("data", &text).unwrap_err().to_string();
        assert!(error.starts_with("data:") && error.lines().count() == 1, "{error}");
    }
}

#[test]
fn entries_of_csv_know_their_line_whatever_the_line_ends() {
    for line_end in ["\n", "\r\n"] {
        let text = ["name,note", "Ash,\"on", "two lines\"", "", "Elm,x", ""].join(line_end);
        let entries = DataFormat::Csv.read("data", &text).unwrap();
        let places: Vec<&str> = entries.iter().map(|entry| entry.place.as_str()).collect();
        assert_eq!(places, ["data:2", "data:5"], "{text:?}");
        let error = DataFormat::Csv.read("data", &(text + "Fir")).unwrap_err();
        assert_eq!(error.to_string(), "data:6: this line has one field, and the first line names 2");
    }
}

#[test]
fn numbers_and_dates_of_yaml_are_what_is_written() {
    let yaml =
        "- {name: 0123, version: 5.10, date: 2024-05-01, free: yes, size: 1e3, none: ~, text: '5.0'}\n";
    let entries = DataFormat::Yaml.read("data", yaml).unwrap();
    let fields = serde_json::to_string(&entries[0].fields).unwrap();
    let expected = r#"{"name":"0123","version":"5.10","date":"2024-05-01","free":"yes","size":"1e3","none":null,"text":"5.0"}"#;
    assert_eq!(fields, expected);
}

#[derive(Clone, Debug)]
enum Change {
    Remove(Index),
    Add(usize, Index),
    Swap(Index, Index),
    Say(Index, u8),
}

fn changes() -> impl Strategy<Value = Vec<Change>> {
    let change = prop_oneof![
        any::<Index>().prop_map(Change::Remove),
        (0_usize..8, any::<Index>()).prop_map(|(name, at)| Change::Add(name, at)),
        (any::<Index>(), any::<Index>()).prop_map(|(one, other)| Change::Swap(one, other)),
        (any::<Index>(), any::<u8>()).prop_map(|(at, number)| Change::Say(at, number)),
    ];
    prop::collection::vec(change, 0..8)
}

proptest! {
    #![proptest_config(cases(48))]

    #[test]
    fn the_page_says_what_the_data_says(changes in changes(), is_table: bool, as_json: bool) {
        let source = if is_table { MODELS } else { TREES };
        let name = if is_table { "model" } else { "name" };
        let words = if is_table { "notes" } else { "description" };
        let mut rows = said(source);
        for change in changes {
            match change {
                // Two rows are too few to show that they hold numbers.
                Change::Remove(at) if rows.len() > 4 => drop(rows.remove(at.index(rows.len()))),
                Change::Add(number, at) => {
                    let new = ["Fig", "Gum", "Holly", "Ivy", "Juniper", "Kapok", "Larch", "Nutmeg"][number];
                    if rows.iter().all(|row| row[name] != new) {
                        let mut row = BTreeMap::from([(name.to_owned(), new.to_owned())]);
                        row.insert(format!("{name}_url"), format!("https://{}.example", new.to_lowercase()));
                        row.insert(words.to_owned(), "Stands.".to_owned());
                        rows.insert(at.index(rows.len() + 1), row);
                    }
                }
                Change::Swap(one, other) => {
                    let (one, other) = (one.index(rows.len()), other.index(rows.len()));
                    rows.swap(one, other);
                }
                Change::Say(at, number) => {
                    let at = at.index(rows.len());
                    if !rows[at].contains_key(&format!("{words}_url")) {
                        rows[at].insert(words.to_owned(), format!("Number {number}."));
                    }
                }
                Change::Remove(_) => {}
            }
        }
        let text = if as_json {
            serde_json::to_string_pretty(&rows).unwrap()
        } else {
            rows.iter().map(|row| serde_json::to_string(row).unwrap() + "\n").collect()
        };
        // JSON is YAML, too.
        let format = if as_json { DataFormat::Yaml } else { DataFormat::JsonLines };
        let result = write(source, format, &text, false).unwrap();
        let mut after = said(&result.output);
        if !is_table {
            // The list is sorted, whatever the data is.
            rows.sort();
            after.sort();
        }
        prop_assert_eq!(&after, &rows, "{}", result.output);
        let again = write(&result.output, format, &text, false).unwrap();
        prop_assert_eq!(again.output, result.output);
    }
}

/// `source` written from YAML, with the sections that it lacks.
fn with_sections(source: &str, yaml: &str) -> Regenerated {
    let entries = DataFormat::Yaml.read("data", yaml).unwrap();
    regenerate(source, &Config::default(), &Data { entries, new_sections: true, ..Data::default() }).unwrap()
}

#[test]
fn sections_of_the_data_are_added_like_those_beside_them() {
    let source = "\
# Trees

## 🌳 Broadleaved

- [Ash](https://ash.example) - Burns.
- [Birch](https://birch.example) - Grows.

## 🌲 Conifers

- [Fir](https://fir.example) - Smells.

## Licence

Free.
";
    let yaml = "\
- {name: Ash, url: https://ash.example, description: Burns., section: 🌳 Broadleaved}
- {name: Elder, url: https://elder.example, description: Bears., section: 🌿 Shrubs}
- {name: Box, url: https://box.example, description: Stays., section: 🌿 Shrubs}
- {name: Fir, url: https://fir.example, description: Smells., section: 🌲 Conifers}
- {name: Moss, url: https://moss.example, description: Creeps., section: Mosses}
";
    let result = with_sections(source, yaml);
    let expected = source
        .replace("- [Birch](https://birch.example) - Grows.\n", "")
        .replace(
            "## 🌲",
            "## 🌿 Shrubs\n\n- [Elder](https://elder.example) - Bears.\n- [Box](https://box.example) - Stays.\n\n## 🌲",
        )
        .replace("## Licence", "## Mosses\n\n- [Moss](https://moss.example) - Creeps.\n\n## Licence");
    assert_eq!(result.output, expected);
    assert_eq!(result.new_sections, ["🌿 Shrubs", "Mosses"]);
    let removed: Vec<(&str, usize)> =
        result.removed.iter().map(|entry| (entry.name.as_str(), entry.line)).collect();
    assert_eq!(removed, [("Birch", 6)]);
    assert_eq!(with_sections(&result.output, yaml).output, result.output);
}

#[test]
fn sections_in_the_order_of_the_alphabet_stay_so() {
    let table = |title: &str, row: &str| format!("## {title}\n\n| Name | Use |\n|:-----|----:|\n{row}\n");
    let [ash, fir, yew] =
        ["Ash", "Fir", "Yew"].map(|name| table(&format!("{name} trees"), &format!("| {name} | Wood |\n")));
    let yaml = |names: &[&str]| {
        let entries =
            names.iter().map(|name| format!("- {{name: {name}, use: Wood, section: {name} trees}}\n"));
        entries.collect::<Vec<_>>().concat()
    };
    let source = format!("{ash}{fir}{}", yew.trim_end().to_owned() + "\n");
    for (name, before) in [("Apple", "## Ash"), ("Elm", "## Fir"), ("Zelkova", "")] {
        let result = with_sections(&source, &yaml(&["Yew", name, "Fir", "Ash"]));
        let new = table(&format!("{name} trees"), &format!("| {name} | Wood |"));
        let expected = match before {
            "" => format!("{source}\n{new}"),
            before => source.replace(before, &format!("{new}\n{before}")),
        };
        assert_eq!(result.output, expected);
    }
}

#[test]
fn a_heading_without_a_list_gets_one() {
    let source = "## Hard\n\n- [Ash](https://ash.example) - Burns.\n\n## Soft\n\n## Wet\n\n- [Alder](https://alder.example) - Stands.\n";
    let yaml = "- {name: Ash, url: https://ash.example, description: Burns., section: Hard}\n\
        - {name: Lime, url: https://lime.example, description: Feeds., section: soft}\n";
    let result = with_sections(source, yaml);
    assert_eq!(
        result.output,
        source.replace("## Soft\n", "## Soft\n\n- [Lime](https://lime.example) - Feeds.\n")
    );
}

#[test]
fn a_column_that_only_its_header_has_is_filled() {
    let source =
        "| Tree | Use | Height |\n|---|---|---|\n| [Ash](https://ash.example) | Wood |\n| Elm | Boats |\n";
    let csv = "tree,use,height\nAsh,Wood,35 m\nElm,Boats,30 m\n";
    let filled = "| Tree | Use | Height |\n|---|---|---|\n| [Ash](https://ash.example) | Wood | 35 m |\n| Elm | Boats | 30 m |\n";
    assert_eq!(write(source, DataFormat::Csv, csv, false).unwrap().output, filled);
    let csv = "url,height\nhttps://ash.example/,35 m\n";
    let expected = source.replace("Wood |", "Wood | 35 m |");
    assert_eq!(write(source, DataFormat::Csv, csv, true).unwrap().output, expected);
}

#[test]
fn rows_without_outer_pipes_stay_so_when_another_one_is_edited() {
    let source = "| Tree | Use |\n|---|---|\nAsh | Wood\n| Elm | Boats |\nFir | Masts\nOak |\n| Yew | Bows |\nLime | Bees\n";
    for (before, after) in [("Boats", "Carts"), ("Wood", "Fire"), ("Masts", "Poles"), ("Bows", "Staves")] {
        let csv =
            "tree,use\nAsh,Wood\nElm,Boats\nFir,Masts\nOak,\nYew,Bows\nLime,Bees\n".replace(before, after);
        let result = write(source, DataFormat::Csv, &csv, false).unwrap();
        assert_eq!(result.output, source.replace(before, after));
    }
    // A row that comes to be the last one could be taken for a line of text.
    let result =
        write(source, DataFormat::Csv, "tree,use\nAsh,Wood\nElm,Boats\nFir,Masts: tall\n", false).unwrap();
    assert_eq!(
        result.output,
        "| Tree | Use |\n|---|---|\nAsh | Wood\n| Elm | Boats |\n| Fir | Masts: tall\n"
    );
}

#[test]
fn an_entry_that_says_nothing_matches_nothing() {
    let said = |format, text: &str| write(TREES, format, text, false).unwrap_err().to_string();
    let expected = "data:1: an entry needs a name: give `name`";
    assert_eq!(said(DataFormat::Json, "{}"), expected);
    assert_eq!(said(DataFormat::Yaml, "- planted: 1890\n- name: Ash\n"), expected);
}
