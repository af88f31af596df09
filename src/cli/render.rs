//! `relist render`: records written back into a list, or as a new one.

use std::io;
use std::path::Path;

use super::Status;
use super::args::Render;
use super::console::Console;
use super::inputs::Input;
use super::settings::Settings;
use super::target;
use crate::records::{self, Dataset};

pub(super) fn run(args: &Render, console: &mut Console) -> io::Result<Status> {
    let is_stdin = |path: &Path| path == Path::new("-");
    if is_stdin(&args.records) && args.template.as_deref().is_some_and(is_stdin) {
        console.error("the template and the records cannot both be standard input")?;
        return Ok(Status::Failed);
    }
    match render(args) {
        Ok(document) => target::deliver(document.as_bytes(), &args.target, console),
        Err(message) => console.error(message).map(|()| Status::Failed),
    }
}

/// Said of a file that is no JSON at all: a list in place of its records, most often.
const NOT_RECORDS: &str = "; `--records` takes the JSON that `relist extract` prints";

/// Whether `text` starts as an object does.
fn looks_like_json(text: &str) -> bool {
    crate::text::split_byte_order_mark(text).1.trim_start().starts_with('{')
}

fn render(args: &Render) -> Result<String, String> {
    let input = Input::named(&args.records, None);
    let records = input.path.display();
    let text = input.read().map_err(|error| error.to_string())?;
    let dataset = Dataset::from_json(&text).map_err(|error| {
        format!("{records}:{error}{}", if looks_like_json(&text) { "" } else { NOT_RECORDS })
    })?;
    let rendered = match &args.template {
        None => records::render_fresh(&dataset),
        Some(path) => {
            let template = Input::named(path, None);
            let source = template.read().map_err(|error| error.to_string())?;
            let mut settings = Settings::new(&args.config);
            let config = settings.of(&template).map_err(|error| error.to_string())?.unwrap_or_default();
            records::render(&source, &config, &dataset)
        }
    };
    rendered.map_err(|error| format!("{records}: {error}"))
}
