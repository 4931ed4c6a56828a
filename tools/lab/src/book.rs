//! Building the book, and `cargo lab build`.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use mdbook_driver::MDBook;
use mdbook_driver::config::Config;

use crate::failure::Failure;
use crate::lab::Lab;
use crate::{caption, text, theme, warnings};

/// Writes the book to `dest` (default: `target/book/html`) as files that any web server can serve, from any path.
///
/// # Errors
/// If the book cannot be built, `dest` holds something else than a book, or cannot be written.
pub fn command(lab: &Lab, dest: Option<&Path>) -> Result<ExitCode, Failure> {
    let dest = match dest {
        Some(dest) => lab.here.join(dest),
        None => lab.target().join("book/html"),
    };
    if !may_replace(&dest) {
        return Err(Failure::new(format!(
            "{} holds something else than a book: name an empty or a new folder",
            dest.display()
        )));
    }
    let cannot_write =
        |error: io::Error| Failure::new(format!("{} cannot be written: {error}", dest.display()));
    let beside = Beside::create(&dest).map_err(cannot_write)?;
    let complaints = build(lab.workspace.root(), &beside.0)?;
    swap(&beside.0, &dest).map_err(cannot_write)?;
    for complaint in &complaints {
        lab.screen.remark(&format!("warning: {complaint}"));
    }
    if !complaints.is_empty() {
        let count = text::count(complaints.len(), "warning");
        return Err(Failure::new(format!(
            "the book was built with {count}: see above, mend the page and build again"
        )));
    }
    lab.screen.print(&format!(
        "The book: {}\n",
        lab.shown(&dest.join("index.html"))
    ))?;
    Ok(ExitCode::SUCCESS)
}

/// Builds the book of the workspace `root` into the folder `into`, and gives the warnings.
///
/// # Errors
/// If mdbook gives up; the failure says why in one sentence.
pub fn build(root: &Path, into: &Path) -> Result<Vec<String>, Failure> {
    let (built, complaints) = warnings::during(|| mdbook(&root.join("book/en"), into));
    match built {
        Ok(()) => {
            let copied = theme::copy(&root.join("book/theme"), into);
            copied
                .map_err(|error| Failure::new(format!("the styles cannot be copied: {error}")))?;
            Ok(complaints)
        }
        Err(why) => Err(Failure::new(format!("the book cannot be built: {why}"))),
    }
}

fn mdbook(source: &Path, into: &Path) -> Result<(), String> {
    // anyhow's alternate form is the whole chain of causes in one line.
    let one_line = |error: mdbook_driver::errors::Error| format!("{error:#}").replace('\n', " ");
    let manifest = source.join("book.toml");
    if !manifest.is_file() {
        return Err(format!("{} is missing", manifest.display()));
    }
    let mut config = Config::from_disk(&manifest).map_err(one_line)?;
    config.build.build_dir = into.to_owned();
    // Reading must not write: by default mdbook creates pages that only SUMMARY.md knows of.
    config.build.create_missing = false;
    let mut book = MDBook::load_with_config(source, config).map_err(one_line)?;
    book.book.for_each_chapter_mut(|chapter| {
        chapter.content = caption::listings(&chapter.content);
    });
    book.build().map_err(one_line)
}

/// A folder that is being filled, and is removed if it does not get another name before.
#[derive(Debug)]
pub struct Beside(pub PathBuf);

impl Beside {
    /// An empty folder beside `dest`, on the same file system, so that a rename swaps them.
    ///
    /// # Errors
    /// If it cannot be created.
    pub fn create(dest: &Path) -> io::Result<Self> {
        let mut name = dest.file_name().unwrap_or_default().to_owned();
        name.push(format!(".new-{}", std::process::id()));
        let folder = dest.with_file_name(name);
        remove(&folder)?;
        fs::create_dir_all(&folder)?;
        Ok(Self(folder))
    }
}

impl Drop for Beside {
    fn drop(&mut self) {
        // Renamed already, or left over from a failure that is told anyway.
        let _ = remove(&self.0);
    }
}

/// Whether `dest` is free, empty, or a book of ours: nothing else may be replaced.
fn may_replace(dest: &Path) -> bool {
    let is_book = dest.join(".nojekyll").is_file() && dest.join("toc.html").is_file();
    is_book
        || match fs::read_dir(dest) {
            Ok(mut entries) => entries.next().is_none(),
            Err(error) => error.kind() == io::ErrorKind::NotFound,
        }
}

/// Puts the folder `new` in the place of `dest`; a reader sees the old book or the new one, never half of one.
fn swap(new: &Path, dest: &Path) -> io::Result<()> {
    let old = Beside::create(&dest.with_extension("old"))?;
    let aside = old.0.join("book");
    match fs::rename(dest, &aside) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    fs::rename(new, dest).inspect_err(|_| {
        // The first error is the one to tell; the old book had better stay.
        let _ = fs::rename(&aside, dest);
    })
}

fn remove(folder: &Path) -> io::Result<()> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}
