//! Comments that tell tools what to leave alone: `<!-- relist: … -->` and `<!-- prettier-ignore -->`.
//!
//! They are read with the conventions, because they override them: an order that a comment sets is the listing's order.
//! Which rules there are is not known here; that a comment names one that does not exist is for a rule to say.

mod blocks;

use self::blocks::Blocks;
use crate::document::{Comment, Document};
use crate::text::{Span, SpanSet};

/// All directives of a document.
#[derive(Clone, Debug, Default)]
pub struct Directives {
    /// From each `off` to its `on`, or to the end.
    off: SpanSet,
    /// What `ignore` and the name of a rule stand for.
    ignores: Vec<Ignore>,
    /// What `order=…` says.
    orders: Vec<OrderDirective>,
    /// What `records=…` says.
    records: Vec<RecordsDirective>,
    /// What is to be kept as it is.
    kept: SpanSet,
    /// What cannot be understood.
    faults: Vec<DirectiveFault>,
}

/// A rule that is silent in some place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ignore {
    /// The rule's name, as it stands in the comment.
    pub rule: Span,
    /// The lines in which its findings are left out.
    pub scope: Span,
}

/// An order that a comment sets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OrderDirective {
    /// Index of the listing.
    pub listing: usize,
    /// The names of the columns, each with the `-` that may stand before it; none for `keep`.
    pub names: Vec<Span>,
}

/// The data file that a listing is written from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecordsDirective {
    /// Index of the listing.
    pub listing: usize,
    /// The path of the file, or of a folder.
    pub path: Span,
}

/// What cannot be understood in a comment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DirectiveFault {
    /// The words that are meant.
    pub span: Span,
    /// What is the matter with them.
    pub message: String,
}

/// The words that may follow `relist:`.
const WORDS: [&str; 5] = ["off", "on", "ignore", "order", "records"];

impl Directives {
    /// Reads the comments of `document`.
    #[must_use]
    pub fn read(document: &Document<'_>) -> Self {
        let mut reader = DirectiveReader::new(document);
        for (comment, row) in comments(document) {
            reader.read(comment, row);
        }
        let end = document.source().len();
        let DirectiveReader { found, off, off_since, kept, kept_since, .. } = reader;
        let open = |since: Option<usize>| since.map(|start| Span::new(start, end));
        Self {
            off: off.into_iter().chain(open(off_since)).collect(),
            kept: kept.into_iter().chain(open(kept_since)).collect(),
            ..found
        }
    }

    /// The ranges in which nothing is reported, rewritten or moved.
    #[must_use]
    pub fn off(&self) -> &[Span] {
        self.off.as_slice()
    }

    /// The rules that are silent in some place.
    #[must_use]
    pub fn ignores(&self) -> &[Ignore] {
        &self.ignores
    }

    /// The orders that are set.
    #[must_use]
    pub fn orders(&self) -> &[OrderDirective] {
        &self.orders
    }

    /// The data files that listings are written from.
    #[must_use]
    pub fn records(&self) -> &[RecordsDirective] {
        &self.records
    }

    /// What cannot be understood.
    #[must_use]
    pub fn faults(&self) -> &[DirectiveFault] {
        &self.faults
    }

    /// Whether `span` reaches into what is switched off.
    #[must_use]
    pub fn switches_off(&self, span: Span) -> bool {
        self.off.touches(span)
    }

    /// Whether the lines in `span` are to be kept as they are.
    #[must_use]
    pub fn keeps(&self, span: Span) -> bool {
        self.kept.touches(span)
    }

    /// The ranges that are to be kept as they are, whatever is found there.
    pub(super) fn kept(&self) -> &[Span] {
        self.kept.as_slice()
    }
}

/// The comments that may be directives, in the order of the text, each with the row that it stands in.
fn comments(document: &Document<'_>) -> Vec<(Comment, Option<Span>)> {
    let source = document.source();
    let named = |comment: &Comment| {
        let text = comment.text.of(source);
        text.starts_with("relist") || text.starts_with("prettier-ignore")
    };
    let mut found: Vec<(Comment, Option<Span>)> =
        document.comments().iter().filter(|comment| named(comment)).map(|comment| (*comment, None)).collect();
    let listings = document.listings().iter();
    for listing in listings.filter(|listing| {
        listing.is_table() && memchr::memmem::find(listing.span.of(source).as_bytes(), b"<!--").is_some()
    }) {
        for entry in listing.entries().iter().filter(|entry| entry.content.of(source).contains("<!--")) {
            for cell in listing.cells(entry).iter().chain(listing.excess_cells(entry)) {
                let comments = document.cell_comments(cell).into_iter().filter(named);
                found.extend(comments.map(|comment| (comment, Some(entry.block))));
            }
        }
    }
    found.sort_by_key(|(comment, _)| comment.span);
    found
}

/// Reads comment after comment.
struct DirectiveReader<'a> {
    document: &'a Document<'a>,
    blocks: Blocks<'a>,
    found: Directives,
    off: Vec<Span>,
    /// Where all was switched off.
    off_since: Option<usize>,
    kept: Vec<Span>,
    /// Where `prettier-ignore-start` was.
    kept_since: Option<usize>,
}

impl<'a> DirectiveReader<'a> {
    fn new(document: &'a Document<'a>) -> Self {
        Self {
            document,
            blocks: Blocks::new(document),
            found: Directives::default(),
            off: Vec::new(),
            off_since: None,
            kept: Vec::new(),
            kept_since: None,
        }
    }

    fn read(&mut self, comment: Comment, row: Option<Span>) {
        let text = comment.text.of(self.document.source());
        let own = text.strip_prefix("relist").and_then(|rest| rest.trim_start().strip_prefix(':'));
        if let Some(words) = own {
            let words = words.trim_start();
            self.own(Span::new(comment.text.end - words.len(), comment.text.end), comment, row);
        } else if self.off_since.is_none() {
            self.prettier(text, comment, row);
        }
    }

    fn prettier(&mut self, text: &str, comment: Comment, row: Option<Span>) {
        match text {
            "prettier-ignore" => {
                let scope = row.or_else(|| self.blocks.after(comment.span));
                self.kept.extend(scope);
            }
            "prettier-ignore-start" => {
                self.kept_since.get_or_insert(comment.span.start);
            }
            "prettier-ignore-end" => {
                let start = self.kept_since.take();
                self.kept.extend(start.map(|start| Span::new(start, comment.span.end)));
            }
            _ => {}
        }
    }

    /// A directive of this program; between `off` and `on` there are no others.
    fn own(&mut self, words: Span, comment: Comment, row: Option<Span>) {
        let text = words.of(self.document.source());
        let end = text.find(|c: char| c.is_whitespace() || matches!(c, '=' | ',')).unwrap_or(text.len());
        let (word, rest) = (&text[..end], Span::new(words.start + end, words.end));
        let is_bare = rest.is_empty();
        match word {
            "on" if self.off_since.is_some() && is_bare => {
                let end = row.unwrap_or(comment.span).end;
                self.off.extend(self.off_since.take().map(|start| Span::new(start, end)));
            }
            _ if self.off_since.is_some() => {}
            "off" if is_bare => self.off_since = Some(row.unwrap_or(comment.span).start),
            "on" if is_bare => self.fault(words, "nothing is switched off here"),
            "off" | "on" => {
                let message = format!("`{word}` stands alone; nothing may follow it");
                self.fault(rest.trimmed(self.document.source()), message);
            }
            "ignore" => self.ignore(rest, comment, row),
            "order" => self.order(rest, comment, row),
            "records" => self.records(rest, comment, row),
            "" => self.fault(comment.span, format!("nothing follows `relist:`; {}", known())),
            _ => {
                let meant = crate::config::suggestion(word, WORDS);
                let help = meant.map_or_else(known, |meant| format!("did you mean `{meant}`?"));
                self.fault(
                    Span::new(words.start, words.start + end),
                    format!("unknown word `{word}`; {help}"),
                );
            }
        }
    }

    fn ignore(&mut self, rest: Span, comment: Comment, row: Option<Span>) {
        let source = self.document.source();
        let rules = pieces(source, rest, |c| c.is_whitespace() || c == ',');
        if rules.is_empty() {
            return self.fault(comment.text, "`ignore` needs the names of rules");
        }
        let Some(scope) = row.or_else(|| self.blocks.after(comment.span)) else {
            return self.fault(comment.text, "there is nothing after this to ignore");
        };
        self.found.ignores.extend(rules.into_iter().map(|rule| Ignore { rule, scope }));
    }

    fn order(&mut self, rest: Span, comment: Comment, row: Option<Span>) {
        let source = self.document.source();
        let names = rest.of(source).trim_start().strip_prefix('=');
        let names = names.map(|names| Span::new(rest.end - names.len(), rest.end));
        let names = names.map(|names| pieces(source, names, |c| c == ',')).unwrap_or_default();
        if names.is_empty() {
            return self.fault(comment.text, "an order is written `order=-Date,Name` or `order=keep`");
        }
        let Some(listing) = self.listing_after(comment, row) else {
            return self.fault(comment.text, "an order stands right before a table");
        };
        let keeps = names.len() == 1 && names[0].of(source) == "keep";
        self.found.orders.push(OrderDirective { listing, names: if keeps { Vec::new() } else { names } });
    }

    fn records(&mut self, rest: Span, comment: Comment, row: Option<Span>) {
        let source = self.document.source();
        let path = rest.of(source).trim_start().strip_prefix('=').map(str::trim).unwrap_or_default();
        let start = rest.of(source).find(path).unwrap_or_default();
        let path = Span::new(rest.start + start, rest.start + start + path.len());
        if path.is_empty() {
            return self.fault(comment.text, "a data file is named by `records=FILE`");
        }
        match self.listing_after(comment, row) {
            Some(listing) => self.found.records.push(RecordsDirective { listing, path }),
            None => self.fault(comment.text, "a data file is named right before a table or a list"),
        }
    }

    /// The listing that a comment stands right before.
    fn listing_after(&mut self, comment: Comment, row: Option<Span>) -> Option<usize> {
        let block = if row.is_some() { None } else { self.blocks.after(comment.span) };
        block.and_then(|block| self.blocks.listing_at(block.start))
    }

    fn fault(&mut self, span: Span, message: impl Into<String>) {
        self.found.faults.push(DirectiveFault { span, message: message.into() });
    }
}

fn known() -> String {
    "known are `off`, `on`, `ignore RULE`, `order=COLUMN` and `records=FILE`".to_owned()
}

/// The parts of `span` between separators, without white space and without empty ones.
fn pieces(source: &str, span: Span, separates: impl Fn(char) -> bool) -> Vec<Span> {
    let text = span.of(source);
    let pieces = text.split(separates).map(str::trim).filter(|piece| !piece.is_empty());
    let start = |piece: &str| span.start + (piece.as_ptr() as usize - text.as_ptr() as usize);
    pieces.map(|piece| Span::new(start(piece), start(piece) + piece.len())).collect()
}

#[cfg(test)]
mod tests;
