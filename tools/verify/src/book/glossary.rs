//! The glossary: the first use of a term on a page is a link to its entry.

use regex::Regex;
use scraper::{ElementRef, Node};

use crate::book::site::{Page, Site, Target, target};
use crate::report::Report;

const GLOSSARY: &str = "glossary.html";

/// Elements in which a term needs no link: it is no prose, or it cannot be clicked apart.
const NO_PROSE: [&str; 14] = [
    "h1", "h2", "h3", "h4", "h5", "h6", "code", "pre", "table", "a", "svg", "script", "style",
    "button",
];

/// A term that has an entry.
struct Term {
    id: String,
    name: String,
    /// The term as a whole word, singular or plural.
    pattern: Regex,
}

pub(super) fn check(report: &mut Report, site: &Site) {
    let Some(glossary) = site.page(GLOSSARY) else {
        report
            .findings
            .push("book/en/src/glossary.md: the book has no glossary".to_owned());
        return;
    };
    let terms: Vec<Term> = glossary
        .all("main [id^=term-]")
        .into_iter()
        .filter_map(term)
        .collect();
    report.look(format!("{} terms in the glossary", terms.len()));
    for page in site.wanted() {
        if page.path == GLOSSARY || page.is_made_of_others() {
            continue;
        }
        let mut reader = Reader {
            page,
            terms: &terms,
            met: vec![false; terms.len()],
            unlinked: Vec::new(),
        };
        for main in page.all("main") {
            reader.read(main, true);
        }
        for (name, id, context) in reader.unlinked {
            report.findings.push(format!(
                "{}: the first `{name}` (in `{context}`) is no link to {GLOSSARY}#{id}",
                page.place
            ));
        }
    }
}

fn term(entry: ElementRef<'_>) -> Option<Term> {
    let name = entry.text().collect::<String>().trim().to_owned();
    let words: Vec<String> = name.split_whitespace().map(regex::escape).collect();
    // A hyphen belongs to the word: "non-blocking" is no use of "blocking".
    let pattern = format!(
        r"(?i)(?:^|[^\w-])({}(?:s|es)?)(?:$|[^\w-])",
        words.join(r"\s+")
    );
    Some(Term {
        id: entry.attr("id")?.to_owned(),
        pattern: Regex::new(&pattern).ok()?,
        name,
    })
    .filter(|term| !term.name.is_empty())
}

/// Goes through a page in the order in which it is read.
struct Reader<'a> {
    page: &'a Page,
    terms: &'a [Term],
    /// Which terms were met: the first use is settled, one way or the other.
    met: Vec<bool>,
    /// Terms whose first use is no link: name, id, and the words around it.
    unlinked: Vec<(String, String, String)>,
}

impl Reader<'_> {
    /// Reads an element; outside prose only the links count.
    fn read(&mut self, element: ElementRef<'_>, prose: bool) {
        for child in element.children() {
            match child.value() {
                Node::Text(text) if prose => self.prose(text),
                Node::Element(found) => {
                    let Some(child) = ElementRef::wrap(child) else {
                        continue;
                    };
                    if found.name() == "a" {
                        self.link(found.attr("href").unwrap_or_default());
                    }
                    self.read(child, prose && !NO_PROSE.contains(&found.name()));
                }
                _ => {}
            }
        }
    }

    fn link(&mut self, address: &str) {
        if let Target::Inside(path, Some(fragment)) = target(&self.page.path, address)
            && path == GLOSSARY
        {
            for (term, met) in self.terms.iter().zip(&mut self.met) {
                *met |= term.id == fragment;
            }
        }
    }

    fn prose(&mut self, text: &str) {
        for (term, met) in self.terms.iter().zip(&mut self.met) {
            if !*met && let Some(found) = term.pattern.captures(text).and_then(|found| found.get(1))
            {
                *met = true;
                let around = around(text, found.start(), found.end());
                self.unlinked
                    .push((term.name.clone(), term.id.clone(), around));
            }
        }
    }
}

/// The line around a use, so that it can be found on the page.
fn around(text: &str, start: usize, end: usize) -> String {
    const SHOWN: usize = 30;
    let before: Vec<char> = text[..start].chars().rev().take(SHOWN).collect();
    let after = text[end..].chars().take(SHOWN);
    let all: String = before
        .into_iter()
        .rev()
        .chain(text[start..end].chars())
        .chain(after)
        .collect();
    all.split_whitespace().collect::<Vec<_>>().join(" ")
}
