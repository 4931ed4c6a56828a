//! Hosts: nothing that a page loads comes from elsewhere. A link that the reader may follow is no load.

use std::sync::LazyLock;

use regex::Regex;

use crate::book::links::addresses;
use crate::book::site::{Page, Site, Target, target};
use crate::context::{Context, Stuck, read};
use crate::report::Report;

static URL: LazyLock<Regex> = LazyLock::new(|| {
    let pattern = r#"(?:url\(\s*|@import\s+(?:url\(\s*)?)["']?([^"')\s;]+)"#;
    Regex::new(pattern).expect("the pattern for addresses in styles is valid")
});

/// What loads in a script: a call, or an element's address. mdbook's own script asks a server elsewhere to run code,
/// by a function of its own, which no page of this book calls; the browser check would see it.
static SCRIPT: LazyLock<Regex> = LazyLock::new(|| {
    let pattern = r#"(?:\b(?:fetch|import|importScripts|WebSocket|EventSource|Worker|sendBeacon)\(\s*|\bfrom\s+|\.src\s*=\s*)["'`]((?:https?:|wss?:)?//[^"'`]+)"#;
    Regex::new(pattern).expect("the pattern for addresses in scripts is valid")
});

pub(super) fn check(context: &Context, report: &mut Report, site: &Site) -> Result<(), Stuck> {
    for page in site.wanted() {
        loads(report, page);
        inline(report, page);
    }
    for path in site.files_with(".css") {
        let file = site.folder.join(path);
        for address in styles(&read(&file)?) {
            match target(path, &address) {
                Target::Outside => report.find(context, &file, format!("loads {address}")),
                Target::Inside(found, _) if !site.has_file(&found) => {
                    report.find(
                        context,
                        &file,
                        format!("loads {address}, and the book has no file {found}"),
                    );
                }
                _ => {}
            }
        }
    }
    // The search index holds the words of the pages, which may well speak of addresses.
    for path in site
        .files_with(".js")
        .into_iter()
        .filter(|path| !path.starts_with("searchindex"))
    {
        let file = site.folder.join(path);
        for address in scripts(&read(&file)?) {
            report.find(context, &file, format!("loads {address}"));
        }
    }
    Ok(())
}

/// Elements whose address is on another host and is loaded without being asked for.
fn loads(report: &mut Report, page: &Page) {
    for address in addresses(page) {
        let followed = address.element == "a" && address.attribute == "href";
        // A canonical or alternate address names the page and loads nothing, but we have no other host to name.
        if !followed && target(&page.path, &address.text) == Target::Outside {
            report.findings.push(format!(
                "{}: <{}> loads {}",
                page.place, address.element, address.text
            ));
        }
    }
    for refresh in page.all("meta[http-equiv=refresh], base[href^=http]") {
        report.findings.push(format!(
            "{}: <{}> leads elsewhere",
            page.place,
            refresh.value().name()
        ));
    }
}

/// Styles and scripts inside a page.
fn inline(report: &mut Report, page: &Page) {
    let mut found = Vec::new();
    for style in page.all("style") {
        found.extend(styles(&style.text().collect::<String>()));
    }
    for element in page.all("[style]") {
        found.extend(styles(element.attr("style").unwrap_or_default()));
    }
    found.retain(|address| target(&page.path, address) == Target::Outside);
    for script in page.all("script") {
        found.extend(scripts(&script.text().collect::<String>()));
    }
    for address in found {
        report
            .findings
            .push(format!("{}: loads {address}", page.place));
    }
}

fn styles(text: &str) -> Vec<String> {
    URL.captures_iter(text)
        .map(|found| found[1].to_owned())
        .collect()
}

fn scripts(text: &str) -> Vec<String> {
    SCRIPT
        .captures_iter(text)
        .map(|found| found[1].to_owned())
        .collect()
}
