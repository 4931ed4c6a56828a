//! What is made from the file: tables, charts, the numbers inside sentences, the comparison with the promises.
//!
//! Everything here is a function of the file alone, so that a test can make it again and compare.

mod charts;
mod numbers;
mod promises;
mod tables;

use std::fs;
use std::path::Path;

use crate::results::Results;

pub use promises::promises;

/// All files of the book, by name.
pub fn files(results: &Results) -> Vec<(&'static str, String)> {
    vec![
        ("machine.md", tables::machine(results)),
        ("missing.md", tables::missing(results)),
        ("tasks.md", tables::tasks(results)),
        ("timers.md", tables::timers(results)),
        ("memory.md", tables::memory(results)),
        ("echo.md", tables::echo(results)),
        ("calls.md", tables::calls(results)),
        ("wall.md", tables::wall(results)),
        ("promises.md", promises(results)),
        ("numbers.txt", numbers::numbers(results)),
        ("tasks.svg", charts::tasks(results)),
        ("memory.svg", charts::memory(results)),
        ("echo.svg", charts::echo(results)),
    ]
}

/// Writes them; says how many.
///
/// # Errors
/// With a sentence, if one cannot be written.
pub fn write(results: &Results, folder: &Path) -> Result<usize, String> {
    let files = files(results);
    for (name, text) in &files {
        let path = folder.join(name);
        fs::write(&path, text)
            .map_err(|error| format!("{} cannot be written: {error}", path.display()))?;
    }
    Ok(files.len())
}

/// Everything that a terminal can show.
pub fn all_in_one(results: &Results) -> String {
    let files = files(results);
    let tables = files.into_iter().filter(|(name, _)| name.ends_with(".md"));
    tables.map(|(_, text)| text).collect::<Vec<_>>().join("\n")
}
