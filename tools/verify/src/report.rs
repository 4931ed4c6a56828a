//! What a check looked at, and what it found.

use std::fmt::Display;
use std::path::Path;

use crate::context::{Context, Stuck};

/// What a check looked at, and what it found.
#[derive(Clone, Debug, Default)]
pub struct Report {
    /// What was looked at and how many, one line each.
    pub looked: Vec<String>,
    /// What is wrong: one sentence each, which begins with the file.
    pub findings: Vec<String>,
    /// Why the check, or a part of it, could not be made on this machine.
    pub skipped: Option<String>,
}

impl Report {
    /// Runs the body of a check; whatever stopped it half-way becomes a finding.
    pub(crate) fn of(
        context: &Context,
        body: impl FnOnce(&Context, &mut Self) -> Result<(), Stuck>,
    ) -> Self {
        let mut report = Self::default();
        if let Err(Stuck(sentence)) = body(context, &mut report) {
            report
                .findings
                .push(sentence.replace(&context.prefix(), ""));
        }
        report
    }

    /// Notes what was looked at.
    pub(crate) fn look(&mut self, line: impl Into<String>) {
        self.looked.push(line.into());
    }

    /// Notes what is wrong with a file.
    pub(crate) fn find(&mut self, context: &Context, file: &Path, sentence: impl Display) {
        let place = context.relative(file);
        self.findings.push(format!("{place}: {sentence}"));
    }

    /// Notes what is wrong in a line of a file, counted from 1.
    pub(crate) fn find_at(
        &mut self,
        context: &Context,
        file: &Path,
        line: usize,
        sentence: impl Display,
    ) {
        let place = context.relative(file);
        self.findings.push(format!("{place}:{line}: {sentence}"));
    }

    /// Notes that something is missing on this machine: a skip at an author's desk, a failure in continuous integration.
    pub(crate) fn skip(&mut self, context: &Context, reason: &str) {
        if context.ci {
            self.findings.push(format!(
                "{reason}, and CI is set: nothing may be skipped there"
            ));
        } else {
            self.skipped = Some(reason.to_owned());
        }
    }
}
