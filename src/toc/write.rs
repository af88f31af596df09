//! The changes of a plan as edits of the source, in the style of the table of contents.

use std::collections::{BTreeMap, HashMap};

use super::style::{ItemParts, Style, most_frequent};
use super::{Plan, Shape, Toc, TocChange};
use crate::text::{Edit, Span};

/// Writes entries of one table of contents.
pub(crate) struct TocWriter<'a, 'src> {
    source: &'src str,
    toc: &'a Toc<'src>,
    parts: Vec<Option<ItemParts>>,
    general: Style,
    by_level: HashMap<u8, Style>,
    /// By level, an entry with the lead that most of the level have.
    leads: HashMap<u8, usize>,
    /// An entry whose link is written as most are.
    model: usize,
    /// What stands between two entries.
    gap: String,
    line_end: &'static str,
    /// Whether the entries are counted: `1.`, `2.`, `3.`.
    is_counted: bool,
}

/// A level has a style of its own if this many of it are listed.
const LEAST_OF_LEVEL: usize = 2;

impl<'a, 'src> TocWriter<'a, 'src> {
    /// `None` where no entry shows how to write one.
    pub(crate) fn new(source: &'src str, toc: &'a Toc<'src>) -> Option<Self> {
        if toc.shape == Shape::Table {
            return None;
        }
        let parts: Vec<Option<ItemParts>> =
            (0..toc.lines.len()).map(|line| ItemParts::of(source, toc, line)).collect();
        let written: Vec<(usize, ItemParts, usize)> = parts
            .iter()
            .enumerate()
            .filter_map(|(line, parts)| Some((line, (*parts)?, toc.lines[line].target.heading()?)))
            .collect();
        let all = &toc.headings.all;
        let entries: Vec<_> = written.iter().map(|&(_, parts, heading)| (parts, &all[heading])).collect();
        let mut by_level: HashMap<u8, Vec<(usize, ItemParts, usize)>> = HashMap::new();
        for entry in &written {
            by_level.entry(all[entry.2].level).or_default().push(*entry);
        }
        let leads = by_level.iter().filter_map(|(&level, entries)| {
            let leads = entries.iter().map(|(_, parts, _)| without_digits(parts.lead.of(source)));
            let counts = leads.clone();
            let usual = most_frequent_text(counts)?;
            let position = leads.clone().position(|lead| lead == usual)?;
            Some((level, entries[position].0))
        });
        let leads = leads.collect();
        let styles = by_level.iter().filter(|(_, entries)| entries.len() >= LEAST_OF_LEVEL).map(
            |(&level, entries)| {
                let entries: Vec<_> =
                    entries.iter().map(|&(_, parts, heading)| (parts, &all[heading])).collect();
                (level, Style::learn(source, &entries))
            },
        );
        let kinds =
            written.iter().map(|(line, ..)| toc.lines[*line].link.as_ref().map(|link| link.kind as usize));
        let usual = most_frequent(kinds)?.0;
        let is_usual = |line: usize| toc.lines[line].link.as_ref().map(|link| link.kind as usize) == usual;
        let model = written.iter().find(|(line, ..)| is_usual(*line))?.0;
        let line_end = if toc.span.of(source).contains("\r\n") { "\r\n" } else { "\n" };
        Some(Self {
            source,
            general: Style::learn(source, &entries),
            by_level: styles.collect(),
            leads,
            model,
            gap: gap(source, toc),
            line_end,
            is_counted: is_counted(source, toc),
            parts,
            toc,
        })
    }

    /// The edits that bring all of `plan` about, in order and apart from each other.
    pub(crate) fn edits(&self, plan: &Plan) -> Vec<Edit> {
        let mut edits: Vec<Edit> = Vec::new();
        let mut arrivals: BTreeMap<usize, Vec<(usize, String)>> = BTreeMap::new();
        for change in &plan.changes {
            match *change {
                TocChange::Missing { heading, at } => {
                    arrivals.entry(at).or_default().push((heading, self.entry(heading, at)));
                }
                TocChange::Moved { line, at } => {
                    edits.push(self.removal(line));
                    let heading = self.toc.lines[line].target.heading().unwrap_or_default();
                    arrivals.entry(at).or_default().push((heading, self.moved(line, heading, at)));
                }
                TocChange::Gone { line } => edits.push(self.removal(line)),
                TocChange::Renamed { line, heading } => edits.extend(self.renaming(line, heading)),
                TocChange::Nested { .. } => {}
            }
        }
        for (at, mut entries) in arrivals {
            entries.sort_by_key(|(heading, _)| *heading);
            let entries: Vec<String> = entries.into_iter().map(|(_, entry)| entry).collect();
            edits.push(self.arrival(at, &entries));
        }
        if self.is_counted && !edits.is_empty() {
            self.count(&mut edits);
        }
        edits.retain(|edit| !edit.is_noop(self.source));
        edits.sort_by_key(|edit| edit.span);
        edits
    }

    /// The edits of each change of `plan`. Several that are made in one place, and all of a counted list, are made by the
    /// first of them, and the others have none of their own.
    pub(crate) fn edits_by_change(&self, plan: &Plan) -> Vec<Vec<Edit>> {
        let mut by_change = vec![Vec::new(); plan.changes.len()];
        let mut groups: BTreeMap<(Option<usize>, usize), Vec<usize>> = BTreeMap::new();
        for (index, change) in plan.changes.iter().enumerate() {
            let group = match *change {
                _ if self.is_counted => (None, 0),
                TocChange::Missing { at, .. } | TocChange::Moved { at, .. } => (Some(at), 0),
                TocChange::Renamed { .. } | TocChange::Gone { .. } | TocChange::Nested { .. } => {
                    (None, index)
                }
            };
            groups.entry(group).or_default().push(index);
        }
        for group in groups.into_values() {
            let changes = group.iter().map(|&index| plan.changes[index]).collect();
            by_change[group[0]] = self.edits(&Plan { changes, ..*plan });
        }
        by_change
    }

    /// The entry of `heading` without its line end, as it is written before the line `at`.
    pub(crate) fn entry(&self, heading: usize, at: usize) -> String {
        let own = &self.toc.headings.all[heading];
        let style = self.by_level.get(&own.level).unwrap_or(&self.general);
        let Some(model) = self.parts[self.model] else { return String::new() };
        let link = model.link.of(self.source);
        let inside = |span: Span| span.start - model.link.start..span.end - model.link.start;
        let mut parts = [
            (inside(model.label), style.label_of(self.source, own)),
            (inside(model.url), style.url.write(own)),
        ];
        parts.sort_by_key(|(range, _)| range.start);
        let mut written = String::new();
        let mut position = 0;
        for (range, text) in parts {
            written.push_str(link.get(position..range.start).unwrap_or_default());
            written.push_str(&text);
            position = range.end;
        }
        written.push_str(link.get(position..).unwrap_or_default());
        if self.toc.shape == Shape::Line {
            return written;
        }
        let lead = self.lead(own.level, at).map_or("- ", |lead| lead.of(self.source));
        format!("{lead}{}{written}{}", style.before, style.after)
    }

    /// The lead of an entry of `level` before the line `at`: that of the entry of its level above it, or what is usual.
    fn lead(&self, level: u8, at: usize) -> Option<Span> {
        let usual = self.leads.get(&level).copied();
        let above = at.checked_sub(1).filter(|&line| {
            self.toc.lines[line]
                .target
                .heading()
                .is_some_and(|target| self.toc.headings.all[target].level == level)
        });
        let next = Some(at).filter(|&line| {
            let target = self.toc.lines.get(line).and_then(|line| line.target.heading());
            target.is_some_and(|target| self.toc.headings.all[target].level == level)
        });
        let line = above.filter(|_| usual.is_none()).or(usual).or(next)?;
        self.parts[line].map(|parts| parts.lead)
    }

    /// The text of a line that moves, with the lead of its level.
    fn moved(&self, line: usize, heading: usize, at: usize) -> String {
        let span = self.toc.lines[line].span;
        if self.toc.shape == Shape::Line {
            return span.of(self.source).to_owned();
        }
        let text = span.of(self.source).trim_end();
        let level = self.toc.headings.all[heading].level;
        let leads = self.parts[line].map(|parts| parts.lead).zip(self.lead(level, at));
        match leads {
            Some((old, new))
                if without_digits(old.of(self.source)) != without_digits(new.of(self.source)) =>
            {
                let rest = text.get(old.len()..).unwrap_or_default();
                format!("{}{rest}", new.of(self.source))
            }
            _ => {
                // Blanks at its end are kept, line ends are not.
                let end = span.of(self.source).trim_end_matches(['\n', '\r']).len();
                span.of(self.source)[..end].to_owned()
            }
        }
    }

    fn removal(&self, line: usize) -> Edit {
        let span = self.toc.lines[line].span;
        let before = line.checked_sub(1).map(|before| Span::new(self.toc.lines[before].span.end, span.start));
        let next = self.toc.lines.get(line + 1).map(|next| Span::new(span.end, next.span.start));
        let is_gap = |gap: &Span| gap.of(self.source) == self.gap;
        let whole = match (before.filter(is_gap), next.filter(is_gap)) {
            (Some(gap), _) => Span::new(gap.start, span.end),
            (None, Some(gap)) => Span::new(span.start, gap.end),
            (None, None) => span,
        };
        Edit::deletion(whole)
    }

    /// Puts entries before the line `at`.
    fn arrival(&self, at: usize, entries: &[String]) -> Edit {
        let lines = &self.toc.lines;
        if self.toc.shape == Shape::Line {
            let joined = entries.join(&self.gap);
            return match at.checked_sub(1) {
                Some(before) => Edit::insertion(lines[before].span.end, format!("{}{joined}", self.gap)),
                None => Edit::insertion(self.toc.span.start, format!("{joined}{}", self.gap)),
            };
        }
        let mut text = String::new();
        for entry in entries {
            if at > 0 {
                text.push_str(&self.gap);
            }
            text.push_str(entry);
            text.push_str(self.line_end);
            if at == 0 {
                text.push_str(&self.gap);
            }
        }
        match at.checked_sub(1) {
            Some(before) => {
                let end = lines[before].span.end;
                let is_open = !lines[before].span.of(self.source).ends_with('\n');
                Edit::insertion(
                    end,
                    if is_open { format!("{}{}", self.line_end, text.trim_end()) } else { text },
                )
            }
            None => Edit::insertion(lines.first().map_or(0, |first| first.span.start), text),
        }
    }

    fn renaming(&self, line: usize, heading: usize) -> Vec<Edit> {
        let Some(parts) = self.parts[line] else { return Vec::new() };
        let own = &self.toc.headings.all[heading];
        let style = self.by_level.get(&own.level).unwrap_or(&self.general);
        vec![
            Edit::replacement(parts.label, style.label_of(self.source, own)),
            Edit::replacement(parts.url, style.url.write(own)),
        ]
    }

    /// Gives the entries of a counted list their numbers again.
    fn count(&self, edits: &mut Vec<Edit>) {
        // Those that stay are counted here; arrivals are counted by what they are put behind.
        let Ok(text) = crate::text::apply(self.source, &sorted(edits)) else { return };
        let start = self.toc.span.start;
        let removed: usize = edits.iter().map(|edit| edit.span.len()).sum();
        let added: usize = edits.iter().map(|edit| edit.replacement.len()).sum();
        let Some(list) = text.get(start..(self.toc.span.end + added).saturating_sub(removed)) else { return };
        let counted = counted(list);
        *edits = vec![Edit::replacement(self.toc.span, counted)];
    }
}

fn sorted(edits: &[Edit]) -> Vec<Edit> {
    let mut edits = edits.to_vec();
    edits.sort_by_key(|edit| edit.span);
    edits
}

/// The lines of a list with their numbers counted anew, by indent.
fn counted(entries: &str) -> String {
    let mut open: Vec<(usize, usize)> = Vec::new();
    let mut text = String::with_capacity(entries.len());
    for line in entries.split_inclusive('\n') {
        let indent = line.len() - line.trim_start().len();
        let rest = &line[indent..];
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        let number = rest[..digits].parse::<usize>().ok().filter(|_| rest[digits..].starts_with(['.', ')']));
        let Some(number) = number else {
            text.push_str(line);
            continue;
        };
        while open.pop_if(|(deeper, _)| *deeper > indent).is_some() {}
        let next = if let Some((_, last)) = open.last_mut().filter(|(depth, _)| *depth == indent) {
            *last += 1;
            *last
        } else {
            // The list starts at one, or at nought where its first entry does.
            open.push((indent, number.min(1)));
            number.min(1)
        };
        text.push_str(&line[..indent]);
        text.push_str(&next.to_string());
        text.push_str(&rest[digits..]);
    }
    text
}

/// What stands between two entries most often.
fn gap(source: &str, toc: &Toc<'_>) -> String {
    let gaps = toc.lines.windows(2).map(|pair| Span::new(pair[0].span.end, pair[1].span.start).of(source));
    most_frequent(gaps).map(|(gap, _)| gap.to_owned()).unwrap_or_default()
}

/// Whether the numbers of entries rise: a list whose entries all start with `1.` is not counted.
fn is_counted(source: &str, toc: &Toc<'_>) -> bool {
    let number =
        |line: &super::Line<'_>| line.marker.of(source).trim_end_matches(['.', ')']).parse::<usize>().ok();
    toc.shape == Shape::List && toc.lines.iter().filter_map(number).any(|number| number > 1)
}

/// A lead whose number does not count.
fn without_digits(lead: &str) -> String {
    lead.chars().filter(|c| !c.is_ascii_digit()).collect()
}

fn most_frequent_text(texts: impl Iterator<Item = String>) -> Option<String> {
    let mut counts: HashMap<String, usize> = HashMap::new();
    for text in texts {
        *counts.entry(text).or_default() += 1;
    }
    counts.into_iter().max_by(|one, other| (one.1, &one.0).cmp(&(other.1, &other.0))).map(|(text, _)| text)
}
