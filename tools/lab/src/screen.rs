//! Where output goes: how wide it is, and whether it may be coloured.

use std::io::{self, IsTerminal, Write};

use crate::failure::Failure;

/// The width that everything must fit into when nobody says how wide the terminal is.
pub const NARROW: usize = 60;

/// Longer lines are hard to read, however wide the terminal.
const WIDE: usize = 100;

/// Standard output, as far as layout must know it.
#[derive(Clone, Copy, Debug)]
pub struct Screen {
    /// How many columns there are.
    pub width: usize,
    /// Whether colours are wanted.
    pub colour: bool,
    /// Whether the terminal is in raw mode, where a line's end needs a carriage return, too.
    pub raw: bool,
}

impl Screen {
    /// Asks the terminal and the environment.
    pub fn of_stdout() -> Self {
        let terminal = io::stdout().is_terminal();
        let width = match crossterm::terminal::size() {
            // Some pseudo-terminals say that they have no columns.
            Ok((columns @ 20.., _)) if terminal => usize::from(columns).min(WIDE),
            _ => NARROW,
        };
        let set = |name| std::env::var_os(name).filter(|value| !value.is_empty());
        let dumb = set("TERM").is_none_or(|term| term == "dumb");
        Self {
            width,
            colour: terminal && !dumb && set("NO_COLOR").is_none(),
            raw: false,
        }
    }

    /// Prints `text`, which brings its own line ends.
    ///
    /// # Errors
    /// [`Failure::NobodyReads`] if the reader is gone.
    pub fn print(&self, text: &str) -> Result<(), Failure> {
        let mut out = io::stdout().lock();
        if self.raw {
            out.write_all(text.replace('\n', "\r\n").as_bytes())?;
        } else {
            out.write_all(text.as_bytes())?;
        }
        out.flush()?;
        Ok(())
    }

    /// A remark on standard error; nothing depends on its being read.
    pub fn remark(&self, sentence: &str) {
        let end = if self.raw { "\r\n" } else { "\n" };
        let _ = write!(io::stderr(), "{sentence}{end}");
    }

    /// `text` in bold, where colours are wanted.
    pub fn bold(&self, text: &str) -> String {
        self.coloured("1", text)
    }

    /// `text` in green, where colours are wanted.
    pub fn green(&self, text: &str) -> String {
        self.coloured("32", text)
    }

    /// `text` in red, where colours are wanted.
    pub fn red(&self, text: &str) -> String {
        self.coloured("31", text)
    }

    fn coloured(&self, code: &str, text: &str) -> String {
        if self.colour {
            format!("\x1b[{code}m{text}\x1b[0m")
        } else {
            text.to_owned()
        }
    }
}
