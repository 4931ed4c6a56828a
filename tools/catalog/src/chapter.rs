//! A chapter and its demos.

use std::fs;
use std::path::{Path, PathBuf};

use serde::Deserialize;

use crate::Error;
use crate::workspace::read_toml;

/// A chapter: a folder in `chapters/`, and the page, exercises and solutions of the same name.
#[derive(Clone, Debug)]
pub struct Chapter {
    /// Two digits: `01`.
    pub number: String,
    /// The folder's name, which the page, the exercises and the solutions share: `01-blocking-io`.
    pub slug: String,
    /// The chapter's title, `[package.metadata.chapter] title`.
    pub title: String,
    /// The question it asks: the package's `description`.
    pub question: String,
    /// The demo that `cargo run -p` starts, `default-run`.
    pub default_demo: Option<String>,
    /// Why the chapter has no asyncio twin, if it has none: `[package.metadata.chapter] no-twin`.
    pub no_twin: Option<String>,
    /// How many lines of its own code the chapter is granted beyond the usual, and why: `[package.metadata.chapter] size`.
    pub size: Option<Size>,
    /// The chapter's folder.
    pub folder: PathBuf,
}

/// A size that a chapter is granted: `size = { lines = 1500, because = "…" }`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Size {
    /// The most lines of code in `src`, demos aside.
    pub lines: usize,
    /// Why the chapter needs them.
    pub because: String,
}

/// A program of a chapter that shows something.
#[derive(Clone, Debug)]
pub struct Demo {
    /// The binary's name.
    pub name: String,
    /// What it shows: the first line of its module documentation.
    pub about: String,
    /// Its source.
    pub source: PathBuf,
    /// The same program in Python, if there is one.
    pub twin: Option<PathBuf>,
}

impl Chapter {
    pub(crate) fn read(folder: &Path) -> Result<Self, Error> {
        let manifest_path = folder.join("Cargo.toml");
        let manifest: Manifest = read_toml(&manifest_path)?;
        let slug = folder
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        let number = slug.split('-').next().unwrap_or_default().to_owned();
        let Some(about) = manifest.package.metadata.chapter else {
            let reason = "has no [package.metadata.chapter] with a title".to_owned();
            return Err(Error::Malformed {
                path: manifest_path,
                reason,
            });
        };
        Ok(Self {
            number,
            slug,
            title: about.title,
            question: manifest.package.description,
            default_demo: manifest.package.default_run,
            no_twin: about.no_twin,
            size: about.size,
            folder: folder.to_owned(),
        })
    }

    /// The name of the chapter's package: `ch01-blocking-io`.
    pub fn package(&self) -> String {
        format!("ch{}", self.slug)
    }

    /// Its demos, by name.
    ///
    /// # Errors
    /// If the chapter's `src/bin` cannot be read.
    pub fn demos(&self) -> Result<Vec<Demo>, Error> {
        let folder = self.folder.join("src/bin");
        let mut demos = Vec::new();
        if !folder.is_dir() {
            return Ok(demos);
        }
        let unreadable = |source| Error::Unreadable {
            path: folder.clone(),
            source,
        };
        for entry in fs::read_dir(&folder).map_err(unreadable)? {
            let source = entry.map_err(unreadable)?.path();
            if source
                .extension()
                .is_some_and(|extension| extension == "rs")
            {
                demos.push(self.demo(source).map_err(unreadable)?);
            }
        }
        demos.sort_by(|a, b| a.name.cmp(&b.name));
        Ok(demos)
    }

    fn demo(&self, source: PathBuf) -> std::io::Result<Demo> {
        let name = source
            .file_stem()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        let text = fs::read_to_string(&source)?;
        let about = text
            .lines()
            .next()
            .and_then(|line| line.strip_prefix("//! "))
            .unwrap_or_default()
            .to_owned();
        let twin = Some(self.folder.join("asyncio").join(format!("{name}.py")))
            .filter(|path| path.is_file());
        Ok(Demo {
            name,
            about,
            source,
            twin,
        })
    }
}

#[derive(Deserialize)]
struct Manifest {
    package: Package,
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
struct Package {
    description: String,
    default_run: Option<String>,
    #[serde(default)]
    metadata: Metadata,
}

#[derive(Default, Deserialize)]
struct Metadata {
    chapter: Option<About>,
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct About {
    title: String,
    no_twin: Option<String>,
    size: Option<Size>,
}
