//! Parts that an item lacks, or has in another way than the others: separator, description, link, brackets, tags.

use super::context::Context;
use super::finding::{Finding, Place};
use super::rule::Rule;
use crate::convention::{Tally, entry_separator};
use crate::document::{Entry, Field, Listing};
use crate::text::Span;

/// So many items show what is usual, and at most one in so many strays; one alone does in any case.
const FEWEST: usize = 8;
const STRAY_ONE_IN: usize = 20;

/// What is asked of each item.
type Question = fn(&ItemInParts<'_>) -> Option<Answer>;

/// Whether an item is as it may be expected, and where it is not.
enum Answer {
    Usual,
    Strays(Span, &'static str),
}

/// An item, and its parts.
struct ItemInParts<'a> {
    source: &'a str,
    entry: &'a Entry,
    /// By [`Field`]; blank ones are left out.
    parts: [Option<Span>; Field::ALL.len()],
    has_separator: bool,
    is_name_linked: bool,
    /// There are entries below it.
    is_parent: bool,
}

impl<'a> ItemInParts<'a> {
    fn new(context: &Context<'a>, listing: &'a Listing, number: usize, entry: &'a Entry) -> Self {
        let part = |field: Field| {
            listing.cell(entry, field as usize).filter(|cell| !cell.is_blank()).map(|cell| cell.content)
        };
        let name = listing.cell(entry, Field::Name as usize);
        Self {
            source: context.document.source(),
            entry,
            parts: Field::ALL.map(|field| match field {
                Field::Stars | Field::Notes => None,
                field => part(field),
            }),
            has_separator: entry_separator(context.document, listing, entry).is_some(),
            is_name_linked: name.is_some_and(|name| !context.document.cell_links(name).is_empty()),
            is_parent: listing.entries().get(number + 1).is_some_and(|next| next.level > entry.level),
        }
    }

    fn part(&self, field: Field) -> Option<Span> {
        self.parts.get(field as usize).copied().flatten()
    }

    /// What stands between the end of the name and the rest of its line, or what the item says next.
    fn behind_name(&self) -> Span {
        let end = self.part(Field::Name).map_or(self.entry.content.start, |name| name.end);
        let starts = self.parts.iter().skip(1).flatten().map(|part| part.start);
        let line = self.source[end..].find(['\n', '\r']).map_or(self.source.len(), |len| end + len);
        let next = starts.filter(|start| *start >= end).min().unwrap_or(line).min(line);
        Span::new(end, next.min(self.entry.content.end).max(end))
    }
}

/// Reports, for `rule`, the items of the document's lists that lack a part which nearly all others have.
pub(super) fn report(rule: &'static Rule, context: &Context<'_>, findings: &mut Vec<Finding>) {
    let questions: [Question; 5] =
        [has_separator, has_description, is_linked, has_round_brackets, has_square_brackets];
    let lists: Vec<(usize, Vec<ItemInParts<'_>>)> = context
        .document
        .listings()
        .iter()
        .enumerate()
        .filter(|(_, listing)| !listing.is_table())
        .map(|(index, listing)| {
            let entries = listing.entries().iter().enumerate();
            (
                index,
                entries.map(|(number, entry)| ItemInParts::new(context, listing, number, entry)).collect(),
            )
        })
        .collect();
    for (index, items) in &lists {
        let place = |number| Place { listing: *index, entry: Some(number), column: None };
        for (number, item) in items.iter().enumerate() {
            if item.parts.iter().all(Option::is_none) && is_empty(item) {
                let finding = Finding::new(rule, item.entry.content, "this item is empty");
                findings.push(finding.at(place(number)));
            }
        }
        tags(rule, items, place, findings);
    }
    for question in questions {
        ask(rule, &lists, question, findings);
    }
}

/// Reports the items that stray from the others of their list, or, in short lists, from those of all lists.
fn ask(
    rule: &'static Rule,
    lists: &[(usize, Vec<ItemInParts<'_>>)],
    question: Question,
    findings: &mut Vec<Finding>,
) {
    let mut all = (0, 0);
    let mut strays_of_lists = Vec::new();
    for (index, items) in lists {
        let mut usual = 0;
        let mut strays = Vec::new();
        for (number, item) in items.iter().enumerate() {
            match question(item) {
                Some(Answer::Usual) => usual += 1,
                Some(Answer::Strays(span, message)) => strays.push((number, span, message)),
                None => {}
            }
        }
        all = (all.0 + usual, all.1 + strays.len());
        strays_of_lists.push((index, usual, strays));
    }
    let all_agree = all.0 >= 2 * FEWEST && are_few(all.1, all.0 + all.1);
    for (index, usual, strays) in strays_of_lists {
        let own_agree = usual >= FEWEST && are_few(strays.len(), usual + strays.len());
        if own_agree || (all_agree && usual > strays.len()) {
            findings.extend(strays.into_iter().map(|(number, span, message)| {
                let place = Place { listing: *index, entry: Some(number), column: None };
                Finding::new(rule, span, message).at(place)
            }));
        }
    }
}

/// Whether a date stands between this separator and a name that is plain text: `Fir(2017): …`, where another separator may
/// make one name of the two.
pub(super) fn is_behind_plain_name_and_date(
    source: &str,
    listing: &Listing,
    entry: &Entry,
    separator: Span,
) -> bool {
    let part =
        |field: Field| listing.cell(entry, field as usize).map_or(Span::default(), |cell| cell.content);
    let (name, date) = (part(Field::Name), part(Field::Date));
    let is_plain = !name.of(source).ends_with([')', ']', '*', '`', '>', '_']);
    is_plain && !date.is_empty() && name.end <= date.start && date.end <= separator.start
}

/// Whether so many of all are slips, and no habit.
pub(super) fn are_few(strays: usize, all: usize) -> bool {
    strays > 0 && (strays == 1 || strays * STRAY_ONE_IN <= all)
}

/// Whether nothing stands behind the marker of an item.
fn is_empty(item: &ItemInParts<'_>) -> bool {
    let content = item.entry.content.of(item.source);
    let number = content.trim_start_matches(|c: char| c.is_ascii_digit());
    let rest = if number.len() < content.len() {
        number.trim_start_matches(['.', ')'])
    } else {
        content.trim_start_matches(['-', '*', '+'])
    };
    rest.trim().is_empty()
}

/// An item with a description has a separator before it, of which no character is a no-break space.
fn has_separator(item: &ItemInParts<'_>) -> Option<Answer> {
    let description = item.part(Field::Description)?;
    let behind = item.behind_name();
    if item.has_separator {
        let is_strange = behind.of(item.source).contains(['\u{a0}', '\u{202f}']);
        return Some(if is_strange {
            Answer::Strays(behind, "there is a no-break space beside the separator; write a space")
        } else {
            Answer::Usual
        });
    }
    // A description on a line of its own, or behind a date or links, needs none.
    let gap = behind.of(item.source);
    let is_beside = behind.end == description.start && item.part(Field::Name).is_some();
    if !is_beside || !item.is_name_linked {
        return None;
    }
    let said = description.of(item.source);
    if gap.contains(['\u{a0}', '\u{202f}']) {
        return Some(Answer::Strays(behind, "there is a no-break space beside the separator; write a space"));
    }
    let sign = foreign_separator(said).or_else(|| touching_separator(said));
    if let Some(sign) = sign.filter(|_| gap.trim().is_empty()) {
        let span = Span::new(description.start, description.start + sign);
        return Some(Answer::Strays(span, "this stands where the others have their separator"));
    }
    // A second name, a badge before the separator, or a sentence that the name starts (`[Fir](url) is a tree`) is something
    // else.
    let is_sentence = said.starts_with(|c: char| c.is_alphabetic() && !c.is_lowercase())
        && ![" - ", " – ", " — ", ": "].iter().any(|separator| said.contains(separator));
    if !is_sentence {
        return None;
    }
    match gap.trim() {
        "" => {
            Some(Answer::Strays(description, "there is no separator between the name and this description"))
        }
        "," | ";" | "." | "~" | "/" | "·" | "•" => {
            Some(Answer::Strays(behind, "this stands where the others have their separator"))
        }
        _ => None,
    }
}

/// How long the sign is that a description starts with in place of a separator: `=>`, `.`, a minus.
fn foreign_separator(description: &str) -> Option<usize> {
    let is_sign =
        |c: char| matches!(c, ';' | '.' | '=' | '>' | '·' | '•' | '→' | '⇒' | '»' | '‐' | '‑' | '−' | '―');
    let rest = description.trim_start_matches(is_sign);
    let sign = description.len() - rest.len();
    let is_sign = sign > 0 && !description[..sign].starts_with("..") && rest.starts_with(char::is_whitespace);
    is_sign.then_some(sign)
}

/// How long the colon or dash is that a description starts with, without a space behind it. `:kite:` is a picture.
fn touching_separator(description: &str) -> Option<usize> {
    let sign = description.chars().next().filter(|c| matches!(c, ':' | '：' | '–' | '—'))?;
    let rest = &description[sign.len_utf8()..];
    let word = rest.split(char::is_whitespace).next().unwrap_or_default();
    (rest.starts_with(char::is_alphabetic) && !(sign == ':' && word.contains(':'))).then(|| sign.len_utf8())
}

fn has_description(item: &ItemInParts<'_>) -> Option<Answer> {
    let name = item.part(Field::Name).filter(|_| item.is_name_linked)?;
    if [Field::Description, Field::Authors, Field::Venue].into_iter().any(|field| item.part(field).is_some())
    {
        return Some(Answer::Usual);
    }
    // Tags, notes and what is below it may be what is said of it; an image behind the name says nothing. What leads to
    // another place of the list is described there.
    let is_image = |tags: Span| tags.start >= name.end && tags.of(item.source).starts_with('!');
    let leads_on = name.of(item.source).contains("](#");
    if item.part(Field::Tags).is_some_and(|tags| !is_image(tags)) || item.is_parent || leads_on {
        return None;
    }
    if item.entry.content.of(item.source).trim_end().contains('\n') {
        return None;
    }
    // What stands before the name may say what it is.
    let before = Span::new(item.entry.content.start, name.start).of(item.source);
    if !before.trim_start_matches(['-', '*', '+', ' ', '\t']).is_empty() {
        return None;
    }
    let tail = Span::new(name.end, item.entry.content.end).trimmed(item.source);
    let is_dangling = tail.of(item.source).chars().all(|c| matches!(c, '-' | '–' | '—' | ':'));
    Some(if is_dangling && !tail.is_empty() {
        Answer::Strays(tail, "nothing stands behind this separator; the others have a description")
    } else {
        Answer::Strays(name, "this item has no description, unlike the others")
    })
}

fn is_linked(item: &ItemInParts<'_>) -> Option<Answer> {
    let name = item.part(Field::Name)?;
    let written = name.of(item.source);
    // An address that is shown as it is says nothing of how names are linked.
    if written.starts_with("http") {
        return None;
    }
    if item.is_name_linked {
        return Some(Answer::Usual);
    }
    item.part(Field::Description)?;
    // A link that came to nothing has a finding of its own, and the head of a group need not lead anywhere.
    let mut below = item.entry.content.of(item.source).lines().skip(1).map(str::trim_start);
    let is_head =
        item.is_parent || below.any(|line| ["- [", "* [", "+ ["].iter().any(|start| line.starts_with(start)));
    if written.starts_with('[') || is_head {
        return None;
    }
    // Links elsewhere in the item may be what its name leads to, or what it is the head of.
    let has_links = item.entry.content.of(item.source).contains("](");
    (!has_links).then_some(Answer::Strays(name, "this name is not a link, unlike the others"))
}

/// The bracket before the links of an item. Badges have none, and a sentence may have a link in brackets.
fn bracket(item: &ItemInParts<'_>) -> Option<(Span, char)> {
    let links = item.part(Field::Links)?;
    let label = links.of(item.source).trim_start_matches(['(', '[']);
    let label = &label[..label.find("](").unwrap_or(label.len())];
    let are_words = label.contains(' ') && !label.contains(char::is_uppercase);
    if label.starts_with('!') || are_words {
        return None;
    }
    let before = item.source[..links.start].chars().next_back();
    let open = match (before, item.source[links.start..].chars().next()?) {
        (Some(open @ ('(' | '[')), _) | (_, open @ '(') => open,
        (_, '[') if links.of(item.source).starts_with("[[") => '[',
        _ => ' ',
    };
    Some((links, open))
}

fn has_round_brackets(item: &ItemInParts<'_>) -> Option<Answer> {
    let (links, open) = bracket(item)?;
    Some(match open {
        '(' => Answer::Usual,
        _ => Answer::Strays(links, "the links of the other items are in round brackets"),
    })
}

fn has_square_brackets(item: &ItemInParts<'_>) -> Option<Answer> {
    let (links, open) = bracket(item)?;
    Some(match open {
        '[' => Answer::Usual,
        _ => Answer::Strays(links, "the links of the other items are in square brackets"),
    })
}

/// What stands in backticks in `tags`. Two of them that touch are one to GitHub.
fn codes(tags: &str) -> Vec<&str> {
    let mut codes = Vec::new();
    let mut rest = tags;
    while let Some(open) = rest.find('`') {
        let text = &rest[open..];
        let ticks = text.len() - text.trim_start_matches('`').len();
        let inside = &text[ticks..];
        let is_fence = |at: &usize| !inside[at + ticks..].starts_with('`') && !inside[..*at].ends_with('`');
        let Some(close) = inside.match_indices(&text[..ticks]).map(|(at, _)| at).find(is_fence) else {
            break;
        };
        codes.push(&inside[..close]);
        rest = &inside[close + ticks..];
    }
    codes
}

/// Reports items whose tags at the end are fewer, more, or in another order than those of the others.
fn tags(
    rule: &'static Rule,
    items: &[ItemInParts<'_>],
    place: impl Fn(usize) -> Place,
    findings: &mut Vec<Finding>,
) {
    let tagged: Vec<(usize, Span, Vec<&str>)> = items
        .iter()
        .enumerate()
        .map(|(number, item)| {
            let tags = item.part(Field::Tags);
            let codes = codes(tags.map_or("", |tags| tags.of(item.source)));
            (number, tags.unwrap_or(item.entry.content), codes)
        })
        .collect();
    let counts: Tally<usize> = tagged.iter().map(|(_, _, codes)| codes.len()).collect();
    let seen: Tally<(&str, usize)> = tagged
        .iter()
        .flat_map(|(_, _, codes)| codes.iter().enumerate().map(|(position, code)| (*code, position)))
        .collect();
    let Some((&usual, often)) = counts.best() else { return };
    if usual == 0 || often < FEWEST || !(often == tagged.len() || are_few(tagged.len() - often, tagged.len()))
    {
        return;
    }
    let count = |code, position| seen.count(&(code, position));
    for (number, span, codes) in tagged {
        let are_exchanged = usual == 2
            && matches!(codes.as_slice(), [first, second]
                if count(first, 1) > count(first, 0) && count(second, 0) > count(second, 1));
        let message = if codes.len() != usual {
            format!("this item has {} of the {usual} tags that the others have", codes.len())
        } else if are_exchanged {
            format!("`{}` stands before `{}` elsewhere", codes[1], codes[0])
        } else {
            continue;
        };
        findings.push(Finding::new(rule, span, message).at(place(number)));
    }
}
