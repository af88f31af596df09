//! What to say about arguments that relist does not take: those that other tools have taught get the command meant.

use std::io::{self, Write as _};

use clap::error::{ContextKind, ContextValue};

use super::console::shown_lines;
use super::runner_commands;

/// Flags of other tools, the command that they are given to, and what does the same here.
const FLAGS: [(&[&str], &[&str], &str); 5] = [
    (&["--fix"], &["check"], "`relist fmt` applies fixes, `relist fmt --diff` shows them first"),
    (
        &["--unsafe-fixes"],
        &["check"],
        "`relist fmt --unsafe-fixes` applies them, `relist fmt --diff` shows them first",
    ),
    (&["--diff"], &["check"], "`relist fmt --diff` shows what would change"),
    (
        &["--write", "-w", "--in-place", "-i", "--fix"],
        &["check", "fmt"],
        "`relist fmt` writes files in place",
    ),
    (
        &["--dry-run", "-n"],
        &["check", "fmt"],
        "`relist fmt --diff` shows what would change, `relist fmt --check` lists the files",
    ),
];

/// Prints what clap says of the arguments, or what someone who comes from another tool needs to know.
pub(super) fn explain(error: &clap::Error) {
    let hint = error.use_stderr().then(|| forgotten_command(error).or_else(|| other_flag(error))).flatten();
    if let (Some(hint), false) = (&hint, is_unknown_command(error)) {
        // Its own tip would lead astray: `to pass '--fix' as a value, use '-- --fix'`.
        let what = context(error, ContextKind::InvalidArg).unwrap_or_default();
        return say(&format!("error: unexpected argument '{what}': {hint}\n"), true);
    }
    if runner_commands::are_obeyed() || std::env::args().any(|argument| argument.contains(char::is_control)) {
        say(&error.to_string(), error.use_stderr());
    } else {
        // It is not a failure if nobody reads help to its end.
        let _ = error.print();
    }
    if let Some(hint) = hint {
        say(&format!("{hint}\n"), true);
    }
}

/// Arguments may be the names of files that somebody else gave. Help and the version are not errors, in whatever log.
fn say(text: &str, is_error: bool) {
    let text = shown_lines(text);
    let text = runner_commands::disarmed(&text);
    let _ = if is_error {
        io::stderr().write_all(text.as_bytes())
    } else {
        io::stdout().write_all(text.as_bytes())
    };
}

fn is_unknown_command(error: &clap::Error) -> bool {
    context(error, ContextKind::InvalidSubcommand).is_some()
}

fn context(error: &clap::Error, kind: ContextKind) -> Option<&str> {
    match error.get(kind) {
        Some(ContextValue::String(word)) => Some(word),
        _ => None,
    }
}

/// What to say to someone who named a file and no command.
fn forgotten_command(error: &clap::Error) -> Option<String> {
    let word = context(error, ContextKind::InvalidSubcommand)?;
    let is_path = std::path::Path::new(word).exists();
    is_path.then(|| {
        format!("`{word}` is a path; did you mean `relist check {word}` or `relist fmt --diff {word}`?")
    })
}

/// What does here what a flag does elsewhere.
fn other_flag(error: &clap::Error) -> Option<String> {
    let given = context(error, ContextKind::InvalidArg)?;
    let given = given.split('=').next().unwrap_or(given);
    let command = std::env::args().skip(1).find(|argument| !argument.starts_with('-')).unwrap_or_default();
    let command = match command.as_str() {
        "lint" => "check",
        "format" => "fmt",
        command => command,
    };
    let known =
        FLAGS.iter().find(|(flags, commands, _)| flags.contains(&given) && commands.contains(&command));
    known.map(|(_, _, hint)| (*hint).to_owned())
}
