//! `jiaokan explain`

use std::io::{self, IsTerminal, Write};

use clap::Args;
use jiaokan::corpus::apparatus::{EditLine, edit_lines};
use jiaokan::{Document, Grade, Ledger, Origin, Status};

use super::show::{probability, shortened, visible};
use super::{Outcome, Settings, read_page};

/// Characters of context shown on each side of a change.
const CONTEXT: usize = 12;

#[derive(Args)]
pub(super) struct Explain {
    /// A raw page, or `-` for stdin.
    #[arg(value_name = "FILE")]
    file: String,
    /// Print an HTML page: the clean text with every change in it.
    #[arg(long)]
    html: bool,
    /// Only changes of this rule or stage.
    #[arg(long, value_name = "CODE|STAGE")]
    rule: Option<String>,
    #[command(flatten)]
    settings: Settings,
}

impl Explain {
    pub(super) fn run(self) -> anyhow::Result<Outcome> {
        let pipeline = self.settings.pipeline()?;
        let raw = read_page(&self.file)?;
        let document = pipeline.clean_page(&raw, &Origin::named(self.file.clone()));
        let mut out = io::BufWriter::new(io::stdout().lock());
        if self.html {
            out.write_all(super::html::page(&self.file, &document, pipeline.rules()).as_bytes())?;
        } else {
            let colour = io::stdout().is_terminal() && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty());
            self.write(&mut out, &document, &pipeline.ledger(&document), &Paint { colour })?;
        }
        out.flush()?;
        Ok(Outcome::failed_if(matches!(document.status(), Status::Rejected { .. })))
    }

    fn write(&self, out: &mut impl Write, document: &Document, ledger: &Ledger, paint: &Paint) -> anyhow::Result<()> {
        let encoding = document.decoding().main_encoding().map_or("none", |encoding| encoding.name());
        writeln!(out, "{}: {} bytes, {encoding}; {} characters clean", self.file, document.raw_length(), document.text().chars().count())?;
        if let Status::Rejected { rule, reason } = document.status() {
            writeln!(out, "rejected: {reason} ({rule})")?;
        }
        super::ledger::write(out, ledger)?;
        for (_, finding) in document.findings() {
            writeln!(out, "  {} {}: {}", finding.rule, finding.kind().as_str(), finding.value())?;
        }
        // Each stage speaks of its own input; going down from the decoded text, that text is at hand for the context.
        let mut text = document.decoded()?;
        let all = edit_lines(document);
        for (round, stage, layer) in document.rounds() {
            let lines: Vec<&EditLine> = all.iter().filter(|line| (line.round, line.stage) == (round, stage) && self.wanted(line)).collect();
            if !lines.is_empty() {
                writeln!(out, "\n{}", paint.bold(&format!("{stage}: {} edits, {} doubtful", layer.len(), layer.doubtful().len())))?;
            }
            for line in lines {
                write_line(out, line, &text, paint)?;
            }
            text = layer.apply(&text)?;
        }
        Ok(())
    }

    fn wanted(&self, line: &EditLine) -> bool {
        self.rule.as_deref().is_none_or(|rule| rule.eq_ignore_ascii_case(line.rule.as_str()) || rule == line.stage.as_str())
    }
}

fn write_line(out: &mut impl Write, line: &EditLine, text: &str, paint: &Paint) -> io::Result<()> {
    let grade = Grade::of(line.applied, line.confidence);
    let sure = match grade {
        Grade::Certain => grade.as_str().to_owned(),
        Grade::Probable => format!("{} {}", grade.as_str(), probability(line.confidence)),
        Grade::Doubtful => format!("{} {}, not applied", grade.as_str(), probability(line.confidence)),
    };
    let times = if line.at.len() > 1 { format!(" ×{}", line.at.len()) } else { String::new() };
    let at = line.at.first().copied().unwrap_or(0);
    let before = text.get(..at).unwrap_or_default();
    let after = text.get(at + line.old.len()..).unwrap_or_default();
    let left: String = before.chars().rev().take(CONTEXT).collect::<Vec<_>>().into_iter().rev().collect();
    let right: String = after.chars().take(CONTEXT).collect();
    let row = before.matches('\n').count() + 1;
    writeln!(
        out,
        "  {}{times} {sure}, line {row}: {}{}{}{}",
        line.rule,
        visible(&left),
        paint.removed(&visible(&shortened(&line.old))),
        paint.added(&visible(&line.new)),
        visible(&right)
    )?;
    if let Some(note) = &line.note {
        writeln!(out, "        {note}")?;
    }
    if !line.candidates.is_empty() {
        let list: Vec<String> = line.candidates.iter().take(5).map(|c| format!("{} {:.3}", c.text, c.probability)).collect();
        writeln!(out, "        candidates: {}", list.join(", "))?;
    }
    Ok(())
}

struct Paint {
    colour: bool,
}

impl Paint {
    fn wrap(&self, text: &str, code: &str, plain: (&str, &str)) -> String {
        match (text.is_empty(), self.colour) {
            (true, _) => String::new(),
            (false, true) => format!("\x1b[{code}m{text}\x1b[0m"),
            (false, false) => format!("{}{text}{}", plain.0, plain.1),
        }
    }

    fn removed(&self, text: &str) -> String {
        self.wrap(text, "31;9", ("[-", "-]"))
    }

    fn added(&self, text: &str) -> String {
        self.wrap(text, "32", ("{+", "+}"))
    }

    fn bold(&self, text: &str) -> String {
        self.wrap(text, "1", ("", ""))
    }
}
