//! Blocks of code: what may stand in them.

use crate::context::{Context, Stuck};
use crate::listings::includes::{Kind, is_compiled, kind};
use crate::markdown::{Code, Include, Page};
use crate::report::Report;

/// What a block shows, by the first word behind its fence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Shows {
    Rust,
    Python,
    /// Commands and what they print. A bare block counts as one: else it would be the way around this check.
    Output,
    /// Something that is not ours to check: a manifest, a diagram, a protocol.
    Else,
}

impl Shows {
    fn of(info: &str) -> Self {
        let word = info.split([',', ' ', '{']).next().unwrap_or_default();
        match word {
            word if word.starts_with("rust") => Self::Rust,
            "python" | "py" => Self::Python,
            "" | "console" | "text" | "txt" | "sh" | "bash" | "shell" => Self::Output,
            _ => Self::Else,
        }
    }
}

/// Checks that the block holds nothing that was pasted.
pub(super) fn check(
    context: &Context,
    report: &mut Report,
    page: &Page,
    code: &Code,
) -> Result<(), Stuck> {
    let Some(shows) = code.info.as_deref().map(Shows::of) else {
        return Ok(());
    };
    for (index, line) in code.text.lines().enumerate() {
        if line.trim().is_empty() || shows == Shows::Else {
            continue;
        }
        let number = code.line + index;
        match Include::whole_line(line) {
            Some(include) => {
                if let Some(sentence) = unfit(context, page, shows, &include)? {
                    report.find_at(context, &page.path, number, sentence);
                }
            }
            None if shows == Shows::Output && line.starts_with("$ ") => {}
            None => {
                let sentence = format!("`{}` is pasted: {}", line.trim(), cure(shows));
                report.find_at(context, &page.path, number, sentence);
                // One finding says enough about one block.
                break;
            }
        }
    }
    Ok(())
}

fn cure(shows: Shows) -> &'static str {
    match shows {
        Shows::Output => {
            "output comes by include from expected/, measured/ or compile_fail/, and a command begins with `$ `"
        }
        _ => "a listing comes by include from a file that is compiled or run",
    }
}

/// Why what a block includes does not fit what the block shows, if it does not.
fn unfit(
    context: &Context,
    page: &Page,
    shows: Shows,
    include: &Include,
) -> Result<Option<String>, Stuck> {
    let path = include.target(&page.path);
    let file = context.relative(&path);
    if !path.is_file() {
        // The check of the includes says so.
        return Ok(None);
    }
    Ok(match (shows, kind(context, &path)) {
        (Shows::Rust, Kind::Rust) if is_compiled(context, &path)? => None,
        (Shows::Rust, Kind::CompileFail) => None,
        (Shows::Rust, _) => Some(format!("{file} is no file that cargo compiles")),
        (Shows::Python, Kind::Twin) => None,
        (Shows::Python, _) => Some(format!("{file} is no twin that `cargo verify twins` runs")),
        (Shows::Output, Kind::Output) => None,
        (Shows::Output, _) => Some(format!("{file} is no recorded output")),
        (Shows::Else, _) => None,
    })
}
