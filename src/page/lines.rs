//! Whether the lines of a text that was put together from others show as they do in those.

use std::hash::BuildHasher;

use foldhash::fast::FixedState;
use foldhash::{HashMap, HashSet, HashSetExt};

use super::block::{Kind, Page};
use crate::text::LineIndex;

/// Whether each line of `result` is the same kind of block, nested in the same kinds of blocks, as in one of `versions`
/// that has the line, too; and each of its lists is tight or loose as one of them has it.
///
/// A line that no version has shows as some other line does.
pub(crate) fn lines_show_as_in(result: &str, versions: [&str; 3]) -> bool {
    let versions = versions.map(ShownLines::of);
    let result = ShownLines::of(result);
    let mut known: HashMap<&str, HashSet<Shown>> = HashMap::default();
    let mut settings: HashMap<&str, HashSet<bool>> = HashMap::default();
    let mut all = HashSet::new();
    for version in &versions {
        for line in &version.lines {
            known.entry(line.text).or_default().insert(line.shown);
            all.insert(line.shown);
            if let Some(list) = line.list {
                settings.entry(line.text).or_default().insert(version.tight[list]);
            }
        }
    }
    let mut told: Vec<HashSet<bool>> = vec![HashSet::new(); result.tight.len()];
    for line in &result.lines {
        if !known.get(line.text).unwrap_or(&all).contains(&line.shown) {
            return false;
        }
        if let (Some(list), Some(tight)) = (line.list, settings.get(line.text)) {
            told[list].extend(tight);
        }
    }
    told.iter().zip(&result.tight).all(|(told, tight)| told.is_empty() || told.contains(tight))
}

/// What the blocks are, outermost first, in which a line stands.
type Shown = u64;

struct ShownLine<'a> {
    text: &'a str,
    shown: Shown,
    /// The innermost list that it is in.
    list: Option<usize>,
}

/// The lines of a text that show something, and whether each of its lists is tight.
struct ShownLines<'a> {
    lines: Vec<ShownLine<'a>>,
    tight: Vec<bool>,
}

impl<'a> ShownLines<'a> {
    fn of(source: &'a str) -> Self {
        let page = Page::read(source);
        let index = LineIndex::new(source);
        let hasher = FixedState::default();
        let mut found = Self { lines: Vec::new(), tight: Vec::new() };
        // The blocks that are open: what they and those around them are, and the list they are in.
        let mut open: Vec<(Shown, Option<usize>)> = Vec::new();
        for block in &page.blocks {
            open.truncate(block.depth);
            let (around, mut list) = open.last().copied().unwrap_or_default();
            let kind = match block.kind {
                Kind::List { tight, start } => {
                    list = Some(found.tight.len());
                    found.tight.push(tight);
                    Kind::List { tight: false, start: start.map(|_| 1) }
                }
                Kind::Item { .. } => Kind::Item { task: None },
                kind => kind,
            };
            let shown = hasher.hash_one((around, kind));
            open.push((shown, list));
            let is_shown = matches!(block.kind, Kind::Row { .. } | Kind::Rule)
                || (block.kind.is_leaf() && !matches!(block.kind, Kind::Cell(_)));
            if is_shown {
                // One side may have written an item with another marker.
                let lines = (block.first..=block.last).map(|line| {
                    let line = index.line_span(source, line).of(source);
                    line.trim_start_matches(['-', '*', '+', ' ', '\t']).trim_end()
                });
                let lines = lines.filter(|text| !text.is_empty());
                found.lines.extend(lines.map(|text| ShownLine { text, shown, list }));
            }
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_that_show_as_something_else_are_found() {
        let base = "| a | b |\n|---|---|\n| c | d |\n\n- x\n- y\n";
        let ours = base.replace("- y\n", "- y\n- z\n");
        let theirs = base.replace("| c | d |\n", "| c | d |\n| e | f |\n");
        let shows = |result: &str| lines_show_as_in(result, [base, &ours, &theirs]);
        let merged = theirs.replace("- y\n", "- y\n- z\n");
        assert!(shows(&merged));
        assert!(shows(&merged.replace("- z", "- zz")), "a line that was put together");
        assert!(!shows(&merged.replace("- z", "* z").replace("- y", "    - y")), "nested");
        assert!(!shows(&merged.replace("| e", "    | e")), "code");
        assert!(!shows(&merged.replace("- y", "\n- y")), "loose");
        assert!(
            !shows(
                &merged
                    .replace("| e | f |", "| e | f |\n")
                    .replace("| c | d |\n", "")
                    .replace("|---|---|\n", "")
            ),
            "no table"
        );
    }
}
