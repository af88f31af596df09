//! What is said when, and what is not understood.

use proptest::prelude::*;
use serde_json::{Value, json};

use super::{Client, ENCODINGS, LIST, options};
use crate::cases::cases;

#[test]
fn nothing_comes_before_initialize_or_after_shutdown() {
    let mut client = Client::silent();
    client.open("list.md", LIST);
    assert_eq!(client.error("textDocument/hover", &json!({}))["code"], -32002);
    let answer = client.request("initialize", &json!({ "capabilities": {} }));
    assert_eq!(answer["serverInfo"], json!({ "name": "relist", "version": env!("CARGO_PKG_VERSION") }));
    assert_eq!(answer["capabilities"]["positionEncoding"], "utf-16");
    client.notify("initialized", &json!({}));
    client.request("shutdown", &Value::Null);
    assert_eq!(client.error("initialize", &json!({ "capabilities": {} }))["code"], -32600);
    client.notify("exit", &Value::Null);
    assert_eq!(client.status(), Some(0));
}

#[test]
fn an_editor_that_is_gone_ends_the_server() {
    assert_eq!(Client::silent().status(), Some(1));
    let client = Client::start("utf-8");
    assert_eq!(client.status(), Some(1));
    let mut client = Client::start("utf-8");
    client.notify("exit", &Value::Null);
    assert_eq!(client.status(), Some(1));
}

/// Whatever comes in, the next message is answered.
#[test]
fn bad_messages_are_survived() {
    let mut client = Client::start("utf-16");
    client.open("list.md", LIST);
    for raw in
        ["Content-Length: 2\r\n\r\n{}", "Content-Length: 1\r\n\r\n{", "Content-Length: x\r\n\r\n", "?\r\n"]
    {
        client.send_raw(raw.as_bytes());
        let error = loop {
            let message = client.next();
            if message.get("method").is_none() {
                break message;
            }
        };
        assert_eq!((&error["id"], &error["error"]["code"]), (&Value::Null, &json!(-32700)), "{raw:?}");
    }
    assert_eq!(client.error("no/such/method", &json!({}))["code"], -32601);
    for method in [
        "textDocument/codeAction",
        "codeAction/resolve",
        "textDocument/formatting",
        "textDocument/rangeFormatting",
        "textDocument/hover",
        "textDocument/documentSymbol",
        "textDocument/foldingRange",
        "textDocument/completion",
    ] {
        for params in [json!(null), json!([1]), json!({ "textDocument": { "uri": "no uri" } })] {
            assert_eq!(client.error(method, &params)["code"], -32602, "{method} {params}");
        }
    }
    for method in [
        "textDocument/didOpen",
        "textDocument/didChange",
        "textDocument/didClose",
        "textDocument/didSave",
        "$/x",
    ] {
        for params in [
            json!(null),
            json!({ "textDocument": 1 }),
            json!({ "textDocument": { "uri": "file:///gone.md" } }),
        ] {
            client.notify(method, &params);
        }
    }
    client.change("gone.md", 1, &json!([{ "text": "" }]));
    let far = json!({ "line": 4_000_000_000_u32, "character": 4_000_000_000_u32 });
    client.change(
        "list.md",
        2,
        &json!([{ "range": { "start": far, "end": { "line": 0, "character": 0 } }, "text": "x" }]),
    );
    let hover = client.of("list.md", json!({ "position": far }));
    assert_eq!(client.request("textDocument/hover", &hover), Value::Null);
    assert_eq!(client.diagnostics_of("list.md", 2)["diagnostics"], json!([]));
    client.stop();
}

/// After many keys, what is said last is about the last text; a document that is closed has nothing.
#[test]
fn the_last_version_is_told() {
    let mut client = Client::start("utf-16");
    client.open("list.md", "");
    for (version, end) in (2..).zip((1..LIST.len()).filter(|&end| LIST.is_char_boundary(end)).step_by(9)) {
        client.change("list.md", version, &json!([{ "text": &LIST[..end] }]));
    }
    client.change("list.md", 1000, &json!([{ "text": LIST }]));
    let published = client.diagnostics_of("list.md", 1000);
    assert!(published["diagnostics"].as_array().unwrap().len() > 3, "{published}");
    client.notify("textDocument/didClose", &client.of("list.md", json!({})));
    let published = client.diagnostics("list.md");
    assert_eq!((&published["diagnostics"], published.get("version")), (&json!([]), None));
    client.stop();
}

/// What is typed: where, as shares of the text, and what.
type Typed = (f64, f64, String);

/// The text after a change, and the change as an editor tells of it.
fn type_in(text: &str, (from, to, new): &Typed, encoding: &str) -> (String, Value) {
    let place = |share: f64| {
        let ends: Vec<usize> = (0..=text.len()).filter(|&end| text.is_char_boundary(end)).collect();
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, clippy::cast_precision_loss)]
        let mut end = ends[(share * (ends.len() - 1) as f64) as usize];
        // No cursor stands between the two characters of a line end.
        end -= usize::from(text[..end].ends_with('\r') && text[end..].starts_with('\n'));
        end
    };
    let (start, end) = (place(*from).min(place(*to)), place(*from).max(place(*to)));
    let position = |offset: usize| {
        let before = text[..offset].replace("\r\n", "\n").replace('\r', "\n");
        let (line, column) = (before.matches('\n').count(), before.rsplit('\n').next().unwrap());
        let width = |c: char| if encoding == "utf-8" { c.len_utf8() } else { c.len_utf16() };
        json!({ "line": line, "character": column.chars().map(width).sum::<usize>() })
    };
    let range = json!({ "start": position(start), "end": position(end) });
    let typed = [&text[..start], new, &text[end..]].concat();
    (typed, json!({ "range": range, "text": new }))
}

proptest! {
    #![proptest_config(cases(12))]

    /// A text that was typed piece by piece is the text that is opened whole: both have the same outline, findings and
    /// format.
    #[test]
    fn typing_adds_up_to_the_text(
        typed in prop::collection::vec((0.0..1.0_f64, 0.0..1.0_f64, "(# )?[a模🔥é|\\- ]{0,6}(\r\n|\n|\r)?(# b)?"), 1..30),
        encoding in prop::sample::select(&ENCODINGS),
    ) {
        let mut client = Client::start(encoding);
        client.open("typed.md", LIST);
        let mut text = LIST.to_owned();
        // Several changes come in one message now and then.
        for (version, some) in (2..).zip(typed.chunks(3)) {
            let mut changes = Vec::new();
            for one in some {
                // Most of what is typed is typed in one place, not over half of the text.
                let near = (one.0, (one.0 + one.1 / 20.0).min(1.0), one.2.clone());
                let (after, change) = type_in(&text, &near, encoding);
                text = after;
                changes.push(change);
            }
            client.change("typed.md", version, &Value::Array(changes));
        }
        client.open("whole.md", &text);
        for method in ["textDocument/documentSymbol", "textDocument/foldingRange", "textDocument/formatting"] {
            let of = |client: &mut Client, name: &str| {
                let params = client.of(name, options());
                let answer = client.request(method, &params);
                answer.to_string().replace(name, "")
            };
            prop_assert_eq!(of(&mut client, "typed.md"), of(&mut client, "whole.md"), "{}: {:?}", method, text);
        }
        let last = i32::try_from(typed.chunks(3).len()).unwrap() + 1;
        let found = client.diagnostics_of("typed.md", last)["diagnostics"].to_string();
        let expected = client.diagnostics("whole.md")["diagnostics"].to_string();
        prop_assert_eq!(found.replace("typed.md", ""), expected.replace("whole.md", ""));
        client.stop();
    }
}
