//! What can be typed after `cargo lab`.
//!
//! Help texts are one short line each: they have to fit into 60 columns unwrapped.

use std::path::PathBuf;
use std::time::Duration;

use clap::{Args, Parser, Subcommand};

/// Read the book, run the demos, practise.
#[derive(Debug, Parser)]
#[command(name = "cargo lab", bin_name = "cargo lab")]
#[command(args_conflicts_with_subcommands = true, disable_help_subcommand = true)]
#[command(after_help = "Without a command: serve the book.")]
pub struct Cli {
    /// What to do; without it, the book is served.
    #[command(subcommand)]
    pub command: Option<Command>,
    /// How to serve the book.
    #[command(flatten)]
    pub serve: Serve,
}

/// How to serve the book.
#[derive(Args, Debug)]
pub struct Serve {
    /// Serve here (default: 4040 or the next)
    #[arg(long, value_name = "N")]
    pub port: Option<u16>,
    /// Do not open a browser
    #[arg(long)]
    pub no_open: bool,
    /// Look at the files once a second
    #[arg(long)]
    pub poll: bool,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Chapters and exercises, and what is done
    List {
        /// Only this chapter
        chapter: Option<String>,
    },
    /// Run a demo of a chapter
    Run(Run),
    /// Put your answer before its judge
    Check(Check),
    /// Judge again whenever you save
    Watch(Watch),
    /// The next hint, vague ones first
    Hint {
        /// 01/read_frame, or a part of it
        exercise: Option<String>,
    },
    /// Our solution, once you have yours
    Show {
        /// 01/read_frame, or a part of it
        exercise: Option<String>,
        /// Also before you have solved it
        #[arg(long)]
        anyway: bool,
    },
    /// Put the stub back, keeping your version beside it
    Reset {
        /// 01/read_frame, or a part of it
        exercise: String,
        /// Do not ask
        #[arg(long)]
        yes: bool,
    },
    /// Write the book as static files
    Build {
        /// Where to (default: target/book/html)
        #[arg(long, value_name = "DIR")]
        dest: Option<PathBuf>,
    },
}

/// What `run` is asked.
#[derive(Args, Debug)]
#[command(override_usage = "cargo lab run [OPTIONS] <CHAPTER> [DEMO] [ARGS]")]
pub struct Run {
    /// 3, 03, or a part of the chapter's name
    pub chapter: String,
    /// The demo (default: the chapter's first to run)
    pub demo: Option<String>,
    /// Name the chapter's demos
    #[arg(long)]
    pub list: bool,
    /// Run the asyncio twin
    #[arg(long, conflicts_with = "list")]
    pub python: bool,
    /// Passed on to the demo
    // From the first of them on, `--python` is passed on, too; before it, it is the lab's.
    #[arg(allow_hyphen_values = true)]
    args: Vec<String>,
    /// After `--` no demo need be named
    #[arg(last = true, hide = true)]
    rest: Vec<String>,
}

impl Run {
    /// What is passed on to the demo.
    pub fn args(&self) -> impl Iterator<Item = &String> {
        self.args.iter().chain(&self.rest)
    }
}

/// What `check` is asked.
#[derive(Args, Debug)]
pub struct Check {
    /// 01/read_frame, a part of it, or a chapter: 01
    pub exercise: Option<String>,
    /// Judge every exercise
    #[arg(long, conflicts_with = "exercise")]
    pub all: bool,
    /// How the judge is run.
    #[command(flatten)]
    pub limit: Limit,
}

/// What `watch` is asked.
#[derive(Args, Debug)]
pub struct Watch {
    /// 01/read_frame, or a part of it
    pub exercise: Option<String>,
    /// Look at the files once a second
    #[arg(long)]
    pub poll: bool,
    /// How the judge is run.
    #[command(flatten)]
    pub limit: Limit,
}

/// How long a judge may run.
#[derive(Args, Clone, Copy, Debug)]
pub struct Limit {
    /// Time for the judge
    #[arg(long = "limit", value_name = "SECONDS", default_value_t = 10)]
    #[arg(value_parser = clap::value_parser!(u64).range(1..=3600))]
    seconds: u64,
}

impl Limit {
    /// The limit as a duration.
    pub fn duration(self) -> Duration {
        Duration::from_secs(self.seconds)
    }
}
