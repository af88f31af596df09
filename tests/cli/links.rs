//! `--link-report`: what a link checker found, said at the entries.

use serde_json::json;

use super::{Playground, assert_transcript};

const LIST: &str = "\
# Tools

## Tools

- [Ash](http://tools.example/ash) - Moved.
- [Birch](http://tools.example/birch) - Dead.
- [Cedar](http://tools.example/cedar) - Is slow.
- [Elm](http://tools.example/elm) - Wants fewer requests.
- [Fir](http://tools.example/fir) - Fine.
- [Oak](http://old.example/) - Moved as a whole.
";

/// What lychee 0.24 reports of these.
fn lychee() -> String {
    let failed = |name: &str, status: serde_json::Value| json!({ "url": format!("http://tools.example/{name}"), "status": status, "span": { "line": 1, "column": 3 } });
    let moved = |from: &str, to: &str, code: u16| json!({ "origin": from, "redirects": [{ "url": to, "code": code }] });
    let report = json!({
        "total": 6, "successful": 3, "timeouts": 1, "errors": 2,
        "success_map": { "README.md": [{ "url": "http://tools.example/fir", "status": { "text": "200 OK", "code": 200 } }] },
        "error_map": { "README.md": [
            failed("birch", json!({ "text": "Rejected status code: 404 Not Found", "code": 404 })),
            failed("elm", json!({ "text": "Rejected status code: 429 Too Many Requests", "code": 429 })),
        ] },
        "timeout_map": { "README.md": [failed("cedar", json!({ "text": "Timeout", "details": "Request timed out" }))] },
        "redirect_map": { "README.md": [
            moved("http://tools.example/ash", "https://tools.example/trees/ash", 301),
            moved("http://old.example/", "https://new.example/", 308),
            moved("http://tools.example/fir", "http://tools.example/en/fir", 302),
        ] },
        "excluded_map": {}, "duration": { "secs": 2, "nanos": 0 }, "detailed_stats": true,
    });
    format!("{report:#}\n")
}

/// Dead and moved links are findings at their entries, and `fmt` writes the new addresses when it is asked to.
#[test]
fn a_report_becomes_findings_and_fixes() {
    let playground = Playground::with(&[("README.md", LIST), ("links.json", &lychee())]);
    assert_transcript("links", &playground.run(&["check", "--link-report", "links.json"]));
    assert_eq!(playground.run(&["check"]).code, Some(0));
    let safe = playground.run(&["fmt", "--link-report", "links.json"]);
    assert_eq!((safe.code, playground.read("README.md")), (Some(0), LIST.to_owned()));
    let fixed = playground.run(&["fmt", "--unsafe-fixes", "--link-report", "links.json"]);
    assert_transcript("links-fmt", &fixed);
    let expected = LIST
        .replace("http://tools.example/ash", "https://tools.example/trees/ash")
        .replace("http://old.example/", "https://new.example/");
    assert_eq!(playground.read("README.md"), expected);
    let after = playground.run(&["check", "--link-report", "links.json", "--output-format", "concise"]);
    assert_eq!(after.out().lines().count(), 1, "{}", after.out());
}

/// The same from standard input, from CSV, and with more answers that count as dead.
#[test]
fn what_is_dead_is_set() {
    let csv = "url,status\nhttp://tools.example/cedar,timeout\nhttp://tools.example/elm,429\nhttp://tools.example/fir,503\n";
    let playground = Playground::with(&[("README.md", LIST)]);
    let check = ["check", "--link-report", "-", "--output-format", "concise", "README.md"];
    let count = |playground: &Playground| playground.run_on(csv, &check).out().lines().count();
    assert_eq!(count(&playground), 0);
    playground.write("relist.toml", "dead-statuses = ['timeout', '5xx']\n");
    assert_eq!(count(&playground), 2);
    playground.write(
        "relist.toml",
        "dead-statuses = ['4xx', '5xx', 'timeout']\n[rules]\ndead-link = 'information'\n",
    );
    let run = playground.run_on(csv, &check);
    assert_eq!((run.code, run.out().lines().count()), (Some(0), 3));
    playground.write("relist.toml", "dead-statuses = ['soon']\n");
    let run = playground.run(&["check"]);
    let message = "error: relist.toml:1:17: `soon` is not an answer of a server; write `403`, `5xx`, `timeout` or `other`\n";
    assert_eq!((run.code, run.stderr.as_str()), (Some(2), message));
}

/// A report that cannot be read is one line, and nothing is checked or written.
#[test]
fn a_bad_report_is_an_error() {
    let playground = Playground::with(&[
        ("README.md", LIST),
        ("page.json", "{\"links\": []}\n"),
        ("cut.json", "{\"error_map\": {\n  \"README.md\": [{\"url\":"),
        ("list.csv", "address;answer\n"),
    ]);
    playground.write("latin.csv", b"url,status\nhttps://a.example/\xfc,404\n");
    for command in ["check", "fmt"] {
        let of = |name: &str| {
            let run = playground.run(&[command, "--link-report", name]);
            assert_eq!((run.code, run.out(), run.stderr.lines().count()), (Some(2), "", 1), "{}", run.stderr);
            run.stderr
        };
        let known = "lychee (`lychee --format json`), and CSV with the columns url, status and location";
        for name in ["page.json", "list.csv"] {
            let message = of(name);
            assert!(
                message.starts_with(&format!("error: {name}: not a report")) && message.contains(known),
                "{message}"
            );
        }
        assert!(of("cut.json").starts_with("error: cut.json:2:23: not the JSON of a link checker: EOF"));
        assert!(of("latin.csv").starts_with("error: latin.csv:2:19: not UTF-8"));
        assert_eq!(of("gone.json"), "error: gone.json: no such file\n");
    }
}

/// Where nothing at all answered, it is not the fault of the hosts.
#[test]
fn a_report_without_a_network_is_told() {
    let playground =
        Playground::with(&[("README.md", LIST), ("links.csv", "url,status\nhttp://tools.example/fir,dns\n")]);
    let run = playground.run(&["check", "--link-report", "links.csv"]);
    assert_eq!(run.code, Some(0));
    assert!(run.stderr.starts_with("warning: links.csv: no server answered"), "{}", run.stderr);
}

/// Without a report, a comment against dead links is not without use, and a baseline with some is not out of date.
#[test]
fn a_run_without_the_report_says_nothing_of_dead_links() {
    let ignored = LIST.replace("- [Birch]", "<!-- relist: ignore dead-link -->\n- [Birch]");
    let playground = Playground::with(&[("a.md", &ignored), ("b.md", LIST), ("links.json", &lychee())]);
    assert_eq!(playground.run(&["check", "a.md"]).code, Some(0));
    let with_report = playground.run(&[
        "check",
        "--link-report",
        "links.json",
        "--select",
        "dead-link,unused-ignore",
        "a.md",
    ]);
    assert_eq!(with_report.out(), "");
    let write =
        playground.run(&["check", "--link-report", "links.json", "--write-baseline", "known.json", "b.md"]);
    assert_eq!(write.code, Some(0));
    let run = playground.run(&["check", "--baseline", "known.json", "b.md"]);
    assert!(!run.stderr.contains("no longer"), "{}", run.stderr);
    let run = playground.run(&["check", "--baseline", "known.json", "--link-report", "links.json", "b.md"]);
    assert!(run.code == Some(0) && run.stderr.contains("3 more in the baseline"), "{}", run.stderr);
    let run = playground.run(&["check", "--link-report", "links.json", "-o", "links.json", "b.md"]);
    assert!(run.stderr.contains("is an input of this command"), "{}", run.stderr);
}
