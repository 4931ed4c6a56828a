//! What every command needs: the workspace, its exercises, the learner's progress, and the screen.

use std::path::{Path, PathBuf};

use catalog::{Colour, Exercise, Workspace};

use crate::failure::Failure;
use crate::progress::Progress;
use crate::screen::Screen;

/// The opened lab.
#[derive(Debug)]
pub struct Lab {
    /// The workspace that `here` lies in.
    pub workspace: Workspace,
    /// The folder in which the command was typed. Cargo is started here, so that a relative `CARGO_TARGET_DIR` means the
    /// same to it and to us.
    pub here: PathBuf,
    /// The ticks.
    pub progress: Progress,
    /// Where output goes.
    pub screen: Screen,
}

impl Lab {
    /// Finds the workspace around `here` and reads the progress file.
    ///
    /// # Errors
    /// If `here` is not inside the workspace.
    pub fn open(here: &Path) -> Result<Self, Failure> {
        let workspace = Workspace::find(here)?;
        let screen = Screen::of_stdout();
        let (progress, remark) = Progress::load(workspace.root());
        if let Some(remark) = remark {
            screen.remark(&remark);
        }
        Ok(Self {
            workspace,
            here: here.to_owned(),
            progress,
            screen,
        })
    }

    /// All exercises, in order.
    ///
    /// # Errors
    /// If an `exercises.toml` cannot be read; or if there is no exercise at all.
    pub fn exercises(&self) -> Result<Vec<Exercise>, Failure> {
        let exercises = self.workspace.exercises()?;
        if exercises.is_empty() {
            return Err(Failure::new("there are no exercises in this workspace yet"));
        }
        Ok(exercises)
    }

    /// The first exercise after `current` that is not done, going round at the end; from the start without `current`.
    pub fn next_open<'a>(
        &self,
        exercises: &'a [Exercise],
        current: Option<&Exercise>,
    ) -> Option<&'a Exercise> {
        let start = current
            .and_then(|current| exercises.iter().position(|e| e.id() == current.id()))
            .map_or(0, |at| at + 1);
        let (before, after) = exercises.split_at(start);
        after
            .iter()
            .chain(before)
            .find(|exercise| !self.progress.is_done(&exercise.id()))
    }

    /// `path` as the learner reads it: relative to the workspace.
    pub fn shown(&self, path: &Path) -> String {
        path.strip_prefix(self.workspace.root())
            .unwrap_or(path)
            .display()
            .to_string()
    }

    /// Says which exercise comes next and where, or that all are done.
    pub fn next_line(&self, exercises: &[Exercise], current: Option<&Exercise>) -> String {
        match self.next_open(exercises, current) {
            Some(next) => format!(
                "Next: {} - {}\n      {}\n",
                next.id(),
                next.title,
                self.shown(&next.stub())
            ),
            None => format!("All {} exercises are done.\n", exercises.len()),
        }
    }

    /// Whether the compiler may colour what it says to us.
    pub fn colour(&self) -> Colour {
        if self.screen.colour {
            Colour::Yes
        } else {
            Colour::No
        }
    }

    /// Where cargo puts what it builds, and the lab its book.
    pub fn target(&self) -> PathBuf {
        std::env::var_os("CARGO_TARGET_DIR")
            .filter(|value| !value.is_empty())
            .map_or_else(
                || self.workspace.root().join("target"),
                |set| self.here.join(set),
            )
    }

    /// Changes the progress and writes it; if that fails, one sentence says so and the work goes on.
    ///
    /// The file is read again before: another `cargo lab` may have ticked something meanwhile.
    pub fn update(&mut self, change: impl FnOnce(&mut Progress)) {
        let (newest, remark) = Progress::load(self.workspace.root());
        if remark.is_none() {
            self.progress = newest;
        }
        change(&mut self.progress);
        if let Err(error) = self.progress.save() {
            self.screen.remark(&format!(
                "Your progress could not be written to {} ({error}): this tick or hint will be forgotten.",
                self.shown(self.progress.path())
            ));
        }
    }
}
