//! The JSON Schema of the parts that are read by hand.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};

use super::dataset::{CellFields, CellRecord};
use super::older::FormatVersion;
use super::value::Value;
use crate::value::{Date, Quantity};

impl JsonSchema for FormatVersion {
    fn schema_name() -> Cow<'static, str> {
        "Version".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "description": "The version of the format.", "enum": [1, 2, 3, 4, 5, 6] })
    }
}

impl JsonSchema for CellRecord<'_> {
    fn schema_name() -> Cow<'static, str> {
        "Cell".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "One cell: an object, or its markdown as a string.",
            "anyOf": [{ "type": "string" }, generator.subschema_for::<CellFields>()],
        })
    }
}

impl JsonSchema for Value {
    fn schema_name() -> Cow<'static, str> {
        "Value".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "A date in ISO 8601, amounts, a plain number, or null for what the list does not know.",
            "anyOf": [
                generator.subschema_for::<Date>(),
                { "type": "array", "minItems": 1, "items": generator.subschema_for::<Quantity>() },
                { "type": "number" },
                { "type": "null" },
            ],
        })
    }
}
