//! The sections of a page, by the headings of the list, and the anchors that lead to them.

use std::collections::{HashMap, HashSet};

use crate::document::{Document, Listing, slug};
use crate::toc::is_about;

/// The sections that hold entries.
#[derive(Debug)]
pub(super) struct Sections<'doc> {
    /// In the order of the text; a section comes before its parts.
    pub(super) all: Vec<PageSection<'doc>>,
    /// What stands under no heading but the title.
    pub(super) top: SectionContent,
    /// Where each section of the document is among them.
    places: HashMap<usize, usize>,
}

/// A section of the page.
#[derive(Debug)]
pub(super) struct PageSection<'doc> {
    pub(super) title: &'doc str,
    /// Its anchor: the one that GitHub gives it, so that links in the list lead to it.
    pub(super) id: String,
    /// How deep it lies, from 0.
    pub(super) depth: usize,
    /// How many entries it and its parts hold.
    pub(super) entries: usize,
    pub(super) inside: SectionContent,
}

/// What stands right under a heading, or under none.
#[derive(Debug, Default)]
pub(super) struct SectionContent {
    /// By index, its listings.
    pub(super) groups: Vec<usize>,
    /// By index, the sections that are parts of it.
    pub(super) parts: Vec<usize>,
}

impl<'doc> Sections<'doc> {
    /// The sections that hold `listings`; that which is the title is none of them.
    pub(super) fn of(
        document: &'doc Document<'_>,
        title: Option<usize>,
        listings: impl Iterator<Item = &'doc Listing>,
    ) -> Self {
        let headings = document.sections();
        let mut entries = vec![0; headings.len()];
        for listing in listings {
            let above = |&section: &usize| headings.get(section).and_then(|section| section.parent);
            for section in std::iter::successors(listing.section, above) {
                entries[section] += listing.entries().len();
            }
        }
        let mut ids = Ids::default();
        let mut sections = Self { all: Vec::new(), top: SectionContent::default(), places: HashMap::new() };
        for (index, (heading, entries)) in headings.iter().zip(entries).enumerate() {
            // GitHub numbers the anchors of all headings, those without entries among them.
            let id = ids.numbered_from(1, &slug(&heading.title));
            if entries == 0 || title == Some(index) {
                continue;
            }
            let parent = heading.parent.and_then(|parent| sections.places.get(&parent).copied());
            let depth = parent.map_or(0, |parent: usize| sections.all[parent].depth + 1);
            let own = sections.all.len();
            sections.inside_mut(parent).parts.push(own);
            sections.places.insert(index, own);
            sections.all.push(PageSection {
                title: &heading.title,
                id,
                depth,
                entries,
                inside: SectionContent::default(),
            });
        }
        sections
    }

    /// Notes that the group `group` is `listing`, and says which section that stands in.
    pub(super) fn add_group(&mut self, listing: &Listing, group: usize) -> Option<usize> {
        let section = listing.section.and_then(|section| self.places.get(&section).copied());
        self.inside_mut(section).groups.push(group);
        section
    }

    fn inside_mut(&mut self, section: Option<usize>) -> &mut SectionContent {
        match section.and_then(|section| self.all.get_mut(section)) {
            Some(section) => &mut section.inside,
            None => &mut self.top,
        }
    }
}

/// Where a list says what it is called.
pub(super) enum Title {
    Section(usize),
    Html(String),
    Nowhere,
}

impl Title {
    pub(super) fn of(document: &Document<'_>) -> Self {
        match (html_title(document), title_section(document)) {
            (Some(title), _) => Self::Html(title),
            (None, Some(section)) => Self::Section(section),
            (None, None) => Self::Nowhere,
        }
    }

    pub(super) fn section(&self) -> Option<usize> {
        if let Self::Section(section) = self { Some(*section) } else { None }
    }

    pub(super) fn text(self, document: &Document<'_>) -> Option<String> {
        match self {
            Self::Section(section) => document.sections().get(section).map(|section| section.title.clone()),
            Self::Html(title) => Some(title),
            Self::Nowhere => None,
        }
    }
}

/// The heading that stands over the whole list: the first one, if no other is of its level, or if it says nothing else
/// than what the list is called.
fn title_section(document: &Document<'_>) -> Option<usize> {
    let (first, rest) = document.sections().split_first()?;
    let stands_above = || rest.iter().all(|section| section.level > first.level);
    let has_entries = || {
        let above = |&section: &usize| document.sections().get(section).and_then(|section| section.parent);
        let holds =
            |listing: &Listing| std::iter::successors(listing.section, above).any(|section| section == 0);
        document.listings().iter().any(|listing| !listing.entries().is_empty() && holds(listing))
    };
    (stands_above() || (first.level == 1 && !is_about(&first.title, false) && !has_entries())).then_some(0)
}

/// The heading in HTML that stands before all sections, as it does where it is centred.
fn html_title(document: &Document<'_>) -> Option<String> {
    let anchors = document.anchor_places();
    let mut headings = anchors.into_iter().filter_map(|anchor| Some((anchor.span, anchor.heading?)));
    let (span, first) = headings.next()?;
    let stands_above = document.sections().iter().all(|section| section.span.start > span.start);
    (stands_above && first.level == 1).then_some(first.title)
}

/// The anchors of a page, each given once.
#[derive(Default)]
pub(super) struct Ids {
    used: HashSet<String>,
    /// How often each was asked for.
    asked: HashMap<String, usize>,
}

impl Ids {
    pub(super) fn reserve(&mut self, ids: impl Iterator<Item = String>) {
        self.used.extend(ids);
    }

    pub(super) fn free(&mut self, wanted: &str) -> String {
        self.numbered_from(2, wanted)
    }

    /// `wanted`, or with a number behind it where that is taken.
    pub(super) fn numbered_from(&mut self, first: usize, wanted: &str) -> String {
        let wanted = if wanted.is_empty() { "section" } else { wanted };
        let asked = self.asked.entry(wanted.to_owned()).or_default();
        loop {
            let id = match *asked {
                0 => wanted.to_owned(),
                before => format!("{wanted}-{}", before + first - 1),
            };
            *asked += 1;
            if self.used.insert(id.clone()) {
                return id;
            }
        }
    }
}
