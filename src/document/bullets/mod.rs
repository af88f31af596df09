//! Bullet lists that hold entries: `- [Name](url) - description`, with what is nested in each.
//!
//! The parser's tokens of an outermost list are read once it is complete. A list counts as a listing when at least half
//! of its items have the shape of an entry; where the outer list does not (items that are only group headings), the
//! lists nested in it are asked. Tables of contents, lists of prose and generated blocks are left alone. Each item is
//! read for itself ([`head`]), and its text tokens are cut where its cells begin and end, so that the layers above see
//! cells with links and texts of their own, as they do in a table.

mod atom;
mod citation;
mod date;
mod found;
mod given;
mod glued;
mod group;
mod head;
mod nested;
mod outline;
mod people;
mod quoted;
mod sign;
mod title;
mod venue;
mod word;

use std::mem;
use std::ops::Range;

use super::field::Field;
use super::items::marker;
use super::listing::{Cell, Entry, Listing};
use super::token::{TokenStore, as_u32};
use crate::text::{LineIndex, Span};
use atom::Atom;
use found::Found;
use head::Head;
use outline::{Outline, ReadItem, ReadList};

/// What is read of an outermost list; the room for it is used again for the next one, as most are short.
#[derive(Default)]
pub(super) struct Finder {
    outline: Outline,
    draft: Draft,
    /// The text without the signs of quotes, once a list is read in one.
    unquoted: Option<String>,
}

impl Finder {
    /// The listings in the outermost list whose tokens are those from `first` on.
    pub(super) fn listings(
        &mut self,
        source: &str,
        lines: &LineIndex,
        store: &mut TokenStore<'_>,
        first: usize,
        section: Option<usize>,
    ) -> Vec<Listing> {
        let Self { outline, draft, unquoted } = self;
        outline.read(source, store, first);
        let quoted =
            outline.first().filter(|item| quoted::is_quoted(source, item.span.start)).map(|_| source);
        let source = quoted.map_or(source, |source| unquoted.get_or_insert_with(|| quoted::unquoted(source)));
        let mut reader = BulletReader { source, quoted, lines, store, outline, draft, found: Vec::new() };
        reader.read_lists();
        let found = reader.found;
        if found.is_empty() {
            return Vec::new();
        }
        let moved = store.cut_texts(first, &found::cuts(&found));
        found.into_iter().map(|found| found.into_listing(section, store, &moved)).collect()
    }
}

struct BulletReader<'a, 'src> {
    /// The text, without the signs of quotes where the lists stand in one.
    source: &'a str,
    /// The text as it is, where they do.
    quoted: Option<&'a str>,
    lines: &'a LineIndex,
    store: &'a TokenStore<'src>,
    outline: &'a Outline,
    draft: &'a mut Draft,
    found: Vec<Found>,
}

/// The items of the list that is read, as far as they are.
#[derive(Default)]
struct Draft {
    entries: Vec<Entry>,
    cells: Vec<Cell>,
    /// How many of the items have the shape of an entry.
    entry_count: usize,
    /// How many of them lead to places in the same document.
    anchor_count: usize,
    /// The last one leads back to the top, and says nothing else.
    ends_in_way_back: bool,
    /// Those of the paragraph that is read.
    atoms: Vec<Atom>,
}

/// What was found in an item below its first paragraph.
struct Below {
    head: Head,
    /// Where it ends.
    end: usize,
    /// The tokens among which those of its cells are.
    tokens: Range<usize>,
}

impl<'a> BulletReader<'a, '_> {
    /// Reads the lists, those nested in one that is not a listing after it: lists may be nested as deep as a line is long.
    fn read_lists(&mut self) {
        let outline = self.outline;
        let mut left = vec![outline.all_lists()];
        while let Some(siblings) = left.pop() {
            let first = self.found.len();
            let mut are_listings = true;
            for list in outline.outermost(siblings) {
                are_listings &= self.read_list(list, &mut left);
            }
            // Where one of them is not a listing, a marker in its neighbour that was mended would make the two one list, so
            // that they are kept apart.
            if are_listings && self.found.len() > first + 1 {
                let siblings = self.found.split_off(first);
                self.found.extend(found::joined(self.source, siblings));
            }
        }
        self.found.sort_unstable_by_key(|found| found.tokens.start);
    }

    /// Whether the list is a listing. Where it is not, those nested in it are left to be read, but in a table of contents.
    fn read_list(&mut self, list: &'a ReadList, left: &mut Vec<Range<usize>>) -> bool {
        let outline = self.outline;
        self.draft.start(outline.items(list).count());
        for item in outline.items(list) {
            self.read_item(item, 0);
        }
        let tokens = self.without_way_back(list);
        let Draft { entry_count, anchor_count, ref entries, .. } = *self.draft;
        let outermost = entries.iter().filter(|entry| entry.level == 0).count();
        if anchor_count * 2 >= outermost {
            return false;
        }
        let is_listing = entry_count > 0
            && entry_count * 2 >= outermost
            && self.find_lines().is_some()
            && (self.quoted.is_none() || (entry_count == outermost && self.are_set_off()));
        if is_listing {
            let (entries, cells) = (mem::take(&mut self.draft.entries), mem::take(&mut self.draft.cells));
            self.found.push(Found { tokens, entries, cells });
        } else {
            left.extend(outline.items(list).map(|item| item.lists.clone()));
        }
        is_listing
    }

    /// The tokens of the list without its last item, where that is a link back to the top and no entry; the draft loses it.
    fn without_way_back(&mut self, list: &ReadList) -> Range<usize> {
        let Range { start, end } = list.tokens.clone();
        let draft = &mut *self.draft;
        let leads_back = draft.ends_in_way_back;
        let Some(way_back) = draft.entries.pop_if(|_| leads_back) else { return start..end };
        draft.cells.truncate(way_back.first_cell);
        draft.anchor_count = draft.anchor_count.saturating_sub(1);
        start..self.outline.items(list).last().map_or(end, |item| item.tokens.start)
    }

    /// Adds an item to the draft, with a cell for each column: a blank one for those that it has not. The items below it
    /// follow where they are entries, too.
    fn read_item(&mut self, item: &ReadItem, level: usize) {
        let mut head = self.read_head(item);
        let below = self.entries_below(item, &head, level);
        let end = below.map_or_else(|| self.item_end(item), |_| self.content_end(nested::head_span(item)));
        head.is_entry = head.is_entry || self.is_title(item, &head);
        let nested = below;
        let below = if nested.is_none() { self.read_below(item, &head) } else { None };
        head.is_entry = head.is_entry || self.is_cited_below(&head, below.as_ref());
        let (rest, rest_start) = match &below {
            Some(Below { end, tokens, .. }) => (tokens.end..item.tokens.end, *end),
            None => (
                item.head.end..nested.map_or(item.tokens.end, |list| list.tokens.start),
                item.head_end.unwrap_or_else(|| marker(self.source, item.span).end),
            ),
        };
        let cell = |of: fn(&Head) -> Option<Span>| {
            let found = |span: Span, tokens| {
                let span = trim_lines(self.source, span);
                (!span.is_empty()).then(|| found_cell(span, tokens))
            };
            let beside = of(&head).and_then(|span| found(span, &item.head));
            let below = || below.as_ref().and_then(|below| found(of(&below.head)?, &below.tokens));
            beside.or_else(below).unwrap_or_else(|| Cell::blank(end))
        };
        let notes = trim_lines(self.source, Span::new(rest_start.min(end), end));
        let notes = if notes.is_empty() { Cell::blank(end) } else { found_cell(notes, &rest) };
        let first_cell = self.draft.cells.len();
        // In the order of columns.
        self.draft.cells.extend([
            cell(|head| head.name),
            cell(|head| head.date),
            cell(|head| head.authors),
            cell(|head| head.venue),
            cell(|head| head.links),
            cell(|head| head.description),
            cell(|head| head.tags),
            cell(|head| head.stars),
            notes,
        ]);
        if level == 0 {
            self.draft.entry_count += usize::from(head.is_entry && !head.is_anchor);
            self.draft.anchor_count += usize::from(head.is_anchor);
        }
        self.draft.ends_in_way_back = head.is_anchor && self.is_way_back(item);
        let content = Span::new(item.span.start, end);
        self.draft.entries.push(Entry {
            block: content,
            content,
            line: 0,
            leading_pipe: false,
            trailing_pipe: false,
            first_cell,
            cell_count: self.draft.cells.len() - first_cell,
            level,
            glued: None,
        });
        let outline = self.outline;
        for item in nested.into_iter().flat_map(|list| outline.items(list)) {
            self.read_item(item, level + 1);
        }
    }

    /// Whether all that the item says is the way back to the top, whatever stands above it.
    fn is_way_back(&self, item: &ReadItem) -> bool {
        let head = nested::head_span(item);
        let marker = marker(self.source, item.span);
        let text = Span::new(marker.end, head.end.max(marker.end)).of(self.source);
        self.content_end(head) == self.content_end(item.span) && glued::is_way_back(text.trim())
    }

    fn read_head(&mut self, item: &ReadItem) -> Head {
        self.read_atoms(item.head.clone());
        head::read(self.source, &self.draft.atoms)
    }

    /// What the paragraph right below the first one says, or that of the first item nested in it: who wrote it, or, of a name
    /// that nothing is said beside, a description with a date in front of it or without.
    fn read_below(&mut self, item: &ReadItem, head: &Head) -> Option<Below> {
        head.name?;
        let places = [item.second.clone(), item.nested_head.clone()];
        if head.authors.is_none() {
            for tokens in places.into_iter().flatten() {
                self.read_atoms(tokens.clone());
                if let Some(found) = head::read_cited_below(self.source, &self.draft.atoms, head) {
                    let end = self.draft.atoms.last()?.span.end;
                    return Some(Below { head: found, end, tokens });
                }
            }
        }
        let is_named_alone = [head.description, head.authors, head.venue] == [None; 3];
        let tokens = item.nested_head.clone().filter(|_| is_named_alone)?;
        self.read_atoms(tokens.clone());
        if let Some(description) = head::read_labelled(self.source, &self.draft.atoms) {
            let head = Head { description: Some(description), ..Head::default() };
            return Some(Below { head, end: description.end, tokens });
        }
        let below = head::read_nested(self.source, &self.draft.atoms)?;
        let date = below.date.filter(|_| head.date.is_none());
        // A date that the name has already leaves the one below to its description.
        let description = match (below.date, date) {
            (Some(own), None) => below.description.map(|text| own.join(text)),
            _ => below.description,
        };
        let is_description = below.date.is_some() || self.outline.has_only_one_nested(item);
        let description = description.filter(|_| is_description)?;
        let head = Head { date, description: Some(description), ..Head::default() };
        Some(Below { head, end: description.end, tokens })
    }

    /// Whether the head is a title in bold, of which the paragraph below says who wrote it, and where it is or when it appeared.
    fn is_cited_below(&self, head: &Head, below: Option<&Below>) -> bool {
        let is_bold = head.name.is_some_and(|name| name.of(self.source).starts_with("**"));
        let says_more = |below: &Head| {
            below.authors.is_some() && [below.links, below.date, below.venue].iter().any(Option::is_some)
        };
        is_bold && below.is_some_and(|below| says_more(&below.head))
    }

    fn read_atoms(&mut self, tokens: Range<usize>) {
        atom::read(self.source, self.store, self.store.slice(tokens), &mut self.draft.atoms);
    }

    /// The end of the last line of an item: blank lines are lines of it where the code that it ends in has no end of its own.
    fn item_end(&self, item: &ReadItem) -> usize {
        let code = item.open_code.map(|end| end - usize::from(self.source[..end].ends_with('\n')));
        let code = code.map(|end| end - usize::from(self.source[..end].ends_with('\r')));
        self.content_end(item.span).max(code.unwrap_or(0))
    }

    /// The end of the line on which the last word of an item, or of its first paragraph, stands.
    fn content_end(&self, item: Span) -> usize {
        let text = item.of(self.source).as_bytes();
        let words = text.iter().rposition(|&byte| !is_space(byte)).map_or(0, |last| last + 1);
        let end = item.start + words;
        let after = self.source.as_bytes().get(end..).unwrap_or_default();
        let is_line_end = |byte: &u8| matches!(byte, b'\n' | b'\r');
        end + after.iter().position(is_line_end).unwrap_or(after.len())
    }

    /// Finds the lines of the items, or nothing where one shares its first line with what is not its own.
    fn find_lines(&mut self) -> Option<()> {
        let mut last: Option<&mut Entry> = None;
        let mut line = self.lines.line(self.draft.entries.first()?.content.start);
        for entry in &mut self.draft.entries {
            let mut whole = self.lines.line_span(self.source, line);
            while whole.end <= entry.content.start && line < self.lines.line_count() {
                line += 1;
                whole = self.lines.line_span(self.source, line);
            }
            entry.line = line;
            let start = whole.start;
            let indent = self.source.get(start..entry.content.start)?;
            if !indent.bytes().all(|byte| matches!(byte, b' ' | b'\t'))
                || self.quoted.is_some_and(|text| !quoted::has_all_lines(text, start..entry.content.end))
            {
                return None;
            }
            if let Some(last) = last {
                if last.content.end > start {
                    return None;
                }
                last.block.end = start;
            }
            entry.block.start = start;
            entry.glued = glued::glued(self.source, entry.content, indent.len());
            last = Some(entry);
        }
        if let Some(last) = last.filter(|last| last.glued.is_none()) {
            last.glued = glued::tag_below(self.source, last.content);
        }
        Some(())
    }
}

impl Draft {
    /// Empties it, with room for so many items.
    fn start(&mut self, items: usize) {
        self.entries.clear();
        self.entries.reserve_exact(items);
        self.cells.clear();
        self.cells.reserve_exact(items * Field::ALL.len());
        (self.entry_count, self.anchor_count, self.ends_in_way_back) = (0, 0, false);
    }
}

/// A cell over `span`; its own tokens are among these, and are found when the texts of all cells are cut.
fn found_cell(span: Span, tokens: &Range<usize>) -> Cell {
    Cell::over(span, span, (as_u32(tokens.start), as_u32(tokens.end)))
}

/// Without the white space and line ends at both ends: what records leave out of a cell belongs to the item's form.
fn trim_lines(source: &str, span: Span) -> Span {
    let text = span.of(source).as_bytes();
    let is_word = |&byte: &u8| !is_space(byte) && !matches!(byte, b'\x0b' | b'\x0c');
    let Some(first) = text.iter().position(is_word) else { return Span::empty(span.end) };
    let last = text.iter().rposition(is_word).unwrap_or(first);
    Span::new(span.start + first, span.start + last + 1)
}

fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\n' | b'\r')
}
