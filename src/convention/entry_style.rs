//! How the items of a bullet list are written: marker, separator, and how descriptions begin and end.
//!
//! Lists are short and many, and one hand writes them all: what is counted is counted over the whole document, and holds
//! for a list whose own items do not speak against it.

use foldhash::{HashMap, HashSet};

use super::sentence::{SentenceEnd, is_abbreviated, sentence_end};
use super::tally::Tally;
use crate::document::{Document, Entry, Field, Listing};
use crate::text::Span;

/// What nearly all items do.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct EntryStyle {
    /// The sign that starts an item: `-`, `*` or `+`; where the lists of the document agree on one, that one.
    pub marker: Option<char>,
    /// What stands between the name, with its links, and the description: ` - `.
    pub separator: Option<String>,
    /// Whether descriptions end in a full stop.
    pub full_stop: Option<bool>,
    /// Whether descriptions start with a capital.
    pub capital: Option<bool>,
    /// How the link of the name is set.
    pub name: Option<NameStyle>,
}

/// How the link of a name is set.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum NameStyle {
    /// `[Name](url)`
    Plain,
    /// `**[Name](url)**`
    Bold,
    /// `[**Name**](url)`
    BoldText,
}

impl NameStyle {
    /// The style of a name with this source; nothing for one that is not a link, or set in another way.
    #[must_use]
    pub fn of(source: &str) -> Option<Self> {
        if source.starts_with("**[") && source.ends_with(")**") {
            Some(Self::Bold)
        } else if source.starts_with("[**") && source.contains("**](") {
            Some(Self::BoldText)
        } else {
            (source.starts_with('[') && !source.starts_with("[*") && source.ends_with(')'))
                .then_some(Self::Plain)
        }
    }

    /// A link set in this style.
    #[must_use]
    pub(crate) fn link(self, label: &str, destination: &str) -> String {
        match self {
            Self::Plain => format!("[{label}]({destination})"),
            Self::Bold => format!("**[{label}]({destination})**"),
            Self::BoldText => format!("[**{label}**]({destination})"),
        }
    }

    /// An example of it.
    #[must_use]
    pub const fn example(self) -> &'static str {
        match self {
            Self::Plain => "[Name](url)",
            Self::Bold => "**[Name](url)**",
            Self::BoldText => "[**Name**](url)",
        }
    }
}

/// So many items must do the same.
const FEWEST: usize = 8;
/// Of one list alone, so many show its marker.
const FEWEST_OF_LIST: usize = 3;
/// So many lists show the marker of the document.
const FEWEST_LISTS: usize = 3;

/// What was counted in one list, or in all.
#[derive(Clone, Debug, Default)]
pub(crate) struct StyleCounts<'src> {
    pub(crate) markers: Tally<char>,
    pub(crate) separators: Tally<&'src str>,
    pub(crate) full_stops: Tally<bool>,
    pub(crate) capitals: Tally<bool>,
    pub(crate) names: Tally<NameStyle>,
}

/// Learns the style of each listing; that of a table says nothing.
pub(super) fn learn(document: &Document<'_>) -> Vec<EntryStyle> {
    let are_properties = property_lists(document);
    // Counted twice, so that the counts of all listings are never in memory at once.
    let counts = || {
        document.listings().iter().zip(&are_properties).map(|(listing, are_properties)| {
            let counts = StyleCounts::of(document, listing);
            if *are_properties { counts.without_sentences() } else { counts }
        })
    };
    let (mut all, mut markers) = (StyleCounts::default(), Tally::default());
    for own in counts() {
        all.merge(&own);
        // The marker of each list counts once.
        if own.markers.total() >= FEWEST_OF_LIST {
            markers.add_each(own.markers.usual(FEWEST_OF_LIST).copied());
        }
    }
    let (separator, full_stop, capital) =
        (all.separators.usual(FEWEST), all.full_stops.usual(FEWEST), all.capitals.usual(FEWEST));
    // People and projects spell their names as they like.
    let capital = capital.filter(|_| !descriptions_are_names(document));
    let name = all.names.usual(FEWEST);
    let shared = markers.usual(FEWEST_LISTS).copied();
    let styles = counts().zip(document.listings()).zip(are_properties.iter().copied());
    let styles = styles.map(|((own, listing), are_properties)| EntryStyle {
        marker: shared
            .filter(|way| {
                own.markers.total() > 0 && (own.markers.allows(way) || stands_alone(document, listing))
            })
            .or_else(|| own.markers.usual(FEWEST_OF_LIST).copied()),
        // A list that is long enough has a separator of its own.
        separator: separator
            .filter(|way| own.separators.allows(way))
            .or_else(|| own.separators.usual(FEWEST))
            .map(|way| (*way).to_owned()),
        full_stop: full_stop.filter(|way| !are_properties && own.full_stops.allows(way)).copied(),
        capital: capital.filter(|way| !are_properties && own.capitals.allows(way)).copied(),
        name: name.filter(|way| own.names.allows(way)).copied(),
    });
    styles.collect()
}

/// Whether most descriptions are names of people or places: at least two in three, and six.
fn descriptions_are_names(document: &Document<'_>) -> bool {
    const FEWEST: usize = 6;
    let (mut names, mut all) = (0, 0);
    for listing in document.listings().iter().filter(|listing| !listing.is_table()) {
        for entry in listing.entries() {
            let cell = |field: Field| listing.cell(entry, field as usize).filter(|cell| !cell.is_blank());
            let description = cell(Field::Description).map(|cell| document.cell_text(cell).as_str());
            let has_authors = cell(Field::Authors).is_some();
            all += usize::from(description.is_some() || has_authors);
            names += usize::from(description.map_or(has_authors, is_of_names));
        }
    }
    names >= FEWEST && 3 * names >= 2 * all
}

/// Whether a text may be names, as `Ann Lee, Juan de la Cruz (ed.)` is: the first has at most four words, and only short words
/// lack a capital.
fn is_of_names(text: &str) -> bool {
    let text = text.split('(').next().unwrap_or_default();
    let first = text.split(',').next().unwrap_or_default().split_whitespace();
    text.starts_with(char::is_uppercase)
        && first.count() <= 4
        && text
            .split_whitespace()
            .all(|word| word.chars().count() <= 3 || word.starts_with(char::is_uppercase))
}

/// Which of the listings tell properties of what stands above them (`code: …` below the title of a paper): the names of
/// most of their items are names in other listings, too, with a colon behind. How long what a property says is, and
/// whether it is a sentence, follows from the property.
fn property_lists(document: &Document<'_>) -> Vec<bool> {
    let mut lists: HashMap<&str, usize> = HashMap::default();
    let keys: Vec<HashSet<&str>> =
        document.listings().iter().map(|listing| keys(document, listing)).collect();
    for key in keys.iter().flatten() {
        *lists.entry(key).or_default() += 1;
    }
    let is_property = |key: &&&str| lists.get(**key).is_some_and(|count| *count >= FEWEST_LISTS);
    let listings = document.listings().iter().zip(&keys);
    listings
        .map(|(listing, keys)| 2 * keys.iter().filter(is_property).count() > listing.entries().len())
        .collect()
}

/// The names in a bullet list that lead nowhere and have a colon behind them.
fn keys<'a>(document: &'a Document<'_>, listing: &Listing) -> HashSet<&'a str> {
    if listing.is_table() {
        return HashSet::default();
    }
    let names = listing.entries().iter().filter_map(|entry| listing.cell(entry, Field::Name as usize));
    let names = names.filter(|name| {
        document.cell_links(name).is_empty() && document.source()[name.content.end..].starts_with([':', '：'])
    });
    names.map(|name| document.cell_text(name).as_str()).collect()
}

/// Whether no other list stands right before or behind a listing, which another marker would join to it.
fn stands_alone(document: &Document<'_>, listing: &Listing) -> bool {
    let starts_item = |line: &str| {
        line.starts_with(['-', '*', '+', ' ', '\t']) || line.starts_with(|c: char| c.is_ascii_digit())
    };
    let source = document.source();
    let (before, after) = (&source[..listing.span.start], &source[listing.span.end..]);
    let block = before
        .lines()
        .rev()
        .skip_while(|line| line.trim().is_empty())
        .take_while(|line| !line.trim().is_empty());
    let follows_list = block.last().is_some_and(starts_item);
    !follows_list && !after.lines().find(|line| !line.trim().is_empty()).is_some_and(starts_item)
}

impl<'src> StyleCounts<'src> {
    /// What the items of all lists of a document do.
    #[cfg(feature = "cli")]
    pub(crate) fn of_all(document: &Document<'src>) -> Self {
        let mut all = Self::default();
        for listing in document.listings() {
            all.merge(&Self::of(document, listing));
        }
        all
    }

    fn merge(&mut self, other: &Self) {
        self.markers.merge(&other.markers);
        self.separators.merge(&other.separators);
        self.full_stops.merge(&other.full_stops);
        self.capitals.merge(&other.capitals);
        self.names.merge(&other.names);
    }

    /// Without what was counted of sentences.
    fn without_sentences(self) -> Self {
        Self { full_stops: Tally::default(), capitals: Tally::default(), ..self }
    }

    fn of(document: &Document<'src>, listing: &Listing) -> Self {
        let mut counts = Self::default();
        if listing.is_table() {
            return counts;
        }
        for entry in listing.entries() {
            // Nested lists may have a marker of their own.
            counts.markers.add_each(marker(document, entry).filter(|_| entry.level == 0));
            let name = listing.cell(entry, Field::Name as usize);
            counts.names.add_each(name.and_then(|name| NameStyle::of(name.content.of(document.source()))));
            counts
                .separators
                .add_each(separator(document, listing, entry).map(|span| span.of(document.source())));
            let Some(description) = listing.cell(entry, Field::Description as usize) else { continue };
            if description.is_blank() {
                continue;
            }
            let text = document.cell_text(description).as_str();
            let end = description_end(document, listing, entry);
            // `et al.` ends in a full stop whether or not sentences do.
            let end = end.filter(|end| !(end.has_full_stop && is_abbreviated(text)));
            counts.full_stops.add_each(end.map(|end| end.has_full_stop));
            counts.capitals.add_each(starts_with_capital(text));
        }
        counts
    }
}

/// The sign that `entry` starts with; none for a numbered item.
#[must_use]
pub(crate) fn marker(document: &Document<'_>, entry: &Entry) -> Option<char> {
    entry.content.of(document.source()).chars().next().filter(|c| matches!(c, '-' | '*' | '+'))
}

/// Where the sentence of a description ends, which may go on with who made a thing: `Grows by [Ada](url).`
///
/// Nothing where a line was glued to the item by mistake: where the description was to end is not known.
#[must_use]
pub(crate) fn description_end(
    document: &Document<'_>,
    listing: &Listing,
    entry: &Entry,
) -> Option<SentenceEnd> {
    if entry.glued.is_some() {
        return None;
    }
    let description = listing.cell(entry, Field::Description as usize)?;
    let end = sentence_end(document, description)?;
    let after = description.content.end;
    // `**Title**. 2022.`: the full stop behind the markup is that of the description.
    if !end.has_full_stop && document.source().get(after..entry.content.end)?.starts_with('.') {
        return Some(SentenceEnd { has_full_stop: true, at: after + 1 });
    }
    let behind = |field: Field| {
        let cell = listing.cell(entry, field as usize).filter(|cell| !cell.is_blank());
        cell.filter(|cell| cell.content.start >= description.content.end)
    };
    let Some(authors) = behind(Field::Authors) else {
        // `Grows ([Map](url)).`
        let links = behind(Field::Links)
            .map(|links| document.source()[links.content.end..].trim_start_matches([')', ']']));
        let has_full_stop = end.has_full_stop || links.is_some_and(|behind| behind.starts_with('.'));
        return Some(SentenceEnd { has_full_stop, ..end });
    };
    let at = authors.content.end;
    let behind = document.source().get(at..entry.content.end)?;
    let has_full_stop = behind.starts_with('.');
    (!end.has_full_stop && (has_full_stop || behind.trim().is_empty()))
        .then_some(SentenceEnd { has_full_stop, at: at + usize::from(has_full_stop) })
}

const SEPARATORS: [char; 6] = ['-', '–', '—', ':', '：', '|'];

/// Where the separator stands between the name and the description of `entry`, or the authors of one that has none: a sign
/// with the white space around it.
///
/// A count of stars, or a comment, behind the name is not a part of either. Nothing where the two stand on different lines,
/// where a word or a tag lies between them, or where the separator is missing.
#[must_use]
pub fn separator(document: &Document<'_>, listing: &Listing, entry: &Entry) -> Option<Span> {
    let said = [Field::Description, Field::Authors].into_iter();
    let mut said =
        said.filter_map(|field| listing.cell(entry, field as usize)).filter(|cell| !cell.is_blank());
    let description = said.next()?;
    let before = [Field::Name, Field::Date, Field::Authors, Field::Venue, Field::Links, Field::Stars];
    let before = before.into_iter().filter_map(|field| listing.cell(entry, field as usize));
    // Images behind the name are tags that no reader takes for words.
    let images = listing.cell(entry, Field::Tags as usize);
    let images = images.filter(|tags| tags.content.of(document.source()).starts_with(['!', '[']));
    let before =
        before.chain(images).filter(|cell| !cell.is_blank() && cell.content.end <= description.content.start);
    let start = before.map(|cell| cell.content.end).max()?;
    let gap = Span::new(start, description.content.start).of(document.source());
    let count = listing.cell(entry, Field::Stars as usize).filter(|cell| !cell.is_blank());
    let is_behind_stars = count.is_some_and(|count| count.content.end == start);
    let text = if is_behind_stars { behind_stars(gap) } else { gap.trim_start_matches([')', ']', '）']) };
    let text = behind_comments(text);
    let span = Span::new(description.content.start - text.len(), description.content.start);
    let signs = text.trim_matches([' ', '\t']);
    // `[CSS](…)-based`
    if text == "-" && document.source()[description.content.start..].starts_with(char::is_lowercase) {
        return None;
    }
    // An arrow is one sign.
    let mut signs = signs.strip_suffix('>').unwrap_or(signs).chars();
    let first = signs.next();
    let is_separator =
        first.is_some_and(|sign| SEPARATORS.contains(&sign)) && signs.all(|sign| Some(sign) == first);
    is_separator.then_some(span)
}

/// What follows comments, which nobody sees.
fn behind_comments(text: &str) -> &str {
    let mut rest = text;
    while let Some((_, after)) =
        rest.trim_start().strip_prefix("<!--").and_then(|comment| comment.split_once("-->"))
    {
        rest = after;
    }
    rest
}

/// What follows the sign of the stars, and the bracket or backtick that closes it, behind their number.
fn behind_stars(text: &str) -> &str {
    const SIGNS: [&str; 10] = ["⭐", "★", "☆", "🌟", "✰", "\u{fe0f}", ":star:", ":star2:", "stars", "star"];
    let mut rest = text;
    while let Some(after) = SIGNS
        .iter()
        .find_map(|sign| rest.trim_start().strip_prefix(sign))
        .or_else(|| rest.strip_prefix(['`', ')', ']', '+']))
    {
        rest = after;
    }
    // `(⭐ 12 · 💤)`: more signs up to the bracket.
    let inside = rest.find([')', ']']).map(|end| rest.split_at(end + 1));
    match inside {
        Some((signs, after)) if !signs.contains(|c: char| c.is_alphanumeric() || SEPARATORS.contains(&c)) => {
            after
        }
        _ => rest,
    }
}

/// Whether a text starts with a capital; nothing where it does not start with a letter that has one.
#[must_use]
pub(crate) fn starts_with_capital(text: &str) -> Option<bool> {
    let first = text.chars().next()?;
    (first.is_uppercase() || first.is_lowercase()).then(|| first.is_uppercase())
}

#[cfg(test)]
mod tests {
    use super::is_of_names;

    #[test]
    fn names_are_told_from_descriptions() {
        for names in ["Ann Lee", "Tim Oak, Ian H. Elm et Mike Fir (transl.)", "London, UK", "Juan de la Cruz"]
        {
            assert!(is_of_names(names), "{names}");
        }
        for description in
            ["London, UK | a walk in the park", "Fast, small trees", "grows", "Trees of the hills"]
        {
            assert!(!is_of_names(description), "{description}");
        }
    }

    use crate::config::Config;
    use crate::convention::Conventions;
    use crate::document::Document;

    fn markers(source: &str) -> Vec<Option<char>> {
        let document = Document::parse(source);
        let conventions = Conventions::learn(&document, &Config::default());
        conventions.listings().iter().map(|listing| listing.entry_style.marker).collect()
    }

    fn list(marker: char, names: [&str; 3]) -> String {
        names.map(|name| format!("{marker} [{name}](https://example.org/{name}) - Does it.\n")).concat()
    }

    #[test]
    fn lists_that_agree_share_their_marker() {
        let sections = [['a', 'b', 'c'], ['d', 'e', 'f'], ['g', 'h', 'i']];
        let dashes = sections.map(|names| format!("## {}\n\n{}\n", names[0], list('-', names.map(|_| "x"))));
        let stars = list('*', ["k", "l", "m"]);
        assert_eq!(markers(&format!("{}## k\n\n{stars}", dashes.concat())), [Some('-'); 4]);
        assert_eq!(
            markers(&format!("{}## k\n\n{stars}", dashes[..2].concat()))[2],
            Some('*'),
            "two show no habit"
        );
    }

    #[test]
    fn a_list_beside_another_keeps_the_marker_that_sets_it_apart() {
        let dashes: String =
            ["a", "b", "c"].map(|name| format!("## {name}\n\n{}\n", list('-', [name; 3]))).concat();
        let beside = format!("{dashes}## d\n\n{}\n- a remark\n- and one more\n", list('*', ["k", "l", "m"]));
        assert_eq!(markers(&beside)[3], Some('*'));
    }
}
