//! `entry-format`: items written like the others.

use super::check::{Check, declare_rule};
use super::context::Context;
use super::description_start::starts_description;
use super::finding::{Finding, Fix, Place};
use super::rule::Applicability;
use super::small_names::SmallNames;
use super::{entry_parts, fix_title, line_ends, text_column, text_spacing};
use crate::convention::{
    EntryStyle, NameStyle, description_end, entry_separator, is_abbreviated, is_only_links, is_sentence,
    marker, starts_with_capital,
};
use crate::document::{Cell, Entry, Field, LinkKind, Listing};
use crate::text::{Edit, Span};

declare_rule! {
    /// ## What it does
    ///
    /// Looks for items of bullet lists that are not written like the others: with another marker (`*` among `-`), another
    /// separator between name and description (` – ` among ` - `), without the full stop that descriptions end in, or
    /// with one where they have none, starting with a small letter where the others start with a capital, or with a name
    /// that is not set in bold where the others' are.
    ///
    /// It looks for items that lack what nearly all others of their list have: a separator, a description, the link of the
    /// name, a tag; for empty items; and, in tables too, for spaces that are too many, two full stops, spaces inside of
    /// brackets and link texts, blanks at the end of a line, and, in a column where nearly all others agree, names without
    /// a link, stray full stops, small letters at the start, and commands without backticks.
    ///
    /// What is usual is learned from all lists of the document: nine in ten items must do the same, and of markers nine in
    /// ten lists. A list that mostly does otherwise is left alone, and so is what is uncertain: descriptions that end in
    /// a question mark or a bracket, names that are spelled in small letters, and words that go on from the name
    /// (`[X](…) or [Y](…)`, `by [author](…)`). A whole sentence keeps its full stop, and a single name in bold stands out on
    /// purpose.
    ///
    /// ## Why it matters
    ///
    /// It is what maintainers of lists ask for in reviews more often than for anything else.
    ///
    /// ## Example
    ///
    /// ```markdown
    /// - [fd](https://github.com/sharkdp/fd): finds files
    /// ```
    ///
    /// reads
    ///
    /// ```markdown
    /// - [fd](https://github.com/sharkdp/fd) - finds files.
    /// ```
    ///
    /// in a list where that is usual, and `Finds files.` with `--unsafe-fixes`.
    ///
    /// ## The fix
    ///
    /// Safe for separator and full stop, where no word changes, and for the marker of a whole list. A marker in the middle
    /// of a list starts another list on the page; making one list of them is left to the author. Unsafe for the capital, as the word may be a name that
    /// is spelled so, and for bold names, as some may stand out on purpose.
    "entry-format", Warning, ("item", "items"), Safe, Check::Document(check)
}

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    entry_parts::report(&RULE, context, findings);
    text_spacing::report(&RULE, context, findings);
    text_column::report(&RULE, context, findings);
    line_ends::report(&RULE, context, findings);
    let listings = context.listings().enumerate();
    let wants_capitals =
        context.conventions.listings().iter().any(|listing| listing.entry_style.capital == Some(true));
    let small_names = if wants_capitals { SmallNames::of(context) } else { SmallNames::default() };
    for (index, (listing, convention)) in listings.filter(|(_, (listing, _))| !listing.is_table()) {
        let style = &convention.entry_style;
        if *style == EntryStyle::default() {
            continue;
        }
        let has_usual_marker = |entry: &Entry| marker(context.document, entry) == style.marker;
        let joins_lists = listing.entries().iter().any(has_usual_marker);
        for (number, entry) in listing.entries().iter().enumerate() {
            let place = Place { listing: index, entry: Some(number), column: None };
            let small_names = &small_names;
            ItemFormat { context, listing, entry, place, style, joins_lists, small_names }.check(findings);
        }
    }
}

/// Words that say how what follows belongs to the name, and start no description of their own.
const LINKING_WORDS: [&str; 4] = ["by", "or", "and", "via"];

/// An item, and what is usual around it.
struct ItemFormat<'a> {
    context: &'a Context<'a>,
    listing: &'a Listing,
    entry: &'a Entry,
    place: Place,
    style: &'a EntryStyle,
    /// Items beside it have the usual marker: another marker starts another list, which the usual one would join to theirs.
    joins_lists: bool,
    small_names: &'a SmallNames,
}

impl ItemFormat<'_> {
    fn check(&self, findings: &mut Vec<Finding>) {
        findings.extend(self.marker());
        findings.extend(self.separator());
        findings.extend(self.name());
        let cell = self.listing.cell(self.entry, Field::Description as usize);
        if let Some(cell) = cell.filter(|cell| !cell.is_blank()) {
            findings.extend((!self.goes_on()).then(|| self.full_stop(cell)).flatten());
            findings.extend(self.capital(cell));
        }
    }

    fn source(&self) -> &str {
        self.context.document.source()
    }

    fn finding(&self, span: Span, message: String, edit: Edit, safe: bool) -> Finding {
        let applicability = if safe { Applicability::Safe } else { Applicability::Unsafe };
        let title = if edit.span.is_empty() {
            fix_title::add(&edit.replacement)
        } else {
            fix_title::replace(edit.span.of(self.source()), &edit.replacement)
        };
        let fix = Fix::new(title, vec![edit], applicability);
        Finding::new(&RULE, span, message).at(self.place).with_fix(fix)
    }

    fn marker(&self) -> Option<Finding> {
        let usual = self.style.marker.filter(|_| self.entry.level == 0)?;
        let own = marker(self.context.document, self.entry).filter(|own| *own != usual)?;
        let span = Span::new(self.entry.content.start, self.entry.content.start + own.len_utf8());
        let message = format!("items start with `{usual}`, not with `{own}`");
        if self.joins_lists {
            return Some(Finding::new(&RULE, span, message).at(self.place));
        }
        Some(self.finding(span, message, Edit::replacement(span, usual.to_string()), true))
    }

    fn separator(&self) -> Option<Finding> {
        let usual = self.style.separator.as_deref()?;
        let span = entry_separator(self.context.document, self.listing, self.entry)?;
        let own = span.of(self.source());
        // Of a name that is plain text nobody knows where it ends.
        let ends_name = self.source()[..span.start].ends_with([')', ']', '*', '`', '>', '_']);
        let stars = self.listing.cell(self.entry, Field::Stars as usize);
        let ends_stars = stars.is_some_and(|stars| !stars.is_blank() && stars.content.end <= span.start);
        if own == usual || !(ends_name || ends_stars) {
            return None;
        }
        let message = format!("descriptions are set off by {usual:?}, not by {own:?}");
        if entry_parts::is_behind_plain_name_and_date(self.source(), self.listing, self.entry, span) {
            return Some(Finding::new(&RULE, span, message).at(self.place));
        }
        Some(self.finding(span, message, Edit::replacement(span, usual), true))
    }

    fn name(&self) -> Option<Finding> {
        let usual = self.style.name?;
        let cell = self.listing.cell(self.entry, Field::Name as usize)?;
        let own = NameStyle::of(cell.content.of(self.source())).filter(|own| *own != usual)?;
        let Span { start, end } = cell.content;
        let (title, edits) = match (own, usual) {
            (NameStyle::Plain, NameStyle::Bold) => {
                ("make it bold", vec![Edit::insertion(start, "**"), Edit::insertion(end, "**")])
            }
            // What is set in bold among plain names is to stand out.
            (_, NameStyle::Plain) => return None,
            _ => ("", Vec::new()),
        };
        let message = format!("names are written `{}`, not `{}`", usual.example(), own.example());
        let place = Place { column: Some(Field::Name as usize), ..self.place };
        let finding = Finding::new(&RULE, cell.content, message).at(place);
        if edits.is_empty() {
            return Some(finding);
        }
        Some(finding.with_fix(Fix::only_on_request(title, edits)))
    }

    fn full_stop(&self, cell: &Cell) -> Option<Finding> {
        let document = self.context.document;
        let column = Place { column: Some(Field::Description as usize), ..self.place };
        let settings = self
            .context
            .conventions
            .listings()
            .get(self.place.listing)?
            .columns
            .get(Field::Description as usize)?;
        let id = self.listing.id.as_str();
        let names = [settings.name.as_str(), settings.key.as_str()];
        if self.context.config.column(id, names, |column| column.final_punctuation).is_some() {
            return None;
        }
        let usual = self.style.full_stop?;
        let end = description_end(document, self.listing, self.entry)?;
        if end.has_full_stop == usual {
            return None;
        }
        let text = document.cell_text(cell);
        if end.has_full_stop {
            let has_tags =
                self.listing.cell(self.entry, Field::Tags as usize).is_some_and(|tags| !tags.is_blank());
            let sentences = text.as_str().matches(". ").count();
            let ends_plainly = cell.content.of(self.source()).ends_with('.');
            // Without its full stop, a row of links is not a description any more.
            let is_row_of_links = is_only_links(document.cell_links(cell), text.as_str());
            let is_whole = sentences > 0 || is_sentence(text.as_str());
            if is_abbreviated(text.as_str()) || has_tags || is_whole || !ends_plainly || is_row_of_links {
                return None;
            }
            let span = Span::new(cell.content.end - 1, cell.content.end);
            let message = "descriptions end without a full stop".to_owned();
            return Some(self.finding(span, message, Edit::deletion(span), true).at(column));
        }
        let ends_in_address = document
            .cell_links(cell)
            .last()
            .is_some_and(|link| link.kind == LinkKind::Bare && link.span.end == cell.content.end);
        let said = Span::new(cell.content.start, end.at).of(self.source());
        // What looks like a comment without an end may be one to whoever wrote it.
        let item = Span::new(self.entry.content.start, end.at).of(self.source());
        let in_comment = item.rsplit_once("<!--").is_some_and(|(_, comment)| !comment.contains("-->"));
        if in_comment
            || ends_in_address
            || !said.ends_with(|c: char| c.is_alphanumeric() || ")*_".contains(c))
        {
            return None;
        }
        let last = said.chars().next_back().map_or(0, char::len_utf8);
        let span = Span::new(end.at - last, end.at);
        let edit = Edit::insertion(end.at, ".");
        Some(self.finding(span, "descriptions end in a full stop".to_owned(), edit, true).at(column))
    }

    /// The text of the entry's description.
    fn description(&self) -> Option<&str> {
        let cell = self.listing.cell(self.entry, Field::Description as usize)?;
        Some(self.context.document.cell_text(cell).as_str())
    }

    /// Whether what stands behind the name goes on from it without a separator, and describes nothing: `by [author](…)`.
    fn goes_on(&self) -> bool {
        let Some(text) = self.description() else { return false };
        let first = text.split_whitespace().next();
        first.is_some_and(|first| LINKING_WORDS.contains(&first))
            && ![" - ", " – ", " — ", ": "].iter().any(|separator| text.contains(separator))
            && entry_separator(self.context.document, self.listing, self.entry).is_none()
    }

    fn capital(&self, cell: &Cell) -> Option<Finding> {
        let usual = self.style.capital?;
        let own = starts_with_capital(self.description()?).filter(|own| usual && !own)?;
        let text = self.context.document.cell_text(cell);
        let word = text.as_str().split(|c: char| c.is_whitespace() || c == ',').next()?;
        let name = self.listing.cell(self.entry, Field::Name as usize);
        let name = name.map_or("", |name| self.context.document.cell_text(name).as_str());
        let is_plain = word.bytes().all(|byte| byte.is_ascii_lowercase());
        if own || !is_plain || self.small_names.holds(word, name) {
            return None;
        }
        let is_apart = starts_description(self.context.document, self.listing, self.entry, cell);
        let goes_on = !is_apart || LINKING_WORDS.contains(&word);
        if goes_on {
            return None;
        }
        let start = text.trimmed_range().start;
        let span =
            text.source_span(start..start + word.len()).filter(|span| span.start == cell.content.start)?;
        let edit = Edit::replacement(Span::new(span.start, span.start + 1), word[..1].to_ascii_uppercase());
        let column = Place { column: Some(Field::Description as usize), ..self.place };
        Some(self.finding(span, "descriptions start with a capital".to_owned(), edit, false).at(column))
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{findings, lines_of_bad_fixture};
    use crate::config::Config;

    #[test]
    fn items_unlike_the_others_are_found() {
        assert_eq!(lines_of_bad_fixture("entry-format"), [7, 10, 12, 14, 18, 42, 43, 44, 52, 56]);
    }

    /// What is said of `stray` behind twenty items that have `said` behind their names.
    fn said_of(stray: &str, said: &str) -> Vec<String> {
        let others = (0..20).map(|number| format!("- [Tree {number}](https://example.com/{number}){said}"));
        let items: Vec<String> = others.chain([stray.to_owned()]).collect();
        let found =
            findings("entry-format", &format!("# Trees\n\n{}\n", items.join("\n")), &Config::default());
        found.into_iter().map(|(_, finding)| finding.message).collect()
    }

    /// How many of these messages have `words` in them.
    fn said_with(stray: &str, said: &str, words: &str) -> usize {
        said_of(stray, said).iter().filter(|message| message.contains(words)).count()
    }

    #[test]
    fn authors_and_commands_are_spelled_as_they_like() {
        let link = "- [Fir](https://example.com/fir)";
        assert_eq!(said_of(&format!("{link} - quercus robur"), " - Ann Lee"), [""; 0]);
        for (description, found) in [("ncurses for trees.", 0), ("grows on sand.", 1)] {
            let stray = format!("{link} - {description}");
            assert_eq!(said_of(&stray, " - Grows in the hills.").len(), found, "{stray}");
        }
    }

    #[test]
    fn sentences_may_end_in_who_made_a_thing() {
        let link = "- [Fir](https://example.com/fir) - Grows by [Ada](https://ada.example)";
        for (behind, found) in [("", 1), (".", 0), (" ![badge](https://b.example/b.svg)", 0)] {
            let stray = format!("{link}{behind}");
            assert_eq!(said_of(&stray, " - Grows in the hills.").len(), found, "{stray}");
        }
    }

    #[test]
    fn images_behind_a_name_hide_nothing() {
        let link = "- [Fir](https://example.com/fir) ![badge](b.svg)";
        for (stray, words) in
            [(format!("{link} – Grows on sand."), "set off by"), (link.to_owned(), "no description")]
        {
            assert_eq!(said_with(&stray, " - Grows in the hills.", words), 1, "{stray}");
        }
    }

    #[test]
    fn badges_on_a_line_of_their_own_do_not_hide_where_a_description_ends() {
        let badge = "[![stars](https://b.example/b.svg)](https://b.example)";
        let link = "- [Fir](https://example.com/fir) - Grows in the hills";
        for (between, found) in [("  \n", 1), (".  \n", 0), ("\n", 0)] {
            let stray = format!("{link}{between}{badge}");
            assert_eq!(said_with(&stray, " - Grows in the hills.", "full stop"), found, "{stray}");
        }
    }

    #[test]
    fn names_in_small_letters_may_start_a_description() {
        for (name, description, found) in [
            ("gosilverfir", "silverfir bindings for Go.", 0),
            ("fir_client", "fir for the browser.", 0),
            ("woods", "libfir bindings.", 0),
            ("woods", "library of firs.", 1),
            ("fir", "silver in winter.", 1),
        ] {
            let stray = format!("- [{name}](https://example.com/fir) - {description}");
            assert_eq!(said_of(&stray, " - Grows in the hills.").len(), found, "{stray}");
        }
    }

    #[test]
    fn descriptions_behind_links_counts_and_images_start_with_a_capital() {
        for between in [
            " - ([map](https://example.com/map), [docs](https://example.com/docs))",
            " (⭐ 12 · 💤) -",
            " ![high](high.svg)",
            " ![high][high]",
        ] {
            let definition = "\n\n[high]: high.svg";
            let stray = format!("- [Fir](https://example.com/fir){between} grows on sand.{definition}");
            let others = format!("{between} Grows in the hills.");
            let messages = said_of(&stray, &others);
            assert!(messages.iter().any(|message| message.contains("capital")), "{stray}: {messages:?}");
        }
    }

    #[test]
    fn a_sentence_may_start_with_the_name() {
        let link = "- [Fir](https://example.com/fir)";
        for (behind, found) in [(" is a tree.", 0), (" for cold places.", 0), (" Tree of the hills.", 1)] {
            let stray = format!("{link}{behind}");
            assert_eq!(said_of(&stray, " - Grows in the hills.").len(), found, "{stray}");
        }
    }

    #[test]
    fn a_hyphen_joins_words_to_a_link() {
        let link = "- [Fir](https://example.com/fir) - [Pine](https://example.com/pine)";
        for (behind, found) in [("-like tree of the hills.", 0), (" – like tree of the hills.", 1)] {
            let stray = format!("{link}{behind}");
            assert_eq!(said_with(&stray, " - Grows in the hills.", "set off"), found, "{stray}");
        }
    }

    #[test]
    fn a_full_stop_may_follow_the_links() {
        let link = "- [Fir](https://example.com/fir) - Grows on sand";
        for (behind, found) in
            [(" ([Map](https://example.com/map)).", 0), (" ([Map](https://example.com/map))", 1)]
        {
            let stray = format!("{link}{behind}");
            assert_eq!(said_with(&stray, " - Grows in the hills.", "full stop"), found, "{stray}");
        }
    }

    #[test]
    fn badges_and_words_need_no_brackets_of_links() {
        let said = " [[map](https://example.com/map)] - Grows in the hills.";
        for (behind, found) in [
            (" [map](https://example.com/map) - Grows on sand.", 1),
            (" [![map](https://b.example/b.svg)](https://example.com/map) - Grows on sand.", 0),
            (" - Grows on sand ([conifers of the north](https://example.com/map)).", 0),
        ] {
            let stray = format!("- [Fir](https://example.com/fir){behind}");
            assert_eq!(said_with(&stray, said, "square"), found, "{stray}");
        }
    }

    #[test]
    fn what_has_no_link_on_purpose_is_left_alone() {
        let said = " - Grows in the hills.";
        for (stray, found) in [
            ("- Fir - Grows on sand.", 1),
            ("- Firs - All of these.\n  - [Silver fir](https://example.com/silver)", 0),
            ("- [Fir][fri] - Grows on sand.", 0),
            (
                "- Firs of the hills: [Silver fir](https://example.com/silver), [Fir](https://example.com/fir)",
                0,
            ),
        ] {
            assert_eq!(said_with(stray, said, "not a link"), found, "{stray}");
        }
    }

    #[test]
    fn signs_that_touch_a_word_are_found() {
        let link = "- [Fir](https://example.com/fir)";
        for (behind, found) in [(":Grows on sand.", 1), (": Grows, on sand.", 0), (": Grows , on sand.", 1)] {
            let stray = format!("{link}{behind}");
            assert_eq!(said_of(&stray, ": Grows in the hills.").len(), found, "{stray}");
        }
    }
}
