//! What sections are called that contents often leave out, and the contents themselves.

/// What a table of contents stands under, in lower case.
const CONTENTS: [&str; 26] = [
    "contents",
    "content",
    "table of contents",
    "table of content",
    "toc",
    "index",
    "catalog",
    "catalogue",
    "overview",
    "quick links",
    "quick link",
    "summary",
    "navigation",
    "outline",
    "menu",
    "目录",
    "目錄",
    "目次",
    "索引",
    "목차",
    "содержание",
    "оглавление",
    "índice",
    "contenido",
    "sommaire",
    "inhalt",
];

/// Words of headings that are about a document, and not a part of what it lists.
const ABOUT: [&str; 43] = [
    "contributing",
    "contribute",
    "contribution",
    "contributions",
    "contributor",
    "contributors",
    "license",
    "licence",
    "licensing",
    "licenses",
    "acknowledgement",
    "acknowledgements",
    "acknowledgment",
    "acknowledgments",
    "credits",
    "thanks",
    "thank",
    "maintainer",
    "maintainers",
    "footnotes",
    "stargazers",
    "sponsor",
    "sponsors",
    "sponsoring",
    "donate",
    "donation",
    "donations",
    "citation",
    "cite",
    "changelog",
    "copyright",
    "related",
    "貢献",
    "贡献",
    "许可",
    "许可证",
    "致谢",
    "ライセンス",
    "謝辞",
    "лицензия",
    "기여",
    "라이선스",
    "许可協議",
];

/// The same of those that may be a part of it, where entries stand under them.
const AMBIGUOUS: [&str; 17] = [
    "about",
    "author",
    "authors",
    "community",
    "contact",
    "disclaimer",
    "feedback",
    "introduction",
    "legend",
    "news",
    "note",
    "notes",
    "star",
    "stars",
    "support",
    "todo",
    "usage",
];

/// The title in lower case, without what is no letter at its ends.
fn plain(title: &str) -> String {
    title.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase()
}

/// Whether a heading says that contents follow.
pub(super) fn is_contents(title: &str) -> bool {
    let title = plain(title);
    CONTENTS.contains(&title.as_str())
}

/// Whether a section is about the document, so that contents may well leave it out.
pub(crate) fn is_about(title: &str, has_entries: bool) -> bool {
    let title = plain(title);
    let mut words = title.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let is_word = |word: &str| ABOUT.contains(&word) || (!has_entries && AMBIGUOUS.contains(&word));
    is_contents(&title) || (words.clone().count() <= 5 && words.any(is_word))
}

/// What contents are called in the script of the titles.
pub(super) fn title_like<'a>(titles: impl Iterator<Item = &'a str>) -> &'static str {
    let (mut han, mut kana, mut hangul, mut latin) = (0, 0, 0, 0);
    for character in titles.flat_map(str::chars) {
        match character {
            '\u{3040}'..='\u{30ff}' => kana += 1,
            '\u{4e00}'..='\u{9fff}' => han += 1,
            '\u{ac00}'..='\u{d7af}' => hangul += 1,
            _ if character.is_alphabetic() => latin += 1,
            _ => {}
        }
    }
    match () {
        () if kana + han > latin && kana > 0 => "目次",
        () if han > latin => "目录",
        () if hangul > latin => "목차",
        () => "Contents",
    }
}
