//! Names of licences (`MIT`, `Apache-2.0`, `GPL-3.0-or-later`, `BSD 3-Clause`, `CC BY-SA`) and of file formats.

/// What a licence is called, in small letters and without signs; a number or a manner (`clause`, `only`) may follow.
#[rustfmt::skip]
const FAMILIES: &[&str] = &[
    "mit", "x11", "isc", "bsd", "0bsd", "apache", "asl", "gpl", "lgpl", "agpl", "gplv", "lgplv", "agplv",
    "mpl", "epl", "cddl", "eupl", "cc0", "ccby", "ccbysa", "ccbync", "ccbynd", "ccbyncsa", "ccbyncnd",
    "bsl", "busl", "boost", "zlib", "zliblibpng", "unlicense", "unlicence", "wtfpl", "artistic", "mspl",
    "msrl", "publicdomain", "sspl", "ofl", "sil", "odbl", "ncsa", "psf", "postgresql", "proprietary",
    "ecl", "osl",
];

/// Those that are also the name of something else: `Apache`, `Boost`.
const AMBIGUOUS: [&str; 8] = ["apache", "boost", "zlib", "artistic", "postgresql", "sil", "x11", "psf"];

/// What may stand around a licence's name.
#[rustfmt::skip]
const AROUND: &[&str] = &[
    "license", "licence", "licensed", "the", "gnu", "clause", "only", "later", "or", "new", "modified",
    "simplified", "like", "style", "v", "intl",
];

/// Whether `text` is nothing but the name of a licence, or of several: `MIT`, `Apache-2.0/MIT`.
///
/// One that names something else as well (`Apache`) counts where `sets_apart` says that only labels stand there.
pub(crate) fn is_licence(text: &str, sets_apart: bool) -> bool {
    const LONGEST: usize = 60;
    let names = || text.split(['/', ',', '|', '&']).flat_map(|part| part.split(" and "));
    text.len() <= LONGEST && !text.is_empty() && names().all(|name| is_one(name.trim(), sets_apart))
}

fn is_one(name: &str, sets_apart: bool) -> bool {
    let mut rest = String::with_capacity(name.len());
    let mut has_extra = false;
    // `GPL-3.0-or-later`, `BSD 3-Clause`, `GPLv3+`: words and numbers, apart from signs.
    for word in name.split(|c: char| !c.is_alphanumeric() && c != '.').filter(|word| !word.is_empty()) {
        let word = word.to_lowercase();
        let is_number = word.trim_start_matches('v').chars().all(|c| c.is_ascii_digit() || c == '.');
        if AROUND.contains(&word.as_str()) || (is_number && !word.is_empty()) {
            has_extra = true;
            continue;
        }
        rest.push_str(&word);
    }
    let family = rest.trim_end_matches(|c: char| c.is_ascii_digit() || c == '.');
    let family = if FAMILIES.contains(&rest.as_str()) { rest.as_str() } else { family.trim_end_matches('v') };
    let starts_as_name =
        name.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit()) || family == "zlib";
    let is_certain = has_extra || family.len() < rest.len() || !AMBIGUOUS.contains(&family);
    starts_as_name && FAMILIES.contains(&family) && (is_certain || sets_apart)
}

/// Whether a text says in which formats a thing is there, and nothing else: `PDF, EPUB`.
pub(crate) fn is_file_format(text: &str) -> bool {
    const FORMATS: [&str; 13] = [
        "PDF", "HTML", "EPUB", "ePub", "ePUB", "MOBI", "Kindle", "ZIP", "PS", "DjVu", "DJVU", "iBook",
        "LaTeX",
    ];
    text.split([',', '/', '|', '&']).all(|format| FORMATS.contains(&format.trim()))
}

#[cfg(test)]
mod tests {
    use super::is_licence;

    #[test]
    fn licences_are_told() {
        for name in [
            "MIT",
            "MIT License",
            "Apache-2.0",
            "Apache 2.0",
            "Apache2",
            "GPLv3",
            "GPL-3.0-or-later",
            "GPL2",
            "LGPL-2.1-or-later",
            "LGPLv2.1",
            "AGPL-3.0",
            "BSD",
            "BSD-3-Clause",
            "3-clause BSD",
            "BSD-like",
            "Modified BSD",
            "CC0",
            "CC BY-SA",
            "CC-BY-NC-ND 4.0",
            "Unlicense",
            "The Unlicense",
            "MPL 2.0",
            "0BSD",
            "Public Domain",
            "PublicDomain",
            "WTFPL",
            "Apache-2.0/MIT",
            "MIT, GPL-2.0",
            "MIT and Apache-2.0",
            "Boost Software License".split(" Software").next().unwrap_or_default(),
            "Zlib License",
            "MS-PL",
            "ISC",
        ] {
            assert!(is_licence(name, true), "{name}");
        }
        for certain in ["MIT", "Unlicense", "Apache-2.0", "Boost License"] {
            assert!(is_licence(certain, false), "{certain}");
        }
    }

    #[test]
    fn other_words_are_none() {
        for other in [
            "",
            "Go",
            "Python",
            "free",
            "mit",
            "or later",
            "2016",
            "Docker/PHP",
            "with Apache",
            "MITRE",
            "BSDs rule",
            "GPL software",
            "a MIT project",
            "License",
            "later",
        ] {
            assert!(!is_licence(other, true), "{other}");
        }
        for unclear in ["Apache", "Boost", "PostgreSQL", "zlib"] {
            assert!(!is_licence(unclear, false) && is_licence(unclear, true), "{unclear}");
        }
    }
}
