//! `cargo verify`: the authors' checks.

use std::path::PathBuf;
use std::process::ExitCode;
use std::thread;
use std::time::Instant;

use catalog::Stop;
use clap::Parser;
use tokio::runtime::Builder;
use tokio::signal::unix::{SignalKind, signal};
use verify::{CHECKS, Check, Context, Report};

/// Checks that nothing on a page is untrue: all seven checks, or the named ones.
///
/// Checks: floors, complete, outputs, twins, exercises, listings, book.
#[derive(Debug, Parser)]
#[command(name = "cargo verify", bin_name = "cargo verify")]
struct Arguments {
    /// Checks to run, and the two digits of a chapter to restrict them to: `outputs 01`
    #[arg(value_name = "CHECK|CHAPTER")]
    words: Vec<String>,
    /// Looks at this chapter alone, where that makes sense
    #[arg(long, value_name = "NN")]
    chapter: Option<String>,
    /// With outputs or twins: writes the recorded files anew instead of comparing them
    #[arg(long)]
    record: bool,
    /// With book: puts a picture of every page, at each width and in each theme, into this folder
    #[arg(long, value_name = "DIR")]
    screenshots: Option<PathBuf>,
}

/// The exit code of a command that Ctrl-C ended, as shells count it.
const INTERRUPTED: u8 = 130;

fn main() -> ExitCode {
    match plan(Arguments::parse()) {
        Ok((context, checks)) => {
            stop_on_signals(context.stop.clone());
            run_all(&context, &checks)
        }
        Err(sentence) => {
            eprintln!("{sentence}");
            ExitCode::from(2)
        }
    }
}

/// Passes Ctrl-C and its relatives on: what the checks start is in process groups of its own.
fn stop_on_signals(stop: Stop) {
    thread::spawn(move || {
        // Where nobody can listen, a signal ends this program as it ends any.
        let Ok(runtime) = Builder::new_current_thread().enable_all().build() else {
            return;
        };
        let caught = runtime.block_on(async {
            let mut terminate = signal(SignalKind::terminate())?;
            tokio::select! {
                caught = tokio::signal::ctrl_c() => caught,
                _ = terminate.recv() => Ok(()),
            }
        });
        if caught.is_ok() {
            stop.set();
        }
    });
}

/// What to run, from the arguments; or what is wrong with them.
fn plan(arguments: Arguments) -> Result<(Context, Vec<Check>), String> {
    let here = std::env::current_dir().map_err(|error| error.to_string())?;
    let mut context = Context::new(&here).map_err(|stuck| stuck.0)?;
    context.chapter = arguments.chapter;
    context.record = arguments.record;
    context.screenshots = arguments.screenshots.map(|folder| here.join(folder));
    let mut checks = Vec::new();
    for word in arguments.words {
        if word.len() == 2 && word.chars().all(|digit| digit.is_ascii_digit()) {
            context.chapter = Some(word);
        } else if let Some(check) = CHECKS.iter().find(|check| check.name == word) {
            checks.push(*check);
        } else {
            let names = CHECKS.map(|check| check.name).join(", ");
            return Err(format!(
                "there is no check `{word}`: the checks are {names}"
            ));
        }
    }
    if context.record && checks.is_empty() {
        checks.extend(CHECKS.iter().filter(|check| can_record(check)));
    }
    if context.record && !checks.iter().all(can_record) {
        return Err("--record goes with outputs and twins alone".to_owned());
    }
    if let Some(number) = &context.chapter
        && !context.has_chapter(number)
    {
        return Err(format!("there is no chapter {number}"));
    }
    if checks.is_empty() {
        checks = CHECKS.to_vec();
    }
    Ok((context, checks))
}

fn can_record(check: &Check) -> bool {
    matches!(check.name, "outputs" | "twins")
}

/// Runs the checks, each with its findings as soon as it is done, and sums up at the end.
fn run_all(context: &Context, checks: &[Check]) -> ExitCode {
    let mut table = Vec::new();
    let mut failed = false;
    for check in checks {
        if context.stop.is_set() {
            break;
        }
        println!("{}", check.name);
        let started = Instant::now();
        let report = (check.run)(context);
        let seconds = started.elapsed().as_secs_f64();
        for line in &report.looked {
            println!("    {line}");
        }
        for finding in &report.findings {
            println!("  ! {finding}");
        }
        failed |= !report.findings.is_empty();
        table.push(format!(
            "{:9}  {:8}  {seconds:6.1} s  {}",
            check.name,
            word(&report),
            last(&report)
        ));
    }
    println!();
    for line in table {
        println!("{line}");
    }
    if context.stop.is_set() {
        ExitCode::from(INTERRUPTED)
    } else if failed {
        ExitCode::FAILURE
    } else {
        ExitCode::SUCCESS
    }
}

fn word(report: &Report) -> &'static str {
    if !report.findings.is_empty() {
        "FAILED"
    } else if report.skipped.is_some() {
        "skipped"
    } else {
        "ok"
    }
}

/// What stands at the end of a check's line: findings, the reason of a skip, or what was looked at.
fn last(report: &Report) -> String {
    match (report.findings.len(), &report.skipped) {
        (0, Some(reason)) => reason.clone(),
        (0, None) => report.looked.last().cloned().unwrap_or_default(),
        (1, _) => "1 finding".to_owned(),
        (findings, _) => format!("{findings} findings"),
    }
}
