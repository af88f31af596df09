//! A data file with other entries: what stays keeps its bytes, comments and unknown fields among them.
//!
//! Whatever the format, a file is its entries, what is before the first and after the last of them, and the gaps in
//! between. The formats tell where the entries are, and write a field or an entry in the way of those that are there.

use serde_json::{Map, Value as Json};

use super::{DataFormat, DataProblem, json_text, separated_text, yaml_text};
use crate::text::Span;

/// An entry of the file afterwards.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::records) enum Slot {
    /// One that is there, by its index, with these fields changed or added.
    Kept { index: usize, changed: Vec<(String, Json)> },
    /// A new one.
    New(Map<String, Json>),
}

/// Where the entries of a file are.
pub(super) struct Layout {
    pub(super) bodies: Vec<Span>,
    /// Where entries go in a file without any, and what is before the first and behind the last of them then.
    pub(super) place: Span,
    pub(super) around: [String; 2],
    /// What is between two entries where the file has fewer than two.
    pub(super) gap: String,
}

impl DataFormat {
    /// The text of a data file whose entries are to be `slots`. `is_alone`: a new entry has a file of its own.
    pub(in crate::records) fn rewrite(
        self,
        text: &str,
        slots: &[Slot],
        is_alone: bool,
    ) -> Result<String, DataProblem> {
        let layout = match self {
            Self::Csv => separated_text::layout(text, b','),
            Self::Tsv => separated_text::layout(text, b'\t'),
            Self::Json => json_text::layout(text),
            Self::JsonLines => Ok(json_text::layout_of_lines(text)),
            Self::Yaml => yaml_text::layout(text),
        }?;
        let kept = |slot: &Slot| match slot {
            Slot::Kept { index, changed } if changed.is_empty() => Some(*index),
            _ => None,
        };
        if slots.len() == layout.bodies.len()
            && slots.iter().enumerate().all(|(at, slot)| kept(slot) == Some(at))
        {
            return Ok(text.to_owned());
        }
        if self == Self::Json && layout.gap == json_text::NO_ARRAY && slots.len() > 1 {
            return Err(DataProblem::OneObject);
        }
        let bodies = slots.iter().map(|slot| self.body(text, &layout, slot, is_alone));
        Ok(recombined(text, &layout, slots, &bodies.collect::<Result<Vec<_>, _>>()?))
    }

    fn body(self, text: &str, layout: &Layout, slot: &Slot, is_alone: bool) -> Result<String, DataProblem> {
        match slot {
            Slot::Kept { index, changed } => {
                let body = layout.bodies.get(*index).copied().unwrap_or(layout.place).of(text);
                match self {
                    _ if changed.is_empty() => Ok(body.to_owned()),
                    Self::Csv => separated_text::changed(text, body, changed, b','),
                    Self::Tsv => separated_text::changed(text, body, changed, b'\t'),
                    Self::Json | Self::JsonLines => json_text::changed(body, changed),
                    Self::Yaml => yaml_text::changed(body, changed),
                }
            }
            Slot::New(fields) => {
                let like = layout.bodies.last().map(|span| span.of(text));
                match self {
                    Self::Csv => separated_text::new(text, fields, b','),
                    Self::Tsv => separated_text::new(text, fields, b'\t'),
                    Self::Json => Ok(json_text::new(like, fields, is_alone)),
                    Self::JsonLines => Ok(json_text::new_line(fields)),
                    Self::Yaml => Ok(yaml_text::new(like, fields, is_alone)),
                }
            }
        }
    }
}

/// The bodies with the gaps that were behind them.
fn recombined(text: &str, layout: &Layout, slots: &[Slot], bodies: &[String]) -> String {
    let gaps: Vec<&str> =
        layout.bodies.windows(2).map(|pair| Span::new(pair[0].end, pair[1].start).of(text)).collect();
    // A comment is not repeated.
    let usual =
        gaps.iter().copied().find(|gap| matches!(gap.trim(), "" | "," | "---")).unwrap_or(&layout.gap);
    let (first, last) = (layout.bodies.first(), layout.bodies.last());
    let (start, end) = (first.unwrap_or(&layout.place).start, last.unwrap_or(&layout.place).end);
    let is_empty = layout.bodies.is_empty() && !slots.is_empty();
    let mut output = text.get(..start).unwrap_or_default().to_owned();
    output.push_str(if is_empty { &layout.around[0] } else { "" });
    for (at, (slot, body)) in slots.iter().zip(bodies).enumerate() {
        output.push_str(body);
        if at + 1 < slots.len() {
            let own = match slot {
                Slot::Kept { index, .. } => gaps.get(*index).copied(),
                Slot::New(_) => None,
            };
            output.push_str(own.unwrap_or(usual));
        }
    }
    output.push_str(if is_empty { &layout.around[1] } else { "" });
    output.push_str(text.get(end..).unwrap_or_default());
    output
}
