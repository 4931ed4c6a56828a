//! Where the workspace is and what it holds.

use std::fs;
use std::path::{Path, PathBuf};

use crate::{Chapter, Exercise};

/// Why the workspace could not be read; each says in one sentence what was wrong and where.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// No parent of the folder is a workspace of this project.
    #[error(
        "{0} is not inside the Poll by Poll workspace: go to the folder that you cloned and try again"
    )]
    NotFound(PathBuf),
    /// A file or folder could not be read.
    #[error("cannot read {path}: {source}")]
    Unreadable {
        /// What was to be read.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// A file is there but does not say what it must.
    #[error("{path}: {reason}")]
    Malformed {
        /// The file.
        path: PathBuf,
        /// What is wrong in it.
        reason: String,
    },
}

/// The root of the project, found once.
#[derive(Clone, Debug)]
pub struct Workspace {
    root: PathBuf,
}

impl Workspace {
    /// The workspace that `start` lies in: the nearest parent that holds `chapters/` and a `Cargo.toml`.
    ///
    /// # Errors
    /// [`Error::NotFound`] if there is none.
    pub fn find(start: &Path) -> Result<Self, Error> {
        start
            .ancestors()
            .find(|folder| folder.join("chapters").is_dir() && folder.join("Cargo.toml").is_file())
            .map(|root| Self {
                root: root.to_owned(),
            })
            .ok_or_else(|| Error::NotFound(start.to_owned()))
    }

    /// The folder that holds `chapters/`, `exercises/`, `solutions/` and `book/`.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// All chapters, in the order of their numbers.
    ///
    /// # Errors
    /// If `chapters/` or a chapter's `Cargo.toml` cannot be read or lacks a title or a question.
    pub fn chapters(&self) -> Result<Vec<Chapter>, Error> {
        let folder = self.root.join("chapters");
        let mut chapters = subfolders(&folder)?
            .into_iter()
            .map(|folder| Chapter::read(&folder))
            .collect::<Result<Vec<_>, _>>()?;
        chapters.sort_by(|a, b| a.slug.cmp(&b.slug));
        Ok(chapters)
    }

    /// All exercises, in the order of the chapters and of their `exercises.toml`.
    ///
    /// # Errors
    /// If an `exercises.toml` cannot be read or is not in its form.
    pub fn exercises(&self) -> Result<Vec<Exercise>, Error> {
        let mut folders = subfolders(&self.root.join("exercises"))?;
        folders.sort();
        let mut exercises = Vec::new();
        for folder in folders {
            exercises.extend(Exercise::read_all(&self.root, &folder)?);
        }
        Ok(exercises)
    }
}

/// The folders directly inside `folder` that are cargo packages.
fn subfolders(folder: &Path) -> Result<Vec<PathBuf>, Error> {
    let unreadable = |source| Error::Unreadable {
        path: folder.to_owned(),
        source,
    };
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).map_err(unreadable)? {
        let path = entry.map_err(unreadable)?.path();
        if path.join("Cargo.toml").is_file() {
            found.push(path);
        }
    }
    Ok(found)
}

/// Reads and parses a TOML file.
pub(crate) fn read_toml<T: serde::de::DeserializeOwned>(path: &Path) -> Result<T, Error> {
    let text = fs::read_to_string(path).map_err(|source| Error::Unreadable {
        path: path.to_owned(),
        source,
    })?;
    toml::from_str(&text).map_err(|error| Error::Malformed {
        path: path.to_owned(),
        reason: error.message().to_owned(),
    })
}
