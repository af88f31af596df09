//! `relist rules`: what each rule does.

use std::io;

use super::Status;
use super::args::RulesArgs;
use super::console::{Console, paint};
use crate::rules;
use crate::text::wrapped;

/// How wide the table of rules and their pages are: as a terminal is.
const WIDTH: usize = 80;

pub(super) fn run(args: &RulesArgs, console: &mut Console) -> io::Result<Status> {
    match &args.rule {
        None => list(console)?,
        Some(name) => match rules::named(name) {
            Ok(rule) => console.print(page(&rule.markdown()))?,
            Err(error) => return console.error(error).map(|()| Status::Failed),
        },
    }
    Ok(Status::Done)
}

fn list(console: &mut Console) -> io::Result<()> {
    let width = rules::all().iter().map(|rule| rule.name.len()).max().unwrap_or_default();
    let bold = console.out_styles.bold;
    for rule in rules::all() {
        let mut name = format!("{}{:indent$}", paint(bold, rule.name), "", indent = width - rule.name.len());
        for line in wrapped(&rule.summary(), WIDTH - width - 2) {
            console.print(format!("{name}  {line}\n"))?;
            name = " ".repeat(width);
        }
    }
    Ok(())
}

/// The documentation of a rule, its paragraphs wrapped; what is in a fence stays as it is.
fn page(markdown: &str) -> String {
    let mut page = String::with_capacity(markdown.len());
    let mut is_code = false;
    for line in markdown.lines() {
        let is_fence = line.starts_with("```");
        if is_code || is_fence || line.starts_with('|') {
            page.extend([line, "\n"]);
        } else {
            for line in wrapped(line, WIDTH) {
                page.extend([&line, "\n"]);
            }
        }
        is_code ^= is_fence;
    }
    page
}
