//! `relist schema`: the JSON Schema of what is read and printed.

use std::io;

use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, Schema as Document, schema_for};

use super::Status;
use super::args::{Schema, SchemaFormat};
use super::console::Console;
use crate::config::Config;
use crate::records::Dataset;
use crate::report::{JsonDiff, JsonReport};

pub(super) fn run(args: &Schema, console: &mut Console) -> io::Result<Status> {
    let (title, mut schema): (_, Document) = match args.format {
        SchemaFormat::Config => ("The settings of relist: relist.toml", schema_for!(Config)),
        SchemaFormat::Records => ("The records of a list, as relist extracts them", schema_for!(Dataset)),
        SchemaFormat::Findings => ("The findings of relist check", schema_of_output::<JsonReport<'_>>()),
        SchemaFormat::Diff => ("The changes of relist diff", schema_of_output::<JsonDiff<'_>>()),
    };
    schema.insert("title".to_owned(), title.into());
    let mut text = serde_json::to_string_pretty(&schema).map_err(io::Error::other)?;
    text.push('\n');
    console.print(text)?;
    Ok(Status::Done)
}

/// The schema of what is only ever written: all that is in it is there each time.
fn schema_of_output<T: JsonSchema>() -> Document {
    SchemaSettings::draft2020_12().for_serialize().into_generator().into_root_schema_for::<T>()
}
