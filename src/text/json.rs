//! JSON for people and programs: two spaces of indent, as `serde_json` writes it.
//!
//! Records are nested deeply, and a formatter that writes an indent two spaces at a time takes longer than reading the
//! list did; this one writes a line end and the indent behind it in one piece.

use std::io::{self, Write};

use serde::Serialize;
use serde_json::Result;
use serde_json::ser::{Formatter, Serializer};

/// Writes `value`.
///
/// # Errors
///
/// Those of the writer, and those of a value that cannot be JSON.
pub(crate) fn to_writer(writer: impl Write, value: &impl Serialize) -> Result<()> {
    value.serialize(&mut Serializer::with_formatter(writer, Indented::default()))
}

/// `value` as text, with a line end behind it; empty where it cannot be JSON, which no value of ours is.
pub(crate) fn to_text(value: &impl Serialize) -> String {
    let mut json = Vec::new();
    let written = to_writer(&mut json, value).is_ok();
    json.push(b'\n');
    String::from_utf8(json).ok().filter(|_| written).unwrap_or_default()
}

/// What a new line may start with: what closes the value before it, the line end, the indent.
const LINE: &[u8; 66] = b",\n                                                                ";

#[derive(Default)]
struct Indented {
    depth: usize,
    has_value: bool,
}

impl Indented {
    fn open<W: ?Sized + Write>(&mut self, writer: &mut W, bracket: &[u8]) -> io::Result<()> {
        self.depth += 1;
        self.has_value = false;
        writer.write_all(bracket)
    }

    fn close<W: ?Sized + Write>(&mut self, writer: &mut W, bracket: &[u8]) -> io::Result<()> {
        self.depth -= 1;
        if self.has_value {
            self.start_line(writer, true)?;
        }
        writer.write_all(bracket)
    }

    /// Starts a line: that of the first value, or of a bracket, has no comma before it.
    fn start_line<W: ?Sized + Write>(&self, writer: &mut W, first: bool) -> io::Result<()> {
        let end = (2 + 2 * self.depth).min(LINE.len());
        writer.write_all(&LINE[usize::from(first)..end])?;
        for _ in LINE.len() / 2 - 1..self.depth {
            writer.write_all(b"  ")?;
        }
        Ok(())
    }
}

impl Formatter for Indented {
    fn begin_array<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.open(writer, b"[")
    }

    fn end_array<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.close(writer, b"]")
    }

    fn begin_array_value<W: ?Sized + Write>(&mut self, writer: &mut W, first: bool) -> io::Result<()> {
        self.start_line(writer, first)
    }

    fn end_array_value<W: ?Sized + Write>(&mut self, _: &mut W) -> io::Result<()> {
        self.has_value = true;
        Ok(())
    }

    fn begin_object<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.open(writer, b"{")
    }

    fn end_object<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.close(writer, b"}")
    }

    fn begin_object_key<W: ?Sized + Write>(&mut self, writer: &mut W, first: bool) -> io::Result<()> {
        self.start_line(writer, first)
    }

    fn begin_object_value<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        writer.write_all(b": ")
    }

    fn end_object_value<W: ?Sized + Write>(&mut self, _: &mut W) -> io::Result<()> {
        self.has_value = true;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::to_text;

    #[test]
    fn it_is_what_serde_json_writes() {
        let nested = |depth: usize| (0..depth).fold(json!({"a": [], "b": {}}), |inner, _| json!([inner, 1]));
        let plain = json!({"text": "a\"b\n中", "none": null, "list": [[], [1, 2.5], {"k": [{}]}]});
        let all = [
            plain,
            json!([]),
            json!({}),
            json!("x"),
            nested(1),
            nested(30),
            nested(31),
            nested(32),
            nested(40),
        ];
        for value in all {
            assert_eq!(to_text(&value), serde_json::to_string_pretty::<Value>(&value).unwrap() + "\n");
        }
    }
}
