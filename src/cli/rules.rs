//! `relist rules`: what each rule does.

use std::io;

use super::Status;
use super::args::Rules;
use super::console::{Console, paint};
use crate::rules::{self, Rule};
use crate::text::display_width;

/// How wide the table of rules is.
const WIDTH: usize = 80;

pub(super) fn run(args: &Rules, console: &mut Console) -> io::Result<Status> {
    match &args.rule {
        None => list(console)?,
        Some(name) => match rules::named(name) {
            Ok(rule) => console.print(plain(rule.documentation))?,
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
        for line in wrapped(&summary(rule), WIDTH - width - 2) {
            console.print(format!("{name}  {line}\n"))?;
            name = " ".repeat(width);
        }
    }
    Ok(())
}

/// The documentation without the space that each line of a doc comment starts with.
fn plain(documentation: &str) -> String {
    let mut text = String::with_capacity(documentation.len());
    for line in documentation.lines() {
        text.extend([line.strip_prefix(' ').unwrap_or(line), "\n"]);
    }
    text
}

/// The first sentence of what the rule says it does.
fn summary(rule: &Rule) -> String {
    let text = plain(rule.documentation);
    let paragraph = text.split("## What it does").nth(1).unwrap_or(&text).trim_start();
    let paragraph = paragraph.split("\n\n").next().unwrap_or_default().replace('\n', " ");
    let end = paragraph.find(". ").map_or(paragraph.len(), |end| end + 1);
    paragraph[..end].to_owned()
}

fn wrapped(text: &str, width: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in text.split_whitespace() {
        let line = lines
            .last_mut()
            .filter(|line| line.is_empty() || display_width(line) + 1 + display_width(word) <= width);
        match line {
            Some(line) if line.is_empty() => word.clone_into(line),
            Some(line) => line.extend([" ", word]),
            None => lines.push(word.to_owned()),
        }
    }
    lines
}
