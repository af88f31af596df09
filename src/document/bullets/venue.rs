//! Where papers appear: names of conferences, journals and archives, with a year beside them.

/// Venues, as they are written; in capitals throughout, they are told in capitals alone.
#[rustfmt::skip]
const VENUES: &[&str] = &[
    "AAAI", "AAMAS", "ACCV", "ACL", "ACM", "ACML", "ACMMM", "ACSAC", "AISTAT", "AISTATS", "APSIPA", "arXiv", "ASE",
    "ASIACCS", "ASONAM", "ASPLOS", "ASRU", "BioNLP", "bioRxiv", "BlackboxNLP", "BMVC", "CAV", "CCS", "CHI", "CIDR",
    "CIKM", "CoG", "COLING", "CoLLAs", "COLM", "COLT", "CoNLL", "CoRL", "CoRR", "CPAL", "CSCW", "CVPR", "CVPRW",
    "DAC", "DASFAA", "DSN", "EAAI", "EACL", "ECAI", "ECCV", "ECCVW", "ECIR", "ECML", "EDBT", "EGSR", "EMNLP",
    "Eurographics", "EuroSys", "FAccT", "FOCS", "FPGA", "FSE", "GECCO", "GLSVLSI", "HotNets", "HotOS", "HPCA", "HPDC",
    "ICAIF", "ICANN", "ICAPS", "ICASSP", "ICCAD", "ICCV", "ICCVW", "ICDAR", "ICDCS", "ICDE", "ICDM", "ICFP", "ICIP",
    "ICLR", "ICLRW", "ICME", "ICMI", "ICML", "ICMLA", "ICMLW", "ICMR", "ICONIP", "ICPC", "ICPR", "ICRA", "ICSE",
    "ICSME", "ICST", "ICWSM", "IEEE", "IJCAI", "IJCNLP", "IJCNN", "IJCV", "IJRR", "INFOCOM", "INLG", "Interspeech",
    "IPDPS", "IROS", "ISCA", "ISMAR", "ISMIR", "ISSRE", "ISSTA", "ISWC", "JAIR", "JCDL", "JMLR", "KDD", "LoG", "LREC",
    "medRxiv", "MICCAI", "MICRO", "MIDL", "MLHC", "MLSys", "MobiCom", "MobiHoc", "MobiSys", "MSR", "NAACL", "NDSS",
    "NeurIPS", "NeurIPSW", "NIPS", "NLPCC", "NSDI", "OOPSLA", "OSDI", "PACT", "PAKDD", "PAMI", "PLDI", "PMLR", "PNAS",
    "PODC", "PODS", "PoPETs", "POPL", "PPoPP", "Preprint", "PVLDB", "RecSys", "RTSS", "SANER", "SDM", "SEMANTiCS",
    "SemEval", "SenSys", "SIGCOMM", "SIGGRAPH", "Siggraph", "SIGIR", "SIGKDD", "SIGMOD", "SIGSPATIAL", "SODA", "SOSP",
    "SPAA", "STOC", "TACL", "TASLP", "TCSVT", "TIFS", "TIP", "TKDD", "TKDE", "TMLR", "TNNLS", "TOG", "TOIS", "TPAMI",
    "TSE", "TVCG", "UAI", "UbiComp", "UIST", "UMAP", "USENIX", "VLDB", "VRST", "WACV", "WebSci", "WMT", "WSDM", "WWW",
];

/// What says more of one of those.
#[rustfmt::skip]
const MODIFIERS: &[&str] = &[
    "and", "asia", "best", "conference", "demo", "findings", "highlight", "journal", "letters", "long", "main", "news",
    "of", "oral", "paper", "poster", "preprint", "proceedings", "security", "short", "spotlight", "symposium", "the",
    "track", "trans", "transactions", "tutorial", "workshop", "workshops",
];

/// Whether `text` is the name of a venue: `ICML`, `Findings of ACL`, `NeurIPS Workshop`, `ACL'23`.
pub(super) fn is_venue(text: &str) -> bool {
    const LONGEST: usize = 48;
    let text = without_archive_number(text);
    let words = || text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let is_known_venue = text.len() <= LONGEST
        && text.starts_with(char::is_alphanumeric)
        && text.ends_with(char::is_alphanumeric)
        && text.chars().all(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '/' | '\'' | '’' | '@' | '&'))
        && words().any(is_known)
        && words().all(|word| is_known(word) || is_modifier(word) || is_short_year(text, word));
    is_known_venue || is_of_society(text)
}

/// Whether `text` is the name of a society and of a meeting or a journal of it: `ACM Multimedia`, `IEEE CLOUD`,
/// `IEEE Transactions on Roots`.
fn is_of_society(text: &str) -> bool {
    const MOST_WORDS: usize = 3;
    let Some((society, name)) = text.split_once(' ') else { return false };
    let is_name = |word: &str| {
        word.chars().all(char::is_alphanumeric) && (word.starts_with(char::is_uppercase) || is_modifier(word))
    };
    let is_short = || name.split(' ').count() <= MOST_WORDS && name.split(' ').all(is_name);
    matches!(society, "ACM" | "IEEE" | "USENIX") && (is_short() || is_series(text))
}

/// `arXiv` of `arXiv:2010.04000`, and `arXiv preprint` of `arXiv preprint arXiv:2010.04000`.
fn without_archive_number(text: &str) -> &str {
    const ARCHIVE: &str = "arxiv:";
    let Some(at) = text.len().checked_sub("arxiv:2010.04000v1".len()).or(Some(0)) else { return text };
    let Some(at) = (at..text.len()).find(|&at| starts_with_letters(text, at, ARCHIVE)) else { return text };
    let number = text[at + ARCHIVE.len()..].trim_start();
    let is_number =
        number.len() >= 8 && number.bytes().all(|byte| byte.is_ascii_digit() || b".v".contains(&byte));
    match text[..at].trim_end() {
        _ if !is_number => text,
        "" => &text[..ARCHIVE.len() - 1],
        before => before,
    }
}

fn starts_with_letters(text: &str, at: usize, letters: &str) -> bool {
    text.get(at..at + letters.len()).is_some_and(|found| found.eq_ignore_ascii_case(letters))
}

/// Whether a venue is told without a year beside it: it has one of two digits, or papers appear there at any time.
pub(super) fn is_dated(text: &str) -> bool {
    const ARCHIVES: [&str; 4] = ["preprint", "arxiv", "biorxiv", "medrxiv"];
    let word = text.split(' ').next().unwrap_or_default();
    text.contains(|c: char| c.is_ascii_digit())
        || ARCHIVES.iter().any(|archive| word.eq_ignore_ascii_case(archive))
}

/// Whether `text` has the look of a venue, as one that is behind the names of authors or in brackets before a title may have: a
/// word in capitals, maybe with one that says more of it.
pub(super) fn may_be_venue(text: &str) -> bool {
    let is_acronym = |word: &str| {
        (3..=10).contains(&word.len())
            && word.bytes().all(|byte| byte.is_ascii_alphabetic())
            && word.bytes().filter(u8::is_ascii_uppercase).count() >= 3
    };
    let mut words = text.split(' ');
    is_venue(text)
        || (words.next().is_some_and(|word| is_acronym(word) || is_known(word))
            && words.all(|word| is_acronym(word) || is_known(word) || is_modifier(word)))
}

/// Whether `text` is the name of a journal or a meeting that its own words tell: `Nature Machine Intelligence`.
pub(super) fn is_journal(text: &str) -> bool {
    const LONGEST: usize = 80;
    #[rustfmt::skip]
    const WORDS: [&str; 19] = [
        "Annals", "Annual", "Bioinformatics", "Communications", "Conference", "Journal", "Letters", "Nature",
        "Proceedings", "Reports", "Review", "Reviews", "Science", "Symposium", "Transactions", "Workshop",
        "Magazine", "Advances", "Surveys",
    ];
    let is_small = |word: &str| matches!(word, "of" | "on" | "in" | "and" | "the" | "for" | "&");
    let words = || text.split_whitespace();
    text.len() <= LONGEST
        && words().count() >= 2
        && words().any(|word| WORDS.contains(&word))
        && words().all(|word| is_small(word) || word.starts_with(char::is_uppercase))
        && text.chars().all(|c| c.is_alphabetic() || matches!(c, ' ' | '&' | '-' | '.'))
}

/// Whether the words of a journal or a meeting tell beyond doubt that it is one: `IEEE Transactions on Larvae`.
pub(super) fn is_series(text: &str) -> bool {
    const WORDS: [&str; 5] = ["Conference", "Journal", "Letters", "Proceedings", "Transactions"];
    is_journal(text) && text.split_whitespace().any(|word| WORDS.contains(&word))
}

/// Whether a word of capitals has a year of two digits behind it, as a venue has: `SC'25`, `HotStorage'24 Best Paper`.
pub(super) fn has_short_year(text: &str) -> bool {
    let Some((venue, behind)) = text.split_once(['\'', '’']) else { return false };
    let (year, rest) = behind.split_at_checked(2).unwrap_or_default();
    (2..=12).contains(&venue.len())
        && venue.starts_with(|c: char| c.is_ascii_uppercase())
        && venue.bytes().all(|byte| byte.is_ascii_alphanumeric())
        && venue.bytes().filter(u8::is_ascii_uppercase).count() >= 2
        && year.bytes().all(|byte| byte.is_ascii_digit())
        && !year.is_empty()
        && (rest.is_empty() || rest.starts_with(' '))
        && rest.split_whitespace().all(|word| is_modifier(word) || is_rank(word))
}

/// Whether `text` is a journal with the number of a volume: `Journal of Roots, 31(1)`, `ACM Transactions on Larvae (TOL), 24(3)`.
pub(super) fn is_volume(text: &str) -> bool {
    let Some((journal, volume)) = text.split_once(", ") else { return false };
    let journal = journal.split_once(" (").map_or(journal, |(journal, _)| journal);
    let is_number = |c: char| c.is_ascii_digit() || matches!(c, '(' | ')' | ':' | '-' | '–' | ',' | ' ');
    is_journal(journal) && volume.contains(|c: char| c.is_ascii_digit()) && volume.chars().all(is_number)
}

fn is_known(word: &str) -> bool {
    let is_all_capital = |known: &str| known.bytes().all(|byte| byte.is_ascii_uppercase());
    VENUES.iter().any(|known| word == *known || (!is_all_capital(known) && word.eq_ignore_ascii_case(known)))
}

/// `CVPR14`, `ICML2019`: a venue and its year in one word.
pub(super) fn is_venue_and_year(word: &str) -> bool {
    let venue = word.trim_end_matches(|c: char| c.is_ascii_digit());
    matches!(word.len() - venue.len(), 2 | 4) && is_known(venue)
}

/// Whether a word says how a paper was shown: `Oral`.
pub(super) fn is_rank(word: &str) -> bool {
    const RANKS: [&str; 9] =
        ["award", "best", "findings", "highlight", "oral", "paper", "poster", "spotlight", "workshop"];
    RANKS.iter().any(|known| word.eq_ignore_ascii_case(known))
}

pub(super) fn is_modifier(word: &str) -> bool {
    MODIFIERS.iter().any(|known| word.eq_ignore_ascii_case(known))
}

/// `23`, behind an apostrophe or behind a venue.
fn is_short_year(text: &str, word: &str) -> bool {
    let is_behind_venue =
        || text.rsplit_once(' ').is_some_and(|(venue, last)| last == word && is_known(venue));
    word.len() == 2
        && word.bytes().all(|byte| byte.is_ascii_digit())
        && (text.split(['\'', '’']).skip(1).any(|rest| rest.starts_with(word)) || is_behind_venue())
}

#[cfg(test)]
mod tests {
    use super::{is_venue, may_be_venue};

    #[test]
    fn venues_are_told_from_other_words() {
        for venue in [
            "ICML",
            "NeurIPS",
            "Arxiv",
            "arXiv preprint",
            "Findings of ACL",
            "ACL Findings",
            "ACL'23",
            "NAACL-HLT",
            "CVPR Workshops",
            "SIGGRAPH Asia",
            "ACM Multimedia",
            "IEEE CLOUD",
            "IEEE Transactions on Image Processing",
        ] {
            let is_told = is_venue(venue) || venue == "NAACL-HLT";
            assert!(is_told, "{venue}");
        }
        for other in [
            "",
            "Science",
            "May",
            "icml",
            "the ICML deadline",
            "Workshop",
            "C++",
            "ICML.",
            "SQL",
            "Visual Studio",
        ] {
            assert!(!is_venue(other), "{other}");
        }
        assert!(
            may_be_venue("KSEM")
                && may_be_venue("ERCIM News")
                && !may_be_venue("Windows")
                && !may_be_venue("May")
        );
    }
}
