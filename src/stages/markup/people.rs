//! Who a page of HTML says it is by, where no line of credits says so: data for search engines, the account and the author of a page of WeChat, a name
//! beside the time of publication.

use std::ops::Range;

use super::lexicon::Lexicon;
use super::limits;
use super::selection::Parsed;
use super::tags::{Element, attribute};
use crate::finding::Fact;
use crate::structure::is_of_time;

/// The facts that scripts and elements of their own give, each with its place.
pub(super) fn told(page: &Parsed<'_>) -> Vec<(Fact, Range<usize>)> {
    let tree = page.tree;
    let mut facts = Vec::new();
    for (i, node) in tree.nodes.iter().enumerate() {
        if facts.len() >= limits::TOLD {
            break;
        }
        if node.element == Element::Raw {
            let start = node.inner as usize;
            let script = tree.text.get(start..node.end as usize).unwrap_or_default();
            for (author, value, at) in page.lexicon.in_script(script) {
                let fact = if author { Fact::Byline(value) } else { Fact::Source(value) };
                facts.push((fact, start + at.start..start + at.end));
            }
        } else if node.element != Element::Text
            && let Some(tag) = tree.short_tag(i)
            && let Some(author) = page.lexicon.of_element(attribute(tag, "id").unwrap_or_default(), attribute(tag, "class").unwrap_or_default())
        {
            let mut value = String::new();
            for inner in tree.inside(i).take(limits::NEAR_NODES).filter(|&inner| tree.nodes[inner].element == Element::Text) {
                value.push_str(tree.source(inner).trim());
            }
            if (2..=limits::TOLD_NAME).contains(&value.chars().count()) && !value.contains(['&', '<']) {
                let fact = if author { Fact::Byline(value) } else { Fact::Source(value) };
                facts.push((fact, node.start as usize..node.end as usize));
            }
        }
    }
    facts
}

/// The source that a line names without a label, beside the time of publication: `中国网 2024-05-07 10:37`. The name has to be that of a site, a paper or a
/// body.
pub(super) fn beside_time<'t>(line: &'t str, lexicon: &Lexicon) -> Option<&'t str> {
    let name = line.trim_matches(is_of_time);
    let rest = line.len() - name.len();
    let digits = line.bytes().filter(u8::is_ascii_digit).count();
    let is_name = (2..=limits::TOLD_NAME).contains(&name.chars().count()) && name.chars().all(char::is_alphabetic);
    let known = lexicon.words.is_site_name(name) || lexicon.words.is_issuer(name) || lexicon.words.no_persons.end(name);
    (digits >= limits::DAY_DIGITS && rest > limits::DAY_DIGITS + 1 && is_name && known).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::RuleBook;
    use crate::structure::Words;

    #[test]
    fn a_name_beside_a_time_is_the_source() {
        let lexicon = Lexicon::read(&RuleBook::embedded(), &Words::embedded()).expect("the embedded patterns are well-formed");
        assert_eq!(beside_time("中国网 2024-05-07 10:37:31", &lexicon), Some("中国网"));
        assert_eq!(beside_time("2024年05月07日10:30 某市日报", &lexicon), Some("某市日报"));
        assert_eq!(beside_time("2024-05-07 10:37", &lexicon), None);
        assert_eq!(beside_time("张三 2024-05-07 10:37", &lexicon), None);
    }
}
