//! What the columns of a bullet list are: it has no header that would name them.

use std::fmt;

/// A column of a bullet list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Field {
    /// What identifies an entry, with its link: `[Name](url)`, `**[Name](url)**`, `Name`.
    Name,
    /// A date beside the name, or in front of the description.
    Date,
    /// Who wrote or made it: `A. Author, B. Author`, `*Author et al.*`, of `by [Author](url)` the link.
    Authors,
    /// Where a paper appeared: of `(ICML 2019)` the `ICML`.
    Venue,
    /// Further links that stand together: `[[paper](url)] [[code](url)]`, `([Demo](url), [Source](url))`.
    Links,
    /// What is said of it.
    Description,
    /// Badges, code and labels in front of the name or behind the description: `` `MIT` `Go` ``, `(MIT)`, `[Podcast]`.
    Tags,
    /// How many stars it has: `[1023⭐]`, `(★ 88)`; of those the number.
    Stars,
    /// All that is nested in the entry and is not its description.
    Notes,
}

impl Field {
    /// All of them, in the order of columns.
    pub const ALL: [Self; 9] = [
        Self::Name,
        Self::Date,
        Self::Authors,
        Self::Venue,
        Self::Links,
        Self::Description,
        Self::Tags,
        Self::Stars,
        Self::Notes,
    ];

    /// What the column is called in records.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Date => "date",
            Self::Authors => "authors",
            Self::Venue => "venue",
            Self::Links => "links",
            Self::Description => "description",
            Self::Tags => "tags",
            Self::Stars => "stars",
            Self::Notes => "notes",
        }
    }

    /// The column that is called `key`.
    ///
    /// ```
    /// use relist::document::Field;
    ///
    /// assert_eq!(Field::from_key("links"), Some(Field::Links));
    /// assert_eq!(Field::from_key("colour"), None);
    /// ```
    #[must_use]
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|field| field.key() == key)
    }
}

impl fmt::Display for Field {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(self.key())
    }
}
