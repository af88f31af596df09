//! How an item of a bullet list is written: what stands around its cells, with the cells left out.
//!
//! `- [Yi](url) - A model.` has the form `- {name} - {description}`. Form and cells together are the item, byte for byte, so
//! records lose nothing of it; a brace of its own is written twice. The number of a numbered item is written `{number}`,
//! for it follows from the item's place. Lines after the first are noted without the indent that the item has.

use std::borrow::Cow;

use foldhash::{HashMap, HashMapExt as _};

use crate::document::{Document, Entry, Field, Listing};
use crate::value::{is_file_format, is_licence};

/// What stands for the number of a numbered item.
const NUMBER: &str = "number";

/// The form of an entry as it stands in `document`.
pub(super) fn form_of(document: &Document<'_>, listing: &Listing, entry: &Entry) -> String {
    let source = document.source();
    let mut cells: Vec<_> =
        Field::ALL.iter().zip(listing.cells(entry)).filter(|(_, cell)| !cell.is_blank()).collect();
    cells.sort_by_key(|(_, cell)| cell.content);
    // Room for most, so that it is not moved while it grows.
    let mut form = String::with_capacity(64);
    let (indent, text) = indent_and_text(source, entry);
    let mut position = entry.content.end - text.len();
    let digits = digits(text);
    if digits > 0 {
        push_place(&mut form, NUMBER);
        position += digits;
    }
    for (field, cell) in cells {
        push_literal(&mut form, &source[position..cell.content.start]);
        push_place(&mut form, field.key());
        position = cell.content.end;
    }
    push_literal(&mut form, &source[position..entry.content.end]);
    match dedented(&form, indent) {
        Cow::Borrowed(_) => form,
        Cow::Owned(dedented) => dedented,
    }
}

/// What an item is indented by, and the rest of it: how deep the items of one list stand beside each other shows nowhere.
pub(super) fn indent_and_text<'a>(source: &'a str, entry: &Entry) -> (&'a str, &'a str) {
    let text = entry.content.of(source).trim_start_matches([' ', '\t']);
    let start = entry.content.end - text.len();
    (&source[entry.block.start..start], text)
}

/// How many digits the marker of a numbered item has.
pub(super) fn digits(item: &str) -> usize {
    item.len() - item.trim_start_matches(|c: char| c.is_ascii_digit()).len()
}

fn push_place(form: &mut String, key: &str) {
    form.extend(["{", key, "}"]);
}

fn push_literal(form: &mut String, text: &str) {
    if text.bytes().any(|byte| matches!(byte, b'{' | b'}')) {
        form.push_str(&text.replace('{', "{{").replace('}', "}}"));
    } else {
        form.push_str(text);
    }
}

/// `text` without `indent` at the start of each line but the first, as far as it is there.
pub(super) fn dedented<'a>(text: &'a str, indent: &str) -> Cow<'a, str> {
    if indent.is_empty() || memchr::memchr(b'\n', text.as_bytes()).is_none() {
        return Cow::Borrowed(text);
    }
    let mut lines = text.split_inclusive('\n');
    let mut dedented = lines.next().unwrap_or_default().to_owned();
    for line in lines {
        let shared = line.bytes().zip(indent.bytes()).take_while(|(one, other)| one == other).count();
        dedented.push_str(&line[shared..]);
    }
    Cow::Owned(dedented)
}

/// The reverse: `indent` at the start of each line but the first; of a blank one what shows of it.
pub(super) fn indented(text: &str, indent: &str) -> String {
    if indent.is_empty() || !text.contains('\n') {
        return text.to_owned();
    }
    let mut lines = text.split_inclusive('\n');
    let mut indented = lines.next().unwrap_or_default().to_owned();
    for line in lines {
        // A blank line stays one, and in a quote a part of that.
        let is_blank = line.trim_end_matches(['\r', '\n']).is_empty();
        indented.push_str(if is_blank { indent.trim_end_matches([' ', '\t']) } else { indent });
        indented.push_str(line);
    }
    indented
}

/// A piece of a form.
#[derive(Clone, Debug, PartialEq, Eq)]
enum FormPiece {
    Literal(String),
    Number,
    Field(Field),
}

/// A form, read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Form(Vec<FormPiece>);

impl Form {
    /// Reads a form; the error is what is wrong with it.
    pub(super) fn parse(text: &str) -> Result<Self, String> {
        let mut pieces = Vec::new();
        let mut literal = String::new();
        let mut rest = text;
        while let Some(at) = rest.find(['{', '}']) {
            literal.push_str(&rest[..at]);
            let (brace, after) = rest[at..].split_at(1);
            if let Some(doubled) = after.strip_prefix(brace) {
                literal.push_str(brace);
                rest = doubled;
                continue;
            }
            let (key, after) = after
                .split_once('}')
                .filter(|_| brace == "{")
                .ok_or_else(|| format!("there is a `{brace}` by itself; write `{brace}{brace}` for one"))?;
            let piece = match Field::from_key(key) {
                Some(field) => FormPiece::Field(field),
                None if key == NUMBER => FormPiece::Number,
                None => return Err(format!("there is no column `{key}`")),
            };
            if pieces.contains(&piece) {
                return Err(format!("`{{{key}}}` is there twice"));
            }
            pieces.push(FormPiece::Literal(std::mem::take(&mut literal)));
            pieces.push(piece);
            rest = after;
        }
        literal.push_str(rest);
        pieces.push(FormPiece::Literal(literal));
        pieces.retain(|piece| !matches!(piece, FormPiece::Literal(text) if text.is_empty()));
        Ok(Self(pieces))
    }

    /// Whether it has a place for each of these columns, and for no other.
    pub(super) fn fits(&self, mut has: impl FnMut(Field) -> bool) -> bool {
        Field::ALL.into_iter().all(|field| self.0.contains(&FormPiece::Field(field)) == has(field))
    }

    /// The form as text.
    pub(super) fn text(&self) -> String {
        let mut text = String::new();
        for piece in &self.0 {
            match piece {
                FormPiece::Literal(literal) => push_literal(&mut text, literal),
                FormPiece::Number => push_place(&mut text, NUMBER),
                FormPiece::Field(field) => push_place(&mut text, field.key()),
            }
        }
        text
    }

    /// The item with these cells.
    pub(super) fn fill<'a>(&self, number: usize, cell: impl Fn(Field) -> &'a str) -> String {
        let mut text = String::new();
        for piece in &self.0 {
            match piece {
                FormPiece::Literal(literal) => text.push_str(literal),
                FormPiece::Number => text.push_str(&number.to_string()),
                FormPiece::Field(field) => text.push_str(cell(*field)),
            }
        }
        text
    }

    /// What stands before its first cell: the marker.
    fn marker(&self) -> Vec<FormPiece> {
        let pieces = self.0.iter().take_while(|piece| !matches!(piece, FormPiece::Field(_)));
        pieces.cloned().collect()
    }

    /// A form for these columns that starts like this one, with the usual signs between them.
    ///
    /// Tags that are words stand in brackets: those that are tags anywhere at the end, others in front, as a label.
    pub(super) fn rebuilt(&self, has: impl Fn(Field) -> bool, tags: &str) -> Self {
        let mut pieces = self.marker();
        let indent: usize = pieces
            .iter()
            .map(|piece| if let FormPiece::Literal(text) = piece { text.len() } else { 1 })
            .sum();
        let mut is_first = true;
        let are_words = tags.starts_with(char::is_alphanumeric);
        let (front, end) = match tags {
            _ if is_licence(tags, false) || is_file_format(tags) => (None, Some((" (", ")"))),
            _ if tags.starts_with([':', '#']) || tags.starts_with("[#") => (None, Some((" ", ""))),
            _ if are_words => (Some((" [", "]")), None),
            _ => (Some((" ", "")), None),
        };
        let tags = |place: Option<(&'static str, &'static str)>| {
            place.map(|(before, after)| (Field::Tags, before, after)).into_iter()
        };
        let others = [
            (Field::Name, " ", ""),
            (Field::Date, " (", ")"),
            (Field::Authors, ", ", ""),
            (Field::Venue, ", ", ""),
            (Field::Stars, " (★ ", ")"),
            (Field::Links, " ", ""),
            (Field::Description, " - ", ""),
        ];
        for (field, before, after) in tags(front).chain(others).chain(tags(end)) {
            if has(field) {
                let before = if is_first { before.trim() } else { before };
                pieces.push(FormPiece::Literal(before.to_owned()));
                pieces.push(FormPiece::Field(field));
                pieces.push(FormPiece::Literal(after.to_owned()));
                is_first = false;
            }
        }
        if has(Field::Notes) {
            pieces.push(FormPiece::Literal(format!("\n{}", " ".repeat(indent))));
            pieces.push(FormPiece::Field(Field::Notes));
        }
        pieces.retain(|piece| !matches!(piece, FormPiece::Literal(text) if text.is_empty()));
        Self(pieces)
    }
}

/// How many forms are kept of a list that has many.
const MOST_FORMS: usize = 16;

/// The most frequent of `forms`, the most frequent one first; of equally many, the one that comes first.
pub(super) fn most_frequent<'a>(forms: impl Iterator<Item = &'a str>) -> Vec<&'a str> {
    let mut counts: HashMap<&str, (usize, usize)> = HashMap::new();
    for (index, form) in forms.enumerate() {
        counts.entry(form).or_insert((0, index)).0 += 1;
    }
    let mut counted: Vec<_> = counts.into_iter().collect();
    counted.sort_unstable_by_key(|(_, (count, first))| (std::cmp::Reverse(*count), *first));
    counted.into_iter().take(MOST_FORMS).map(|(form, _)| form).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn braces_of_its_own_are_doubled() {
        let source = "- {✓} [a](https://a.io) - b\n";
        let document = Document::parse(source);
        let listing = &document.listings()[0];
        let form = form_of(&document, listing, &listing.entries()[0]);
        assert_eq!(form, "- {{✓}} {name} - {description}");
    }

    #[test]
    fn a_form_that_cannot_be_read_is_refused() {
        for (form, problem) in [
            ("- {name", "there is a `{` by itself; write `{{` for one"),
            ("- }", "there is a `}` by itself; write `}}` for one"),
            ("- {colour}", "there is no column `colour`"),
            ("{name} {name}", "`{name}` is there twice"),
        ] {
            assert_eq!(Form::parse(form), Err(problem.to_owned()));
        }
    }
}
