//! The command line of jiaokan. No logic of cleaning lives here.

mod cli;

use std::process::ExitCode;

fn main() -> ExitCode {
    cli::main()
}
