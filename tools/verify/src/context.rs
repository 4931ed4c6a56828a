//! What a check is told: where the workspace is, and what this machine has.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use catalog::{Chapter, Exercise, Stop, Workspace};

/// The limit that `cargo lab check` gives a judge.
const JUDGE_LIMIT: Duration = Duration::from_secs(10);

/// What a check is told.
#[derive(Clone, Debug)]
pub struct Context {
    /// The workspace that is checked.
    pub workspace: Workspace,
    /// The two digits of the only chapter to look at, if not all.
    pub chapter: Option<String>,
    /// Write recorded outputs anew instead of comparing them.
    pub record: bool,
    /// Whether this runs in continuous integration, where nothing may be skipped.
    pub ci: bool,
    /// Cargo's target folder for what the workspace itself builds.
    pub target: PathBuf,
    /// How long a judge may take.
    pub judge_limit: Duration,
    /// The Python to run the twins with.
    pub python: PathBuf,
    /// The driver of the browser, Debian's `chromium-driver`.
    pub chromedriver: PathBuf,
    /// Set when somebody wants this to end; what is running is stopped then.
    pub stop: Stop,
    /// Where to put a picture of every page, if wanted.
    pub screenshots: Option<PathBuf>,
}

/// Why a check could not go on: one sentence, which becomes its finding.
#[derive(Debug)]
pub struct Stuck(pub String);

impl Stuck {
    /// Somebody asked for the end.
    pub(crate) fn interrupted() -> Self {
        Self("interrupted".to_owned())
    }
}

impl<E: std::error::Error> From<E> for Stuck {
    fn from(error: E) -> Self {
        Self(error.to_string())
    }
}

impl Context {
    /// The workspace around `start` and the usual tools of this machine.
    ///
    /// # Errors
    /// If `start` is not inside the workspace.
    pub fn new(start: &Path) -> Result<Self, Stuck> {
        // Canonical, because cargo reports canonical paths and both are compared.
        let workspace = Workspace::find(&fs::canonicalize(start)?)?;
        let target = std::env::var_os("CARGO_TARGET_DIR")
            .map_or_else(|| workspace.root().join("target"), PathBuf::from);
        Ok(Self {
            workspace,
            chapter: None,
            record: false,
            ci: std::env::var_os("CI").is_some(),
            target,
            judge_limit: JUDGE_LIMIT,
            python: "python3".into(),
            chromedriver: "chromedriver".into(),
            stop: Stop::new(),
            screenshots: None,
        })
    }

    /// The root of the workspace.
    pub fn root(&self) -> &Path {
        self.workspace.root()
    }

    /// Whether there is a folder for a chapter of this number, sound or not.
    pub fn has_chapter(&self, number: &str) -> bool {
        let folders = entries(&self.root().join("chapters")).unwrap_or_default();
        folders
            .iter()
            .any(|folder| file_name(folder).split('-').next() == Some(number))
    }

    /// The chapters to look at.
    pub(crate) fn chapters(&self) -> Result<Vec<Chapter>, Stuck> {
        let mut chapters = self.workspace.chapters()?;
        chapters.retain(|chapter| self.wants(&chapter.slug));
        if chapters.is_empty() {
            return Err(Stuck(match &self.chapter {
                Some(number) => format!("chapters: there is no chapter {number}"),
                None => "chapters: there is no chapter at all".to_owned(),
            }));
        }
        Ok(chapters)
    }

    /// The exercises to look at.
    pub(crate) fn exercises(&self) -> Result<Vec<Exercise>, Stuck> {
        let mut exercises = self.workspace.exercises()?;
        exercises.retain(|exercise| self.wants(&exercise.slug));
        Ok(exercises)
    }

    /// Whether a chapter, by the name of its folder or page, is to be looked at.
    pub(crate) fn wants(&self, slug: &str) -> bool {
        self.chapter
            .as_deref()
            .is_none_or(|number| slug.split('-').next() == Some(number))
    }

    /// A path as findings name it: relative to the root.
    pub(crate) fn relative(&self, path: &Path) -> String {
        path.strip_prefix(self.root())
            .unwrap_or(path)
            .display()
            .to_string()
    }

    /// What is cut off absolute paths in other programs' words.
    pub(crate) fn prefix(&self) -> String {
        format!("{}/", self.root().display())
    }

    /// The page of a chapter.
    pub(crate) fn page(&self, slug: &str) -> PathBuf {
        self.pages_folder().join(format!("{slug}.md"))
    }

    /// Where the pages are.
    pub(crate) fn pages_folder(&self) -> PathBuf {
        self.root().join("book/en/src")
    }

    /// A folder for what a check generates; git does not see it.
    pub(crate) fn scratch(&self, name: &str) -> PathBuf {
        self.root().join("target/verify").join(name)
    }
}

/// Reads a file, or says which could not be read.
pub(crate) fn read(path: &Path) -> Result<String, Stuck> {
    fs::read_to_string(path)
        .map_err(|error| Stuck(format!("{}: cannot be read: {error}", path.display())))
}

/// Writes a file, or says which could not be written.
pub(crate) fn write(path: &Path, content: &[u8]) -> Result<(), Stuck> {
    let written = path
        .parent()
        .map_or(Ok(()), fs::create_dir_all)
        .and_then(|()| fs::write(path, content));
    written.map_err(|error| Stuck(format!("{}: cannot be written: {error}", path.display())))
}

/// The files directly in `folder` whose names end in `.extension`, sorted; none if there is no such folder.
pub(crate) fn files_in(folder: &Path, extension: &str) -> Result<Vec<PathBuf>, Stuck> {
    let mut files = entries(folder)?;
    files.retain(|path| path.is_file() && path.extension().is_some_and(|found| found == extension));
    Ok(files)
}

/// What is directly in `folder`, sorted; nothing if there is no such folder.
pub(crate) fn entries(folder: &Path) -> Result<Vec<PathBuf>, Stuck> {
    if !folder.is_dir() {
        return Ok(Vec::new());
    }
    let unreadable = |error| Stuck(format!("{}: cannot be read: {error}", folder.display()));
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).map_err(unreadable)? {
        found.push(entry.map_err(unreadable)?.path());
    }
    found.sort();
    Ok(found)
}

/// All files below `folder` that `wanted` accepts, sorted; `target` and hidden folders are left out.
pub(crate) fn files_below(
    folder: &Path,
    wanted: &dyn Fn(&Path) -> bool,
) -> Result<Vec<PathBuf>, Stuck> {
    let mut found = Vec::new();
    for path in entries(folder)? {
        let name = file_name(&path);
        if path.is_dir() && name != "target" && !name.starts_with('.') {
            found.extend(files_below(&path, wanted)?);
        } else if path.is_file() && wanted(&path) {
            found.push(path);
        }
    }
    Ok(found)
}

/// The file's name with its extension.
pub(crate) fn file_name(path: &Path) -> String {
    path.file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned()
}

/// The file's name without its (last) extension.
pub(crate) fn stem(path: &Path) -> String {
    path.file_stem()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned()
}
