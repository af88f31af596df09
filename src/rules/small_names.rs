//! Names that are spelled in small letters, wherever they are: a description may start with one.

use foldhash::HashSet;

use super::context::Context;

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
        Self { words: words.collect() }
    }

    /// Whether `word` at the start of a description may be a name, where the entry itself is called `name`.
    pub(super) fn holds(&self, word: &str, name: &str) -> bool {
        self.words.contains(word) || may_be_a_name(word, name)
    }
}

/// Whether `word`, in small letters, is a name that everybody knows, that of a library (`libusb`), or what `name` is made of:
/// `samplerate` in `gosamplerate`, `metaconf` of `meta/conf`.
pub(super) fn may_be_a_name(word: &str, name: &str) -> bool {
    /// Shorter words are a part of many names by chance.
    const SHORTEST: usize = 5;
    let name = name.to_lowercase();
    let parts = name.split(|c: char| !c.is_alphanumeric());
    let joined = || parts.clone().collect::<String>();
    let is_part =
        parts.clone().any(|part| part == word) || (word.len() >= SHORTEST && joined().contains(word));
    is_part || KNOWN.contains(&word) || (word.starts_with("lib") && !word.starts_with("librar"))
}

#[cfg(test)]
mod tests {
    use super::may_be_a_name;

    #[test]
    fn words_of_a_name_are_told() {
        for (word, name) in [
            ("samplerate", "gosamplerate"),
            ("fir", "fir_client"),
            ("metaconf", "meta/conf"),
            ("libusb", "woods"),
            ("fir", "fir trees"),
        ] {
            assert!(may_be_a_name(word, name), "{word} of {name}");
        }
        for (word, name) in [("library", "woods"), ("tree", "streets")] {
            assert!(!may_be_a_name(word, name), "{word} of {name}");
        }
    }
}
