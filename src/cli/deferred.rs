//! What a command takes, defined only where that command was called: most of starting up would else go into thirteen
//! definitions that nobody looks at.
//!
//! clap's own `defer` leaves a trace in the help, which this takes away: what is deferred would say what the command is
//! about.

use std::ops::Deref;

use clap::builder::Resettable;
use clap::{ArgMatches, Args, Command, Error, FromArgMatches};

use super::args::Global;

/// The arguments of a command, defined once it is known to be called, or asked about.
#[derive(Debug)]
pub(super) struct Deferred<T>(T);

impl<T> Deref for Deferred<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

impl<T: Args> Args for Deferred<T> {
    fn augment_args(command: Command) -> Command {
        command.defer(define::<T>)
    }

    fn augment_args_for_update(command: Command) -> Command {
        T::augment_args_for_update(command)
    }
}

impl<T: FromArgMatches> FromArgMatches for Deferred<T> {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Self, Error> {
        T::from_arg_matches(matches).map(Self)
    }

    fn from_arg_matches_mut(matches: &mut ArgMatches) -> Result<Self, Error> {
        T::from_arg_matches_mut(matches).map(Self)
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), Error> {
        self.0.update_from_arg_matches(matches)
    }

    fn update_from_arg_matches_mut(&mut self, matches: &mut ArgMatches) -> Result<(), Error> {
        self.0.update_from_arg_matches_mut(matches)
    }
}

/// Adds the arguments of `T`, and those of all commands, to a command that says already what it is about.
fn define<T: Args>(command: Command) -> Command {
    let about = Resettable::from(command.get_about().cloned());
    let long_about = Resettable::from(command.get_long_about().cloned());
    // What the types say of themselves is not about the command.
    Global::augment_args(T::augment_args(command)).about(about).long_about(long_about)
}

#[cfg(test)]
mod tests {
    use clap::{Args, CommandFactory, Parser, Subcommand};

    use super::super::args::Global;
    use super::Deferred;

    /// About the arguments.
    #[derive(Args)]
    #[command(next_help_heading = "Own")]
    struct Own {
        /// A file
        file: Option<String>,
        /// A switch
        #[arg(short, long)]
        switch: bool,
    }

    /// What a deferred definition comes to.
    #[derive(Args)]
    struct AtOnce {
        #[command(flatten)]
        own: Own,
        #[command(flatten)]
        global: Global,
    }

    #[derive(Parser)]
    struct Program<T: Args> {
        #[command(subcommand)]
        command: Choice<T>,
    }

    #[derive(Subcommand)]
    enum Choice<T: Args> {
        /// About the command
        Go(T),
    }

    /// The help of the program, the arguments of its command, and the help of that.
    fn pages<T: Args>() -> (String, Vec<String>, String) {
        let mut program = Program::<T>::command();
        let help = program.render_long_help().to_string();
        program.build();
        let command = program.find_subcommand_mut("go").unwrap();
        let arguments = command.get_arguments().map(|argument| argument.get_id().to_string()).collect();
        (help, arguments, command.render_long_help().to_string())
    }

    #[test]
    fn nobody_sees_that_a_definition_came_late() {
        let late = pages::<Deferred<Own>>();
        assert_eq!(late.1, ["file", "switch", "color", "quiet", "help"]);
        assert!(late.2.starts_with("About the command\n"), "{}", late.2);
        assert_eq!(late, pages::<AtOnce>());
    }

    #[test]
    fn arguments_arrive() {
        let parsed = Program::<Deferred<Own>>::try_parse_from(["it", "go", "-s", "there", "-q"]);
        let Program { command: Choice::Go(own) } = parsed.unwrap();
        assert_eq!((own.file.as_deref(), own.switch), (Some("there"), true));
        assert!(Program::<Deferred<Own>>::try_parse_from(["it", "go", "--nothing"]).is_err());
    }
}
