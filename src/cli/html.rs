//! Pages of HTML for people: the changes of one page, and the report of a run.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::ops::Range;

use jiaokan::corpus::Summary;
use jiaokan::corpus::apparatus::{EditLine, edit_lines};
use jiaokan::corpus::{PageStatus, Record};
use jiaokan::{Code, Document, Grade, RuleBook, Status};

use super::show::{probability, shortened, visible};

fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            '"' => out.push_str("&quot;"),
            c => out.push(c),
        }
    }
    out
}

const STYLE: &str = "body{font:17px/1.75 'Noto Serif CJK SC','Source Han Serif SC',serif;max-width:46em;margin:2em auto;padding:0 1em;color:#222}\
h1{font-size:1.2em}p{margin:.2em 0}del{color:#a33;background:#fdeeee;text-decoration:line-through;white-space:pre-wrap}\
ins{color:#174;background:#e9f7ec;text-decoration:none}ins.probable{background:#fff3cd;color:#654}\
table{border-collapse:collapse;font-size:.85em}td,th{border-bottom:1px solid #ddd;padding:.2em .7em .2em 0;text-align:left;vertical-align:top}\
.n{text-align:right}.small{font-size:.85em;color:#666}details{margin:1em 0}summary{cursor:pointer}td{overflow-wrap:anywhere}\
@media(prefers-color-scheme:dark){body{background:#1b1b1b;color:#ddd}del{color:#f0a0a0;background:#402020}ins{color:#a6e3b8;background:#1d3a26}\
ins.probable{color:#f2d58a;background:#43391a}td,th{border-color:#444}.small{color:#999}}";

/// The rules behind every change, by its place in the clean text: what the stages did to one place is shown as one change.
fn rules_by_place(document: &Document) -> Vec<(Range<usize>, Code)> {
    let layers = document.layers();
    let mut all = Vec::new();
    for (n, (_, layer)) in layers.iter().enumerate() {
        let later = layers.get(n + 1..).unwrap_or_default();
        all.extend(layer.edits().map(|edit| (later.iter().fold(edit.out, |at, (_, next)| next.to_output(at)), edit.rule)));
    }
    all.sort_by_key(|(at, _)| (at.start, at.end));
    all
}

/// How often each rule changed the text.
fn count_rules(records: impl Iterator<Item = (String, u64)>, rules: &RuleBook) -> String {
    let mut counts: BTreeMap<String, u64> = BTreeMap::new();
    for (rule, times) in records {
        *counts.entry(rule).or_default() += times;
    }
    let known = rules.rules().unwrap_or_default();
    let mut table = String::from("<details><summary>Changes by rule</summary><table><tr><th>rule<th>what<th class=n>times</tr>\n");
    for (rule, times) in counts {
        let name = known.iter().find(|known| known.code.as_str() == rule).map_or("", |known| known.name.as_str());
        let _ = writeln!(table, "<tr><td>{rule}<td>{}<td class=n>{times}</tr>", escape(name));
    }
    table + "</table></details>\n"
}

/// A table of edits that a reader should judge.
fn table_of(summary: &str, lines: &[&EditLine]) -> String {
    if lines.is_empty() {
        return String::new();
    }
    let mut table = format!("<details open><summary>{summary}</summary><table><tr><th>rule<th>before<th>after<th class=n>p<th>candidates, note</tr>\n");
    for line in lines {
        let candidates: Vec<String> = line.candidates.iter().take(5).map(|c| format!("{} {:.2}", c.text, c.probability)).collect();
        let note = candidates.into_iter().chain(line.note.clone()).collect::<Vec<_>>().join("; ");
        let _ = writeln!(
            table,
            "<tr><td>{}<td>{}<td>{}<td class=n>{:.2}<td>{}</tr>",
            line.rule,
            escape(&visible(&shortened(&line.old))),
            escape(&visible(&line.new)),
            line.confidence,
            escape(&visible(&note))
        );
    }
    table + "</table></details>\n"
}

fn whole(title: &str, body: &str) -> String {
    format!(
        "<!DOCTYPE html>\n<html lang=\"zh-CN\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">\
         <title>{0}</title><style>{STYLE}</style></head><body>\n<h1>{0}</h1>\n{body}\n</body></html>\n",
        escape(title)
    )
}

/// The clean text of a page with every change shown where it was made.
pub(super) fn page(name: &str, document: &Document, rules: &RuleBook) -> String {
    let mut body = String::new();
    let _ = write!(body, "<p class=small>{} bytes raw, {} characters clean. ", document.raw_length(), document.text().chars().count());
    body.push_str("<del>removed</del> <ins>certain</ins> <ins class=probable>probable</ins>; rest the pointer on a change for its rules.</p>\n");
    if let Status::Rejected { rule, reason } = document.status() {
        let _ = writeln!(body, "<p>Rejected: {} ({rule})</p>", escape(reason));
    }
    let found: Vec<String> =
        document.findings().iter().map(|(_, finding)| format!("{}: {}", finding.kind().as_str(), escape(&visible(&shortened(&finding.value()))))).collect();
    let _ = writeln!(body, "<p class=small>{}</p>", found.join("<br>"));
    body.push_str(&with_changes(document));
    let all = edit_lines(document);
    let lost: Vec<&EditLine> = all.iter().filter(|line| line.applied && line.new.contains('〓')).collect();
    body.push_str(&table_of("Lost characters, marked 〓", &lost));
    let doubtful: Vec<&EditLine> = all.iter().filter(|line| !line.applied).collect();
    body.push_str(&table_of("Doubtful, not applied", &doubtful));
    body.push_str(&count_rules(all.iter().filter(|line| line.applied).map(|line| (line.rule.to_string(), line.at.len() as u64)), rules));
    whole(name, &body)
}

/// The clean text with what was removed and put in.
fn with_changes(document: &Document) -> String {
    let composed = document.composed();
    let text = document.text();
    let behind = rules_by_place(document);
    let (mut done, mut first) = (0, 0);
    let mut body = String::from("<div>");
    let flow = |text: &str| escape(text).replace('\n', "<br>\n");
    for edit in composed.edits() {
        body.push_str(&flow(text.get(done..edit.out.start).unwrap_or_default()));
        while behind.get(first).is_some_and(|(at, _)| at.end < edit.out.start) {
            first += 1;
        }
        let here = behind.get(first..).unwrap_or_default().iter().take_while(|(at, _)| at.start <= edit.out.end);
        let mut codes: Vec<&str> = here.map(|(_, rule)| rule.as_str()).collect();
        codes.sort_unstable();
        codes.dedup();
        let grade = Grade::of(true, edit.confidence);
        let sure = if grade == Grade::Certain { grade.as_str().to_owned() } else { probability(edit.confidence) };
        let title = format!("{} {sure}", codes.join(" "));
        if !edit.old.trim().is_empty() {
            let _ = write!(body, "<del title=\"{title}\">{}</del>", escape(&visible(&shortened(edit.old))));
        }
        if !edit.with.is_empty() {
            let class = if grade == Grade::Certain { "" } else { " class=probable" };
            let _ = write!(body, "<ins{class} title=\"{title}\">{}</ins>", flow(edit.with));
        }
        done = edit.out.end;
    }
    body.push_str(&flow(text.get(done..).unwrap_or_default()));
    body.push_str("</div>\n");
    body
}

/// The report of a run: what became of each page.
pub(super) fn report(records: &[Record], summary: &Summary, rules: &RuleBook) -> String {
    let mut body = String::new();
    let _ = writeln!(
        body,
        "<p>{} pages cleaned, {} rejected, {} failed; {:.1} MB read.</p>",
        summary.done,
        summary.rejected,
        summary.failed,
        summary.bytes as f64 / 1e6
    );
    let settings = records.iter().find(|record| !record.settings.is_empty()).map(|record| &record.settings);
    let marks: Vec<String> = settings.into_iter().flatten().map(|(name, mark)| format!("{} {mark}", escape(name))).collect();
    if !marks.is_empty() {
        let _ = writeln!(body, "<p class=small>Edits are applied from these probabilities on: {}.</p>", marks.join(", "));
    }
    let trouble: Vec<_> = records.iter().filter(|record| record.status != PageStatus::Done).collect();
    if !trouble.is_empty() {
        body.push_str("<h2>Not cleaned</h2><table><tr><th>page<th>why</tr>\n");
        for record in trouble {
            let _ = writeln!(body, "<tr><td>{}<td>{}</tr>", escape(&record.path), escape(record.reason.as_deref().unwrap_or_default()));
        }
        body.push_str("</table>\n");
    }
    body.push_str("<h2>Pages</h2><table><tr><th>page<th>title<th>encoding<th class=n>characters<th class=n>edits<th class=n>〓<th class=n>doubtful</tr>\n");
    for record in records.iter().filter(|record| record.status == PageStatus::Done) {
        let edits = record.edit_count();
        let _ = writeln!(
            body,
            "<tr><td>{}<td>{}<td>{}<td class=n>{}<td class=n>{edits}<td class=n>{}<td class=n>{}</tr>",
            escape(&record.path),
            escape(record.metadata.title.as_deref().unwrap_or_default()),
            record.encoding.as_deref().unwrap_or_default(),
            record.characters,
            record.lacunae,
            record.doubtful
        );
    }
    body.push_str("</table>\n");
    let edits = records.iter().flat_map(|record| record.edits.values().flatten()).map(|(rule, times)| (rule.clone(), *times));
    body.push_str(&count_rules(edits, rules));
    whole("jiaokan: report of a run", &body)
}
