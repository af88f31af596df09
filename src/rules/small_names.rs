//! Names that are spelled in small letters, wherever they are: a description may start with one.

use foldhash::HashSet;

use super::context::Context;
use crate::document::Field;

/// Programs that everybody knows and spells in small letters, whatever they start.
#[rustfmt::skip]
const KNOWN: [&str; 60] = [
    "apt", "awk", "bash", "bazel", "brew", "bun", "cd", "cmake", "conda", "cp", "cron", "curl", "deno", "df",
    "docker", "du", "emacs", "esbuild", "eslint", "fd", "ffmpeg", "fzf", "gcc", "git", "grep", "jq", "kubectl", "ls",
    "mv", "ncurses", "nginx", "npm", "npx", "numpy", "pandas", "pip", "pnpm", "postgres", "ps", "pytest", "readline",
    "redis", "rg", "rsync", "sed", "sklearn", "sqlite", "ssh", "sudo", "systemd", "tar", "tmux", "uv", "vi", "vim",
    "vite", "webpack", "wget", "yarn", "zsh",
];

/// The names in small letters that a document knows.
#[derive(Default)]
pub(super) struct SmallNames {
    /// The first words of entries' names.
    words: HashSet<String>,
    /// Descriptions are names, of which some may be spelled in small letters.
    are_descriptions: bool,
}

impl SmallNames {
    pub(super) fn of(context: &Context<'_>) -> Self {
        let document = context.document;
        let names = context.listings().flat_map(|(listing, convention)| {
            let column = convention.name_column();
            listing.entries().iter().filter_map(move |entry| listing.cell(entry, column))
        });
        let words = names.filter_map(|cell| {
            let text = document.cell_text(cell);
            let first = text.as_str().split_whitespace().next()?;
            first.bytes().all(|byte| byte.is_ascii_lowercase()).then(|| first.to_owned())
        });
        Self { words: words.collect(), are_descriptions: descriptions_are_names(context) }
    }

    /// Whether `word` at the start of a description may be a name, where the entry itself is called `name`.
    pub(super) fn holds(&self, word: &str, name: &str) -> bool {
        self.are_descriptions || self.words.contains(word) || may_be_a_name(word, name)
    }
}

/// Whether `word`, in small letters, is a name that everybody knows, that of a library (`libusb`), or what `name` is made of:
/// `samplerate` in `gosamplerate`, `metaconf` of `meta/conf`.
pub(super) fn may_be_a_name(word: &str, name: &str) -> bool {
    /// Shorter words are a part of many names by chance.
    const SHORTEST: usize = 5;
    let name = name.to_lowercase();
    let joined = || name.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
    KNOWN.contains(&word)
        || (word.starts_with("lib") && !word.starts_with("librar"))
        || name.split(|c: char| !c.is_alphanumeric()).any(|part| part == word)
        || (word.len() >= SHORTEST && joined().contains(word))
}

/// Whether most descriptions are names of people or places: at least two in three, and six.
fn descriptions_are_names(context: &Context<'_>) -> bool {
    const FEWEST: usize = 6;
    let (mut names, mut all) = (0, 0);
    for listing in context.document.listings().iter().filter(|listing| !listing.is_table()) {
        for entry in listing.entries() {
            let cell = |field: Field| listing.cell(entry, field as usize).filter(|cell| !cell.is_blank());
            let description = cell(Field::Description).map(|cell| context.document.cell_text(cell).as_str());
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
}
