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
    /// # Errors
    /// If the file cannot be written.
    pub fn publish(&self, picture: &Picture<'_>) -> io::Result<()> {
        print!("{}", self.text(picture.column));
        match env::var_os("TRACE_SVG") {
            Some(path) => fs::write(path, self.svg(picture)),
            None => Ok(()),
        }
    }
}
