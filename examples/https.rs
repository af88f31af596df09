//! Prints each link of a list that is not `https`, as `file:line:column`, and fails where there is one.
//!
//! ```console
//! $ cargo run --example https -- fixtures/lists/one-hurried-row.md
//! ```
//!
//! Unlike a search for `http://`, it sees reference links and HTML, and leaves code and comments alone.

use std::error::Error;
use std::process::ExitCode;
use std::{env, fs};

use relist::document::{Document, Link};

fn main() -> Result<ExitCode, Box<dyn Error>> {
    let mut exit_code = ExitCode::SUCCESS;
    for path in env::args().skip(1) {
        for (line, column, url) in insecure(&fs::read_to_string(&path)?) {
            println!("{path}:{line}:{column}: {url}");
            exit_code = ExitCode::FAILURE;
        }
    }
    Ok(exit_code)
}

/// Line, column and address of each link that leads to the web, but not by `https`.
fn insecure(source: &str) -> Vec<(usize, usize, String)> {
    let document = Document::parse(source);
    let mut links: Vec<&Link<'_>> = document.links().map(|(link, _)| link).collect();
    links.sort_by_key(|link| link.span);
    let insecure = links.into_iter().filter(|link| link.url.starts_with("http://"));
    insecure
        .map(|link| {
            let position = document.position(link.span.start);
            (position.line, position.column, link.url.to_string())
        })
        .collect()
}

#[test]
fn links_in_text_tables_and_bullets_are_found_and_code_is_not() {
    let source = "\
See [here](http://example.com/here) and [there].

| Model | Code |
| --- | --- |
| Yi | [code](http://example.com/yi) `http://example.com/code` |

- [Qwen](https://example.com/qwen) - see <http://example.com/qwen>.

[there]: http://example.com/there
";
    let found: Vec<String> =
        insecure(source).iter().map(|(line, column, url)| format!("{line}:{column} {url}")).collect();
    assert_eq!(
        found,
        [
            "1:5 http://example.com/here",
            "1:41 http://example.com/there",
            "5:8 http://example.com/yi",
            "7:42 http://example.com/qwen",
        ]
    );
}
