//! Links: every address inside the book finds its file and its fragment.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use crate::book::site::{Page, Site, Target, target};
use crate::report::Report;

/// Elements with addresses, and the attributes that hold them.
const ADDRESSES: [(&str, &str); 8] = [
    ("[href]", "href"),
    ("[src]", "src"),
    ("[poster]", "poster"),
    ("object[data]", "data"),
    ("form[action]", "action"),
    ("use[xlink\\:href]", "xlink:href"),
    ("image[xlink\\:href]", "xlink:href"),
    ("[srcset]", "srcset"),
];

/// An address on a page.
pub(super) struct Address {
    /// The element's name.
    pub(super) element: String,
    /// The attribute's name.
    pub(super) attribute: &'static str,
    /// The address.
    pub(super) text: String,
}

/// Every address on a page.
pub(super) fn addresses(page: &Page) -> Vec<Address> {
    let mut found = Vec::new();
    for (selector, attribute) in ADDRESSES {
        for element in page.all(selector) {
            let text = element.attr(attribute).unwrap_or_default();
            // A srcset is a list of `address width`; anything else is one address.
            let texts = if attribute == "srcset" {
                text.split(',').collect()
            } else {
                vec![text]
            };
            found.extend(texts.into_iter().map(|text| Address {
                element: element.value().name().to_owned(),
                attribute,
                text: if attribute == "srcset" {
                    text.split_whitespace()
                        .next()
                        .unwrap_or_default()
                        .to_owned()
                } else {
                    text.to_owned()
                },
            }));
        }
    }
    found
}

pub(super) fn check(report: &mut Report, site: &Site) {
    let mut inside = 0;
    let mut outside = BTreeMap::new();
    let mut known = HashSet::new();
    // Pages made of other pages come last: a fault that a page has is told once.
    let (made, own): (Vec<&Page>, Vec<&Page>) =
        site.wanted().partition(|page| page.is_made_of_others());
    for page in own.into_iter().chain(made) {
        duplicates(report, page);
        let mut told = HashSet::new();
        for address in addresses(page) {
            let (path, fragment) = match target(&page.path, &address.text) {
                Target::Inside(path, fragment) => (path, fragment),
                Target::Outside => {
                    *outside.entry(address.text).or_insert(0) += 1;
                    continue;
                }
                Target::Nowhere => continue,
            };
            inside += 1;
            rooted(report, page, &address);
            let Some(fault) = fault(site, &path, fragment.as_deref()) else {
                continue;
            };
            let new = known.insert(fault.clone()) || !page.is_made_of_others();
            if new && told.insert(fault.clone()) {
                let (attribute, text) = (address.attribute, &address.text);
                let sentence = format!("{}: {attribute}=\"{text}\": {fault}", page.place);
                report.findings.push(sentence);
            }
        }
    }
    report.look(format!("{inside} links inside the book"));
    for (address, count) in outside {
        report.look(format!("{count} links to {address}"));
    }
}

/// The built book works from any folder of a web server, so no address may begin at the server's root. mdbook's page
/// for what is not found is shown anywhere, and must.
fn rooted(report: &mut Report, page: &Page, address: &Address) {
    if address.text.starts_with('/') && page.path != "404.html" {
        let Address {
            attribute, text, ..
        } = address;
        let place = &page.place;
        let sentence = format!(
            "{place}: {attribute}=\"{text}\": begins with `/`, and the book may lie in any folder"
        );
        report.findings.push(sentence);
    }
}

fn fault(site: &Site, path: &str, fragment: Option<&str>) -> Option<String> {
    if !site.has_file(path) {
        return Some(format!("the book has no file {path}"));
    }
    let page = site.page(path)?;
    let fragment = fragment?;
    (!page.ids.contains(fragment)).then(|| format!("{path} has nothing with the id {fragment}"))
}

/// Finds ids that are given twice on a page: a link to one of them leads to the first.
fn duplicates(report: &mut Report, page: &Page) {
    if page.is_made_of_others() {
        return;
    }
    let mut seen = HashSet::new();
    let ids = page
        .all("[id]")
        .into_iter()
        .filter_map(|element| element.attr("id"));
    let twice: BTreeSet<&str> = ids.filter(|id| !seen.insert(*id)).collect();
    for id in twice {
        report
            .findings
            .push(format!("{}: the id {id} is given twice", page.place));
    }
}
