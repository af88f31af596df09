//! Three versions into one: by lines where git can, by entry and cell where it cannot.
//!
//! Where git's line merge is clean the result is git's, byte for byte. Elsewhere each table and each list that is in all
//! three versions becomes one token of the line merge, and is merged by itself: by lines if that is clean, or else entry
//! by entry. So prose is merged as git merges it, and a conflict is no larger than what truly conflicts. What cannot be
//! told for certain is left to the lines.

use std::collections::HashSet;

use super::conflict::{Conflict, ConflictStyle, MergePart, MergeParts};
use super::lines::{self, MergePiece, Refinement};
use super::proof;
use super::version::{self, ComparedVersion, RowOrItem, UnitGroup};
use crate::config::Config;
use crate::page;
use crate::text::Span;

/// The result of a merge.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Merged {
    /// The merged text, with markers around what is in conflict.
    pub text: String,
    /// How many conflicts there are.
    pub conflicts: usize,
}

/// Merges `ours` and `theirs`, which were both made from `base`.
///
/// ```
/// use relist::compare::{ConflictStyle, merge};
/// use relist::config::Config;
///
/// let base = "| Tool | Since |\n|---|---|\n| jq | 2012 |\n";
/// let ours = "| Tool | Since |\n|---|---|\n| jq | 2012 |\n| yq | 2015 |\n";
/// let theirs = "| Tool | Since |\n|---|---|\n| jq | 2013 |\n| gron | 2016 |\n";
/// let merged = merge(base, ours, theirs, &Config::default(), &ConflictStyle::default());
/// assert_eq!(merged.conflicts, 0);
/// assert_eq!(merged.text, "| Tool | Since |\n|---|---|\n| jq | 2013 |\n| yq | 2015 |\n| gron | 2016 |\n");
/// ```
#[must_use]
pub fn merge(base: &str, ours: &str, theirs: &str, config: &Config, style: &ConflictStyle) -> Merged {
    let refinement = if style.with_base { Refinement::WithBase } else { Refinement::Zealous };
    let line_end = line_end(ours);
    let plain = merge_lines([base, ours, theirs], refinement, line_end);
    if let Some(text) = plain.clean {
        return Merged { text, conflicts: 0 };
    }
    let versions = [base, ours, theirs].map(|source| ComparedVersion::new(source, config));
    let anywhere = versions.each_ref().map(ComparedVersion::sayings);
    let merger = Merger { versions: &versions, refinement, line_end, anywhere };
    let whole = [0, 1, 2].map(|index| Region {
        span: Span::new(0, versions[index].source().len()),
        groups: &versions[index].groups,
    });
    let parts = merger.region(whole);
    // What cannot be proved is not handed out: git's own conflicts lose nothing.
    let is_proven = proof::holds(&versions, &parts, line_end)
        && [|conflict: &Conflict| conflict.ours.clone(), |conflict: &Conflict| conflict.theirs.clone()]
            .into_iter()
            .all(|side| page::lines_show_as_in(&parts.resolved(side, line_end), [base, ours, theirs]));
    let parts = if is_proven { parts } else { plain.parts };
    Merged { text: parts.rendered(style, line_end), conflicts: parts.conflicts() }
}

/// Merges by lines alone, as `git merge-file` does.
///
/// ```
/// use relist::compare::{ConflictStyle, line_merge};
///
/// let merged = line_merge("a\n", "a\nb\n", "a\nc\n", &ConflictStyle::default());
/// assert_eq!(merged.text, "a\n<<<<<<< ours\nb\n=======\nc\n>>>>>>> theirs\n");
/// ```
#[must_use]
pub fn line_merge(base: &str, ours: &str, theirs: &str, style: &ConflictStyle) -> Merged {
    let refinement = if style.with_base { Refinement::WithBase } else { Refinement::Zealous };
    let line_end = line_end(ours);
    let LineMerge { clean, parts } = merge_lines([base, ours, theirs], refinement, line_end);
    let text = clean.unwrap_or_else(|| parts.rendered(style, line_end));
    Merged { text, conflicts: parts.conflicts() }
}

/// The line end of a text: that of its first line.
fn line_end(text: &str) -> &'static str {
    let first = text.split_inclusive('\n').next().unwrap_or_default();
    if first.ends_with("\r\n") { "\r\n" } else { "\n" }
}

/// A merge by lines.
pub(super) struct LineMerge {
    /// The text, where nothing is in conflict.
    pub(super) clean: Option<String>,
    pub(super) parts: MergeParts,
}

/// Merges three texts as `git merge-file` does.
pub(super) fn merge_lines(texts: [&str; 3], refinement: Refinement, line_end: &str) -> LineMerge {
    let [base, ours, theirs] = texts.map(lines::lines);
    let pieces = lines::merge(&base, &ours, &theirs, refinement);
    let mut parts = MergeParts::default();
    let mut text = String::new();
    for piece in &pieces {
        match piece {
            MergePiece::Ours(range) | MergePiece::Theirs(range) => {
                let from = if matches!(piece, MergePiece::Ours(_)) { &ours } else { &theirs };
                let settled = from[range.clone()].concat();
                parts.push_text(&settled, line_end);
                text.push_str(&settled);
            }
            MergePiece::Conflict { base: from, ours: our, theirs: their } => {
                let conflict = Conflict {
                    base: base[from.clone()].concat(),
                    ours: ours[our.clone()].concat(),
                    theirs: theirs[their.clone()].concat(),
                };
                parts.push_conflict(conflict, line_end);
            }
        }
    }
    LineMerge { clean: lines::is_clean(&pieces).then_some(text), parts }
}

/// Some whole lines of one version, and the groups in them.
#[derive(Clone, Copy)]
pub(super) struct Region<'v> {
    pub(super) span: Span,
    pub(super) groups: &'v [UnitGroup],
}

/// The three versions, base first, and how they are put together.
pub(super) struct Merger<'v, 'src> {
    pub(super) versions: &'v [ComparedVersion<'src>; 3],
    pub(super) refinement: Refinement,
    pub(super) line_end: &'static str,
    /// What the units of each version say, wherever they stand.
    pub(super) anywhere: [HashSet<&'v [String]>; 3],
}

/// What a region is merged by: lines, and groups that are in all three versions.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum MergeToken<'a> {
    Line(&'a str),
    Group(usize),
}

impl<'v> Merger<'v, '_> {
    /// The text of some lines of the version at `index`.
    pub(super) fn text(&self, index: usize, span: Span) -> &'v str {
        span.of(self.versions[index].source())
    }

    /// Merges a region; groups that are in all three versions are merged by themselves.
    pub(super) fn region(&self, regions: [Region<'v>; 3]) -> MergeParts {
        let triples = self.triples(regions);
        let merged = self.tokens(regions, &triples);
        merged.unwrap_or_else(|| {
            let texts = [0, 1, 2].map(|index| self.text(index, regions[index].span));
            merge_lines(texts, self.refinement, self.line_end).parts
        })
    }

    /// The groups that are in all three versions, by their indices.
    fn triples(&self, regions: [Region<'v>; 3]) -> Vec<[usize; 3]> {
        let side = |index: usize| (&self.versions[index], regions[index].groups);
        let ours = version::partners(side(0), side(1));
        let theirs = version::partners(side(0), side(2));
        let mut by_base = vec![None; regions[0].groups.len()];
        for (index, base) in theirs.iter().enumerate() {
            if let Some(base) = *base {
                by_base[base] = Some(index);
            }
        }
        let both = |(index, base): (usize, &Option<usize>)| {
            let base = (*base)?;
            Some([base, index, by_base[base]?])
        };
        ours.iter().enumerate().filter_map(both).collect()
    }

    /// Merges the lines around the groups; `None` where a group would be lost or stand twice.
    fn tokens(&self, regions: [Region<'v>; 3], triples: &[[usize; 3]]) -> Option<MergeParts> {
        let tokens = [0, 1, 2].map(|side| {
            let mut numbers = vec![None; regions[side].groups.len()];
            for (number, triple) in triples.iter().enumerate() {
                numbers[triple[side]] = Some(number);
            }
            self.tokenize(side, regions[side], &numbers)
        });
        let pieces = lines::merge(&tokens[0], &tokens[1], &tokens[2], self.refinement);
        Self::are_whole(&tokens, &pieces, triples.len()).then(|| {
            let mut parts = MergeParts::default();
            for piece in pieces {
                self.push_piece(&mut parts, piece, regions, &tokens, triples);
            }
            parts
        })
    }

    fn tokenize(&self, side: usize, region: Region<'v>, numbers: &[Option<usize>]) -> Vec<MergeToken<'v>> {
        let mut tokens = Vec::new();
        let mut position = region.span.start;
        for (group, number) in region.groups.iter().zip(numbers) {
            if let Some(number) = number {
                let before = self.text(side, Span::new(position, group.span.start));
                tokens.extend(lines::lines(before).into_iter().map(MergeToken::Line));
                tokens.push(MergeToken::Group(*number));
                position = group.span.end;
            }
        }
        let rest = self.text(side, Span::new(position, region.span.end));
        tokens.extend(lines::lines(rest).into_iter().map(MergeToken::Line));
        tokens
    }

    /// Whether each group is settled once, or in conflict and not settled.
    fn are_whole(tokens: &[Vec<MergeToken<'v>>; 3], pieces: &[MergePiece], groups: usize) -> bool {
        let mut settled = vec![0_usize; groups];
        let mut disputed = vec![false; groups];
        for piece in pieces {
            match piece {
                MergePiece::Ours(range) => count(&tokens[1][range.clone()], |group| settled[group] += 1),
                MergePiece::Theirs(range) => count(&tokens[2][range.clone()], |group| settled[group] += 1),
                MergePiece::Conflict { ours, theirs, .. } => {
                    count(&tokens[1][ours.clone()], |group| disputed[group] = true);
                    count(&tokens[2][theirs.clone()], |group| disputed[group] = true);
                }
            }
        }
        settled.iter().zip(disputed).all(|(settled, disputed)| *settled == usize::from(!disputed))
    }

    fn push_piece(
        &self,
        parts: &mut MergeParts,
        piece: MergePiece,
        regions: [Region<'v>; 3],
        tokens: &[Vec<MergeToken<'v>>; 3],
        triples: &[[usize; 3]],
    ) {
        let (side, range) = match piece {
            MergePiece::Ours(range) => (1, range),
            MergePiece::Theirs(range) => (2, range),
            MergePiece::Conflict { base, ours, theirs } => {
                let [base, ours, theirs] = [(0, base), (1, ours), (2, theirs)].map(|(side, range)| {
                    let written = tokens[side][range].iter().map(|token| match token {
                        MergeToken::Line(line) => *line,
                        MergeToken::Group(number) => {
                            self.text(side, regions[side].groups[triples[*number][side]].span)
                        }
                    });
                    written.collect::<String>()
                });
                parts.push_conflict(Conflict { base, ours, theirs }, self.line_end);
                return;
            }
        };
        for token in &tokens[side][range] {
            match token {
                MergeToken::Line(line) => parts.push_text(line, self.line_end),
                MergeToken::Group(number) => {
                    let groups = [0, 1, 2].map(|side| &regions[side].groups[triples[*number][side]]);
                    parts.append(self.group(groups), self.line_end);
                }
            }
        }
    }

    /// Merges a group that is in all three versions.
    fn group(&self, groups: [&'v UnitGroup; 3]) -> MergeParts {
        let texts = [0, 1, 2].map(|side| self.text(side, groups[side].span));
        let by_lines = merge_lines(texts, self.refinement, self.line_end);
        if by_lines.clean.is_some() {
            return by_lines.parts;
        }
        let by_entries = match groups.map(|group| group.table) {
            [Some(base), Some(ours), Some(theirs)] => self.table(groups, [base, ours, theirs]),
            _ => Some(self.list(groups)),
        };
        by_entries.unwrap_or(by_lines.parts)
    }

    /// The text that both sides made of `texts` (base first), where they agree or only one changed it.
    pub(super) fn settle<T: PartialEq>([base, ours, theirs]: [T; 3]) -> Option<T> {
        if ours == theirs || theirs == base {
            Some(ours)
        } else if ours == base {
            Some(theirs)
        } else {
            None
        }
    }

    /// Whether one side changed a unit and the other one, from whose group it is gone, says the same of it elsewhere.
    pub(super) fn is_elsewhere(&self, units: [Option<&'v RowOrItem>; 3]) -> bool {
        let says =
            |side: usize, unit: &RowOrItem| self.anywhere[side].contains(unit.identity.cells.as_slice());
        match units {
            [Some(_), Some(ours), None] => says(2, ours),
            [Some(_), None, Some(theirs)] => says(1, theirs),
            _ => false,
        }
    }

    /// The conflict of three units, any of which may be missing.
    pub(super) fn conflict(&self, units: [Option<&'v RowOrItem>; 3]) -> MergeParts {
        let text =
            |side: usize| units[side].map_or_else(String::new, |unit| self.text(side, unit.span).to_owned());
        MergeParts(vec![MergePart::Conflict(Conflict { base: text(0), ours: text(1), theirs: text(2) })])
    }
}

fn count(tokens: &[MergeToken<'_>], mut add: impl FnMut(usize)) {
    for token in tokens {
        if let MergeToken::Group(number) = token {
            add(*number);
        }
    }
}
