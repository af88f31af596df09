//! Data brought up to date with its list: what the list says stands in the data, and what it does not show stays.

use proptest::prelude::*;
use proptest::sample::Index;
use rayon::prelude::*;
use relist::config::Config;
use relist::document::{Document, Listing};
use relist::records::{CollectError, Collected, DataFile, DataFormat, DataTarget, collect};

use crate::cases::cases;
use crate::corpus::corpus;
use crate::support::{File, fixtures};

const FORMATS: [DataFormat; 5] =
    [DataFormat::Csv, DataFormat::Tsv, DataFormat::Json, DataFormat::JsonLines, DataFormat::Yaml];

fn file(format: DataFormat, text: &str) -> DataFile {
    DataFile { name: format!("data.{}", format.extension()), format, text: text.to_owned() }
}

/// The data of the one listing `id`, in one file.
fn target(id: &str, format: DataFormat, text: &str) -> DataTarget {
    DataTarget { listings: vec![id.to_owned()], files: vec![file(format, text)], folder: None }
}

fn run(source: &str, target: &DataTarget) -> Result<Collected, CollectError> {
    collect(source, &Config::default(), target)
}

/// The text of the only file afterwards.
fn text_after(source: &str, format: DataFormat, text: &str) -> String {
    let collected = run(source, &target("trees", format, text)).unwrap();
    collected.files.into_iter().next().map_or_else(|| text.to_owned(), |file| file.text)
}

const BULLETS: &str = "\
# Trees

- [Ash](https://ash.example) - Burns *well*. `hard`
- [Birch](https://birch.example) - Grows: fast. `soft`
- [Elm](https://elm.example) - Bends. `hard` `wet`
";

const TABLE: &str = "\
# Trees

| Tree | Height | Seen | Native |
|------|-------:|------|--------|
| [Ash](https://ash.example) | 1,200 | 2024-05-17 | yes |
| Birch \\| white | 900 | 2024-06-01 | no |
| [Elm](https://elm.example) | 30 | 2023-01-02 | yes |
";

#[test]
fn a_changed_field_is_the_only_change() {
    let yaml = "\
# Kept by hand.
- name: Ash # the old one
  url: \"https://ash.example\"
  planted: 1890
  description: >-
    Burns
    *well*.
  tags:
    - hard

# Rare.
- {name: Birch, url: https://birch.example, description: 'Grows: fast.', tags: [soft]}
- url: https://elm.example
  name: Elm
  description: Bends.
  tags: [hard, wet]
";
    assert_eq!(text_after(BULLETS, DataFormat::Yaml, yaml), yaml);
    let edited = BULLETS
        .replace("Burns *well*. `hard`", "Burns badly: smoke. `soft` `dry`")
        .replace("Grows: fast", "Grows, it's said")
        .replace("`hard` `wet`", "`wet`");
    let expected = yaml
        .replace("description: >-\n    Burns\n    *well*.", "description: \"Burns badly: smoke.\"")
        .replace("    - hard\n", "    - soft\n    - dry\n")
        .replace("'Grows: fast.'", "'Grows, it''s said.'")
        .replace("[hard, wet]", "[wet]");
    assert_eq!(text_after(&edited, DataFormat::Yaml, yaml), expected);

    let json = r#"[
  { "name": "Ash", "url": "https://ash.example", "height": 1200, "native": true, "id": 7 },
  { "name": "Birch | white", "height": 900, "native": false, "id": 8 },
  { "name": "Elm", "url": "https://elm.example", "height": 30, "native": true, "id": 9 }
]
"#;
    assert_eq!(text_after(TABLE, DataFormat::Json, json), json);
    let edited = TABLE.replace("1,200", "1,300").replace("| no |", "| yes |");
    let expected = json.replace("1200", "1300").replace("\"native\": false", "\"native\": true");
    assert_eq!(text_after(&edited, DataFormat::Json, json), expected);

    let csv = "name,height,id,seen\r\nAsh,1200,7,2024-05-17\r\n\"Birch | white\",900,8,2024-06-01\r\nElm,30,9,2023-01-02\r\n";
    assert_eq!(text_after(TABLE, DataFormat::Csv, csv), csv);
    let edited = TABLE.replace("2023-01-02", "2023-02-01");
    assert_eq!(text_after(&edited, DataFormat::Csv, csv), csv.replace("2023-01-02", "2023-02-01"));
}

#[test]
fn a_field_that_an_entry_lacks_is_added_to_it() {
    let yaml = "- name: Ash\n  url: https://ash.example\n- name: Birch\n  description: \"Grows: fast.\"\n  # Not yet.\n- name: Elm\n  tags: [hard, wet]\n";
    let expected = "- name: Ash\n  url: https://ash.example\n  description: Burns *well*.\n  tags: [hard]\n\
        - name: Birch\n  description: \"Grows: fast.\"\n  url: https://birch.example\n  tags: [soft]\n  # Not yet.\n\
        - name: Elm\n  tags: [hard, wet]\n  url: https://elm.example\n  description: Bends.\n";
    let after = text_after(BULLETS, DataFormat::Yaml, yaml);
    let fields = |text: &str| {
        DataFormat::Yaml.read("data", text).unwrap().into_iter().map(|entry| entry.fields).collect::<Vec<_>>()
    };
    assert_eq!(fields(&after), fields(expected), "{after}");
    assert!(after.contains("# Not yet."));
    let json =
        "{\"name\":\"Ash\",\"url\":\"https://ash.example\"}\n{\"name\":\"Birch\"}\n{\"name\":\"Elm\"}\n";
    let expected = "{\"name\":\"Ash\",\"url\":\"https://ash.example\"}\n{\"name\":\"Birch\", \"url\":\"https://birch.example\"}\n{\"name\":\"Elm\", \"url\":\"https://elm.example\"}\n";
    assert_eq!(text_after(BULLETS, DataFormat::JsonLines, json), expected);
}

/// YAML wants some characters escaped that JSON allows as they are (YAML 1.2, §5.1).
#[test]
fn yaml_escapes_what_it_does_not_print() {
    let list = "# Trees\n\n- [Ash\u{7f}](https://ash.example) - Burns\u{9b} well. `a,\u{80}`\n\
        - [Elm](https://elm.example) - Bends.\n";
    let text = text_after(list, DataFormat::Yaml, "");
    assert!(text.contains("\"Ash\\u007f\"") && text.contains("\\u009b"), "{text}");
    assert_eq!(text_after(list, DataFormat::Yaml, &text), text);
}

#[test]
fn entries_come_and_go_where_they_do_in_the_list() {
    let before = [
        (
            DataFormat::Yaml,
            "- name: Ash\n  url: https://ash.example\n  id: 1\n\n- name: Elm\n  url: https://elm.example\n  id: 2\n",
        ),
        (
            DataFormat::Json,
            "[\n  {\n    \"name\": \"Ash\",\n    \"url\": \"https://ash.example\",\n    \"id\": 1\n  },\n  {\n    \"name\": \"Elm\",\n    \"url\": \"https://elm.example\",\n    \"id\": 2\n  }\n]\n",
        ),
        (
            DataFormat::JsonLines,
            "{\"name\":\"Ash\",\"url\":\"https://ash.example\",\"id\":1}\n{\"name\":\"Elm\",\"url\":\"https://elm.example\",\"id\":2}\n",
        ),
        (DataFormat::Csv, "name,url,id\nAsh,https://ash.example,1\nElm,https://elm.example,2\n"),
    ];
    let more = [
        "- name: Ash\n  url: https://ash.example\n  id: 1\n\n- name: Birch\n  url: https://birch.example\n\n- name: Elm\n  url: https://elm.example\n  id: 2\n",
        "[\n  {\n    \"name\": \"Ash\",\n    \"url\": \"https://ash.example\",\n    \"id\": 1\n  },\n  {\n    \"name\": \"Birch\",\n    \"url\": \"https://birch.example\"\n  },\n  {\n    \"name\": \"Elm\",\n    \"url\": \"https://elm.example\",\n    \"id\": 2\n  }\n]\n",
        "{\"name\":\"Ash\",\"url\":\"https://ash.example\",\"id\":1}\n{\"name\":\"Birch\",\"url\":\"https://birch.example\"}\n{\"name\":\"Elm\",\"url\":\"https://elm.example\",\"id\":2}\n",
        "name,url,id\nAsh,https://ash.example,1\nBirch,https://birch.example,\nElm,https://elm.example,2\n",
    ];
    let fewer = [
        "- name: Elm\n  url: https://elm.example\n  id: 2\n",
        "[\n  {\n    \"name\": \"Elm\",\n    \"url\": \"https://elm.example\",\n    \"id\": 2\n  }\n]\n",
        "{\"name\":\"Elm\",\"url\":\"https://elm.example\",\"id\":2}\n",
        "name,url,id\nElm,https://elm.example,2\n",
    ];
    let only_elm =
        BULLETS.lines().filter(|line| !line.contains("ash") && !line.contains("birch")).collect::<Vec<_>>();
    let only_elm = only_elm.join("\n") + "\n";
    for (((format, text), more), fewer) in before.into_iter().zip(more).zip(fewer) {
        assert_eq!(text_after(BULLETS, format, text), more, "{format:?}");
        let collected = run(&only_elm, &target("trees", format, text)).unwrap();
        assert_eq!(collected.files[0].text, fewer, "{format:?}");
        assert_eq!(collected.removed[0].1, "Ash");
    }
}

#[test]
fn a_folder_has_a_file_an_entry() {
    let own =
        |name: &str, text: &str| DataFile { name: name.into(), format: DataFormat::Yaml, text: text.into() };
    let target = DataTarget {
        listings: vec!["trees".into()],
        files: vec![
            own("data/ash.yml", "# Old.\nname: Ash\nurl: https://ash.example\nid: 1\n"),
            own("data/gone.yml", "name: Gone\nurl: https://gone.example\n"),
        ],
        folder: Some("data".into()),
    };
    let collected = run(BULLETS, &target).unwrap();
    assert_eq!(collected.removed_files, ["data/gone.yml"]);
    assert_eq!(collected.removed, [("data/gone.yml:1".to_owned(), "Gone".to_owned())]);
    let new = |name: &str, text: &str| own(&format!("data/{name}.yaml"), text);
    assert_eq!(
        collected.files,
        [
            new("birch", "name: Birch\nurl: https://birch.example\n"),
            new("elm", "name: Elm\nurl: https://elm.example\n"),
        ]
    );
}

#[test]
fn an_entry_that_went_to_another_section_keeps_its_fields() {
    let source = "# Trees\n\n## Hard\n\n- [Elm](https://elm.example) - Bends.\n- [Ash](https://ash.example) - Burns.\n\n## Soft\n\n- [Birch](https://birch.example) - Grows.\n";
    let csv = "name,url,section,id\nElm,https://elm.example,Hard,1\nBirch,https://birch.example,Soft,2\nAsh,https://ash.example,Softish,3\n";
    let target =
        DataTarget { listings: vec!["hard".into(), "soft".into()], ..target("", DataFormat::Csv, csv) };
    let collected = run(source, &target).unwrap();
    assert_eq!(collected.files[0].text, csv.replace("Softish", "Hard"));
    assert_eq!((collected.added, collected.changed, collected.removed.len()), (0, 1, 0));
}

#[test]
fn a_value_that_another_entry_names_may_change_where_it_is_named() {
    let source = "# Trees\n\n- [Ash](https://ash.example) - Burns.\n- [Elm](https://elm.example) - Bends.\n";
    let yaml = "- name: Ash\n  url: https://ash.example\n  description: &text Burns.\n- name: Elm\n  url: https://elm.example\n  description: *text\n";
    assert_eq!(text_after(source, DataFormat::Yaml, yaml), yaml.replace("*text", "Bends."));
    // Where it is given, it would change for both.
    let source = source.replace("Burns.", "Smokes.").replace("Bends.", "Burns.");
    assert!(matches!(
        run(&source, &target("trees", DataFormat::Yaml, yaml)),
        Err(CollectError::Unfaithful { .. })
    ));
}

#[test]
fn what_cannot_be_told_is_an_error() {
    let said = |format, text: &str| run(BULLETS, &target("trees", format, text)).unwrap_err().to_string();
    assert_eq!(
        said(
            DataFormat::JsonLines,
            "{\"path\":\"a.md\",\"listing\":\"trees\",\"section\":[\"Trees\"],\"line\":3,\"cells\":{\"name\":\"Ash\",\"description\":\"Sinks.\"}}\n"
        ),
        "data.jsonl: the lines of `extract --format jsonl` are not changed one by one; write the file again with that command"
    );
    // What is no entry is not removed as one.
    assert_eq!(
        said(DataFormat::Yaml, "- name: Ash\n- indent: 2\n"),
        "data.yaml:2: an entry needs a name: give `name`"
    );
    assert_eq!(
        said(DataFormat::Json, "{\"name\": \"Ash\"}"),
        "data.json: is one object, which cannot take more entries; make it an array"
    );
    assert_eq!(said(DataFormat::Yaml, "- name: [a\n").split(':').next(), Some("data.yaml"));
}

/// The ids of the listings that can be kept as data: each entry has a name to be told by.
fn ids(source: &str) -> Vec<String> {
    let document = Document::parse(source);
    let has_names = |list: &Listing| {
        list.entries().iter().all(|entry| {
            let name =
                list.cells(entry).first().map_or("", |cell| &source[cell.content.start..cell.content.end]);
            !name.is_empty() && !name.starts_with("<!--")
        })
    };
    let listings = document.listings().iter();
    listings
        .filter(|list| list.opaque.is_none() && !list.entries().is_empty() && has_names(list))
        .map(|list| list.id.clone())
        .collect()
}

/// Any list becomes data in each format, and then there is nothing left to collect.
#[test]
fn every_list_can_be_kept_as_data() {
    // All fixtures, and some lists of the corpus: a listing costs as much as its whole document.
    let (lists, real) = (listings(fixtures()), listings(corpus().unwrap_or_default()));
    let step = real.len().div_ceil(80).max(1);
    let some = lists.iter().chain(real.iter().step_by(step));
    let some: Vec<_> = some.flat_map(|list| FORMATS.map(|format| (list, format))).collect();
    let results: Vec<Result<(), String>> = some
        .par_iter()
        .map(|((path, source, id), format)| {
            let collected = run(source, &target(id, *format, ""))
                .map_err(|error| format!("{path} {id} {format:?}: {error}"))?;
            let text = &collected.files[0].text;
            assert!(text.ends_with('\n'), "{path} {id} {format:?}");
            let again = run(source, &target(id, *format, text))
                .unwrap_or_else(|error| panic!("{path} {id} {format:?}: {error}"));
            assert!(again.files.is_empty(), "{path} {id} {format:?}:\n{text}\n{}", again.files[0].text);
            Ok(())
        })
        .collect();
    let refused: Vec<&String> = results.iter().filter_map(|result| result.as_ref().err()).collect();
    println!("{} lists kept as data, {} refused: {refused:#?}", results.len(), refused.len());
    assert!(refused.len() * 50 < results.len(), "{} of {}: {refused:#?}", refused.len(), results.len());
}

/// The listings of some files that can be kept as data: the path and the text of the file, and the id.
fn listings(files: Vec<File>) -> Vec<(String, String, String)> {
    let of_file =
        |file: File| ids(&file.text).into_iter().map(move |id| (file.name.clone(), file.text.clone(), id));
    files.into_iter().flat_map(of_file).collect()
}

#[derive(Clone, Debug)]
enum Change {
    Add(u8),
    Remove(Index),
    Reword(Index, u8),
    Retag(Index, u8),
    Swap(Index),
}

fn changes() -> impl Strategy<Value = Vec<Change>> {
    let change = prop_oneof![
        any::<u8>().prop_map(Change::Add),
        any::<Index>().prop_map(Change::Remove),
        (any::<Index>(), any::<u8>()).prop_map(|(at, to)| Change::Reword(at, to)),
        (any::<Index>(), any::<u8>()).prop_map(|(at, to)| Change::Retag(at, to)),
        any::<Index>().prop_map(Change::Swap),
    ];
    proptest::collection::vec(change, 1..8)
}

/// The data with a field more in each entry, which the list does not show.
fn with_ids(text: &str, format: DataFormat) -> String {
    let separated = |delimiter: char| -> Vec<String> {
        let id = |line: &str| if line.starts_with("name") { "id" } else { "kept" };
        text.lines().map(|line| format!("{line}{delimiter}{}\n", id(line))).collect()
    };
    match format {
        DataFormat::Csv => separated(',').concat(),
        DataFormat::Tsv => separated('\t').concat(),
        DataFormat::Yaml => text.replace("- name: ", "- id: kept # by hand\n  name: "),
        DataFormat::JsonLines => text.replace("{\"name\"", "{\"id\":\"kept\",\"name\""),
        _ => text.replace("    \"name\"", "    \"id\": \"kept\",\n    \"name\""),
    }
}

proptest! {
    #![proptest_config(cases(64))]

    /// A list edited at random: the data says what it says, and fields and comments of entries that stay are there as before.
    #[test]
    fn the_data_says_what_the_list_says(changes in changes(), format in 0..FORMATS.len()) {
        let format = FORMATS[format];
        let mut entries: Vec<(String, String, String)> = ["Ash", "Birch", "Cedar", "Elm", "Fir", "Oak"]
            .iter()
            .map(|name| ((*name).to_owned(), format!("Grows near {name}."), "hard".to_owned()))
            .collect();
        let list = |entries: &[(String, String, String)]| {
            let items = entries.iter().map(|(name, text, tag)| {
                format!("- [{name}](https://{}.example) - {text} `{tag}`\n", name.to_lowercase())
            });
            format!("# Trees\n\n{}", items.collect::<String>())
        };
        let text = text_after(&list(&entries), format, "");
        let with_ids = with_ids(&text, format);
        let mut added = 0;
        let count = entries.len();
        let mut removed = 0;
        for change in changes {
            match change {
                Change::Add(at) => {
                    added += 1;
                    let name = format!("New{added}");
                    let at = usize::from(at) % (entries.len() + 1);
                    entries.insert(at, (name, "Came: \"late\", #1.".to_owned(), "wet".to_owned()));
                }
                Change::Remove(at) if entries.len() > 2 => {
                    let gone = entries.remove(at.index(entries.len()));
                    removed += usize::from(!gone.0.starts_with("New"));
                }
                Change::Reword(at, to) => {
                    let at = at.index(entries.len());
                    entries[at].1 = ["yes.", "No: never.", "- dash.", "1.50.", "It's; so, *there*."][usize::from(to) % 5].replace("- ", "A - ");
                }
                Change::Retag(at, to) => {
                    let at = at.index(entries.len());
                    entries[at].2 = ["soft", "no", "a: b", "[x]"][usize::from(to) % 4].to_owned();
                }
                Change::Swap(at) => {
                    let at = at.index(entries.len() - 1);
                    entries.swap(at, at + 1);
                }
                Change::Remove(_) => {}
            }
        }
        let source = list(&entries);
        let collected = run(&source, &target("trees", format, &with_ids));
        let collected = collected.map_err(|error| TestCaseError::fail(format!("{error}\n{source}\n{with_ids}")))?;
        let after = collected.files.first().map_or(with_ids.as_str(), |file| &file.text);
        let kept = after.matches("kept").count();
        prop_assert_eq!(kept, count - removed, "{}\n{}", source, after);
        let comments = after.matches("# by hand").count();
        prop_assert!(format != DataFormat::Yaml || comments == count - removed, "{}", after);
        let again = run(&source, &target("trees", format, after)).unwrap();
        prop_assert!(again.files.is_empty());
    }
}
