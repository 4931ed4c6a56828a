//! `cargo run -p peers`: what is made from the file of samples.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};
use peers::render;
use peers::results::Results;
use peers::sample::{self, LOAD, SAMPLE};

/// Makes tables, charts and the comparison with the promises from a run's file. (`cargo bench -p peers` makes the file.)
#[derive(Debug, Parser)]
#[command(name = "cargo run -p peers --", bin_name = "cargo run -p peers --")]
struct Arguments {
    #[command(subcommand)]
    verb: Verb,
    /// Another file than the book's, such as target/peers/quick.json
    #[arg(long, global = true, value_name = "PATH")]
    file: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, Subcommand)]
enum Verb {
    /// Writes the book's tables and charts, into tools/peers/results
    Render,
    /// Prints all tables
    Tables,
    /// Prints what was promised, what was measured, and by how much each promise is held or missed
    Promises,
}

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let done = match words.first().map(String::as_str) {
        // For the tests, which start samples without measuring anything.
        Some(SAMPLE | LOAD) => sample::main(&words),
        _ => run(&Arguments::parse()).map(|text| {
            println!("{}", text.trim_end());
            ExitCode::SUCCESS
        }),
    };
    done.unwrap_or_else(|sentence| {
        eprintln!("{sentence}");
        ExitCode::from(2)
    })
}

fn run(arguments: &Arguments) -> Result<String, String> {
    let path = arguments.file.clone().unwrap_or_else(Results::path);
    let results = Results::read(&path)?;
    match arguments.verb {
        Verb::Render if arguments.file.is_some() => {
            Err("the book is made from its own file: `render` takes no --file".to_owned())
        }
        Verb::Render => {
            let files = render::write(&results, &Results::folder())?;
            Ok(format!("{files} files written to tools/peers/results."))
        }
        Verb::Tables => Ok(render::all_in_one(&results)),
        Verb::Promises => Ok(render::promises(&results)),
    }
}
