//! `listings`: code on the pages comes by include, from files that cargo compiles or refuses as the page says.

mod blocks;
mod commands;
mod compile_fail;
mod includes;

use crate::cargo::metadata;
use crate::context::Context;
use crate::markdown::{Page, pages};
use crate::report::Report;

/// Checks every block of code, every include and every command on the pages, and the compile-fail listings.
pub fn check(context: &Context) -> Report {
    Report::of(context, |context, report| {
        let metadata = metadata(context)?;
        let pages = pages(context)?;
        let known = commands::Known::new(context, &metadata)?;
        let mut included = Vec::new();
        for page in &pages {
            for (line, include) in page.includes() {
                includes::check(context, report, page, line, &include)?;
                included.push(include.target(&page.path));
            }
            for line in page.raw_code() {
                let sentence = "code in raw HTML is pasted: put it into a fence";
                report.find_at(context, &page.path, line, sentence);
            }
            for code in page.code() {
                blocks::check(context, report, page, &code)?;
                commands::check(context, report, page, &code, &known);
            }
        }
        // The front door shows commands, and has no includes.
        for name in ["README.md", "CONTRIBUTING.md"] {
            let path = context.root().join(name);
            if path.is_file() {
                let page = Page::read(path)?;
                for code in page.code() {
                    commands::check(context, report, &page, &code, &known);
                }
            }
        }
        report.look(format!(
            "{} pages, {} includes",
            pages.len(),
            included.len()
        ));
        compile_fail::check(context, report, &included)
    })
}
