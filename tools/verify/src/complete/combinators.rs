//! The table of what happens to the others: every cell of it is a test.

use regex::Regex;

use crate::context::{Context, Stuck, file_name, files_below, read};
use crate::report::Report;

/// The page with the table; a book without it promises nothing.
const PAGE: &str = "combinators.md";

/// A chapter's tests of its rows.
const TESTS: &str = "combinators.rs";

pub(super) fn check(context: &Context, report: &mut Report) -> Result<(), Stuck> {
    let page = context.pages_folder().join(PAGE);
    if !page.is_file() {
        return Ok(());
    }
    let text = read(&page)?;
    let mut rows = text.lines().filter(|line| line.starts_with('|')).map(cells);
    let columns: Vec<String> = rows
        .next()
        .unwrap_or_default()
        .iter()
        .skip(1)
        .map(|cell| slug(cell))
        .collect();
    let tests = tests(context)?;
    let mut wanted = Vec::new();
    for row in rows.skip(1) {
        let Some((combinator, cells)) = row.split_first() else {
            continue;
        };
        if cells.len() != columns.len() {
            report.find(
                context,
                &page,
                format!(
                    "the row of {combinator} has {} cells beside its name",
                    cells.len()
                ),
            );
        }
        wanted.extend(
            columns
                .iter()
                .map(|column| format!("{}_{column}", slug(combinator))),
        );
    }
    if wanted.is_empty() {
        report.find(context, &page, "has no table with rows");
    }
    for cell in wanted.iter().filter(|cell| !tests.contains(cell)) {
        report.find(
            context,
            &page,
            format!("no chapter's tests/{TESTS} has a test `{cell}` for this cell"),
        );
    }
    for test in tests.iter().filter(|test| !wanted.contains(test)) {
        report.find(context, &page, format!("has no cell for the test `{test}`"));
    }
    report.look(format!("{} cells of {PAGE} for their tests", wanted.len()));
    Ok(())
}

fn cells(line: &str) -> Vec<String> {
    let line = line.trim().trim_matches('|');
    line.split(" | ")
        .map(|cell| cell.trim().to_owned())
        .collect()
}

/// `` `FuturesUnordered` `` and `one fails` as a test says them: `futures_unordered`, `one_fails`.
fn slug(cell: &str) -> String {
    let name = cell.trim_matches('`').trim_end_matches('!');
    let mut slug = String::new();
    for character in name.chars() {
        if character.is_uppercase() && !slug.is_empty() && !slug.ends_with('_') {
            slug.push('_');
        }
        let character = character.to_ascii_lowercase();
        slug.push(if character.is_alphanumeric() {
            character
        } else {
            '_'
        });
    }
    slug
}

fn tests(context: &Context) -> Result<Vec<String>, Stuck> {
    let chapters = context.root().join("chapters");
    let test = Regex::new(r"#\[(?:tokio::)?test[^\n]*\n(?:#\[[^\n]*\n)*(?:async )?fn (\w+)\(")
        .expect("a constant pattern");
    let mut names = Vec::new();
    for file in files_below(&chapters, &|path| file_name(path) == TESTS)? {
        let text = read(&file)?;
        names.extend(test.captures_iter(&text).map(|found| found[1].to_owned()));
    }
    Ok(names)
}
