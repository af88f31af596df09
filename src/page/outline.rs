//! The items of lists as the page shows them: for writers who make lists of links, and want to know that they are read as
//! they were meant.

use std::collections::HashMap;

use super::block::{Kind, Mark, Page};

/// One item of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct OutlineItem {
    /// How many items it is nested in.
    pub(crate) depth: usize,
    /// Whether the list that it is in is tight.
    pub(crate) is_tight: bool,
    /// Where its first link leads, those of items in it left out.
    pub(crate) url: Option<String>,
}

impl Page {
    /// The items of all lists, by the line on which they start, from 1. Of several on one line, the outermost.
    pub(crate) fn outline(&self) -> HashMap<usize, OutlineItem> {
        let mut items: HashMap<usize, OutlineItem> = HashMap::new();
        // The blocks that are open: of a list whether it is tight, of an item its line.
        let mut open: Vec<(Option<bool>, Option<usize>)> = Vec::new();
        // How many of them are items.
        let mut depth = 0;
        for block in &self.blocks {
            while open.len() > block.depth {
                depth -= usize::from(open.pop().is_some_and(|(_, item)| item.is_some()));
            }
            let mut opened = (None, None);
            match block.kind {
                Kind::List { tight, .. } => opened.0 = Some(tight),
                Kind::Item { .. } => {
                    opened.1 = Some(block.first);
                    let is_tight = open.last().and_then(|(tight, _)| *tight).unwrap_or(true);
                    items.entry(block.first).or_insert(OutlineItem { depth, is_tight, url: None });
                    depth += 1;
                }
                _ => {
                    let mut links = self.content(block).iter().filter(|inline| inline.mark == Mark::Link);
                    let item = open.iter().rev().find_map(|(_, item)| *item);
                    if let Some(item) = item.and_then(|line| items.get_mut(&line))
                        && item.url.is_none()
                    {
                        item.url = links.next().map(|link| self.text_of(link).to_owned());
                    }
                }
            }
            open.push(opened);
        }
        items
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn items_are_told_with_their_depth_and_first_link() {
        let page = Page::read("- [a](#a) and [b](#b)\n  - c\n\n> 1. [d](#d)\n>\n> 2. e\n");
        let item =
            |depth, is_tight, url: Option<&str>| OutlineItem { depth, is_tight, url: url.map(str::to_owned) };
        let expected = [
            (1, item(0, true, Some("#a"))),
            (2, item(1, true, None)),
            (4, item(0, false, Some("#d"))),
            (6, item(0, false, None)),
        ];
        assert_eq!(page.outline(), HashMap::from(expected));
    }
}
