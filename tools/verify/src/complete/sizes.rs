//! What fits on a screen: files, functions, and the code of a chapter.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::LazyLock;

use regex::Regex;

use crate::context::{Context, Stuck, file_name, files_below, read};
use crate::report::Report;

/// The most lines of a file, unless its top says why; of a function; of a chapter's own code, unless its manifest says why.
const FILE: usize = 300;
const FUNCTION: usize = 60;
const CHAPTER: usize = 300;

/// What a file that is longer says in one of its first ten lines.
const REASON: &str = "Over 300 lines because ";

pub(super) fn check(context: &Context, report: &mut Report) -> Result<(), Stuck> {
    files(context, report)?;
    for chapter in context.chapters()? {
        let source = chapter.folder.join("src");
        let mut code = 0;
        let mut longest = (0, String::from("none"));
        for path in files_below(&source, &|path| has_extension(path, "rs"))? {
            let text = read(&path)?;
            if !path.starts_with(source.join("bin")) {
                code += text.lines().filter(|line| is_code(line)).count();
            }
            for function in functions(&text) {
                if function.lines > FUNCTION {
                    let sentence = format!(
                        "`{}` is {} lines long, and a function has at most {FUNCTION}",
                        function.name, function.lines
                    );
                    report.find_at(context, &path, function.line, sentence);
                }
                if function.lines > longest.0 {
                    longest = (function.lines, function.name);
                }
            }
        }
        let most = chapter.size.as_ref().map_or(CHAPTER, |size| size.lines);
        if code > most {
            let sentence =
                format!("holds {code} lines of code, and a chapter has at most {most} of its own");
            report.find(context, &source, sentence);
        }
        let (lines, name) = longest;
        let granted = chapter.size.as_ref().map_or_else(String::new, |size| {
            format!(" of {}, because {}", size.lines, size.because)
        });
        report.look(format!(
            "{}: {code} lines of code{granted}; longest function `{name}` with {lines}",
            chapter.slug
        ));
    }
    Ok(())
}

fn has_extension(path: &Path, wanted: &str) -> bool {
    path.extension()
        .is_some_and(|extension| extension == wanted)
}

/// Whether a line counts as code: not blank, and no comment of any kind.
fn is_code(line: &str) -> bool {
    let line = line.trim_start();
    !line.is_empty() && !line.starts_with("//")
}

fn files(context: &Context, report: &mut Report) -> Result<(), Stuck> {
    let files = tracked(context)?;
    for path in &files {
        let text = read(path)?;
        let lines = text.lines().count();
        let excused = text.lines().take(10).any(|line| line.contains(REASON));
        if lines > FILE && !excused {
            let sentence =
                format!("is {lines} lines long, and its first ten lines do not say `{REASON}…`");
            report.find(context, path, sentence);
        }
    }
    report.look(format!("{} files of code for their length", files.len()));
    Ok(())
}

/// The files of code that git tracks, or would; where there is no git, all of them.
fn tracked(context: &Context) -> Result<Vec<PathBuf>, Stuck> {
    let is_code = |path: &Path| {
        let extension = path.extension().unwrap_or_default().to_string_lossy();
        matches!(&*extension, "rs" | "py" | "js" | "css" | "sh")
            || (file_name(path) == "run"
                && path
                    .parent()
                    .is_some_and(|folder| file_name(folder) == ".ci"))
    };
    if !context.root().join(".git").exists() {
        let mut files = files_below(context.root(), &is_code)?;
        files.extend(Some(context.root().join(".ci/run")).filter(|path| path.is_file()));
        return Ok(files);
    }
    let output = Command::new("git")
        .current_dir(context.root())
        .args([
            "ls-files",
            "-z",
            "--cached",
            "--others",
            "--exclude-standard",
        ])
        .output()
        .map_err(|error| Stuck(format!("git cannot list the files: {error}")))?;
    let names = String::from_utf8_lossy(&output.stdout).into_owned();
    let paths = names.split('\0').map(|name| context.root().join(name));
    Ok(paths
        .filter(|path| path.is_file() && is_code(path))
        .collect())
}

/// A function in a source file.
#[derive(Debug)]
struct Function {
    name: String,
    line: usize,
    lines: usize,
}

static FN: LazyLock<Regex> = LazyLock::new(|| {
    let pattern = r#"^(\s*)(?:pub(?:\([^)]*\))? )?(?:(?:default|const|async|unsafe|extern(?: "[^"]*")?) )*fn (\w+)"#;
    Regex::new(pattern).expect("the pattern for functions is valid")
});

/// The functions of a file in rustfmt's form: one ends at the closing brace under its first letter.
fn functions(text: &str) -> Vec<Function> {
    let lines: Vec<&str> = text.lines().collect();
    let mut found = Vec::new();
    for (index, line) in lines.iter().enumerate() {
        let Some(start) = FN.captures(line) else {
            continue;
        };
        let indent = &start[1];
        let ends = |line: &str| {
            line.strip_prefix(indent).is_some_and(|rest| {
                // `}` ends a body; `) -> T;` or `where …;` ends a function of a trait that has none.
                rest.starts_with('}') || (!rest.starts_with(' ') && rest.ends_with(';'))
            })
        };
        let whole = line.ends_with('}') || line.ends_with(';');
        let length = if whole {
            1
        } else {
            let end = lines[index + 1..].iter().position(|line| ends(line));
            end.map_or(1, |more| more + 2)
        };
        found.push(Function {
            name: start[2].to_owned(),
            line: index + 1,
            lines: length,
        });
    }
    found
}

#[cfg(test)]
mod tests {
    use super::functions;

    #[test]
    fn a_function_ends_at_its_own_brace() {
        let text = "impl A {\n    pub fn a(\n        &self,\n    ) -> u8 {\n        if x {\n        }\n        1\n    }\n\n    fn b() {}\n}\n\ntrait T {\n    fn c(\n        &self,\n    );\n}\n";
        let found: Vec<_> = functions(text)
            .into_iter()
            .map(|f| (f.name, f.line, f.lines))
            .collect();
        let wanted = [
            ("a".to_owned(), 2, 7),
            ("b".to_owned(), 10, 1),
            ("c".to_owned(), 14, 3),
        ];
        assert_eq!(found, wanted);
    }
}
