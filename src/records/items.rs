//! The bytes of a bullet list: items that did not change keep theirs, others are written in their forms.

use super::form::{Form, digits, indented};
use super::wanted::Row;
use crate::document::{Document, Entry, Listing};
use crate::text::Edit;

/// The items that a list of the template is to have.
pub(super) struct Items<'a> {
    pub(super) document: &'a Document<'a>,
    pub(super) listing: &'a Listing,
    pub(super) rows: &'a [Row],
    /// For each of them the template's entry that it stands for.
    pub(super) old: &'a [Option<usize>],
}

impl Items<'_> {
    /// The edit that replaces all of the list.
    pub(super) fn edit(&self) -> Edit {
        let source = self.document.source();
        let entries = self.listing.entries();
        let usual_end = self.usual_end();
        let first_number = self.first_number();
        let usual_prefix = entries.first().map_or("", |entry| entry.prefix().of(source));
        let mut text = String::with_capacity(self.listing.span.len());
        for (index, row) in self.rows.iter().enumerate() {
            let entry = self.old.get(index).copied().flatten().and_then(|old| entries.get(old));
            let prefix = entry.map_or(usual_prefix, |entry| entry.prefix().of(source));
            text.push_str(prefix);
            text.push_str(&self.item(entry, row, prefix, first_number.map(|first| first + index)));
            if index + 1 < self.rows.len() {
                let own_end = entry.map_or("", |entry| entry.line_end().of(source));
                text.push_str(if own_end.is_empty() { usual_end } else { own_end });
            }
        }
        Edit::replacement(self.listing.span, text)
    }

    fn item(&self, entry: Option<&Entry>, row: &Row, prefix: &str, place: Option<usize>) -> String {
        let source = self.document.source();
        let content = entry.map(|entry| entry.content.of(source));
        let unchanged = entry.is_some_and(|entry| Row::of(self.document, self.listing, entry) == *row);
        let written = |number: usize| {
            let form = row.form.as_deref().and_then(|form| Form::parse(form).ok());
            let cell =
                |field: crate::document::Field| row.cells.get(field as usize).map_or("", String::as_str);
            form.map_or_else(String::new, |form| indented(&form.fill(number, cell), prefix))
        };
        let Some(content) = content else { return written(place.unwrap_or(1)) };
        let own = digits(content);
        let number: usize = content[..own].parse().unwrap_or(1);
        // A number with more digits would move the column that nested lines have to reach.
        let number =
            place.filter(|place| place.to_string().len() == own || !content.contains('\n')).unwrap_or(number);
        if !unchanged {
            return written(number);
        }
        if own > 0 && place.is_some() { format!("{number}{}", &content[own..]) } else { content.to_owned() }
    }

    /// What stands between most items: a line end, or a blank line.
    fn usual_end(&self) -> &str {
        let source = self.document.source();
        let first = self.listing.entries().first().map_or("", |entry| entry.line_end().of(source));
        match first {
            "" if source[self.listing.span.end..].starts_with("\r\n") => "\r\n",
            "" => "\n",
            first => first,
        }
    }

    /// The number of the first item, where all are numbered one after the other.
    fn first_number(&self) -> Option<usize> {
        let source = self.document.source();
        let numbers = self.listing.entries().iter().map(|entry| {
            let content = entry.content.of(source);
            content[..digits(content)].parse::<usize>().ok()
        });
        let numbers: Vec<usize> = numbers.collect::<Option<_>>()?;
        let first = *numbers.first()?;
        let in_order = numbers.iter().enumerate().all(|(index, number)| *number == first + index);
        in_order.then_some(first)
    }
}
