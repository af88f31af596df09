//! The feed of new entries, as Atom (RFC 4287).

use std::cmp::Reverse;
use std::fmt::Write as _;
use std::io;

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};
use sha2::{Digest as _, Sha256};

use super::list::{ListPage, PageEntry, PageListing};
use super::{GENERATOR, PagePlace, address};
use crate::document::LinkKind;
use crate::value::Date;

/// So many entries are in a feed.
const MOST: usize = 50;

/// When an entry came to the list.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum EntryDate {
    /// In seconds since 1970.
    Added(i64),
    Dated(Date),
}

impl ListPage<'_, '_> {
    /// Whether anything tells when entries were added.
    pub(super) fn has_feed(&self) -> bool {
        self.groups
            .iter()
            .any(|group| group.rows.iter().any(|row| row.added.is_some() || self.date(group, row).is_some()))
    }

    /// The entries that were added last, as an Atom feed: by when their lines were added, or, where nothing is known of
    /// that, by their dates. `None` where they have none.
    #[must_use]
    pub fn feed(&self, place: &PagePlace<'_>) -> Option<String> {
        let rows = || self.groups.iter().flat_map(|group| group.rows.iter().map(move |row| (group, row)));
        let is_recorded = rows().any(|(_, row)| row.added.is_some());
        let when = |group, row: &PageEntry<'_>| {
            if is_recorded {
                row.added.map(EntryDate::Added)
            } else {
                self.date(group, row).map(EntryDate::Dated)
            }
        };
        let dated = rows().filter_map(|(group, row)| Some((when(group, row)?, group, row)));
        let mut newest: Vec<_> = dated.collect();
        newest.sort_by_key(|(when, ..)| Reverse(*when));
        newest.truncate(MOST);
        let updated = newest.first()?.0;
        // Nothing that is written to memory fails.
        self.atom(place, updated, &newest).ok()
    }

    fn atom(
        &self,
        place: &PagePlace<'_>,
        updated: EntryDate,
        newest: &[(EntryDate, &PageListing<'_>, &PageEntry<'_>)],
    ) -> io::Result<String> {
        let mut writer = Writer::new_with_indent(Vec::new(), b' ', 2);
        writer.write_event(Event::Decl(BytesDecl::new("1.0", Some("utf-8"), None)))?;
        let feed = writer.create_element("feed").with_attribute(("xmlns", "http://www.w3.org/2005/Atom"));
        feed.write_inner_content(|writer| {
            text(writer, "title", place.title)?;
            text(writer, "id", &place.base_url.map_or_else(|| urn(&[place.title]), str::to_owned))?;
            text(writer, "updated", &updated.rfc_3339())?;
            text(writer, "generator", GENERATOR)?;
            if let Some(base) = place.base_url {
                writer.create_element("link").with_attribute(("href", base)).write_empty()?;
                let own = format!("{base}feed.xml");
                let link = writer.create_element("link").with_attribute(("rel", "self"));
                link.with_attribute(("href", own.as_str())).write_empty()?;
            }
            writer
                .create_element("author")
                .write_inner_content(|writer| text(writer, "name", place.title))?;
            for (when, group, row) in newest {
                let entry = writer.create_element("entry");
                entry.write_inner_content(|writer| self.entry(writer, place, *when, group, row))?;
            }
            Ok(())
        })?;
        Ok(String::from_utf8_lossy(&writer.into_inner()).into_owned() + "\n")
    }

    fn entry(
        &self,
        writer: &mut Writer<Vec<u8>>,
        place: &PagePlace<'_>,
        when: EntryDate,
        group: &PageListing<'_>,
        row: &PageEntry<'_>,
    ) -> io::Result<()> {
        let links = group.listing.cells(row.entry).iter().flat_map(|cell| self.document.cell_links(cell));
        let mut links = links.filter(|link| link.kind != LinkKind::Image).filter_map(address::allowed);
        let link = links.find(|url| address::is_absolute(url));
        let own = place.base_url.map(|base| format!("{base}#{}", row.id));
        text(writer, "title", &row.name)?;
        text(writer, "id", &urn(&[place.title, &row.id, link.as_deref().unwrap_or_default()]))?;
        text(writer, "updated", &when.rfc_3339())?;
        if let Some(url) = link.as_deref().or(own.as_deref()) {
            writer.create_element("link").with_attribute(("href", plain(url).as_str())).write_empty()?;
        }
        let name = group.convention.name_column();
        let others = group.columns.iter().filter(|(own, _)| *own != name);
        let told = others.filter_map(|&(own, pooled)| {
            let said = self.document.cell_text(group.cell(row, own)?).as_str();
            let is_said = !said.is_empty();
            let label = &self.columns[pooled].label;
            let told = if group.listing.is_table() { format!("{label}: {said}") } else { said.to_owned() };
            is_said.then_some(told)
        });
        let told: Vec<String> = told.collect();
        if told.is_empty() { Ok(()) } else { text(writer, "summary", &told.join("\n")) }
    }
}

impl EntryDate {
    /// As RFC 3339 writes it; a part of a date that is not known is the first.
    fn rfc_3339(self) -> String {
        match self {
            Self::Dated(date) => {
                let (month, day) = (date.month().unwrap_or(1), date.day().unwrap_or(1));
                format!("{:04}-{month:02}-{day:02}T00:00:00Z", date.year())
            }
            Self::Added(seconds) => {
                let (year, month, day) = civil(seconds.div_euclid(86_400));
                let rest = seconds.rem_euclid(86_400);
                let (hour, minute, second) = (rest / 3_600, rest / 60 % 60, rest % 60);
                format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z")
            }
        }
    }
}

/// Year, month and day of a day since 1970-01-01, in the Gregorian calendar.
pub(super) fn civil(days: i64) -> (i64, i64, i64) {
    // Years that start in March end in the day that some of them lack; there are 146,097 days in 400 of them.
    let days = days + 719_468;
    let (era, of_era) = (days.div_euclid(146_097), days.rem_euclid(146_097));
    let of_years = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * of_years + of_years / 4 - of_years / 100);
    let shifted = (5 * of_year + 2) / 153;
    let day = of_year - (153 * shifted + 2) / 5 + 1;
    let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
    (of_years + era * 400 + i64::from(month <= 2), month, day)
}

fn text(writer: &mut Writer<Vec<u8>>, name: &str, text: &str) -> io::Result<()> {
    writer.create_element(name).write_text_content(BytesText::new(&plain(text)))?;
    Ok(())
}

/// The text without the characters that XML has no way to write.
fn plain(text: &str) -> String {
    let is_kept = |c: &char| match c {
        '\t' | '\n' | '\r' => true,
        '\u{fffe}' | '\u{ffff}' => false,
        c => *c >= ' ',
    };
    text.chars().filter(is_kept).collect()
}

/// A name that is the same in each run and differs where any of `parts` does: a UUID (RFC 9562) of version 8.
fn urn(parts: &[&str]) -> String {
    let mut digest = Sha256::new();
    for part in parts {
        digest.update(part.as_bytes());
        digest.update([0]);
    }
    let mut bytes: Vec<u8> = digest.finalize().iter().copied().take(16).collect();
    bytes[6] = 0x80 | (bytes[6] & 0x0f);
    bytes[8] = 0x80 | (bytes[8] & 0x3f);
    let mut urn = "urn:uuid:".to_owned();
    for (index, byte) in bytes.iter().enumerate() {
        let dash = if matches!(index, 4 | 6 | 8 | 10) { "-" } else { "" };
        // Writing to a string does not fail.
        let _ = write!(urn, "{dash}{byte:02x}");
    }
    urn
}

#[cfg(test)]
mod tests {
    use super::{EntryDate, plain, urn};

    #[test]
    fn seconds_are_days_and_times() {
        for (seconds, expected) in [
            (0, "1970-01-01T00:00:00Z"),
            (951_782_399, "2000-02-28T23:59:59Z"),
            (951_782_400, "2000-02-29T00:00:00Z"),
            (1_700_000_000, "2023-11-14T22:13:20Z"),
            (-1, "1969-12-31T23:59:59Z"),
        ] {
            assert_eq!(EntryDate::Added(seconds).rfc_3339(), expected);
        }
        assert_eq!(EntryDate::Dated("2023-06".parse().unwrap()).rfc_3339(), "2023-06-01T00:00:00Z");
    }

    #[test]
    fn names_are_uuids_of_their_own() {
        let (one, other) = (urn(&["a", "b"]), urn(&["ab", ""]));
        assert_ne!(one, other);
        assert_eq!((one.len(), one.as_bytes()[23]), (45, b'8'), "{one}");
        assert_eq!(plain("a\u{0}\u{1b}b\u{ffff}\n"), "ab\n");
    }
}
