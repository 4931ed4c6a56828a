//! `twins`: every asyncio twin still prints what the pages show.

use std::process::Command;
use std::time::Duration;

use catalog::{Ended, run_bounded};

use crate::compare::{Recorded, run};
use crate::context::{Context, file_name, files_in};
use crate::report::Report;

/// The oldest Python that has what the twins use: `TaskGroup` and `timeout`.
const OLDEST: (u32, u32) = (3, 11);

/// Runs every twin with python3 and compares with `expected/`; or records what they print.
pub fn check(context: &Context) -> Report {
    Report::of(context, |context, report| {
        match python(context) {
            Ok(version) => report.look(format!("Python {version}")),
            Err(reason) => {
                report.skip(context, &reason);
                return Ok(());
            }
        }
        let (mut twins, mut wildcards) = (0, 0);
        for chapter in context.chapters()? {
            for twin in files_in(&chapter.folder.join("asyncio"), "py")? {
                twins += 1;
                let record = Recorded::new(&chapter, &twin, &file_name(&twin));
                let vary = record.vary(context, report)?;
                let mut command = Command::new(&context.python);
                command.arg(&twin).env("PYTHONDONTWRITEBYTECODE", "1");
                // A twin that prints a set in hash order is a twin with an unstable output.
                command.env("PYTHONHASHSEED", "random");
                if let Some(printed) = run(context, report, &twin, command)? {
                    record.settle(context, report, &vary, &printed)?;
                    wildcards += vary.wildcards(&printed);
                }
            }
        }
        report.look(format!("{twins} twins, {wildcards} wildcards"));
        Ok(())
    })
}

/// The version of this machine's Python, or why it will not do.
fn python(context: &Context) -> Result<String, String> {
    let mut command = Command::new(&context.python);
    command.arg("--version");
    let name = context.python.display();
    let missing = format!("there is no {name} on this machine");
    let run = run_bounded(command, Duration::from_secs(10)).map_err(|_| missing.clone())?;
    if !matches!(run.ended, Ended::Exited(status) if status.success()) {
        return Err(missing);
    }
    let version = run.stdout.trim().trim_start_matches("Python ").to_owned();
    let mut parts = version.split('.').map(|part| part.parse().unwrap_or(0));
    let found = (parts.next().unwrap_or(0), parts.next().unwrap_or(0));
    if found < OLDEST {
        let (major, minor) = OLDEST;
        return Err(format!(
            "{name} is {version}, and the twins need {major}.{minor} or newer"
        ));
    }
    Ok(version)
}
