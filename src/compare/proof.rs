//! The proof that a merge lost nothing and made nothing up.
//!
//! It is made on the result, parsed again, and knows nothing of how that was put together: only what the entries of all
//! four texts are called, where they lead and what their cells say. The words of all lines are counted besides, whatever
//! the parser makes of them.

use std::collections::{HashMap, HashSet};

use super::conflict::{MergePart, MergeParts};
use super::loss;
use super::version::{ComparedVersion, RowOrItem, UnitGroup};
use crate::config::Config;
use crate::records::identity::squeezed;
use crate::text::Span;
use crate::value::looks_like_date;

/// Whether each entry that a side added or changed, and each that both kept, is in the result or between markers, and
/// nothing is in it that no version says.
pub(super) fn holds(versions: &[ComparedVersion<'_>; 3], parts: &MergeParts, line_end: &str) -> bool {
    if !loss::nothing_is_lost(versions.each_ref().map(ComparedVersion::source), parts) {
        return false;
    }
    let mut settled = MergeParts::default();
    let mut disputed = HashSet::new();
    for part in &parts.0 {
        match part {
            MergePart::Text(text) => settled.push_text(text, line_end),
            MergePart::Conflict(conflict) => {
                disputed.extend(conflict.ours.lines().chain(conflict.theirs.lines()).map(squeezed));
            }
        }
    }
    let text = settled.settled().unwrap_or_default();
    let result = ComparedVersion::new(&text, &Config::default());
    let result = Sayings::of(&result, &HashSet::new());
    let [base, ours, theirs] = versions.each_ref().map(|version| Sayings::of(version, &disputed));
    let proof = Proof { base: &base, ours: &ours, theirs: &theirs, result: &result };
    proof.entries_are_there() && proof.words_are_there() && proof.nothing_is_invented()
}

/// What the entries of a text say, those left out that stand between markers.
#[derive(Default)]
struct Sayings {
    /// How many entries there are by link and name.
    entries: HashMap<(Option<String>, String), usize>,
    names: HashSet<String>,
    urls: HashSet<String>,
    /// Cells, and lines of items.
    words: HashSet<String>,
    /// The same of all entries.
    all_words: HashSet<String>,
}

impl Sayings {
    fn of(version: &ComparedVersion<'_>, disputed: &HashSet<String>) -> Self {
        let mut sayings = Self::default();
        sayings.add_groups(version, &version.groups, disputed);
        sayings
    }

    fn add_groups(
        &mut self,
        version: &ComparedVersion<'_>,
        groups: &[UnitGroup],
        disputed: &HashSet<String>,
    ) {
        for unit in groups.iter().flat_map(|group| &group.units) {
            self.add(version, unit, disputed);
            self.add_groups(version, &unit.groups, disputed);
        }
    }

    fn add(&mut self, version: &ComparedVersion<'_>, unit: &RowOrItem, disputed: &HashSet<String>) {
        let words = words(version, unit);
        self.all_words.extend(words.iter().cloned());
        let mut lines = unit.span.of(version.source()).lines().map(squeezed).filter(|line| !line.is_empty());
        if !disputed.is_empty() && lines.all(|line| disputed.contains(&line)) {
            return;
        }
        let identity = &unit.identity;
        *self.entries.entry((identity.url.clone(), identity.name.clone())).or_default() += 1;
        self.names.insert(identity.name.clone());
        self.urls.extend(identity.url.clone());
        self.words.extend(words);
    }
}

/// What a unit says by itself: the cells of a row, the lines of an item, cut at the destination of its link.
fn words(version: &ComparedVersion<'_>, unit: &RowOrItem) -> Vec<String> {
    let source = version.source();
    if unit.marker.is_empty() {
        return unit.identity.cells.iter().filter(|cell| !cell.is_empty()).cloned().collect();
    }
    let mut spans = Vec::new();
    let mut start = unit.marker.end;
    for group in &unit.groups {
        spans.push(Span::new(start, group.span.start));
        start = group.span.end;
    }
    spans.push(Span::new(start, unit.span.end));
    let cut = spans.into_iter().flat_map(|span| match unit.destination {
        Some(url) if span.contains(url) => {
            vec![Span::new(span.start, url.start), url, Span::new(url.end, span.end)]
        }
        _ => vec![span],
    });
    let lines = cut.flat_map(|span| span.of(source).lines().map(squeezed));
    lines.filter(|line| !line.is_empty()).collect()
}

struct Proof<'a> {
    base: &'a Sayings,
    ours: &'a Sayings,
    theirs: &'a Sayings,
    result: &'a Sayings,
}

impl Proof<'_> {
    /// Each entry that a side added, and as many of each as both kept.
    fn entries_are_there(&self) -> bool {
        let count = |sayings: &Sayings, key| sayings.entries.get(key).copied().unwrap_or(0);
        let sides = [self.ours, self.theirs];
        sides.into_iter().flat_map(|side| &side.entries).all(|(key, _)| {
            let [base, ours, theirs] = [self.base, self.ours, self.theirs].map(|side| count(side, key));
            let needed = if base == 0 { ours.max(theirs).min(1) } else { base.min(ours).min(theirs) };
            count(self.result, key) >= needed || self.is_put_together(key)
        })
    }

    /// Whether one side changed the name of an entry and the other one where it leads.
    fn is_put_together(&self, (url, name): &(Option<String>, String)) -> bool {
        let name = self.result.names.contains(name) || self.base.names.contains(name);
        let known = |url: &String| self.result.urls.contains(url) || self.base.urls.contains(url);
        name && url.as_ref().is_none_or(known)
    }

    /// All that a side adds or changes, and all that no side changed.
    fn words_are_there(&self) -> bool {
        let new =
            self.ours.words.iter().chain(&self.theirs.words).filter(|word| !self.base.words.contains(*word));
        let kept = |word: &&String| self.ours.words.contains(*word) && self.theirs.words.contains(*word);
        new.chain(self.base.words.iter().filter(kept))
            .all(|word| self.result.words.contains(word) || looks_like_date(word))
    }

    fn nothing_is_invented(&self) -> bool {
        let known = [self.base, self.ours, self.theirs];
        let is_known = |word: &String| known.iter().any(|side| side.all_words.contains(word));
        self.result.words.iter().all(|word| is_known(word) || looks_like_date(word))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compare::conflict::Conflict;

    const BASE: &str =
        "| a | b |\n|---|---|\n| [x](https://x.example) | 1 |\n\n- [i](https://i.example) - one\n";

    fn proved(ours: &str, theirs: &str, parts: Vec<MergePart>) -> bool {
        let versions = [BASE, ours, theirs].map(|text| ComparedVersion::new(text, &Config::default()));
        holds(&versions, &MergeParts(parts), "\n")
    }

    fn text(text: &str) -> Vec<MergePart> {
        vec![MergePart::Text(text.to_owned())]
    }

    #[test]
    fn what_a_side_added_must_be_there() {
        let ours = BASE.replace("| 1 |\n", "| 1 |\n| [y](https://y.example) | 2 |\n");
        let theirs = format!("{BASE}- [j](https://j.example) - two\n");
        let both = format!("{ours}- [j](https://j.example) - two\n");
        assert!(proved(&ours, &theirs, text(&both)));
        assert!(!proved(&ours, &theirs, text(&ours)));
        assert!(!proved(&ours, &theirs, text(&theirs)));
    }

    #[test]
    fn what_both_kept_must_be_there() {
        assert!(proved(BASE, BASE, text(BASE)));
        assert!(!proved(BASE, BASE, text("- [i](https://i.example) - one\n")));
        assert!(!proved(BASE, BASE, text(&BASE.replace("| 1 |", "|  |"))));
    }

    #[test]
    fn nothing_may_be_made_up() {
        assert!(!proved(BASE, BASE, text(&BASE.replace("one", "eleven"))));
        assert!(!proved(BASE, BASE, text(&BASE.replace("| 1 |\n", "| 1 |\n| z | 2 |\n"))));
    }

    #[test]
    fn what_stands_between_markers_is_there() {
        let changed = |value: &str| BASE.replace("| 1 |", &format!("| {value} |"));
        let row = |value: &str| format!("| [x](https://x.example) | {value} |\n");
        let conflict = Conflict { base: row("1"), ours: row("2"), theirs: row("3") };
        let parts = vec![
            MergePart::Text("| a | b |\n|---|---|\n".to_owned()),
            MergePart::Conflict(conflict),
            MergePart::Text("\n- [i](https://i.example) - one\n".to_owned()),
        ];
        assert!(proved(&changed("2"), &changed("3"), parts.clone()));
        assert!(!proved(&changed("2"), &changed("4"), parts));
    }
}
