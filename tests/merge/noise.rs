//! Merges of anything: markdown that is barely any, torn tables, nested lists, odd line ends.

use proptest::collection::vec;
use proptest::prelude::*;
use relist::compare::{ConflictStyle, Conflicted, line_merge, merge};
use relist::config::Config;

use super::merged;
use crate::cases::cases;

/// Lines; each `@` becomes a word that no other line has.
const LINES: [&str; 22] = [
    "- [@](https://@.example) - @\n",
    "* @\n",
    "  - @\n",
    "    - @\n",
    "1. @\n",
    "> - @\n",
    "> | @ | x |\n",
    "| @ | [x](https://@.example) |\n",
    "| @ | x | @ |\n",
    "@ | x\n",
    "| a | b |\n|---|---|\n",
    "  | a | b |\n  |---|---|\n  | @ | x |\n",
    "|---|---|\n",
    "\n",
    "\n",
    "## @\n",
    "@ words\n",
    "- - @\n",
    "- @\r\n",
    "| @ | x |\r\n",
    "<!-- @ -->\n",
    "```\n",
];

#[derive(Clone, Debug)]
enum Step {
    Insert(usize, usize),
    Delete(usize),
    Replace(usize, usize),
}

fn step() -> impl Strategy<Value = Step> {
    let (at, line) = (0..30_usize, 0..LINES.len());
    prop_oneof![
        3 => (at.clone(), line.clone()).prop_map(|(at, line)| Step::Insert(at, line)),
        1 => at.clone().prop_map(Step::Delete),
        2 => (at, line).prop_map(|(at, line)| Step::Replace(at, line)),
    ]
}

fn line(index: usize, word: &str) -> String {
    LINES[index].replace('@', word)
}

/// The lines after `steps`, and the words that came in.
fn edited(base: &[String], steps: &[Step], who: &str) -> (Vec<String>, Vec<String>) {
    let mut lines = base.to_vec();
    for (number, step) in steps.iter().enumerate() {
        let word = format!("{who}{number}");
        match *step {
            Step::Insert(at, index) => lines.insert(at.min(lines.len()), line(index, &word)),
            Step::Delete(at) if at < lines.len() => {
                lines.remove(at);
            }
            Step::Replace(at, index) if at < lines.len() => lines[at] = line(index, &word),
            _ => {}
        }
    }
    let words = (0..steps.len()).map(|number| format!("{who}{number}")).collect::<Vec<_>>();
    let text = lines.concat();
    (lines, words.into_iter().filter(|word| text.contains(word.as_str())).collect())
}

proptest! {
    #![proptest_config(cases(300))]

    /// Nothing that a side brought in is lost, and what git merges is left as git merged it.
    #[test]
    fn nothing_is_lost(
        base in vec(0..LINES.len(), 0..25),
        ours in vec(step(), 0..6),
        theirs in vec(step(), 0..6),
        is_cut in any::<[bool; 3]>(),
    ) {
        let base: Vec<String> = base.iter().enumerate().map(|(at, index)| line(*index, &format!("base{at}"))).collect();
        let ((our_lines, our_words), (their_lines, their_words)) = (edited(&base, &ours, "us"), edited(&base, &theirs, "them"));
        let text = |lines: &[String], is_cut: bool| {
            let text = lines.concat();
            if is_cut { text.trim_end_matches(['\r', '\n']).to_owned() } else { text }
        };
        let texts = [text(&base, is_cut[0]), text(&our_lines, is_cut[1]), text(&their_lines, is_cut[2])];
        let merged = merged(&texts[0], &texts[1], &texts[2]);
        for word in our_words.iter().chain(&their_words) {
            prop_assert!(merged.text.contains(word.as_str()), "lost {word}\n{}", merged.text);
        }
        let by_lines = line_merge(&texts[0], &texts[1], &texts[2], &ConflictStyle::default());
        if by_lines.conflicts == 0 {
            prop_assert_eq!(&merged, &by_lines);
        }
        // Markers are whole, and what they hold can be taken apart again.
        let style = ConflictStyle { with_base: true, ..ConflictStyle::default() };
        let shown = merge(&texts[0], &texts[1], &texts[2], &Config::default(), &style);
        let read = Conflicted::read(&shown.text, 7).unwrap();
        prop_assert_eq!(read.map_or(0, |read| read.conflicts), shown.conflicts, "{}", shown.text);
    }
}
