//! What to say about arguments that relist does not take: those that other tools have taught get the command meant.

use std::io::{self, IsTerminal as _, Write as _};

use clap::error::{ContextKind, ContextValue};

use super::console::{folded, shown_lines};
use super::runner_commands;

/// Flags of other tools, the commands that they are given to (none: any), and what does the same here.
const FLAGS: [(&[&str], &[&str], &str); 26] = [
    (
        &["--fix", "--fix-dry-run", "--fix-only", "--apply"],
        &["check"],
        "`relist fmt` applies fixes, `relist fmt --diff` shows them first",
    ),
    (
        &["--unsafe-fixes"],
        &["check"],
        "`relist fmt --unsafe-fixes` applies them, `relist fmt --diff` shows them first",
    ),
    (&["--diff", "--show-fixes"], &["check"], "`relist fmt --diff` shows what would change"),
    (
        &["--write", "-w", "--in-place", "-i", "--fix", "--safe-fixes"],
        &["check", "fmt"],
        "`relist fmt` writes files in place",
    ),
    (
        &["--dry-run", "-n"],
        &["check", "fmt"],
        "`relist fmt --diff` shows what would change, `relist fmt --check` lists the files",
    ),
    (
        &["--list-different", "-l", "-c"],
        &["check", "fmt"],
        "`relist fmt --check` lists the files that would change",
    ),
    (&["--no-fix"], &["check"], "`relist check` never changes a file"),
    (
        &["--check"],
        &["check"],
        "`relist check` reports; `relist fmt --check` asks whether files would change",
    ),
    (
        &["--format", "-f", "--reporter", "--json", "--sarif", "--formatter", "--output"],
        &["check"],
        "`--output-format json` (or concise, sarif, github) says how findings are printed, `-o FILE` where",
    ),
    (
        &["--format", "--json", "--output-format"],
        &["fmt"],
        "`relist check --output-format json` prints what is found, each with its fix",
    ),
    (
        &["--disable", "--extend-ignore", "-d", "--disable-rule", "--skip"],
        &["check", "fmt"],
        "`--ignore RULE` leaves a rule out",
    ),
    (
        &["--enable", "--extend-select", "-e", "--rule", "--only"],
        &["check", "fmt"],
        "`--select RULE` runs one rule alone; all are run without it",
    ),
    (&["--rules", "--list-rules", "--show-rules"], &["check", "fmt"], "`relist rules` lists the rules"),
    (&["--list", "--all"], &["rules"], "`relist rules` lists all of them"),
    (
        &["--stdin", "--stdin-filepath", "--stdin-file-path", "--stdin-file-name"],
        &[],
        "`-` in place of a file is standard input, and `--stdin-filename FILE` says what it is called",
    ),
    (&["--isolated"], &[], "`--no-config` reads no settings"),
    (&["--config-path", "--config-file"], &[], "`--config FILE` names the settings"),
    (&["--print-config", "--show-settings"], &[], "`relist init -o -` prints what was learned, as settings"),
    (
        &["--ignore-path", "--ignore-pattern", "--extend-exclude", "--respect-gitignore"],
        &[],
        "`--exclude GLOB` leaves files out, and what `.gitignore` names is left out anyway",
    ),
    (
        &["--include", "--glob", "-g", "--ext"],
        &[],
        "files and folders are named without a flag: `relist check docs`",
    ),
    (&["--silent", "-s", "--no-progress"], &[], "`--quiet` prints findings and nothing else"),
    (
        &["--verbose", "-v", "--debug"],
        &[],
        "`relist overview` shows what was learned from a list, `relist rules RULE` what a rule looks for",
    ),
    (
        &["--exit-zero", "--max-warnings", "--fail-on", "--severity", "--exit-code", "--quiet-warnings"],
        &["check"],
        "`[rules]` in `relist.toml` says how bad findings are; only errors and warnings exit with 1",
    ),
    (
        &["--add-noqa", "--suppress-all"],
        &["check"],
        "`--write-baseline FILE` accepts a list as it is, `--baseline FILE` shows what is new",
    ),
    (&["--cache", "--no-cache", "--cache-location"], &[], "relist keeps no cache, and needs none"),
    (&["--watch"], &[], "`relist server` shows findings in an editor while one types"),
];

/// Commands of other tools, and what does the same here.
const COMMANDS: [(&[&str], &str); 11] = [
    (&["fix", "write", "prettify", "tidy"], "relist fmt"),
    (&["sort"], "relist fmt --select entry-order"),
    (&["validate", "scan", "test"], "relist check"),
    (&["rule", "explain"], "relist rules"),
    (&["config", "settings"], "relist init"),
    (&["lsp", "language-server"], "relist server"),
    (&["version"], "relist --version"),
    (&["import", "generate", "build"], "relist render"),
    (&["export", "parse"], "relist extract"),
    (&["stats", "info", "show"], "relist overview"),
    (&["html", "serve"], "relist site"),
];

/// Prints what clap says of the arguments, or what someone who comes from another tool needs to know.
pub(super) fn explain(error: &clap::Error) {
    let hint = error.use_stderr().then(|| forgotten_command(error).or_else(|| other_flag(error))).flatten();
    if let Some((command, word)) = other_command(error).filter(|_| hint.is_none()) {
        return say_line(&format!("error: unrecognized subcommand '{word}': `{command}` does that"));
    }
    if let (Some(hint), false) = (&hint, is_unknown_command(error)) {
        // Its own tip would lead astray: `to pass '--fix' as a value, use '-- --fix'`.
        let what = context(error, ContextKind::InvalidArg).unwrap_or_default();
        return say_line(&format!("error: unexpected argument '{what}': {hint}"));
    }
    if runner_commands::are_obeyed() || std::env::args().any(|argument| argument.contains(char::is_control)) {
        say(&error.to_string(), error.use_stderr());
    } else {
        // It is not a failure if nobody reads help to its end.
        let _ = error.print();
    }
    if let Some(hint) = hint {
        say_line(&hint);
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

/// Prints one line to standard error, or more on a terminal that is too narrow for it.
fn say_line(line: &str) {
    let line = if io::stderr().is_terminal() { folded(0, line) } else { line.to_owned() };
    say(&format!("{line}\n"), true);
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

/// The command that does here what one of another tool does, and the name of that one.
fn other_command(error: &clap::Error) -> Option<(&'static str, &str)> {
    let word = context(error, ContextKind::InvalidSubcommand)?;
    let known = COMMANDS.iter().find(|(words, _)| words.contains(&word));
    known.map(|(_, command)| (*command, word))
}

/// What does here what a flag does elsewhere. A flag without a command is meant for `check` or `fmt`.
fn other_flag(error: &clap::Error) -> Option<String> {
    let given = context(error, ContextKind::InvalidArg)?;
    let given = given.split('=').next().unwrap_or(given);
    let command = std::env::args().skip(1).find(|argument| !argument.starts_with('-')).unwrap_or_default();
    let command = match command.as_str() {
        "lint" => "check",
        "format" => "fmt",
        command => command,
    };
    let command = if matches!(command, "" | "check") || std::path::Path::new(command).exists() {
        if command.is_empty() && given == "--check" { "fmt" } else { "check" }
    } else {
        command
    };
    let fits = |commands: &&[&str]| commands.is_empty() || commands.contains(&command);
    let known = FLAGS.iter().find(|(flags, commands, _)| flags.contains(&given) && fits(commands));
    known.map(|(_, _, hint)| (*hint).to_owned())
}
