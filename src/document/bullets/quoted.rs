//! Lists in quotes and alerts: `> - [Name](url) - What it is.`
//!
//! They are read as if there were spaces in place of the signs, one for each. Notes stand in quotes more often than entries
//! do, so that a list is a listing there only where all of its items are clearly entries.

use std::ops::Range;

use super::super::field::Field;
use super::BulletReader;
use crate::text::Span;

/// Whether only a quote marker (`>`) in the first column, and white space, precede `start` on its line.
pub(super) fn is_quoted(source: &str, start: usize) -> bool {
    let line = source[..start].rfind(['\n', '\r']).map_or(0, |end| end + 1);
    let sign = source[line..start].strip_prefix('>');
    sign.is_some_and(|blanks| blanks.bytes().all(|byte| matches!(byte, b' ' | b'\t')))
}

/// `source` with a space in place of each sign of a quote at the margin.
pub(super) fn unquoted(source: &str) -> String {
    let lines = source.split_inclusive('\n');
    lines.flat_map(|line| line.strip_prefix('>').map_or(["", line], |rest| [" ", rest])).collect()
}

/// Whether all lines in `range`, which starts with one, have the sign: a line without it is part of an item by chance.
pub(super) fn has_all_lines(source: &str, range: Range<usize>) -> bool {
    source[range].split('\n').all(|line| line.starts_with('>'))
}

impl BulletReader<'_, '_> {
    /// Whether each item starts with a link that nothing follows, or a sign before what is said of it.
    pub(super) fn are_set_off(&self) -> bool {
        let outermost = self.draft.entries.iter().filter(|entry| entry.level == 0);
        let mut cells = outermost.map(|entry| &self.draft.cells[entry.first_cell..][..entry.cell_count]);
        cells.all(|cells| {
            let name = cells[Field::Name as usize].content;
            let description = cells[Field::Description as usize].content;
            let is_said = !description.is_empty() && description.start >= name.end;
            let gap = is_said.then(|| Span::new(name.end, description.start).of(self.source));
            let name = name.of(self.source);
            // What leads to a file beside the list is a note.
            let leads_away =
                name.split_once("](").is_none_or(|(_, url)| url.trim_start_matches('<').starts_with("http"));
            name.trim_start_matches(['*', '_']).starts_with('[')
                && leads_away
                && gap.is_none_or(|gap| gap.contains(['-', '–', '—', ':', '|', '·', ',', '(', '[', '\n']))
        })
    }
}
