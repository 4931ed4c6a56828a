//! What a demo does with its recording: lanes to the terminal, a picture to the book.

use std::time::Duration;
use std::{env, fs, io};

use crate::Recording;

/// How a recording is to be shown.
#[derive(Clone, Copy, Debug)]
pub struct Picture<'a> {
    /// The picture's title, a few words.
    pub title: &'a str,
    /// What it shows, for a reader who cannot see it.
    pub description: &'a str,
    /// How much time one character of the text lanes stands for.
    pub column: Duration,
}

impl Recording {
    /// Prints the text lanes and, if the environment variable `TRACE_SVG` names a file, writes the picture to it.
    ///
    /// For lanes that are threads: what they do at the same time stands in the recording in any order, which neither lanes
    /// nor picture show.
    ///
    /// # Errors
    /// If the file cannot be written.
    pub fn publish(&self, picture: &Picture<'_>) -> io::Result<()> {
        print!("{}", self.text(picture.column));
        write_to("TRACE_SVG", || self.svg(picture))
    }

    /// As [`publish`](Self::publish), and writes the recording for the player to the file that `TRACE_JSON` names. For lanes
    /// that take turns on one thread, so that the order of all events is the same in every run.
    ///
    /// # Errors
    /// If a file cannot be written.
    pub fn publish_steps(&self, picture: &Picture<'_>) -> io::Result<()> {
        self.publish(picture)?;
        write_to("TRACE_JSON", || self.json(picture))
    }

    /// Prints the polls as text and, if the environment variables `TRACE_SVG` and `TRACE_JSON` name files, writes the
    /// picture and the recording for the player to them.
    ///
    /// # Errors
    /// If a file cannot be written.
    pub fn publish_polls(&self, picture: &Picture<'_>) -> io::Result<()> {
        print!("{}", self.polls_text());
        write_to("TRACE_SVG", || self.polls_svg(picture))?;
        write_to("TRACE_JSON", || self.json(picture))
    }
}

/// Writes to the file that an environment variable names, if it is set.
fn write_to(variable: &str, text: impl FnOnce() -> String) -> io::Result<()> {
    match env::var_os(variable) {
        Some(path) => fs::write(path, text()),
        None => Ok(()),
    }
}
