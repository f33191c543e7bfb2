//! What is said of the visible text that pages lost.

use std::collections::BTreeSet;
use std::io::{self, Write};

use jiaokan::corpus::Record;
use jiaokan::{DroppedProse, Ledger};

use super::show::visible;

/// Pages that the summary of a run names.
const PAGES: usize = 5;

/// Writes what became of the visible text of a page.
pub(super) fn write(out: &mut impl Write, ledger: &Ledger) -> io::Result<()> {
    let Ledger { visible: all, kept, kept_share, dropped, converted, largest_drop, check_me, .. } = ledger;
    write!(out, "kept {kept} of {all} visible letters ({:.1} %)", kept_share * 100.0)?;
    for (i, (kind, letters)) in dropped.iter().enumerate() {
        write!(out, "{} {kind} {letters}", if i == 0 { "; dropped:" } else { "," })?;
    }
    writeln!(out)?;
    if *converted != 0 {
        writeln!(out, "mended text has {converted:+} letters")?;
    }
    if let Some(drop) = largest_drop {
        writeln!(out, "largest prose dropped: {}", stretch(drop))?;
    }
    if !check_me.is_empty() {
        writeln!(out, "check me: {}", reasons(ledger))?;
    }
    Ok(())
}

fn stretch(drop: &DroppedProse) -> String {
    let DroppedProse { letters, kind, rule, at, text, .. } = drop;
    format!("{letters} letters, {kind} ({rule}), at byte {at}: {}", visible(text))
}

fn reasons(ledger: &Ledger) -> String {
    ledger.check_me.iter().map(|reason| reason.as_str()).collect::<Vec<_>>().join(", ")
}

/// The pages of a run that lost most prose in one piece.
#[derive(Default)]
pub(super) struct Losses {
    /// Letters, id, and what is said of the page; the largest first.
    largest: Vec<(usize, String, String)>,
    /// The ids of the pages to look at.
    check: BTreeSet<String>,
}

impl Losses {
    /// Takes in a page. One that was cleaned again takes its own place.
    pub(super) fn take(&mut self, record: &Record) {
        self.check.remove(&record.id);
        self.largest.retain(|(_, id, _)| *id != record.id);
        let Some(ledger) = &record.ledger else { return };
        if !ledger.check_me.is_empty() {
            self.check.insert(record.id.clone());
        }
        let Some(drop) = &ledger.largest_drop else { return };
        let place = self.largest.partition_point(|(letters, ..)| *letters >= drop.letters);
        if place < PAGES {
            let check = if ledger.check_me.is_empty() { String::new() } else { format!(" [{}]", reasons(ledger)) };
            let said = format!("{}: {}; kept {} of {}{check}", record.path, stretch(drop), ledger.kept, ledger.visible);
            self.largest.insert(place, (drop.letters, record.id.clone(), said));
            self.largest.truncate(PAGES);
        }
    }

    /// The lines of the summary; empty where no prose was dropped and nothing is to be looked at.
    pub(super) fn lines(&self) -> Vec<String> {
        let mut lines = Vec::new();
        match self.check.len() {
            0 => {}
            1 => lines.push("1 page to look at: `check_me` in the manifest says why".to_owned()),
            n => lines.push(format!("{n} pages to look at: `check_me` in the manifest says why")),
        }
        if !self.largest.is_empty() {
            lines.push("the largest prose dropped:".to_owned());
            lines.extend(self.largest.iter().map(|(_, _, said)| format!("  {said}")));
        }
        lines
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(id: usize, letters: usize) -> Record {
        let drop = serde_json::json!({"letters": letters, "kind": "comment", "rule": "K017", "at": 0, "text": "某"});
        let ledger = Ledger { largest_drop: serde_json::from_value(drop).ok(), ..Ledger::default() };
        Record { ledger: Some(ledger), ..Record::failed(&id.to_string(), &format!("{id}.html"), "", "") }
    }

    #[test]
    fn the_largest_are_named_in_order_and_a_page_stands_once() {
        let mut losses = Losses::default();
        (1..20).for_each(|n| losses.take(&record(n, n * 50)));
        losses.take(&record(18, 10));
        let lines = losses.lines();
        let names: Vec<&str> = lines.iter().skip(1).filter_map(|line| line.trim().split(':').next()).collect();
        assert_eq!(names, ["19.html", "17.html", "16.html", "15.html", "18.html"]);
        assert!(Losses::default().lines().is_empty());
    }
}
