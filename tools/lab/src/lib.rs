//! `cargo lab`: the learner's one command. It serves the book, runs the demos, and puts answers before their judges.
//!
//! | module | holds |
//! |---|---|
//! | [`args`] | what can be typed |
//! | [`lab`](crate::lab::Lab) | the workspace, its exercises and the learner's progress, read once per command |
//! | [`names`], [`here`] | which exercise or chapter is meant |
//! | [`progress`] | the file of ticks |
//! | [`list`], [`run`], [`check`], [`watch`], [`hint`], [`show`], [`reset`] | the commands |
//! | [`book`], [`caption`], [`theme`], [`warnings`] | building the book |
//! | [`serve`], [`port`], [`site`], [`answer`], [`reload`] | serving it |
//! | [`files`], [`keys`], [`signals`] | what happens meanwhile: files are saved, keys pressed, Ctrl-C |
//! | [`report`], [`complaints`], [`screen`], [`text`], [`patience`] | what is said, when, and how it is laid out |
#![warn(missing_docs)]

pub mod answer;
pub mod args;
pub mod book;
pub mod caption;
pub mod check;
pub mod complaints;
pub mod failure;
pub mod files;
pub mod git;
pub mod here;
pub mod hint;
pub mod keys;
pub mod lab;
pub mod list;
pub mod names;
pub mod patience;
pub mod port;
pub mod progress;
pub mod reload;
pub mod report;
pub mod reset;
pub mod run;
pub mod screen;
pub mod serve;
pub mod show;
pub mod signals;
pub mod site;
pub mod text;
pub mod theme;
pub mod warnings;
pub mod watch;

use std::process::ExitCode;

use clap::Parser;

use crate::args::{Cli, Command};
use crate::failure::Failure;
use crate::lab::Lab;

/// Parses the arguments, does what they say, and gives the exit code.
pub fn main() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => {
            // If the reader of our output is gone, nobody misses the help text.
            let _ = error.print();
            return ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(2));
        }
    };
    match dispatch(cli) {
        Ok(code) => code,
        Err(failure) => failure.say(),
    }
}

fn dispatch(cli: Cli) -> Result<ExitCode, Failure> {
    let here = std::env::current_dir().map_err(|error| {
        Failure::new(format!(
            "the current folder cannot be read ({error}): go to the folder that you cloned"
        ))
    })?;
    let lab = Lab::open(&here)?;
    match cli.command {
        None => serve::command(&lab, &cli.serve),
        Some(Command::List { chapter }) => list::command(&lab, chapter.as_deref()),
        Some(Command::Run(asked)) => run::command(&lab, &asked),
        Some(Command::Check(asked)) => check::command(lab, &asked),
        Some(Command::Watch(asked)) => watch::command(lab, &asked),
        Some(Command::Hint { exercise }) => hint::command(lab, exercise.as_deref()),
        Some(Command::Show { exercise, anyway }) => {
            show::command(&lab, exercise.as_deref(), anyway)
        }
        Some(Command::Reset { exercise, yes }) => reset::command(lab, &exercise, yes),
        Some(Command::Build { dest }) => book::command(&lab, dest.as_deref()),
    }
}
