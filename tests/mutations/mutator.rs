//! Lists with a few things wrong, as hands, editors and bad merges leave them.

/// A sequence of numbers that is the same in every run (xorshift64*).
pub(super) struct Numbers(u64);

impl Numbers {
    pub(super) fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    /// The next number below `limit`; 0 where there is none.
    pub(super) fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        let number = usize::try_from(self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33).unwrap_or(0);
        number % limit.max(1)
    }

    fn pick<'a, T: ?Sized>(&mut self, all: &[&'a T]) -> &'a T {
        all[self.below(all.len())]
    }
}

/// What markdown, and lists, take for something.
const SIGNS: [&str; 44] = [
    "|",
    "||",
    "\\|",
    "[",
    "]",
    "](",
    ")",
    "(",
    "<",
    ">",
    "<!--",
    "-->",
    "`",
    "```",
    "*",
    "**",
    "_",
    "~~",
    "#",
    "\\",
    "!",
    "![",
    "&amp;",
    "&#10;",
    "http://",
    "https://x.example/a",
    " ",
    "  ",
    "\t",
    "\u{a0}",
    "\u{200b}",
    "\u{c}",
    "\r",
    "-",
    "+",
    "1.",
    "2)",
    ":",
    "=",
    "[x]: https://x.example",
    "[^1]",
    "<br>",
    "</td>",
    "é",
];

/// What a line may start with.
const STARTS: [&str; 22] = [
    "- ", "* ", "+ ", "1. ", "10) ", "> ", "# ", "## ", "  ", "    ", "\t", "   - ", "\t* ", "- - ", "- > ",
    "```\n", "~~~\n", "| ", "---\n", "===\n", "<div>\n", "- [ ] ",
];

/// Makes one to six changes to `text`; lines and cells of `other` are put in, too, and `word` is unique in all that is new.
pub(super) fn mutated(text: &str, other: &str, word: &str, numbers: &mut Numbers) -> String {
    let mut lines: Vec<String> = text.split_inclusive('\n').map(str::to_owned).collect();
    let others: Vec<&str> = other.split_inclusive('\n').collect();
    for step in 0..=numbers.below(6) {
        change(&mut lines, &others, &format!("{word}{step}"), numbers);
    }
    let mut text = lines.concat();
    match numbers.below(24) {
        0 => text = text.replace("\r\n", "\n").replace('\n', "\r\n"),
        1 => text = text.trim_end_matches(['\r', '\n']).to_owned(),
        2 => text.truncate(boundary(&text, numbers)),
        3 => text.insert(0, '\u{feff}'),
        _ => {}
    }
    text
}

fn change(lines: &mut Vec<String>, others: &[&str], word: &str, numbers: &mut Numbers) {
    let at = numbers.below(lines.len());
    let to = numbers.below(lines.len() + 1);
    if lines.is_empty() {
        lines.push(format!("- {word}\n"));
    }
    match numbers.below(16) {
        0 => insert(&mut lines[at], numbers.pick(&SIGNS), numbers),
        1 => insert(&mut lines[at], &format!(" {word} "), numbers),
        2 => lines[at].insert_str(0, numbers.pick(&STARTS)),
        3 => {
            let text = lines[at].trim_start_matches([' ', '\t', '-', '*', '+', '|', '>']).to_owned();
            lines[at] = format!("{}{text}", numbers.pick(&STARTS));
        }
        4 => {
            lines.remove(at);
        }
        5 => {
            let line = lines[at].clone();
            lines.insert(to, line);
        }
        6 => {
            let line = lines.remove(at);
            lines.insert(to.min(lines.len()), line);
        }
        7 if !others.is_empty() => lines.insert(to, numbers.pick(others).to_owned()),
        8 if !others.is_empty() => {
            let first = numbers.below(others.len());
            let last = others.len().min(first + 1 + numbers.below(5));
            lines.splice(to..to, others[first..last].iter().map(|line| (*line).to_owned()));
        }
        9 => splice_cell(
            &mut lines[at],
            numbers.pick(&[word, "", " ", "[a](https://a.example)", "2024-05", "7b"]),
            numbers,
        ),
        10 if !others.is_empty() => {
            let cells: Vec<&str> = numbers.pick(others).trim_end().split('|').collect();
            let cell = numbers.pick(&cells);
            splice_cell(&mut lines[at], cell, numbers);
        }
        11 => lines.insert(to, "\n".to_owned()),
        12 => flip(&mut lines[at], numbers),
        13 => {
            let end = boundary(&lines[at], numbers);
            lines[at].replace_range(end.., "\n");
        }
        14 => {
            // What a hand takes away between two places.
            let (one, other) = (boundary(&lines[at], numbers), boundary(&lines[at], numbers));
            lines[at].replace_range(one.min(other)..one.max(other), "");
        }
        _ => lines[at] = format!("{}\r\n", lines[at].trim_end_matches(['\r', '\n'])),
    }
}

/// A place between two characters of `text`.
fn boundary(text: &str, numbers: &mut Numbers) -> usize {
    let at = numbers.below(text.len() + 1);
    (at..=text.len()).find(|&at| text.is_char_boundary(at)).unwrap_or(text.len())
}

fn insert(line: &mut String, text: &str, numbers: &mut Numbers) {
    let at = boundary(line.trim_end_matches(['\r', '\n']), numbers);
    line.insert_str(at, text);
}

/// Puts `cell` between two pipes of the line, or behind its last.
fn splice_cell(line: &mut String, cell: &str, numbers: &mut Numbers) {
    let pipes: Vec<usize> = line.match_indices('|').map(|(at, _)| at).collect();
    let count = pipes.len();
    match pipes.get(numbers.below(count)) {
        Some(&pipe) => {
            let end = pipes.iter().find(|&&next| next > pipe).copied().unwrap_or(pipe + 1);
            line.replace_range(pipe + 1..end.max(pipe + 1), cell);
        }
        None => insert(line, &format!(" | {cell}"), numbers),
    }
}

/// Another character in the place of one: of ASCII, as a flipped bit gives it.
fn flip(line: &mut String, numbers: &mut Numbers) {
    let at = boundary(line, numbers);
    if let Some(old) = line[at..].chars().next().filter(char::is_ascii) {
        let new = char::from((u8::try_from(old).unwrap_or(0) ^ (1 << numbers.below(7))) & 0x7f);
        line.replace_range(at..=at, &new.to_string());
    }
}
