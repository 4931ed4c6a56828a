//! The file of ticks: plain text, one fact a line, in the root of the workspace.
//!
//! ```text
//! 01/read_frame done
//! 01/read_frame hints 2
//! ```
//!
//! Losing it loses the ticks and nothing else.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// The file's name. `.gitignore` names it, and everything that begins like it.
pub const FILE: &str = ".lab-progress";

/// What the learner has done so far.
#[derive(Debug)]
pub struct Progress {
    path: PathBuf,
    exercises: BTreeMap<String, Entry>,
    /// Whether the file is there but cannot be read: then it must not be written over either.
    unreadable: bool,
}

#[derive(Debug, Default, PartialEq)]
struct Entry {
    done: bool,
    hints: usize,
}

impl Progress {
    /// Reads the file in `root`. A missing file means that nothing is done yet. One that makes no sense is set aside, and
    /// one that cannot be read is left alone; both give a sentence, and work goes on without ticks.
    pub fn load(root: &Path) -> (Self, Option<String>) {
        let path = root.join(FILE);
        let mut unreadable = false;
        let (exercises, remark) = match fs::read(&path) {
            Ok(bytes) => match parse(&bytes) {
                Some(exercises) => (exercises, None),
                None => (BTreeMap::new(), Some(set_aside(&path))),
            },
            Err(error) if error.kind() == io::ErrorKind::NotFound => (BTreeMap::new(), None),
            Err(error) => {
                unreadable = true;
                let remark =
                    format!("{FILE} cannot be read ({error}): nothing counts as done for now.");
                (BTreeMap::new(), Some(remark))
            }
        };
        let progress = Self {
            path,
            exercises,
            unreadable,
        };
        (progress, remark)
    }

    /// Where the ticks are kept.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Whether this exercise was solved when it was last judged.
    pub fn is_done(&self, id: &str) -> bool {
        self.exercises.get(id).is_some_and(|entry| entry.done)
    }

    /// How many of its hints were shown.
    pub fn hints(&self, id: &str) -> usize {
        self.exercises.get(id).map_or(0, |entry| entry.hints)
    }

    /// Ticks or un-ticks; says whether that changed anything.
    pub fn set_done(&mut self, id: &str, done: bool) -> bool {
        let entry = self.exercises.entry(id.to_owned()).or_default();
        std::mem::replace(&mut entry.done, done) != done
    }

    /// Remembers how many hints were shown.
    pub fn set_hints(&mut self, id: &str, hints: usize) {
        self.exercises.entry(id.to_owned()).or_default().hints = hints;
    }

    /// Writes the file: a new one beside it, renamed over it, so that it is never half written.
    ///
    /// # Errors
    /// If the folder or the disk does not let us.
    pub fn save(&self) -> io::Result<()> {
        if self.unreadable {
            return Err(io::Error::other("what is there cannot be read"));
        }
        let unfinished = self
            .path
            .with_file_name(format!("{FILE}.new-{}", std::process::id()));
        let written =
            fs::write(&unfinished, self.text()).and_then(|()| fs::rename(&unfinished, &self.path));
        if written.is_err() {
            // It may not even be there; the first error is the one to tell.
            let _ = fs::remove_file(&unfinished);
        }
        written
    }

    fn text(&self) -> String {
        let mut text = String::new();
        for (id, entry) in &self.exercises {
            if entry.done {
                text.push_str(&format!("{id} done\n"));
            }
            if entry.hints > 0 {
                text.push_str(&format!("{id} hints {}\n", entry.hints));
            }
        }
        text
    }
}

/// The entries of a progress file, or nothing if a line is not in its form.
fn parse(bytes: &[u8]) -> Option<BTreeMap<String, Entry>> {
    let mut exercises = BTreeMap::<String, Entry>::new();
    for line in std::str::from_utf8(bytes).ok()?.lines() {
        let words: Vec<&str> = line.split_whitespace().collect();
        match words[..] {
            [] => {}
            [id, "done"] if id.contains('/') => {
                exercises.entry(id.to_owned()).or_default().done = true;
            }
            [id, "hints", number] if id.contains('/') => {
                exercises.entry(id.to_owned()).or_default().hints = number.parse().ok()?;
            }
            _ => return None,
        }
    }
    Some(exercises)
}

/// Renames a file that makes no sense, so that nothing of it is lost, and says so.
fn set_aside(path: &Path) -> String {
    let free = (1..)
        .map(|number| path.with_file_name(format!("{FILE}.corrupt-{number}")))
        .find(|candidate| fs::symlink_metadata(candidate).is_err());
    let aside = free.unwrap_or_else(|| path.with_extension("corrupt"));
    let name = aside.file_name().unwrap_or_default().to_string_lossy();
    match fs::rename(path, &aside) {
        Ok(()) => format!(
            "{FILE} could not be understood and was set aside as {name}: `cargo lab check --all` finds your ticks again."
        ),
        Err(error) => format!(
            "{FILE} could not be understood nor set aside ({error}): nothing counts as done for now."
        ),
    }
}
