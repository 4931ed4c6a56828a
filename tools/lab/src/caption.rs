//! The file's name above every listing of the book, so that the learner knows which file she reads.
//!
//! It runs before mdbook's own `links` replaces `{{#include}}` by the text of the file and forgets the name.

/// `page` with a caption above each fenced block that consists of one `{{#include}}` of a Rust or Python file of a chapter
/// or an exercise.
pub fn listings(page: &str) -> String {
    let lines: Vec<&str> = page.split_inclusive('\n').collect();
    let mut captioned = String::with_capacity(page.len());
    let mut fence: Option<&str> = None;
    for (at, line) in lines.iter().enumerate() {
        match fence {
            Some(open) if closes(line, open) => fence = None,
            // A fence inside a fenced block is text.
            Some(_) => {}
            None => {
                fence = opens(line);
                let inside = (lines.get(at + 1), lines.get(at + 2));
                if let (Some(open), (Some(include), Some(end))) = (fence, inside)
                    && closes(end, open)
                    && let Some(path) = included(include)
                {
                    captioned.push_str(&caption(line, path));
                }
            }
        }
        captioned.push_str(line);
    }
    captioned
}

/// The run of backticks or tildes that opens a fenced block in this line.
fn opens(line: &str) -> Option<&str> {
    let line = line.trim();
    let mark = line.chars().next().filter(|mark| "`~".contains(*mark))?;
    let length = line.chars().take_while(|c| *c == mark).count();
    // Backticks after the run mean code within a line: ```like this```.
    let rest = &line[length..];
    (length >= 3 && !(mark == '`' && rest.contains('`'))).then_some(&line[..length])
}

fn closes(line: &str, open: &str) -> bool {
    let line = line.trim();
    line.starts_with(open) && line.trim_start_matches(&open[..1]).is_empty()
}

/// The path, seen from the workspace, of the file that this line includes, if it is one that gets a caption.
fn included(line: &str) -> Option<&str> {
    let inside = line
        .trim()
        .strip_prefix("{{#include ")?
        .strip_suffix("}}")?
        .trim();
    let path = inside.split(':').next()?;
    let path = path.trim_start_matches("../");
    let ours = path.starts_with("chapters/") || path.starts_with("exercises/");
    let code = path.ends_with(".rs") || path.ends_with(".py");
    (ours && code).then_some(path)
}

/// The caption, indented like its block; the blank line ends the HTML, so that the fence below is Markdown again.
fn caption(fence: &str, path: &str) -> String {
    let indent = &fence[..fence.len() - fence.trim_start().len()];
    let path = path.replace('&', "&amp;").replace('<', "&lt;");
    format!("{indent}<p class=\"listing-file\"><code>{path}</code></p>\n\n")
}
