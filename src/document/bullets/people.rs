//! Names of people, and of firms that make things: rows of them, as authors are listed.

use super::given::is_given;
use super::venue::{is_modifier, is_rank};
use crate::value::is_file_format;

/// How surely a text is the names of authors.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Names {
    /// Each word may be one of a name, as those of other titles may.
    Possible,
    /// There are two of them.
    Pair,
    /// There are three names of several words each, or more.
    Likely,
    /// There is an initial among them, or `et al.`.
    Certain,
}

/// How surely `text` is a row of names; nothing where a part of it is none.
pub(super) fn names(text: &str) -> Option<Names> {
    if text.contains('(') {
        let known = bare_names(&without_schools(text)?)?;
        // Brackets behind a word in capitals say that it is a name of anything.
        return (known >= Names::Likely || are_people(text.split('(').next()?)).then_some(known);
    }
    bare_names(text)
}

/// A row of names of which the first has its family name in front: `Oak, Ada, Bo Elm, and Cy Fir`.
pub(super) fn inverted_names(text: &str) -> Option<Names> {
    let (family, rest) = text.split_once(", ")?;
    let end = rest.find(", ").or_else(|| rest.find(" and ")).unwrap_or(rest.len());
    let (given, others) = rest.split_at(end);
    names(&format!("{given} {family}{others}")).filter(|_| family.split_whitespace().count() <= 2)
}

/// Whether each name in a row of them has an initial.
pub(super) fn have_initials(text: &str) -> bool {
    names(text).is_some() && each(text).all(|name| name.split_whitespace().any(is_initial))
}

/// Whether `text` is two family names: `Oak & Elm`, `Oak and Elm`.
pub(super) fn are_family_names(text: &str) -> bool {
    let pair = text.split_once(" & ").or_else(|| text.split_once(" and "));
    let is_name =
        |name: &str| !name.contains(char::is_whitespace) && is_word_of_name(name) && !name.ends_with('.');
    pair.is_some_and(|(one, other)| is_name(one) && is_name(other))
}

/// Whether `text` may be names, however they are written: two words or more, of which nearly all have a capital:
/// `Oak, Ada and Elm, Bo`, `Ada Oak1, LI ELM`.
pub(super) fn look_like_names(text: &str) -> bool {
    let is_capital = |word: &&str| word.starts_with(char::is_uppercase);
    let words = || text.split_whitespace().filter(|word| !matches!(*word, "and" | "&"));
    let count = words().count();
    count >= 2
        && words().filter(is_capital).count() * 5 >= count * 4
        && !text.contains([':', '?', '!', '"', '/', '`'])
        && !words().any(|word| is_rank(word) || is_modifier(word))
}

/// A row of names without the brackets behind each that tell where somebody is: `A. Oak (Elm University) et al.`
fn without_schools(text: &str) -> Option<String> {
    let mut names = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((name, behind)) = rest.split_once(" (") {
        let (school, behind) = behind.split_once(')')?;
        let is_school = school.starts_with(char::is_uppercase)
            && !is_file_format(school)
            && school.chars().all(|c| c.is_alphabetic() || " ,.&-'".contains(c));
        if name.is_empty() || !is_school {
            return None;
        }
        names.push_str(name);
        rest = behind;
    }
    names.push_str(rest);
    Some(names)
}

fn bare_names(text: &str) -> Option<Names> {
    // `Ada Oak\\*`: a mark of who has done as much as another.
    let has_sign = |text: &str| text.contains(|c: char| c.is_ascii_digit() || "<>[]()*`\"!?/_:|".contains(c));
    if text.is_empty() || text.split("\\*").any(has_sign) {
        return None;
    }
    let (list, is_open) = without_others(text);
    let mut count = 0;
    let mut has_initial = false;
    let mut has_ended = false;
    for name in each(list) {
        let words = name.split_whitespace().count();
        let is_name = words <= 5 && name.split_whitespace().all(is_word_of_name) && (words > 1 || is_open);
        // What goes on behind the end of a sentence is none of the names.
        if !is_name || has_ended || name.split_whitespace().rev().skip(1).any(ends_sentence) {
            return None;
        }
        has_ended = name.split_whitespace().next_back().is_some_and(ends_sentence);
        has_initial |= words > 1 && name.split_whitespace().any(is_initial);
        count += 1;
    }
    match count {
        0 => None,
        _ if has_initial || is_open => Some(Names::Certain),
        3.. => Some(Names::Likely),
        2 => Some(Names::Pair),
        _ => Some(Names::Possible),
    }
}

/// The names in a row of them.
fn each(list: &str) -> impl Iterator<Item = &str> {
    let parts = list.split([',', ';', '&']).flat_map(|part| part.split(" and "));
    let names = parts.map(str::trim).map(|name| name.strip_prefix("and ").unwrap_or(name).trim());
    names.filter(|name| !name.is_empty())
}

/// Whether `text` is a row of names of which one is surely that of a person: it has an initial, or a given name in front.
pub(super) fn are_people(text: &str) -> bool {
    const LONGEST: usize = 300;
    // `U.S. Government`
    if text.len() > LONGEST || text.starts_with("U.") {
        return false;
    }
    let has_given =
        || each(text).any(|name| name.split_whitespace().next().is_some_and(is_given) && !is_thing(name));
    match names(text) {
        Some(Names::Certain) => true,
        Some(_) => has_given(),
        None => false,
    }
}

/// Whether `text` is a row of names, none of which is surely that of a thing.
pub(super) fn may_be_people(text: &str) -> bool {
    names(text).is_some() && !each(text).any(is_thing)
}

/// Whether a name ends in what a thing may be that is named after a person, or what a book is.
pub(super) fn is_thing(name: &str) -> bool {
    #[rustfmt::skip]
    const THINGS: [&str; 48] = [
        "Academy", "Archive", "Archives", "Blog", "Book", "Books", "Channel", "Cheatsheet", "Collection", "College",
        "Course", "Documentation", "Edition", "Foundation", "Games", "Group", "Guide", "Handbook", "Homepage", "Inc",
        "Institute", "Introduction", "Labs", "Language", "Lectures", "Library", "Manual", "Music", "Newsletter",
        "Notes", "Page", "Podcast", "Press", "Programming", "Project", "Radio", "Reference", "School", "Show", "Site",
        "Slides", "Specification", "Studio", "Team", "Tech", "Tutorial", "University", "Website",
    ];
    name.split_whitespace().next_back().is_some_and(|last| THINGS.contains(&last))
}

/// Whether `text` may name who made a thing, where `by` is in front of it: people, firms, accounts.
pub(super) fn may_be_makers(text: &str) -> bool {
    const MOST_WORDS: usize = 5;
    const LONGEST: usize = 300;
    /// What things are made by that is nobody.
    const WAYS: [&str; 8] = ["Default", "Design", "Email", "Example", "Examples", "Hand", "Step", "The"];
    let is_plain = |c: char| !"<>[]()*`\"!?/:|".contains(c);
    let is_name = |name: &str| {
        let mut words = name.split_whitespace();
        let starts =
            |word: &str| word.starts_with(|c: char| c.is_uppercase() || matches!(c, '@' | '0'..='9'));
        words.clone().count() <= MOST_WORDS
            && words.next().is_some_and(|first| starts(first) && !WAYS.contains(&first))
            && words.all(|word| starts(word) || is_word_of_name(word))
            && name.contains(char::is_alphabetic)
            && !name.split_whitespace().any(ends_sentence)
    };
    !text.is_empty()
        && text.len() <= LONGEST
        && text.chars().all(is_plain)
        && each(without_others(text).0).all(is_name)
}

/// Whether `text` names one firm or group that makes things: `Google`, `Larva Labs`, `Flutter team`.
pub(super) fn is_firm(text: &str) -> bool {
    const MOST_WORDS: usize = 4;
    #[rustfmt::skip]
    const FIRMS: [&str; 34] = [
        "Adobe", "Airbnb", "Alibaba", "Amazon", "Anthropic", "Apple", "Automattic", "Baidu", "ByteDance", "Canonical",
        "Cloudflare", "DeepMind", "Facebook", "GitHub", "GitLab", "Google", "HashiCorp", "IBM", "Intel", "JetBrains",
        "LinkedIn", "Mapbox", "Microsoft", "Mozilla", "NVIDIA", "Netflix", "OpenAI", "Oracle", "Salesforce", "Shopify",
        "Spotify", "Tencent", "Twitter", "Uber",
    ];
    const GROUPS: [&str; 8] =
        ["college", "foundation", "inc", "institute", "lab", "labs", "team", "university"];
    let words = || text.split_whitespace();
    let is_plain = |word: &str| word.chars().all(|c| c.is_alphanumeric() || matches!(c, '.' | '-' | '&'));
    let is_group = words().next_back().is_some_and(|last| {
        let last = last.trim_end_matches('.');
        GROUPS.iter().any(|group| last.eq_ignore_ascii_case(group))
    });
    match words().count() {
        0 => false,
        1 => FIRMS.contains(&text),
        count => {
            count <= MOST_WORDS && is_group && text.starts_with(char::is_uppercase) && words().all(is_plain)
        }
    }
}

/// Whether a firm is known for the place that it gives to accounts and projects.
pub(super) fn is_platform(firm: &str) -> bool {
    ["Facebook", "GitHub", "GitLab", "LinkedIn", "Spotify", "Twitter"].contains(&firm)
}

/// The names before `et al.`, and whether that is there.
fn without_others(text: &str) -> (&str, bool) {
    let text = text.trim().trim_end_matches(['.', ',']);
    ["et al", "et. al", "and others", "et.al"]
        .iter()
        .find_map(|others| text.strip_suffix(others))
        .filter(|list| list.ends_with([' ', ',']))
        .map_or((text, false), |list| {
            let list = list.trim_end_matches([' ', ',']);
            (list.strip_suffix(" and").unwrap_or(list).trim_end_matches([' ', ',']), true)
        })
}

/// `A.`, `J.K.`, `J.-P.`
fn is_initial(word: &str) -> bool {
    let mut letters = word.split(['.', '-']).filter(|letter| !letter.is_empty());
    word.ends_with('.')
        && letters.all(|letter| letter.chars().count() == 1 && letter.chars().all(char::is_uppercase))
}

/// `Oak.`, but not `J.`, `Jr.` or `Inc.`
fn ends_sentence(word: &str) -> bool {
    let letters = word.strip_suffix('.').map_or(0, |word| word.chars().count());
    letters > 3 && !is_initial(word)
}

fn is_word_of_name(word: &str) -> bool {
    const PARTICLES: [&str; 19] = [
        "al", "bin", "da", "de", "del", "della", "den", "der", "di", "dos", "du", "el", "la", "le", "ten",
        "ter", "van", "von", "zu",
    ];
    /// Words in capitals that other titles have.
    const OTHERS: [&str; 16] = [
        "The", "For", "Of", "In", "On", "With", "To", "By", "From", "An", "Your", "Open", "Official",
        "Learning", "Paper", "Project",
    ];
    let is_plain = |c: char| {
        c.is_alphabetic() || matches!(c, '.' | '-' | '\'' | '’' | '\\' | '\u{2010}' | '\u{300}'..='\u{36f}')
    };
    let capitals = word.chars().filter(|c| c.is_uppercase()).count();
    let word = word.trim_end_matches("\\*");
    let is_title = word.starts_with(char::is_uppercase) && word.chars().all(is_plain);
    let is_shouted = capitals > 3 || (capitals == word.chars().count() && capitals > 2);
    PARTICLES.contains(&word) || (is_title && !is_shouted && !OTHERS.contains(&word))
}
