//! Where the entry of a section belongs among those that there are: by the page, by the alphabet, or behind the section
//! that stands before it.

use std::collections::HashMap;

use super::Toc;
use crate::convention::moved;

/// The lines of a table of contents and the order that they keep.
pub(super) struct Places<'a, 'src> {
    toc: &'a Toc<'src>,
    /// The line of each heading that is listed, by heading.
    line_of: HashMap<usize, usize>,
    /// By line: the heading it leads to, where no line before leads there.
    pub(super) targets: Vec<Option<usize>>,
    /// By line: whether it stays where it is, and others may go by it.
    pub(super) fixed: Vec<bool>,
    /// Whether the entries follow the page, but for a few.
    pub(super) follows_page: bool,
    /// By line: whether it stands in the alphabetical order that its neighbours keep.
    by_alphabet: Vec<bool>,
    /// By line: the first line behind it that is not nested in it.
    ends: Vec<usize>,
    /// The lines that stay, each behind its heading; in the order of both where they follow the page.
    stays: Vec<(usize, usize)>,
    siblings: HashMap<(Option<usize>, u8), Siblings>,
    /// By section, the lines of those parts of it that are listed.
    parts: HashMap<usize, Vec<usize>>,
}

/// The entries of the sections that have one parent and one level.
#[derive(Default)]
struct Siblings {
    /// What each is sorted by, and its line, in the order of the lines.
    titles: Vec<(String, usize)>,
    /// By index among `titles`, the last title in the alphabet up to there.
    last_so_far: Vec<usize>,
    /// Heading and line, in the order of the headings.
    by_page: Vec<(usize, usize)>,
    is_sorted: bool,
}

impl<'a, 'src> Places<'a, 'src> {
    pub(super) fn of(toc: &'a Toc<'src>) -> Self {
        let mut line_of = HashMap::new();
        let mut targets = vec![None; toc.lines.len()];
        let mut listed = Vec::new();
        let mut parts: HashMap<usize, Vec<usize>> = HashMap::new();
        for (index, line) in toc.lines.iter().enumerate() {
            if let Some(heading) = line.target.heading()
                && !line_of.contains_key(&heading)
            {
                line_of.insert(heading, index);
                targets[index] = Some(heading);
                listed.push((heading, index));
                if let Some(parent) = toc.headings.all[heading].parent {
                    parts.entry(parent).or_default().push(index);
                }
            }
        }
        let moves = moved(&ranks(&listed));
        let strays = moves.iter().filter(|&&moves| moves).count();
        let follows_page = strays == 0 || (strays == 1 && listed.len() >= 5) || strays * 8 <= listed.len();
        let mut fixed = vec![false; toc.lines.len()];
        for (&(_, line), moves) in listed.iter().zip(moves) {
            fixed[line] = !moves || !follows_page;
        }
        let by_alphabet = by_alphabet(toc);
        listed.retain(|&(_, line)| fixed[line]);
        let siblings = if follows_page { HashMap::new() } else { siblings(toc, &listed) };
        Self {
            toc,
            line_of,
            targets,
            fixed,
            follows_page,
            by_alphabet,
            ends: ends(toc),
            stays: listed,
            siblings,
            parts,
        }
    }

    /// The lines of the parts of `heading`, of the next level alone.
    pub(super) fn parts_of(&self, heading: usize) -> &[usize] {
        self.parts.get(&heading).map_or(&[], Vec::as_slice)
    }

    /// How deep the entry of `heading` is nested in that of the section it is a part of; 0 where none is listed.
    pub(super) fn depth_below_parent(&self, heading: usize) -> usize {
        let mut above = self.toc.headings.ancestors(heading);
        let line = above.find_map(|above| self.line_of.get(&above));
        line.map_or(0, |&line| self.toc.lines[line].depth + 1)
    }

    /// Whether the line does not follow the page, and is not where the alphabet wants it, either.
    pub(super) fn is_misplaced(&self, line: usize) -> bool {
        self.targets[line].is_some() && !self.fixed[line] && !self.by_alphabet[line]
    }

    pub(super) fn is_listed(&self, heading: usize) -> bool {
        self.line_of.contains_key(&heading)
    }

    /// The last line that stays and leads to a section before `heading` on the page.
    pub(super) fn line_before(&self, heading: usize) -> Option<usize> {
        let before = self.stays.partition_point(|&(target, _)| target < heading);
        before.checked_sub(1).map(|index| self.stays[index].1)
    }

    /// By line, the last one before it that stays.
    pub(super) fn stays_before(&self) -> Vec<Option<usize>> {
        let mut last = None;
        let each = self.fixed.iter().enumerate().map(|(line, fixed)| {
            let before = last;
            last = if *fixed { Some(line) } else { last };
            before
        });
        each.collect()
    }

    /// The line before which the entry of `heading` belongs.
    pub(super) fn place(&self, heading: usize) -> usize {
        if !self.follows_page {
            return self.place_among_siblings(heading);
        }
        let Some(before) = self.line_before(heading) else {
            return self.stays.first().map_or(0, |&(_, line)| line);
        };
        let all = &self.toc.headings.all;
        let is_above = self.targets[before].is_some_and(|target| all[target].level < all[heading].level);
        if is_above {
            return before + 1;
        }
        // What is nested in an entry stays with it, unless it is a part of the section whose entry is to stand here.
        let mut place = before + 1;
        let is_sibling = self.targets[before].is_some_and(|target| all[target].level == all[heading].level);
        let is_part = |line: usize| {
            let target = self.targets[line].filter(|_| self.fixed[line]);
            target.is_some_and(|target| self.toc.headings.ancestors(target).any(|above| above == heading))
        };
        while place < self.ends[before] && !is_part(place) && (is_sibling || !self.fixed[place]) {
            place += 1;
        }
        place
    }

    fn place_among_siblings(&self, heading: usize) -> usize {
        let own = &self.toc.headings.all[heading];
        let Some(siblings) = self.siblings.get(&(own.parent, own.level)) else { return self.toc.lines.len() };
        if siblings.is_sorted {
            let key = sort_key(&own.title);
            let next = siblings.last_so_far.partition_point(|&last| siblings.titles[last].0 <= key);
            if let Some((_, line)) = siblings.titles.get(next) {
                return *line;
            }
            return siblings.titles.last().map_or(0, |(_, line)| self.ends[*line]);
        }
        let before = siblings.by_page.partition_point(|&(target, _)| target < heading);
        match before.checked_sub(1).map(|index| siblings.by_page[index].1) {
            Some(line) => self.ends[line],
            None => siblings.by_page.first().map_or(0, |&(_, line)| line),
        }
    }
}

/// The rank of each heading among those that are listed.
fn ranks(listed: &[(usize, usize)]) -> Vec<usize> {
    let mut places: Vec<usize> = (0..listed.len()).collect();
    places.sort_by_key(|&place| listed[place].0);
    let mut ranks = vec![0; listed.len()];
    for (rank, place) in places.into_iter().enumerate() {
        ranks[place] = rank;
    }
    ranks
}

/// By line, the first one behind it that is not nested in it.
fn ends(toc: &Toc<'_>) -> Vec<usize> {
    let mut ends = vec![toc.lines.len(); toc.lines.len()];
    let mut open: Vec<usize> = Vec::new();
    for (index, line) in toc.lines.iter().enumerate() {
        while let Some(last) = open.pop_if(|last| toc.lines[*last].depth >= line.depth) {
            ends[last] = index;
        }
        open.push(index);
    }
    ends
}

/// By line, whether it stands well among its siblings, where these run from A to Z throughout, but for a few.
fn by_alphabet(toc: &Toc<'_>) -> Vec<bool> {
    let mut groups: Vec<Vec<usize>> = Vec::new();
    // The group that is open at each depth.
    let mut open: Vec<usize> = Vec::new();
    for (index, line) in toc.lines.iter().enumerate() {
        open.truncate(line.depth + 1);
        while open.len() <= line.depth {
            open.push(groups.len());
            groups.push(Vec::new());
        }
        groups[open[line.depth]].push(index);
    }
    let text = |line: usize| toc.lines[line].text();
    let keys: Vec<Vec<String>> =
        groups.iter().map(|group| group.iter().map(|&line| sort_key(text(line))).collect()).collect();
    let pairs = || keys.iter().flat_map(|keys| keys.windows(2));
    let rising = pairs().filter(|pair| pair[0] <= pair[1]).count();
    let mut sorted = vec![false; toc.lines.len()];
    if rising * 10 < pairs().count() * 9 {
        return sorted;
    }
    for (group, keys) in groups.iter().zip(&keys) {
        for (index, &line) in group.iter().enumerate() {
            let before = index.checked_sub(1).is_none_or(|before| keys[before] <= keys[index]);
            sorted[line] = before && keys.get(index + 1).is_none_or(|next| keys[index] <= *next);
        }
    }
    sorted
}

fn siblings(toc: &Toc<'_>, listed: &[(usize, usize)]) -> HashMap<(Option<usize>, u8), Siblings> {
    let mut siblings: HashMap<(Option<usize>, u8), Siblings> = HashMap::new();
    for &(heading, line) in listed {
        let own = &toc.headings.all[heading];
        let group = siblings.entry((own.parent, own.level)).or_default();
        let text = toc.lines[line].link.as_ref().map_or(own.title.as_str(), |link| &link.text);
        group.titles.push((sort_key(text), line));
        group.by_page.push((heading, line));
    }
    for group in siblings.values_mut() {
        let rising = group.titles.windows(2).filter(|pair| pair[0] <= pair[1]).count();
        group.is_sorted = rising * 10 >= group.titles.len().saturating_sub(1) * 8;
        let mut last = 0;
        for index in 0..group.titles.len() {
            last = if group.titles[index].0 > group.titles[last].0 { index } else { last };
            group.last_so_far.push(last);
        }
        group.by_page.sort_unstable();
    }
    siblings
}

/// What titles are compared by.
pub(super) fn sort_key(title: &str) -> String {
    let letters = title.chars().filter(|c| c.is_alphanumeric() || *c == ' ');
    letters.flat_map(char::to_lowercase).collect::<String>().trim().to_owned()
}
