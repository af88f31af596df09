//! `relist server`, talked to as an editor talks to it: over its standard input and output.

mod client;
mod edits;
mod protocol;

use serde_json::{Value, json};

use self::client::{Client, applied};

/// A list with a hurried row, in words that take one, two and three bytes a letter, and signs of two UTF-16 units.
const LIST: &str = "\
# 模型 🔥

| Model   | Size | Released | Code                                   |
| ------- | ---- | -------- | -------------------------------------- |
| Mistral | 7B   | 09/23    | [🔥](https://example.com/mistral)      |
| Qwen    | 7B   | 08/23    | [天](https://example.com/qwen)         |
| Llama 2 | 70B  | 07/23    | [é](https://example.com/llama)         |
| MPT     | 30B  | 05/23    | [mpt](https://example.com/mpt)         |
|猎鹰 🔥|40b|2023-06|[code](http://github.com/tii/falcon)|
";

const ENCODINGS: [&str; 2] = ["utf-8", "utf-16"];

fn fmt(source: &str, applicability: relist::rules::Applicability) -> String {
    let config = relist::config::Config::default();
    relist::format::format(source, &config, applicability)
        .unwrap()
        .output
        .unwrap_or_else(|| source.to_owned())
}

fn fmt_safe(source: &str) -> String {
    fmt(source, relist::rules::Applicability::Safe)
}

/// What an editor says of formatting, and relist has no use for.
fn options() -> Value {
    json!({ "options": { "tabSize": 4, "insertSpaces": true } })
}

/// What is reported where, each by its rule and the text that is meant.
fn reported<'a>(text: &'a str, diagnostics: &Value, encoding: &str) -> Vec<(String, &'a str)> {
    let all = diagnostics.as_array().unwrap().iter();
    all.map(|one| {
        (one["code"].as_str().unwrap_or_default().to_owned(), edits::slice(text, &one["range"], encoding))
    })
    .collect()
}

#[test]
fn findings_are_shown_where_they_are_in_any_encoding() {
    for encoding in ENCODINGS {
        let mut client = Client::start(encoding);
        client.open("list.md", LIST);
        let published = client.diagnostics("list.md");
        assert_eq!(published["version"], 1);
        let found = reported(LIST, &published["diagnostics"], encoding);
        for expected in [("size-format", "40b"), ("date-format", "2023-06"), ("insecure-url", "http")] {
            assert!(found.contains(&(expected.0.to_owned(), expected.1)), "{encoding}: {found:#?}");
        }
        client.stop();
    }
}

/// `fmt` and the editor make the same of a file.
#[test]
fn formatting_is_that_of_fmt() {
    for encoding in ENCODINGS {
        let mut client = Client::start(encoding);
        client.open("list.md", LIST);
        let edits = client.request("textDocument/formatting", &client.of("list.md", options()));
        assert_eq!(applied(LIST, &edits, encoding), fmt_safe(LIST), "{encoding}");
        client.open("tidy.md", &fmt_safe(LIST));
        let edits = client.request("textDocument/formatting", &client.of("tidy.md", options()));
        assert_eq!(edits, json!([]));
        client.stop();
    }
}

/// Of a part, only what stays inside of it is formatted: the row is laid out, and moves nowhere.
#[test]
fn a_range_is_formatted_and_nothing_else() {
    let list = LIST.replace("https://example.com/mpt", "http://github.com/a/mpt");
    let mut client = Client::start("utf-16");
    client.open("list.md", &list);
    let range = json!({ "start": { "line": 8, "character": 0 }, "end": { "line": 9, "character": 0 } });
    let params =
        client.of("list.md", json!({ "range": range, "options": { "tabSize": 4, "insertSpaces": true } }));
    let text = applied(&list, &client.request("textDocument/rangeFormatting", &params), "utf-16");
    let (before, row) = text.trim_end().rsplit_once('\n').unwrap();
    assert_eq!(before, list.trim_end().rsplit_once('\n').unwrap().0);
    assert_eq!(row, "| 猎鹰 🔥 | 40B  | 06/23    | [code](https://github.com/tii/falcon)  |");
    client.stop();
}

/// Each fix is offered alone, all safe ones together, and those that are unsafe by themselves and under another name.
#[test]
fn fixes_are_offered_apart() {
    let unsafe_fix = "\n[Bad](#modles)\n\n## Models\n";
    let list = format!("{LIST}{unsafe_fix}");
    for resolves in [true, false] {
        let mut client = Client::start_with("utf-16", resolves);
        client.open("list.md", &list);
        let actions = client.actions("list.md", (8, 0), (8, 60), None);
        let titles: Vec<&str> = actions.iter().map(|action| action["title"].as_str().unwrap()).collect();
        assert!(
            titles.contains(&"Write `40B`") && titles.contains(&"Ignore `size-format` here"),
            "{titles:#?}"
        );
        assert_eq!(actions.iter().all(|action| action.get("edit").is_none()), resolves);
        let size = actions.iter().find(|action| action["title"] == "Write `40B`").unwrap();
        assert_eq!((&size["kind"], &size["isPreferred"]), (&json!("quickfix"), &json!(true)));
        assert_eq!(size["diagnostics"][0]["code"], "size-format");
        let text = applied(&list, &client.edits_of(size, "list.md"), "utf-16");
        assert_eq!(text, list.replace("40b", "40B"));

        let anchor = client.actions("list.md", (10, 8), (10, 8), Some("quickfix"));
        assert_eq!(
            (anchor[0]["title"].as_str(), &anchor[0]["isPreferred"]),
            (Some("Write `#models` (unsafe)"), &json!(false))
        );
        let text = applied(&list, &client.edits_of(&anchor[0], "list.md"), "utf-16");
        assert_eq!(text, list.replace("#modles", "#models"));

        for (only, expected) in [
            ("source.fixAll", fmt_safe(&list)),
            ("source.fixAll.relist", fmt_safe(&list)),
            ("source.relist.fixAllUnsafe", fmt(&list, relist::rules::Applicability::Unsafe)),
        ] {
            let all = client.actions("list.md", (0, 0), (0, 0), Some(only));
            assert_eq!(all.len(), 1, "{only}: {all:#?}");
            assert_eq!(applied(&list, &client.edits_of(&all[0], "list.md"), "utf-16"), expected, "{only}");
        }
        assert_eq!(client.actions("list.md", (8, 0), (8, 60), Some("refactor")), [Value::Null; 0]);
        client.stop();
    }
}

/// What was offered for an older text is not made in a newer one.
#[test]
fn an_action_for_an_older_version_is_refused() {
    let mut client = Client::start("utf-16");
    client.open("list.md", LIST);
    let fix = client.actions("list.md", (8, 0), (8, 60), Some("quickfix")).remove(0);
    client.change("list.md", 2, &json!([{ "text": "# New\n" }]));
    assert_eq!(client.error("codeAction/resolve", &fix)["code"], -32801);
    let mut other = fix;
    other["data"] = json!({ "uri": 1 });
    assert_eq!(client.error("codeAction/resolve", &other)["code"], -32602);
    client.stop();
}

/// The comment goes where it silences the rule and changes nothing else.
#[test]
fn a_finding_is_ignored_where_it_stands() {
    let items = "# Tools\n\n- [bat](https://bat.example) - Prints.\n- [dust](https://dust.example) - Measures the the disk.\n- [fd](https://fd.example) - Finds.\n- [jq](https://jq.example) - Queries.\n";
    for (source, line, rule, expected) in [
        (LIST, 8, "size-format", "|40b <!-- relist: ignore size-format -->|"),
        (items, 3, "repeated-word", "Measures the the disk. <!-- relist: ignore repeated-word -->\n"),
        (
            "# A\r\n\r\n## See [x](#nowhere)\r\n\r\nText.\r\n",
            2,
            "broken-anchor",
            "<!-- relist: ignore broken-anchor -->\r\n## See",
        ),
    ] {
        let mut client = Client::start("utf-16");
        client.open("list.md", source);
        let title = format!("Ignore `{rule}` here");
        let actions = client.actions("list.md", (line, 0), (line, 80), Some("quickfix"));
        let ignore = actions.iter().find(|action| action["title"] == title.as_str()).unwrap();
        let text = applied(source, &client.edits_of(ignore, "list.md"), "utf-16");
        assert!(text.contains(expected), "{text}");
        client.change("list.md", 2, &json!([{ "text": text }]));
        let published = client.diagnostics_of("list.md", 2);
        let found = reported(&text, &published["diagnostics"], "utf-16");
        assert!(found.iter().all(|(found, _)| found != rule), "{found:?}\n{text}");
        client.stop();
    }
}

#[test]
fn a_finding_explains_itself() {
    let mut client = Client::start("utf-16");
    client.open("list.md", LIST);
    let at = |character: u32| json!({ "position": { "line": 8, "character": character } });
    let hover = client.request("textDocument/hover", &client.of("list.md", at(9)));
    let page = hover["contents"]["value"].as_str().unwrap();
    assert!(
        page.starts_with("**size-format**: `40b` is written `40B`") && page.contains("## What it does"),
        "{page}"
    );
    assert_eq!(edits::slice(LIST, &hover["range"], "utf-16"), "40b");
    let position = json!({ "position": { "line": 0, "character": 1 } });
    assert_eq!(client.request("textDocument/hover", &client.of("list.md", position)), Value::Null);
    client.stop();
}

#[test]
fn the_outline_has_sections_and_entries() {
    let source = "# All\n\n## Trees\n\n- [Ash](https://ash.example) - Grows.\n- [Elm](https://elm.example) - Grows.\n\n## Birds\n\nNone.\n";
    let mut client = Client::start("utf-16");
    client.open("list.md", source);
    let symbols = client.request("textDocument/documentSymbol", &client.of("list.md", json!({})));
    let outline = |symbols: &Value| -> Vec<String> {
        let all = symbols.as_array().into_iter().flatten();
        all.map(|symbol| symbol["name"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(outline(&symbols), ["All"]);
    assert_eq!(outline(&symbols[0]["children"]), ["Trees", "Birds"]);
    assert_eq!(outline(&symbols[0]["children"][0]["children"]), ["Ash", "Elm"]);
    assert_eq!(edits::slice(source, &symbols[0]["children"][1]["range"], "utf-16"), "## Birds\n\nNone.\n");
    let folds = client.request("textDocument/foldingRange", &client.of("list.md", json!({})));
    assert_eq!(folds[0], json!({ "startLine": 0, "endLine": 9 }));
    client.stop();
}

#[test]
fn anchors_complete() {
    let source = "# 模型\n\n## Tools & more\n\n[🔥](#)\n";
    let mut client = Client::start("utf-16");
    client.open("list.md", source);
    let position = json!({ "position": { "line": 4, "character": 6 } });
    let items = client.request("textDocument/completion", &client.of("list.md", position));
    let edits: Vec<Value> = items.as_array().unwrap().iter().map(|item| json!([item["textEdit"]])).collect();
    let texts: Vec<String> = edits.iter().map(|edit| applied(source, edit, "utf-16")).collect();
    assert_eq!(texts, ["#模型)", "#tools--more)"].map(|link| source.replace("#)", link)));
    client.stop();
}

/// Settings are those of the folder, and a change of them shows at once.
#[test]
fn settings_are_followed() {
    let mut client = Client::start("utf-16");
    client.write("relist.toml", "ignore = ['size-format']\n");
    client.write("part/.relist.toml", "[column.Size]\nallowed = ['7B']\n");
    client.open("list.md", LIST);
    client.open("part/list.md", LIST);
    let rules = |published: &Value| -> Vec<String> {
        let found = reported(LIST, &published["diagnostics"], "utf-16");
        found.into_iter().map(|(rule, _)| rule).collect()
    };
    let found = rules(&client.diagnostics("list.md"));
    assert!(
        !found.contains(&"size-format".to_owned()) && found.contains(&"date-format".to_owned()),
        "{found:?}"
    );
    assert!(rules(&client.diagnostics("part/list.md")).contains(&"allowed".to_owned()));

    client.write("relist.toml", "ingore = []\n");
    client.notify("workspace/didChangeWatchedFiles", &json!({ "changes": [] }));
    let published = client.diagnostics("list.md");
    let message = published["diagnostics"][0]["message"].as_str().unwrap();
    assert!(message.ends_with("relist.toml:1:1: unknown key `ingore`; did you mean `ignore`?"), "{message}");
    let refused = client.error("textDocument/formatting", &client.of("list.md", options()));
    assert!(refused["message"].as_str().unwrap().contains("unknown key"), "{refused}");

    client.write("relist.toml", "exclude = ['list.md']\n");
    client.notify("workspace/didChangeWatchedFiles", &json!({ "changes": [] }));
    assert_eq!(client.diagnostics("list.md")["diagnostics"], json!([]));
    let edits = client.request("textDocument/formatting", &client.of("list.md", options()));
    assert_eq!(edits, json!([]));
    client.stop();
}

/// Files that are not markdown are none of its business, whatever an editor sends.
#[test]
fn other_documents_are_left_alone() {
    let mut client = Client::start("utf-16");
    client.open_as("main.rs", "rust", LIST);
    client.open("list.md", LIST);
    assert!(client.any_diagnostics()["uri"].as_str().unwrap().ends_with("list.md"));
    for method in ["textDocument/formatting", "textDocument/documentSymbol", "textDocument/foldingRange"] {
        assert_eq!(client.request(method, &client.of("main.rs", options())), Value::Null, "{method}");
        assert_eq!(client.request(method, &client.of("gone.md", options())), Value::Null, "{method}");
    }
    client.stop();
}

/// As on the command line, a file that git left half merged is not formatted.
#[test]
fn a_conflict_is_not_formatted() {
    let source = LIST.replace("|猎鹰", "<<<<<<< HEAD\n|猎鹰") + "=======\n>>>>>>> topic\n";
    let mut client = Client::start("utf-16");
    client.open("list.md", &source);
    let refused = client.error("textDocument/formatting", &client.of("list.md", options()));
    assert!(refused["message"].as_str().unwrap().contains("git left a conflict marker"), "{refused}");
    client.stop();
}
