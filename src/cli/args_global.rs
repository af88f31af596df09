//! What all commands take, before the name of the command and behind it.
//!
//! clap knows such options, too, but gives a copy of each to each command before it looks which one was called. Here, the
//! one that is called gets them.

use clap::parser::ValueSource;
use clap::{ArgMatches, Args, ValueEnum};

/// Options of every command.
#[derive(Debug, Args)]
#[command(next_help_heading = "Global options")]
pub(super) struct Global {
    /// When to use colours; `auto` is on a terminal, unless `NO_COLOR` is set
    #[arg(long, value_name = "WHEN", value_enum, default_value = "auto", display_order = 900)]
    pub(super) color: When,
    /// Print errors, documents and findings, and nothing else
    #[arg(short, long, display_order = 901)]
    pub(super) quiet: bool,
}

/// When to use colours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum When {
    Auto,
    Always,
    Never,
}

impl Global {
    /// The options of a run: those before the command, unless they were given behind it.
    ///
    /// Read by hand: clap's own way takes a copy of all that was given.
    pub(super) fn of(program: &ArgMatches) -> Self {
        let command = program.subcommand().map_or(program, |(_, command)| command);
        let is_default = command.value_source("color") == Some(ValueSource::DefaultValue);
        let color = if is_default { program } else { command }.get_one("color");
        let quiet = program.get_flag("quiet") || command.get_flag("quiet");
        Self { color: color.copied().unwrap_or(When::Auto), quiet }
    }
}

#[cfg(test)]
mod tests {
    use super::super::args::Cli;
    use super::{Global, When};
    use clap::CommandFactory;

    fn read(line: &str) -> (When, bool) {
        let matches = Cli::command().try_get_matches_from(line.split(' ')).unwrap();
        let Global { color, quiet } = Global::of(&matches);
        (color, quiet)
    }

    #[test]
    fn options_of_all_commands_stand_before_the_command_or_behind_it() {
        assert_eq!(read("relist fmt"), (When::Auto, false));
        assert_eq!(read("relist -q fmt"), (When::Auto, true));
        assert_eq!(read("relist fmt -q"), (When::Auto, true));
        assert_eq!(read("relist -q fmt --quiet"), (When::Auto, true));
        assert_eq!(read("relist --color never fmt"), (When::Never, false));
        assert_eq!(read("relist fmt --color never"), (When::Never, false));
        assert_eq!(read("relist --color=always check --color=never -q"), (When::Never, true));
        assert_eq!(read("relist --color=always check --color=auto"), (When::Auto, false));
    }
}
