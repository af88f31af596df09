//! Lists that are broken in several places at once, as lists are that many hands have edited: `fmt` mends or leaves what
//! it finds, but it never refuses the file, and what it made it leaves. Runs over the fixtures, and over the folder of real
//! lists in `RELIST_CORPUS`.

use rayon::prelude::*;
use relist::config::Config;
use relist::format::format;
use relist::rules::Applicability;

use crate::corpus::corpus;
use crate::support::{File, fixtures};

/// Longer lists have no other shapes, and take their time.
const LONGEST: usize = 200_000;

/// How a line of an entry is broken; `None` where it cannot be.
type Break = fn(&str) -> Option<String>;

const BREAKS: [Break; 14] = [
    |line| line.strip_suffix('.').map(str::to_owned),
    |line| line.ends_with(char::is_alphanumeric).then(|| format!("{line}.")),
    |line| replaced(line, "- ", "* "),
    |line| replaced(line, "* ", "+ "),
    |line| replaced(line, "https://github.com", "http://github.com"),
    |line| replaced(line, ") - ", "): "),
    |line| replaced(line, ") - ", ") – "),
    |line| replaced(line, ")", "/)"),
    |line| replaced(line, ")", "?utm_source=list)"),
    |line| replaced(line, "B ", "b "),
    |line| replaced(line, " ", "\u{a0}"),
    |line| replaced(line, "e", "\u{200b}e"),
    |line| replaced(line, "| ", "|   "),
    |line| line.strip_suffix('|').map(str::to_owned),
];

fn replaced(line: &str, old: &str, new: &str) -> Option<String> {
    line.contains(old).then(|| line.replacen(old, new, 1))
}

/// Numbers that are the same in each run.
struct Numbers(u64);

impl Numbers {
    /// One below `end`.
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_mul(0x5851_f42d_4c95_7f2d).wrapping_add(0x1405_7b7e_f767_814f);
        usize::try_from(self.0 >> 33).unwrap() % end
    }
}

/// `source` broken in a few places: lines of entries moved, and changed.
fn broken(source: &str, seed: u64) -> Option<String> {
    let mut numbers = Numbers(seed);
    let mut lines: Vec<String> = source.split_inclusive('\n').map(str::to_owned).collect();
    for _ in 0..2 + numbers.below(4) {
        let is_entry =
            |line: &str| line.trim_start().starts_with(['-', '*', '+', '|']) && !line.contains("---");
        let entries: Vec<usize> = (0..lines.len()).filter(|&index| is_entry(&lines[index])).collect();
        let place = numbers.below(entries.len().max(1));
        let entry = *entries.get(place)?;
        if numbers.below(4) == 0 {
            let neighbours = &entries[place.saturating_sub(8)..(place + 8).min(entries.len())];
            let to = neighbours[numbers.below(neighbours.len())];
            let line = lines.remove(entry);
            lines.insert(to, line);
        } else {
            let line = &mut lines[entry];
            let text = line.trim_end_matches(['\r', '\n']).to_owned();
            if let Some(broken) = BREAKS[numbers.below(BREAKS.len())](&text) {
                line.replace_range(..text.len(), &broken);
            }
        }
    }
    Some(lines.concat())
}

/// What is wrong with how `source` is formatted.
fn trouble(source: &str) -> Option<String> {
    let config = Config::default();
    [Applicability::Safe, Applicability::Unsafe].into_iter().find_map(|applicability| {
        match format(source, &config, applicability) {
            Err(error) => Some(format!("{applicability:?}: {error}")),
            Ok(formatted) => {
                let again = format(formatted.output.as_deref()?, &config, applicability);
                let stays = again.is_ok_and(|again| again.output.is_none());
                (!stays).then(|| format!("{applicability:?}: formatted otherwise the second time"))
            }
        }
    })
}

fn troubles(files: &[File], times: u64) -> Vec<String> {
    let of_file = |file: &File| -> Vec<String> {
        let broken = (0..times).filter_map(|seed| Some((seed, broken(&file.text, seed)?)));
        let found = broken.filter_map(|(seed, text)| Some((seed, trouble(&text)?)));
        found.map(|(seed, trouble)| format!("{}, seed {seed}: {trouble}", file.name)).collect()
    };
    files.par_iter().filter(|file| file.text.len() <= LONGEST).flat_map_iter(of_file).collect()
}

#[test]
fn fixtures_that_are_broken_in_places_are_never_refused() {
    assert_eq!(troubles(&fixtures(), 6), [""; 0]);
}

#[test]
fn lists_that_are_broken_in_places_are_never_refused() {
    let Some(files) = corpus() else { return };
    assert_eq!(troubles(&files, 20), [""; 0]);
}
