//! `jiaokan rules`

use std::io::{self, Write};

use clap::Args;
use jiaokan::StageName;
use jiaokan::{Code, Rule};

use super::{Outcome, Settings};

#[derive(Args)]
pub(super) struct Rules {
    /// A rule's code (M003) or a stage's name; all rules without.
    #[arg(value_name = "CODE")]
    code: Option<String>,
    /// Print as JSON.
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    settings: Settings,
}

impl Rules {
    pub(super) fn run(self) -> anyhow::Result<Outcome> {
        let config = self.settings.load()?;
        let mut rules = super::rule_book(&config)?.rules()?;
        if let Some(wanted) = &self.code {
            let letter = wanted.parse::<StageName>().ok().map(StageName::letter);
            let code = Code::parse(&wanted.to_ascii_uppercase());
            rules.retain(|rule| Some(rule.code) == code || Some(rule.code.letter()) == letter);
            anyhow::ensure!(!rules.is_empty(), "there is no rule or stage {wanted:?}; `jiaokan rules` lists them");
        }
        let mut out = io::BufWriter::new(io::stdout().lock());
        if self.json {
            for rule in &rules {
                writeln!(out, "{}", serde_json::to_string(rule)?)?;
            }
        } else if self.code.as_deref().is_some_and(|code| Code::parse(&code.to_ascii_uppercase()).is_some()) {
            for rule in &rules {
                write_rule(&mut out, rule)?;
            }
        } else {
            for &stage in StageName::ALL {
                let of_stage: Vec<_> = rules.iter().filter(|rule| rule.code.letter() == stage.letter()).collect();
                if !of_stage.is_empty() {
                    writeln!(out, "{stage}")?;
                }
                for rule in of_stage {
                    writeln!(out, "  {}  {}", rule.code, rule.name)?;
                }
            }
        }
        out.flush()?;
        Ok(Outcome::Done)
    }
}

fn write_rule(out: &mut impl Write, rule: &Rule) -> io::Result<()> {
    writeln!(out, "{}  {}\n\n{}", rule.code, rule.name, rule.what.trim())?;
    if let Some(kind) = rule.drops {
        writeln!(out, "\nThe ledger counts what it takes out as {kind}.")?;
    }
    if let Some(source) = &rule.source {
        writeln!(out, "\nSource: {}", source.trim())?;
    }
    for example in &rule.examples {
        writeln!(out, "\n  before  {}\n  after   {}", shown(&example.before), shown(&example.after))?;
    }
    for text in &rule.leaves {
        writeln!(out, "\n  leaves  {}", shown(text))?;
    }
    Ok(())
}

/// A text on one line, with what cannot be seen made visible.
fn shown(text: &str) -> String {
    let visible = |c: char| match c {
        '\n' => "⏎".to_owned(),
        c if c.is_control() || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{ad}' | '\u{e000}'..='\u{f8ff}') => {
            format!("<U+{:04X}>", u32::from(c))
        }
        c => c.to_string(),
    };
    text.chars().map(visible).collect()
}
