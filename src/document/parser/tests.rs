//! A text is read alike at once and in parts.

use proptest::prelude::*;

use super::*;

/// The same text, parsed at once and in as many parts as there may be.
fn assert_same_in_chunks(source: &str) {
    let (whole, parts) = (parse_in_chunks(source, usize::MAX), parse_in_chunks(source, 1));
    assert_eq!(format!("{whole:?}"), format!("{parts:?}"), "{source}");
}

#[test]
fn fixtures_are_read_alike_in_parts() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures");
    let mut folders = vec![folder];
    let mut count = 0;
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if let Ok(source) = std::fs::read_to_string(&path) {
                assert_same_in_chunks(&source);
                count += 1;
            }
        }
    }
    assert!(count > 100);
}

proptest! {
    #![proptest_config(crate::cases::cases(256))]

    #[test]
    fn a_text_is_read_alike_in_parts(
        pieces in prop::collection::vec(prop::sample::select(PIECES.to_vec()), 0..24)
    ) {
        assert_same_in_chunks(&pieces.concat());
    }
}

/// What lists are made of, and what a block may stay open by.
const PIECES: [&str; 24] = [
    "# A\n",
    "\n",
    "\n\n",
    "## B *c*\n",
    "text [a](b) `c`\n",
    "- item\n",
    "  - nested\n",
    "  more\n",
    "1. one\n",
    "> quote\n",
    "| a | b |\n|---|---|\n| c | d |\n",
    "| e | f |\n",
    "    code\n",
    "```\n",
    "<div>\n",
    "<!-- c -->\n",
    "<!--\n",
    "-->\n",
    "[a]\n",
    "[a]: c\n",
    "[^1]\n",
    "===\n",
    "\t# D\n",
    " \n# E\n",
];
