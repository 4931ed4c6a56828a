//! An exercise: stub, judge, solution, wrong answers.

use std::fs;
use std::path::{Path, PathBuf};

use serde::Deserialize;

use crate::Error;
use crate::workspace::read_toml;

/// One exercise of a chapter.
#[derive(Clone, Debug)]
pub struct Exercise {
    /// The chapter's folder name: `01-blocking-io`.
    pub slug: String,
    /// The module's and the judge's name: `read_frame`.
    pub name: String,
    /// A few words.
    pub title: String,
    /// What is asked, in one line.
    pub question: String,
    /// Two to four hints, from vague to almost the answer.
    pub hints: Vec<String>,
    /// What to notice once it is solved.
    pub notice: String,
    root: PathBuf,
}

impl Exercise {
    pub(crate) fn read_all(root: &Path, folder: &Path) -> Result<Vec<Self>, Error> {
        let slug = folder
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        let file: File = read_toml(&folder.join("exercises.toml"))?;
        let exercise = |entry: Entry| Self {
            slug: slug.clone(),
            name: entry.name,
            title: entry.title,
            question: entry.question,
            hints: entry.hints,
            notice: entry.notice,
            root: root.to_owned(),
        };
        Ok(file.exercise.into_iter().map(exercise).collect())
    }

    /// What the learner calls it: `01/read_frame`.
    pub fn id(&self) -> String {
        format!("{}/{}", self.number(), self.name)
    }

    /// The chapter's two digits.
    pub fn number(&self) -> &str {
        self.slug.split('-').next().unwrap_or_default()
    }

    /// The package of the stubs: `ex01-blocking-io`.
    pub fn package(&self) -> String {
        format!("ex{}", self.slug)
    }

    /// The package of the solutions: `sol01-blocking-io`.
    pub fn solution_package(&self) -> String {
        format!("sol{}", self.slug)
    }

    /// The file that the learner edits.
    pub fn stub(&self) -> PathBuf {
        self.root
            .join("exercises")
            .join(&self.slug)
            .join("src")
            .join(self.file())
    }

    /// The test that judges every answer.
    pub fn judge(&self) -> PathBuf {
        self.root
            .join("exercises")
            .join(&self.slug)
            .join("tests")
            .join(self.file())
    }

    /// Our answer.
    pub fn solution(&self) -> PathBuf {
        self.solutions().join("src").join(self.file())
    }

    /// Answers that look right and are not, by file name.
    ///
    /// # Errors
    /// If the folder of wrong answers is there and cannot be read.
    pub fn wrong(&self) -> Result<Vec<PathBuf>, Error> {
        let folder = self.solutions().join("wrong").join(&self.name);
        if !folder.is_dir() {
            return Ok(Vec::new());
        }
        let unreadable = |source| Error::Unreadable {
            path: folder.clone(),
            source,
        };
        let mut files = Vec::new();
        for entry in fs::read_dir(&folder).map_err(unreadable)? {
            let path = entry.map_err(unreadable)?.path();
            if path.extension().is_some_and(|extension| extension == "rs") {
                files.push(path);
            }
        }
        files.sort();
        Ok(files)
    }

    fn solutions(&self) -> PathBuf {
        self.root.join("solutions").join(&self.slug)
    }

    fn file(&self) -> String {
        format!("{}.rs", self.name)
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    exercise: Vec<Entry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    name: String,
    title: String,
    question: String,
    hints: Vec<String>,
    notice: String,
}
