//! Tables of contents: one that was complete is brought back byte for byte, whatever happened to one of its lines.

use std::collections::HashSet;

use rayon::prelude::*;
use relist::document::Document;
use relist::text::Span;
use relist::toc::{Updated, update};

use crate::corpus::corpus;
use crate::support::{fixture, fixtures};

/// Contents of fewer lines do not show what they are meant to have.
const LEAST_LINES: usize = 6;

/// The lines of the first run of entries, blank lines left out, by their spans.
fn entries(source: &str) -> Vec<(usize, usize)> {
    let mut entries = Vec::new();
    let mut start = 0;
    for line in source.split_inclusive('\n') {
        let end = start + line.len();
        let marker = line.trim_start().trim_start_matches(|c: char| c.is_ascii_digit());
        let is_entry = marker.starts_with(['-', '*', '+', '.']) && line.contains("](#");
        if is_entry {
            entries.push((start, end));
        } else if !line.trim().is_empty() && entries.len() >= LEAST_LINES {
            break;
        } else if !line.trim().is_empty() {
            entries.clear();
        }
        start = end;
    }
    entries
}

/// What one line of contents may have come to: it was forgotten, stands elsewhere, or has an old name.
fn damaged(source: &str, entries: &[(usize, usize)], index: usize) -> [String; 3] {
    let (start, end) = entries[index];
    let line = &source[start..end];
    let deleted = format!("{}{}", &source[..start], &source[end..]);
    let target = entries[(index + entries.len() / 2) % entries.len()].0;
    let moved = if target < start {
        format!("{}{line}{}{}", &source[..target], &source[target..start], &source[end..])
    } else {
        format!("{}{}{line}{}", &source[..start], &source[end..target], &source[target..])
    };
    let renamed = match (line.find('['), line.find("](#"), line.rfind(')')) {
        (Some(open), Some(close), Some(last)) if open < close && close < last => {
            format!("{}[Old name](#old-name-{index}){}", &line[..open], &line[last + 1..])
        }
        _ => line.to_owned(),
    };
    [deleted, moved, format!("{}{renamed}{}", &source[..start], &source[end..])]
}

/// The text of an entry that says nothing but that: no number of entries behind it, and no sign before it.
fn text_of(line: &str) -> Option<&str> {
    let (text, rest) = line.split_once('[').and_then(|(_, link)| link.split_once("](#"))?;
    rest.trim_end().trim_end_matches('*').ends_with(')').then(|| text.trim_matches(['*', '`', '_']))
}

/// Whether the contents name every section behind them of any level that they name, so that none was left out on purpose,
/// and each by its title, so that it can be known what was there.
fn is_complete(source: &str, entries: &[(usize, usize)]) -> bool {
    let document = Document::parse(source);
    let texts: Option<Vec<&str>> = entries.iter().map(|&(start, end)| text_of(&source[start..end])).collect();
    let Some(texts) = texts else { return false };
    let end = entries.last().map_or(0, |&(_, end)| end);
    let behind: Vec<_> = document.sections().iter().filter(|section| section.span.start >= end).collect();
    let is_listed = |title: &str| texts.iter().any(|text| title.contains(text) && !text.is_empty());
    let levels: HashSet<u8> = behind
        .iter()
        .filter(|section| texts.contains(&section.title.as_str()))
        .map(|section| section.level)
        .collect();
    let titles: HashSet<&str> = behind.iter().map(|section| section.title.as_str()).collect();
    behind.iter().filter(|section| levels.contains(&section.level)).all(|section| is_listed(&section.title))
        && texts.iter().all(|text| titles.iter().any(|title| title.contains(text)))
}

/// How many damaged contents of `source` are restored, and how many there were.
fn restored(source: &str, most: usize) -> (usize, usize, Vec<String>) {
    let (mut restored, mut all, mut failed) = (0, 0, Vec::new());
    if update(source) != Ok(Updated::UpToDate) {
        return (0, 0, failed);
    }
    let entries = entries(source);
    // What another program writes is left to it.
    let generated = Document::parse(source).generated().to_vec();
    if generated.iter().any(|span| entries.iter().any(|&(start, _)| span.contains(Span::empty(start)))) {
        return (0, 0, failed);
    }
    if entries.len() < LEAST_LINES || !is_complete(source, &entries) {
        return (0, 0, failed);
    }
    let step = entries.len().div_ceil(most).max(1);
    for index in (0..entries.len()).step_by(step) {
        for (kind, damaged) in
            ["deleted", "moved", "renamed"].into_iter().zip(damaged(source, &entries, index))
        {
            if damaged == source {
                continue;
            }
            all += 1;
            let output = match update(&damaged) {
                Ok(Updated::Changed { output, .. }) => output,
                _ => damaged,
            };
            if output == source {
                restored += 1;
            } else {
                let (start, end) = entries[index];
                failed.push(format!("{kind}: {}", source[start..end].trim_end()));
            }
        }
    }
    (restored, all, failed)
}

/// Contents whose entries mostly lead nowhere are no reason to drop them: the page may have been cut off.
#[test]
fn many_entries_that_lead_nowhere_stay() {
    let source = fixture("toc/nested.md");
    let cut = &source[..source.find("## Crickets").unwrap()];
    let output = match update(cut) {
        Ok(Updated::Changed { output, .. }) => output,
        _ => cut.to_owned(),
    };
    assert!(output.contains("[Wasps](#wasps)"), "{output}");
}

/// New contents stand before the first section, or where a comment asks for them, and nothing else changes.
#[test]
fn new_contents_are_written_where_they_are_asked_for() {
    let sections = "## Ants\n\n- [a](https://a.example) - A.\n\n## Bees\n\n- [b](https://b.example) - B.\n\n## Wasps\n\n- [c](https://c.example) - C.\n";
    let list = "- [Ants](#ants)\n- [Bees](#bees)\n- [Wasps](#wasps)\n";
    let told = |source: &str| match update(source) {
        Ok(Updated::Changed { output, is_new: true, .. }) => output,
        other => panic!("{other:?}"),
    };
    assert_eq!(
        told(&format!("# Garden\n\nHello.\n\n{sections}")),
        format!("# Garden\n\nHello.\n\n## Contents\n\n{list}\n{sections}")
    );
    assert_eq!(
        told(&format!("# Garden\n\n<!-- toc -->\n\nHello.\n\n{sections}")),
        format!("# Garden\n\n<!-- toc -->\n\n{list}\nHello.\n\n{sections}")
    );
    assert_eq!(
        told(&format!("# Garden\n\n<!-- toc -->\n<!-- tocstop -->\n\n{sections}")),
        format!("# Garden\n\n<!-- toc -->\n\n{list}\n<!-- tocstop -->\n\n{sections}")
    );
    assert_eq!(update("# Garden\n\n## Ants\n\n## Bees\n"), Ok(Updated::TooShort));
}

/// Links on one line, with a sign between them, are contents, too.
#[test]
fn contents_on_one_line_are_kept_up_to_date() {
    let sections =
        ["Ants", "Bees", "Flies", "Moths", "Wasps"].map(|name| format!("## {name}\n\nAbout {name}.\n\n"));
    let sections = sections.concat();
    let line = "[Ants](#ants) · [Bees](#bees) · [Flies](#flies) · [Moths](#moths) · [Wasps](#wasps)\n\n";
    for name in ["Ants", "Flies", "Wasps"] {
        let anchor = name.to_lowercase();
        let less = line
            .replace(&format!("[{name}](#{anchor}) · "), "")
            .replace(&format!(" · [{name}](#{anchor})"), "");
        let Ok(Updated::Changed { output, .. }) = update(&format!("{less}{sections}")) else {
            panic!("{name}")
        };
        assert_eq!(output, format!("{line}{sections}"), "{name}");
    }
}

#[test]
fn contents_of_the_corpus_are_restored() {
    let (mut restored_lines, mut all_lines, mut lists) = (0, 0, 0);
    let Some(files) = corpus() else { return };
    let outcomes: Vec<_> = files.par_iter().map(|file| restored(&file.text, 6)).collect();
    for (file, (restored, all, failed)) in files.iter().zip(outcomes) {
        if all > 0 {
            lists += 1;
            println!("{restored:>3} of {all:>3}  {}", file.name);
            for failed in failed {
                println!("            {failed}");
            }
        }
        restored_lines += restored;
        all_lines += all;
    }
    println!("{restored_lines} of {all_lines} in {lists} lists");
    assert!(restored_lines * 100 >= all_lines * 97, "{restored_lines} of {all_lines}");
}

#[test]
fn contents_of_fixtures_are_restored() {
    let mut count = 0;
    for name in ["nested.md", "numbered.md", "styled.md"] {
        let source = fixture(&format!("toc/{name}"));
        let (restored, all, failed) = restored(&source, usize::MAX);
        assert_eq!(failed, [""; 0], "{name}");
        assert_eq!(restored, all, "{name}");
        count += all;
    }
    assert!(count > 40, "{count}");
}

/// What is brought up to date is up to date, on every list there is.
#[test]
fn twice_is_once() {
    let mut changed = 0;
    for file in fixtures().into_iter().chain(corpus().unwrap_or_default()) {
        if let Ok(Updated::Changed { output, .. }) = update(&file.text) {
            changed += 1;
            assert!(update(&output) == Ok(Updated::UpToDate), "{}", file.name);
        }
    }
    assert!(changed > 5, "{changed}");
}
