//! Pictures: each says in words what it shows.

use scraper::ElementRef;

use crate::book::site::{Page, Site, select};
use crate::report::Report;

pub(super) fn check(report: &mut Report, site: &Site) {
    let mut count = 0;
    for page in site.wanted().filter(|page| !page.is_made_of_others()) {
        for image in page.all("img, area, input[type=image]") {
            count += 1;
            if image.attr("alt").is_none_or(|alt| alt.trim().is_empty()) {
                let source = image.attr("src").unwrap_or("without src");
                find(report, page, &format!("the image {source} has no alt text"));
            }
        }
        // Outside <main> there are mdbook's own icons, inside buttons that have labels.
        for svg in page.all("main svg") {
            if svg
                .ancestors()
                .filter_map(ElementRef::wrap)
                .any(|above| above.value().name() == "svg")
            {
                continue;
            }
            count += 1;
            drawing(report, page, svg);
        }
    }
    report.look(format!("{count} pictures"));
}

fn drawing(report: &mut Report, page: &Page, svg: ElementRef<'_>) {
    let title = svg
        .select(&select("title"))
        .next()
        .map(|title| title.text().collect::<String>());
    let label = svg
        .attr("aria-label")
        .map(str::to_owned)
        .or(title)
        .unwrap_or_default();
    let label = label.trim();
    if label.is_empty() && svg.attr("aria-labelledby").is_none() {
        find(report, page, "an <svg> has neither <title> nor aria-label");
    }
    if svg.attr("role") != Some("img") {
        let name = if label.is_empty() {
            "without a name"
        } else {
            label
        };
        find(
            report,
            page,
            &format!("the <svg> `{name}` has no role=\"img\""),
        );
    }
}

fn find(report: &mut Report, page: &Page, sentence: &str) {
    report.findings.push(format!("{}: {sentence}", page.place));
}
