//! The house of the crate: who may import from whom.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// The layers; each imports only from those before it.
const LAYERS: [&str; 15] = [
    "text",
    "value",
    "document",
    "page",
    "config",
    "convention",
    "toc",
    "rules",
    "format",
    "records",
    "laws",
    "compare",
    "site",
    "report",
    "cli",
];

/// Crates that one layer keeps to itself.
const KEPT: [(&str, &str); 4] =
    [("comrak", "page"), ("pulldown_cmark", "document"), ("serde_saphyr", "records"), ("url", "value")];

/// A longer file holds more than one thing.
const MOST_LINES: usize = 450;

/// A token of Rust source: a word, or any other visible character.
type Token<'a> = &'a str;

/// Replaces comments, texts and characters by a space, so that only code is left.
fn code_only(source: &str) -> String {
    let mut code = String::with_capacity(source.len());
    let mut rest = source;
    while let Some(first) = rest.chars().next() {
        let length = literal_length(rest, code.chars().next_back());
        if length > 0 {
            code.push(' ');
            rest = &rest[length..];
        } else {
            code.push(first);
            rest = &rest[first.len_utf8()..];
        }
    }
    code
}

/// How many bytes at the start of `rest` are a comment, a text or a character.
fn literal_length(rest: &str, before: Option<char>) -> usize {
    let until = |start: usize, end: &str| {
        let found = rest[start..].find(end);
        found.map_or(rest.len(), |found| start + found + end.len())
    };
    if rest.starts_with("//") {
        return rest.find('\n').unwrap_or(rest.len());
    }
    if rest.starts_with("/*") {
        return until(2, "*/");
    }
    let in_word = before.is_some_and(|c| c.is_alphanumeric() || c == '_');
    let hashes = rest.strip_prefix('r').map_or(0, |raw| raw.len() - raw.trim_start_matches('#').len());
    if rest.starts_with('r') && !in_word && rest[1 + hashes..].starts_with('"') {
        return until(2 + hashes, &format!("\"{}", "#".repeat(hashes)));
    }
    if rest.starts_with('"') {
        return quoted_length(rest, '"');
    }
    // `'a'` and `'\n'` are characters, `'a` is a lifetime.
    let is_character =
        rest.starts_with("'\\") || (rest.starts_with('\'') && rest.chars().nth(2) == Some('\''));
    if is_character { quoted_length(rest, '\'') } else { 0 }
}

/// The length of a quoted text, its escapes skipped.
fn quoted_length(rest: &str, quote: char) -> usize {
    let mut characters = rest.char_indices().skip(1);
    while let Some((index, character)) = characters.next() {
        if character == '\\' {
            characters.next();
        } else if character == quote {
            return index + 1;
        }
    }
    rest.len()
}

fn tokens(code: &str) -> Vec<Token<'_>> {
    let mut tokens = Vec::new();
    let mut rest = code.trim_start();
    while let Some(first) = rest.chars().next() {
        let is_word = |c: char| c.is_alphanumeric() || c == '_';
        let length = if is_word(first) {
            rest.find(|c| !is_word(c)).unwrap_or(rest.len())
        } else if rest.starts_with("::") {
            2
        } else {
            first.len_utf8()
        };
        tokens.push(&rest[..length]);
        rest = rest[length..].trim_start();
    }
    tokens
}

/// The names that stand directly under the path which ends before `start`: one, or those of a group.
fn names_after<'a>(tokens: &[Token<'a>], start: usize) -> Vec<Token<'a>> {
    if tokens.get(start) != Some(&"{") {
        return tokens.get(start).copied().into_iter().collect();
    }
    let mut names = Vec::new();
    let mut depth = 0;
    let mut starts = false;
    for &token in &tokens[start..] {
        match token {
            "{" => {
                depth += 1;
                starts = depth == 1;
            }
            "}" if depth == 1 => break,
            "}" => depth -= 1,
            "," => starts = depth == 1,
            _ if starts => {
                names.push(token);
                starts = false;
            }
            _ => {}
        }
    }
    names
}

/// The modules that a file's path names: `["value", "link"]` for `value/link.rs`.
fn module_of(path: &Path) -> Vec<String> {
    let mut module: Vec<String> =
        path.with_extension("").iter().map(|part| part.to_string_lossy().into_owned()).collect();
    module.pop_if(|last| ["mod", "lib", "main"].contains(&last.as_str()));
    module
}

/// What is wrong with the file at `path`, relative to `src`.
fn faults(path: &Path, source: &str) -> Vec<String> {
    let module = module_of(path);
    let own = module.first().map_or("", String::as_str);
    let code = code_only(source);
    let tokens = tokens(&code);
    let mut faults = BTreeSet::new();
    let mut import = |name: &str| {
        let rank = |name: &str| LAYERS.iter().position(|layer| *layer == name);
        if let (Some(from), Some(to)) = (rank(own), rank(name))
            && to > from
        {
            faults.insert(format!("{}: `{own}` imports from `{name}`", path.display()));
        }
    };
    for (index, window) in tokens.windows(2).enumerate() {
        let is_path = window[1] == "::";
        let is_inner = index > 0 && tokens[index - 1] == "::";
        if window[0] == "crate" && is_path {
            names_after(&tokens, index + 2).into_iter().for_each(&mut import);
        } else if window[0] == "super" && is_path && !is_inner {
            let climbed = tokens[index..].chunks(2).take_while(|chunk| **chunk == ["super", "::"]).count();
            if climbed == module.len() {
                names_after(&tokens, index + 2 * climbed).into_iter().for_each(&mut import);
            }
        }
    }
    for (name, home) in KEPT {
        // `use url;` and `url::Url`, but not `value::url::…` or a field `.url`.
        let is_named = tokens.windows(3).any(|window| {
            window[1] == name && (window[2] == "::" || window[0] == "use") && window[0] != "::"
        });
        if is_named && own != home {
            faults.insert(format!("{}: only `{home}` knows `{name}`", path.display()));
        }
    }
    let lines = source.lines().count();
    if lines > MOST_LINES {
        faults.insert(format!("{}: {lines} lines", path.display()));
    }
    faults.into_iter().collect()
}

/// All Rust files under `folder`.
fn files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files.extend(self::files(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs")
            && !["tests.rs", "testing.rs"].iter().any(|name| path.ends_with(name))
        {
            files.push(path);
        }
    }
    files.sort();
    files
}

/// The crate itself, but for its unit tests, which may look at a layer through one behind it: no layer knows one behind it, and every module of the crate has its place in the list.
#[test]
fn layers_import_only_from_those_before_them() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let files = files(&src);
    assert!(files.len() > 50, "{} files", files.len());
    let mut all = Vec::new();
    for path in files {
        let source = fs::read_to_string(&path).unwrap();
        let path = path.strip_prefix(&src).unwrap();
        all.extend(faults(path, &source));
        let module = module_of(path);
        let listed = module.first().is_none_or(|layer| LAYERS.contains(&layer.as_str()));
        assert!(listed, "{}: this layer is not in the list", path.display());
    }
    assert!(all.is_empty(), "{all:#?}");
}

/// Each form in which another layer can be named is seen.
#[test]
fn a_layer_behind_is_found_in_any_form() {
    for code in [
        "use crate::rules::Rule;",
        "use crate::{text::Span, rules::Rule};",
        "use crate::{\n    text::{Span, cli},\n    rules::{self, Rule},\n};",
        "fn f(rule: &crate::rules::Rule) {}",
        "pub(crate) use crate :: rules as r;",
        "let text = \"//\"; crate::rules::all();",
        "let quote = '\"'; crate::rules::all(); let other = '\"';",
        "use super::super::rules::Rule;",
        "use super::super::{text, rules::all};",
        "let raw = r#\"a \" b\"#; crate::rules::all();",
    ] {
        let found = faults(Path::new("value/link.rs"), code);
        assert_eq!(found, ["value/link.rs: `value` imports from `rules`"], "{code}");
    }
    assert_eq!(faults(Path::new("text/mod.rs"), "use super::value;").len(), 1);
}

/// What only looks like an import of a layer behind is left alone.
#[test]
fn what_is_allowed_is_not_found() {
    for code in [
        "use crate::text::Span; use crate::value::Date; use super::Date;",
        "//! [`Rule`]: crate::rules::Rule\n/* crate::rules */ /// crate::rules::Rule",
        "let message = \"crate::rules::Rule\"; let raw = r#\"\" crate::rules\"#;",
        "use super::rules::Local; use crate::text::{self, rules};",
        "let own = rules::all(); let x: &'a str = 'b';",
    ] {
        assert_eq!(faults(Path::new("value/link.rs"), code), [""; 0], "{code}");
    }
    assert_eq!(faults(Path::new("lib.rs"), "pub mod rules; pub use crate::cli::run;"), [""; 0]);
}

/// The names of the types that a file defines.
fn types(source: &str) -> Vec<String> {
    let code = code_only(source);
    let tokens = tokens(&code);
    let defines = |pair: &&[Token<'_>]| {
        matches!(pair[0], "struct" | "enum" | "union" | "trait") && pair[1].starts_with(char::is_uppercase)
    };
    tokens.windows(2).filter(defines).map(|pair| pair[1].to_owned()).collect()
}

/// A name says which type is meant, wherever it is read.
#[test]
fn one_name_has_one_type() {
    assert_eq!(types("struct A; // struct A\npub(crate) enum B {} trait A {}"), ["A", "B", "A"]);
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut all: Vec<String> =
        files(&src).iter().flat_map(|path| types(&fs::read_to_string(path).unwrap())).collect();
    assert!(all.len() > 500, "{} types", all.len());
    all.sort();
    let twice: Vec<&String> = all.windows(2).filter(|pair| pair[0] == pair[1]).map(|pair| &pair[0]).collect();
    assert!(twice.is_empty(), "{twice:?}");
}

/// The parser and the URL reader are known in one place each.
#[test]
fn a_kept_crate_is_found_elsewhere() {
    let parser = "use pulldown_cmark::{Event, Parser};";
    assert_eq!(faults(Path::new("document/parser.rs"), parser), [""; 0]);
    assert_eq!(faults(Path::new("laws.rs"), parser), ["laws.rs: only `document` knows `pulldown_cmark`"]);
    let url = "fn f() { let url = ::url::Url::parse(url.url); }";
    assert_eq!(faults(Path::new("value/link.rs"), url), [""; 0]);
    for code in ["let url = url::Url::parse(link.url);", "use url;", "use url::Url;"] {
        assert_eq!(
            faults(Path::new("rules/link.rs"), code),
            ["rules/link.rs: only `value` knows `url`"],
            "{code}"
        );
    }
    assert_eq!(faults(Path::new("rules/link.rs"), "let x = link.url; use crate::value::url::f;"), [""; 0]);
}

/// A file that has grown too long is found, at the line after the last that is allowed.
#[test]
fn a_long_file_is_found() {
    assert_eq!(faults(Path::new("config.rs"), &"\n".repeat(MOST_LINES)), [""; 0]);
    assert_eq!(faults(Path::new("config.rs"), &"\n".repeat(MOST_LINES + 1)), ["config.rs: 451 lines"]);
}
