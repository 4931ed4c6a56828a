//! `cargo lab run`: a chapter's demo, or its asyncio twin.
//!
//! The lab makes room for the demo (`exec`): terminal, signals and exit code are the demo's own.

use std::io::IsTerminal;
use std::os::unix::process::CommandExt;
use std::process::{Command, ExitCode, Stdio};

use catalog::{Chapter, Demo};

use crate::args::Run;
use crate::failure::Failure;
use crate::lab::Lab;
use crate::{names, text};

/// Runs the demo; comes back only if that failed, or after `--list`.
///
/// # Errors
/// If the chapter, the demo, its twin, or a new enough Python is not there.
pub fn command(lab: &Lab, asked: &Run) -> Result<ExitCode, Failure> {
    let chapters = lab.workspace.chapters()?;
    let chapter = names::chapter(&chapters, &asked.chapter)?;
    let demos = chapter.demos()?;
    if demos.is_empty() {
        return Err(Failure::new(format!(
            "chapter {} has no demo to run",
            chapter.slug
        )));
    }
    if asked.list {
        lab.screen.print(&listed(lab, chapter, &demos))?;
        return Ok(ExitCode::SUCCESS);
    }
    let demo = match &asked.demo {
        Some(typed) => names::demo(&demos, typed)?,
        None => first(chapter, &demos),
    };
    let mut command = if asked.python {
        python(lab, chapter, demo)?
    } else {
        cargo(lab, chapter, demo)
    };
    command.args(asked.args());
    let error = command.exec();
    let program = command.get_program().display();
    Err(Failure::new(format!(
        "{program} cannot be started: {error}"
    )))
}

/// The chapter's `default-run`, else its first demo.
fn first<'a>(chapter: &Chapter, demos: &'a [Demo]) -> &'a Demo {
    demos
        .iter()
        .find(|demo| Some(&demo.name) == chapter.default_demo.as_ref())
        .unwrap_or(&demos[0])
}

fn cargo(lab: &Lab, chapter: &Chapter, demo: &Demo) -> Command {
    let package = chapter.package();
    remark(
        lab,
        &format!("$ cargo run -p {package} --bin {}", demo.name),
    );
    let mut command = Command::new(catalog::cargo());
    command.current_dir(&lab.here).args([
        "run",
        "--quiet",
        "--package",
        &package,
        "--bin",
        &demo.name,
        "--",
    ]);
    command
}

fn python(lab: &Lab, chapter: &Chapter, demo: &Demo) -> Result<Command, Failure> {
    let Some(twin) = &demo.twin else {
        let reason = chapter
            .no_twin
            .as_ref()
            .map_or(String::new(), |reason| format!(": {reason}"));
        return Err(Failure::new(format!(
            "the demo {} has no asyncio twin{reason}",
            demo.name
        )));
    };
    // Asking the version by running it is the only way that tells a stub in the path from a Python.
    let new_enough = Command::new("python3")
        .args(["-c", "import sys; sys.exit(sys.version_info < (3, 11))"])
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status();
    match new_enough {
        Ok(status) if status.success() => {}
        Ok(_) => {
            return Err(Failure::new(
                "python3 is older than 3.11, which the twins need: install a newer one and try again",
            ));
        }
        Err(error) => {
            return Err(Failure::new(format!(
                "python3 cannot be started ({error}): install Python 3.11 or newer and try again"
            )));
        }
    }
    remark(lab, &format!("$ python3 {}", lab.shown(twin)));
    let mut command = Command::new("python3");
    command.arg(twin);
    Ok(command)
}

/// Shows the command that the lab types for the learner, unless the output goes somewhere else than to her.
fn remark(lab: &Lab, command: &str) {
    if std::io::stdout().is_terminal() {
        lab.screen.remark(command);
    }
}

fn listed(lab: &Lab, chapter: &Chapter, demos: &[Demo]) -> String {
    let default = &first(chapter, demos).name;
    let mut out = format!("Demos of {} ({}):\n", chapter.slug, chapter.title);
    for demo in demos {
        let name = lab.screen.bold(&demo.name);
        let marks: Vec<_> = [
            (demo.name == *default, "the default"),
            (demo.twin.is_some(), "asyncio twin"),
        ]
        .into_iter()
        .filter_map(|(is_so, mark)| is_so.then_some(mark))
        .collect();
        out.push_str(&format!("  {name}"));
        if !marks.is_empty() {
            out.push_str(&format!(" ({})", marks.join(", ")));
        }
        out.push('\n');
        out.push_str(&text::wrap(&demo.about, "      ", lab.screen.width));
    }
    if demos.iter().any(|demo| demo.twin.is_some()) {
        out.push_str("With --python the asyncio twin runs.\n");
    }
    out
}
