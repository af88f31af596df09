//! Lists with a few things wrong, and merges of such lists: whatever they hold, no law is broken and nothing is lost.
//!
//! Pieces of lists (those of `RELIST_CORPUS`, or the fixtures) are changed at random, the same way in every run. A run
//! tries a few hundred of them; `RELIST_MUTATION_SECONDS` asks for as many as that time allows. What fails is made small and printed, to
//! become one of the cases of `regressions`.

mod mutator;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use rayon::prelude::*;
use relist::compare::{ConflictStyle, merge};
use relist::config::Config;
use relist::format::format;
use relist::rules::Applicability;

use crate::corpus::corpus;
use crate::merge::laws::broken;
use crate::support::{broken_laws, fixtures};
use mutator::{Numbers, mutated};

/// How many are tried where no time is given.
const FEW: usize = 150;

/// How many lines a piece of a list has at most.
const LONGEST: usize = 40;

/// So many failures are made small; the others are counted.
const MOST_SHOWN: usize = 12;

/// A text, or the three versions of a merge, with what does not hold for it.
struct Failure {
    texts: Vec<String>,
    broken: String,
}

/// The lists whose pieces are changed.
fn lists() -> Vec<String> {
    let files = corpus().unwrap_or_else(fixtures);
    files.into_iter().map(|file| file.text).filter(|text| !text.is_empty()).collect()
}

/// Some lines of one of the lists.
fn piece(lists: &[String], numbers: &mut Numbers) -> String {
    let lines: Vec<&str> = lists[numbers.below(lists.len())].split_inclusive('\n').collect();
    let first = numbers.below(lines.len());
    let last = lines.len().min(first + 1 + numbers.below(LONGEST));
    let frame = if numbers.below(2) == 0 { "# Some tools\n\n" } else { "" };
    format!("{frame}{}", lines[first..last].concat())
}

/// Tries `make` on one number after the other; returns how many were tried, and what failed, made small.
fn run(
    make: impl Fn(&mut Numbers) -> Vec<String> + Sync,
    check: impl Fn(&[String]) -> Option<String> + Sync,
) -> (usize, usize, Vec<Failure>) {
    let seconds = std::env::var("RELIST_MUTATION_SECONDS").ok().and_then(|text| text.parse().ok());
    let start: u64 =
        std::env::var("RELIST_MUTATION_SEED").ok().and_then(|text| text.parse().ok()).unwrap_or(0);
    let end = seconds.map(|seconds| Instant::now() + Duration::from_secs(seconds));
    let tried = AtomicUsize::new(0);
    let mut failures = Vec::new();
    let mut count = 0;
    let check = |texts: &[String]| {
        catch_unwind(AssertUnwindSafe(|| check(texts))).unwrap_or_else(|_| Some("panic".to_owned()))
    };
    for round in 0.. {
        let found: Vec<Failure> = (0..FEW as u64)
            .into_par_iter()
            .filter_map(|number| {
                if end.is_some_and(|end| Instant::now() > end) {
                    return None;
                }
                tried.fetch_add(1, Ordering::Relaxed);
                let texts = make(&mut Numbers::new(1 + start + round * FEW as u64 + number));
                let broken = check(&texts)?;
                Some(Failure { texts, broken })
            })
            .collect();
        count += found.len();
        for failure in found {
            if failures.len() < MOST_SHOWN {
                failures.push(smaller(failure, &check));
            }
        }
        if end.is_none_or(|end| Instant::now() > end) {
            break;
        }
    }
    (tried.into_inner(), count, failures)
}

/// The same failure with as few lines, and then characters, as it takes: what is broken keeps its first word.
fn smaller(failure: Failure, check: &(impl Fn(&[String]) -> Option<String> + Sync)) -> Failure {
    let kind = |broken: &str| broken.split([':', ',']).next().unwrap_or_default().to_owned();
    let wanted = kind(&failure.broken);
    let mut smallest = failure;
    let lines = |text: &str| text.split_inclusive('\n').map(str::to_owned).collect::<Vec<_>>();
    let letters = |text: &str| text.chars().map(String::from).collect::<Vec<_>>();
    for split in [&lines as &dyn Fn(&str) -> Vec<String>, &letters] {
        for index in 0..smallest.texts.len() {
            let mut parts = split(&smallest.texts[index]);
            let mut size = parts.len().div_ceil(2).max(1);
            loop {
                let mut at = 0;
                while at < parts.len() {
                    let mut fewer = parts.clone();
                    fewer.drain(at..parts.len().min(at + size));
                    let mut texts = smallest.texts.clone();
                    texts[index] = fewer.concat();
                    match check(&texts).filter(|broken| kind(broken) == wanted) {
                        Some(broken) => {
                            parts = fewer;
                            smallest = Failure { texts, broken };
                        }
                        None => at += size,
                    }
                }
                if size == 1 {
                    break;
                }
                size = size.div_ceil(2);
            }
        }
    }
    smallest
}

#[track_caller]
fn report(what: &str, (tried, count, failures): (usize, usize, Vec<Failure>)) {
    println!("{tried} {what}, {count} failures");
    for failure in &failures {
        println!("{:?}\n    {}", failure.texts, failure.broken);
    }
    assert!(count == 0, "{count} of {tried} {what} fail");
}

/// The laws hold, formatting is not refused, and formatting twice is formatting once, with unsafe fixes, too.
#[test]
fn laws_hold_for_any_list() {
    let lists = lists();
    let make = |numbers: &mut Numbers| {
        let (text, other) = (piece(&lists, numbers), piece(&lists, numbers));
        vec![mutated(&text, &other, "zq", numbers)]
    };
    let check = |texts: &[String]| {
        let config = Config::default();
        let broken = broken_laws(&texts[0], &config).join("; ");
        if !broken.is_empty() {
            return Some(broken);
        }
        let once = match format(&texts[0], &config, Applicability::Unsafe) {
            Ok(formatted) => formatted.output?,
            Err(error) => return Some(format!("unsafe fixes refused: {error}")),
        };
        match format(&once, &config, Applicability::Unsafe) {
            Ok(formatted) => formatted.output.map(|twice| format!("unsafe fixes twice: {once:?} {twice:?}")),
            Err(error) => Some(format!("unsafe fixes refused the second time: {error}")),
        }
    };
    report("mutated lists", run(make, check));
}

/// A merge of two changed sides is git's where git's is clean, and holds what either side brought in where it is not.
#[test]
fn merges_lose_nothing() {
    let lists = lists();
    let make = |numbers: &mut Numbers| {
        let (base, other) = (piece(&lists, numbers), piece(&lists, numbers));
        let base = if numbers.below(3) == 0 { mutated(&base, &other, "base", numbers) } else { base };
        let (ours, theirs) =
            (mutated(&base, &other, "zqours", numbers), mutated(&base, &other, "zqtheirs", numbers));
        vec![base, ours, theirs]
    };
    let check = |texts: &[String]| {
        let [base, ours, theirs] = texts else { return None };
        let mut broken = broken(base, ours, theirs);
        let merged = merge(base, ours, theirs, &Config::default(), &ConflictStyle::default());
        let words = |text: &str| {
            text.split(|c: char| !c.is_alphanumeric())
                .filter(|word| word.starts_with("zq"))
                .map(str::to_owned)
                .collect::<Vec<_>>()
        };
        // A list may have such words of its own, and a side may take them away.
        let (kept, own) = (words(&merged.text), words(base));
        let is_lost = |word: &String| !kept.contains(word) && !own.contains(word);
        let lost = [ours, theirs].into_iter().flat_map(|side| words(side)).find(is_lost);
        broken.extend(lost.map(|word| format!("lost {word}: {:?}", merged.text)));
        (!broken.is_empty()).then(|| broken.join("; "))
    };
    report("merges", run(make, check));
}
