//! What may differ from run to run: `NAME.vary`, one regex a line, below a comment with the reason.

use std::path::{Path, PathBuf};

use regex::Regex;

use crate::context::{Context, Stuck, read};
use crate::report::Report;

/// What stands in the place of a match, on both sides, before they are compared.
const WILDCARD: &str = "[..]";

/// The rules of one recorded output.
#[derive(Debug, Default)]
pub(crate) struct Vary {
    path: PathBuf,
    rules: Vec<Rule>,
}

#[derive(Debug)]
struct Rule {
    line: usize,
    regex: Regex,
}

impl Vary {
    /// Reads the rules; no file means no rules. Rules that hide too much are findings and are left out.
    pub(crate) fn read(context: &Context, report: &mut Report, path: &Path) -> Result<Self, Stuck> {
        let mut vary = Self {
            path: path.to_owned(),
            rules: Vec::new(),
        };
        if !path.is_file() {
            return Ok(vary);
        }
        let mut reason = String::new();
        for (index, line) in read(path)?.lines().enumerate() {
            let number = index + 1;
            if let Some(words) = line.strip_prefix('#') {
                words.trim().clone_into(&mut reason);
            } else if !line.trim().is_empty() {
                match rule(line, number, &reason) {
                    Ok(rule) => {
                        report.look(format!(
                            "{}: `{line}` may vary: {reason}",
                            context.relative(path)
                        ));
                        vary.rules.push(rule);
                    }
                    Err(sentence) => report.find_at(context, path, number, sentence),
                }
            }
        }
        Ok(vary)
    }

    /// Puts the wildcard in the place of every match.
    pub(crate) fn apply(&self, text: &str) -> String {
        self.rules.iter().fold(text.to_owned(), |text, rule| {
            rule.regex.replace_all(&text, WILDCARD).into_owned()
        })
    }

    /// How many places of a text the rules hide.
    pub(crate) fn wildcards(&self, text: &str) -> usize {
        self.rules
            .iter()
            .map(|rule| rule.regex.find_iter(text).count())
            .sum()
    }

    /// Finds rules that hide nothing, or a whole line, of what was recorded.
    pub(crate) fn check(
        &self,
        context: &Context,
        report: &mut Report,
        expected: &Path,
        recorded: &str,
    ) {
        for rule in &self.rules {
            let regex = rule.regex.as_str();
            if !rule.regex.is_match(recorded) {
                let expected = context.relative(expected);
                let sentence = format!("`{regex}` matches nothing in {expected}");
                report.find_at(context, &self.path, rule.line, sentence);
            }
            if let Some(line) = recorded.lines().position(|line| rule.swallows(line)) {
                let sentence = format!(
                    "`{regex}` hides the whole of line {} in {}: keep the words around what varies",
                    line + 1,
                    context.relative(expected)
                );
                report.find_at(context, &self.path, rule.line, sentence);
            } else if rule
                .regex
                .find_iter(recorded)
                .any(|found| found.as_str().contains('\n'))
            {
                let sentence = format!("`{regex}` matches across lines");
                report.find_at(context, &self.path, rule.line, sentence);
            }
        }
    }
}

impl Rule {
    fn swallows(&self, line: &str) -> bool {
        let line = line.trim();
        !line.is_empty()
            && self
                .regex
                .find(line)
                .is_some_and(|found| found.as_str() == line)
    }
}

/// Reads one rule, or says why it is none.
fn rule(line: &str, number: usize, reason: &str) -> Result<Rule, String> {
    if reason.is_empty() {
        return Err(format!("`{line}` has no `# reason` above it"));
    }
    let regex = Regex::new(line).map_err(|error| {
        let words = error.to_string();
        format!(
            "`{line}` is no regex: {}",
            words.lines().last().unwrap_or_default().trim()
        )
    })?;
    if regex.is_match("") {
        return Err(format!(
            "`{line}` matches the empty string: it could hide anything"
        ));
    }
    Ok(Rule {
        line: number,
        regex,
    })
}
