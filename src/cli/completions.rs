//! `jiaokan completions` and `jiaokan man`

use std::io::{self, Write};

use clap::Args;

use super::Outcome;

#[derive(Args)]
pub(super) struct Completions {
    /// The shell.
    #[arg(value_enum)]
    shell: clap_complete::Shell,
}

impl Completions {
    pub(super) fn run(self, command: &mut clap::Command) -> anyhow::Result<Outcome> {
        // Made in memory first: the generator panics on a closed pipe.
        let mut text = Vec::new();
        clap_complete::generate(self.shell, command, "jiaokan", &mut text);
        io::stdout().lock().write_all(&text)?;
        Ok(Outcome::Done)
    }
}

/// Prints the manual page: the program and every command.
pub(super) fn man(command: &clap::Command) -> anyhow::Result<Outcome> {
    let mut out = Vec::new();
    clap_mangen::Man::new(command.clone()).render(&mut out)?;
    for sub in command.get_subcommands() {
        writeln!(out, ".SH JIAOKAN {}", sub.get_name().to_uppercase())?;
        clap_mangen::Man::new(sub.clone()).render_description_section(&mut out)?;
        clap_mangen::Man::new(sub.clone()).render_options_section(&mut out)?;
    }
    io::stdout().lock().write_all(&out)?;
    Ok(Outcome::Done)
}
