//! Damaged pages for the stages lacuna and mojibake.

use std::collections::BTreeMap;

use crate::families::FAMILIES;
use crate::tear::{self, FOUR_MARKS, SIX_MARKS, Tear};
use crate::text::{Text, hash};

/// A page that was damaged.
pub(crate) struct Page {
    pub(crate) half: usize,
    pub(crate) source: String,
    pub(crate) form: &'static str,
    pub(crate) bytes: Vec<u8>,
    /// How it was, a line for each line.
    pub(crate) truth: String,
}

/// Lines of the pages, in turn: short pages say nothing of themselves, longer ones are evidence for their own phrases.
const LINES: [usize; 4] = [1, 4, 1, 12];

/// What makes the damaged bytes of a page; `None` where it has no hold in the text.
type Damage = Box<dyn Fn(&str) -> Option<Vec<u8>>>;

/// The ways in which pages were torn or lost a byte.
pub(crate) fn torn() -> Vec<(&'static str, Damage)> {
    let tear = |marks: &'static [char], dropped: bool, then: fn(&str) -> String| -> Damage {
        Box::new(move |text| Some(then(&tear::tear(text, Tear { marks, dropped })?).into_bytes()))
    };
    let lost = |dropped: bool| -> Damage {
        Box::new(move |text| {
            let shown = tear::lose_byte(text, (hash(text) % tear::bytes_of(text)?.len() as u64) as usize)?;
            let private = |c: &char| ('\u{e000}'..='\u{f8ff}').contains(c);
            Some(if dropped { shown.chars().filter(|c| !private(c)).collect() } else { shown }.into_bytes())
        })
    };
    let traditional = traditional();
    vec![
        ("；？ dropped", tear(FOUR_MARKS, true, str::to_owned)),
        ("；？ kept", tear(FOUR_MARKS, false, str::to_owned)),
        ("；？ dropped, folded", tear(FOUR_MARKS, true, tear::fold)),
        ("；？！： dropped", tear(SIX_MARKS, true, str::to_owned)),
        ("；？！： kept, folded", tear(SIX_MARKS, false, tear::fold)),
        (
            "；？！： dropped, traditional",
            Box::new(move |text| {
                let shown = tear::tear(text, Tear { marks: SIX_MARKS, dropped: true })?;
                Some(shown.chars().map(|c| traditional.get(&c).copied().unwrap_or(c)).collect::<String>().into_bytes())
            }),
        ),
        // A short damaged page says too little of its encoding; what is read wrongly there is no fault of this stage.
        ("raw GB18030", Box::new(|text| tear::tear_raw(text, FOUR_MARKS).filter(|_| text.lines().nth(3).is_some()))),
        ("a byte lost", lost(false)),
        ("a byte lost, dropped", lost(true)),
    ]
}

/// The ways of reading bytes wrongly that lose some of them, line by line.
pub(crate) fn misread() -> Vec<(&'static str, Damage)> {
    const LOSSY: [&str; 6] = [
        "UTF-8 read as GBK, browser",
        "UTF-8 read as GBK, Windows",
        "UTF-8 read as windows-1252, controls taken out",
        "GBK read as Big5",
        "GBK read as EUC-KR",
        "UTF-8 read as Shift_JIS",
    ];
    let each = |damage: fn(&str) -> Option<String>| -> Damage {
        Box::new(move |text| {
            let lines: Option<Vec<String>> = text.lines().map(damage).collect();
            Some(lines?.join("\n").into_bytes())
        })
    };
    FAMILIES.iter().filter(|family| LOSSY.contains(&family.name)).map(|family| (family.name, each(family.damage))).collect()
}

/// Script conversion character by character, as cloned pages have it.
fn traditional() -> BTreeMap<char, char> {
    let table = include_str!("../../rules/script/STCharacters.txt");
    let rows = table.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once('\t'));
    rows.filter_map(|(from, to)| Some((from.chars().next()?, to.chars().next()?))).collect()
}

/// So many damaged pages of each source, spread over its documents; each text stands in one page, and the forms take turns.
pub(crate) fn pages(texts: &[Text], forms: &[(&'static str, Damage)], each: usize) -> Vec<Page> {
    let mut sources: BTreeMap<&str, Vec<&Text>> = BTreeMap::new();
    texts.iter().for_each(|text| sources.entry(&text.source).or_default().push(text));
    let mut all = Vec::new();
    for (source, mut documents) in sources {
        documents.sort_by_key(|text| (hash(&text.number.to_string()), text.number));
        let (mut turn, mut made) = (0, 0);
        // No document gives more than its share, so that many are seen.
        let share = each.div_ceil(documents.len().max(1)) + 2;
        'source: for (nth, text) in documents.iter().enumerate() {
            let mut given = 0;
            let mut pieces = text.pieces().peekable();
            while pieces.peek().is_some() && given < share {
                if made >= each {
                    break 'source;
                }
                let size = LINES[(turn + nth) % LINES.len()];
                let truth = pieces.by_ref().take(size).collect::<Vec<_>>().join("\n");
                let mut tries = (0..forms.len()).map(|i| &forms[(turn + i) % forms.len()]);
                let Some((form, bytes)) = tries.find_map(|(form, damage)| Some((*form, damage(&truth).filter(|bytes| bytes != truth.as_bytes())?))) else {
                    continue;
                };
                all.push(Page { half: text.half(), source: source.to_owned(), form, bytes, truth });
                turn += 1;
                given += 1;
                made += 1;
            }
        }
    }
    all
}
