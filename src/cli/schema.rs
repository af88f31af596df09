//! `relist schema`: the JSON Schema of what is read and printed.

use std::io;

use schemars::generate::SchemaSettings;
use schemars::transform::{RecursiveTransform, Transform};
use schemars::{JsonSchema, Schema as Document, schema_for};

use super::Status;
use super::args::{SchemaArgs, SchemaFormat};
use super::console::Console;
use crate::config::Config;
use crate::records::Dataset;
use crate::report::{JsonDiff, JsonOverview, JsonReport};

pub(super) fn run(args: &SchemaArgs, console: &mut Console) -> io::Result<Status> {
    let (name, title, mut schema): (_, _, Document) = match args.format {
        SchemaFormat::Config => ("config", "The settings of relist: relist.toml", schema_for!(Config)),
        SchemaFormat::Records => {
            ("records", "The records of a list, as relist extracts them", schema_for!(Dataset))
        }
        SchemaFormat::Findings => {
            ("findings", "The findings of relist check", schema_of_output::<JsonReport<'_>>())
        }
        SchemaFormat::Diff => ("diff", "The changes of relist diff", schema_of_output::<JsonDiff<'_>>()),
        SchemaFormat::Overview => {
            ("overview", "What relist overview sees in lists", schema_of_output::<JsonOverview<'_>>())
        }
    };
    RecursiveTransform(without_rust).transform(&mut schema);
    schema.insert("$id".to_owned(), format!("urn:relist:schema:{name}:1").into());
    schema.insert("title".to_owned(), title.into());
    let mut text = serde_json::to_string_pretty(&schema).map_err(io::Error::other)?;
    text.push('\n');
    console.document(text)?;
    Ok(Status::Done)
}

/// The schema of what is only ever written: all that is in it is there each time.
fn schema_of_output<T: JsonSchema>() -> Document {
    SchemaSettings::draft2020_12().for_serialize().into_generator().into_root_schema_for::<T>()
}

/// Descriptions come from the documentation of the types, whose examples and links are for those who write Rust.
fn without_rust(schema: &mut Document) {
    let Some(description) = schema.get("description").and_then(|text| text.as_str()) else { return };
    // What follows an example explains it.
    let text = match description.split_once("```") {
        Some((before, _)) => before.split("\n\n").next().unwrap_or_default(),
        None => description,
    };
    let text = plain_links(text.trim());
    schema.insert("description".to_owned(), text.into());
}

/// `text` with each link of rustdoc, ``[`Dataset`](super::Dataset)`` or ``[`Dataset`]``, as its words.
fn plain_links(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("[`") {
        plain.push_str(before);
        let Some((name, after)) = after.split_once("`]") else {
            plain.push_str("[`");
            rest = after;
            continue;
        };
        // `Record::cells` is `cells` in JSON.
        plain.extend(["`", name.rsplit("::").next().unwrap_or(name), "`"]);
        let target = after.strip_prefix('(').and_then(|target| target.split_once(')'));
        rest = target.map_or(after, |(_, after)| after);
    }
    plain + rest
}

#[cfg(test)]
mod tests {
    use super::plain_links;

    #[test]
    fn links_of_rustdoc_become_words() {
        assert_eq!(plain_links("a [`B`](super::B), [`C::c`] and `[x]`."), "a `B`, `c` and `[x]`.");
        assert_eq!(plain_links("an [`open one"), "an [`open one");
    }
}
