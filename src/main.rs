//! The command line of `relist`; see [`relist::cli`].

use std::process::ExitCode;

fn main() -> ExitCode {
    relist::cli::main()
}
