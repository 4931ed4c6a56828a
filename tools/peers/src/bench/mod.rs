//! The run: everything in rounds of random order, each sample in a fresh process, until all is measured or time is over.

mod arguments;
mod progress;
mod rounds;

use std::process::ExitCode;
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
use std::thread;

use clap::Parser;
use tokio_plain::runtime::Builder;

use crate::render;
use crate::results::Results;
use crate::sample::{self, LOAD, SAMPLE};
use arguments::Arguments;
use rounds::Ended;

/// The exit code of a command that Ctrl-C ended, as shells count it.
const INTERRUPTED: u8 = 130;

/// Set by Ctrl-C.
static STOP: AtomicBool = AtomicBool::new(false);

/// The whole program behind `cargo bench -p peers`.
pub fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let done = match words.first().map(String::as_str) {
        Some(SAMPLE | LOAD) => sample::main(&words),
        _ => run(&Arguments::parse()),
    };
    done.unwrap_or_else(|sentence| {
        eprintln!("{sentence}");
        ExitCode::from(2)
    })
}

fn run(arguments: &Arguments) -> Result<ExitCode, String> {
    if cfg!(debug_assertions) {
        return Err(
            "this is a debug build, whose figures mean nothing: use `cargo bench -p peers`"
                .to_owned(),
        );
    }
    let setting = arguments.setting()?;
    stop_on_signals();
    let (results, ended) = rounds::run(&setting, &STOP);
    if results.samples.is_empty() {
        println!("Nothing was measured.");
        return Ok(ExitCode::from(INTERRUPTED));
    }
    println!("{}", render::all_in_one(&results));
    let whole = ended != Ended::Interrupted;
    let path = if whole {
        setting.output
    } else {
        Results::workspace().join("target/peers/interrupted.json")
    };
    results.write(&path)?;
    println!(
        "Every sample is in {}.",
        path.canonicalize().unwrap_or(path.clone()).display()
    );
    if whole && path == Results::path() {
        let files = render::write(&results, &Results::folder())?;
        println!("The book's tables and charts ({files} files) were made from it.");
    }
    Ok(if whole {
        ExitCode::SUCCESS
    } else {
        ExitCode::from(INTERRUPTED)
    })
}

/// Samples are in process groups of their own: Ctrl-C reaches this program alone, which then ends the sample.
fn stop_on_signals() {
    thread::spawn(|| {
        // Where nobody can listen, a signal ends this program as it ends any.
        let Ok(runtime) = Builder::new_current_thread().enable_io().build() else {
            return;
        };
        if runtime.block_on(tokio_plain::signal::ctrl_c()).is_ok() {
            STOP.store(true, Relaxed);
        }
    });
}
