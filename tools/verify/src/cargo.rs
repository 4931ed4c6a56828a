//! Asking cargo: what the workspace holds, and what a build made and said.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use cargo_metadata::diagnostic::DiagnosticLevel;
use cargo_metadata::{Message, Metadata, MetadataCommand};
use rustix::process::{Pid, Signal, kill_process_group};

use crate::context::{Context, Stuck};

/// The longest build that is waited for. A cold build of everything takes some minutes on a slow machine.
const BUILD_LIMIT: Duration = Duration::from_secs(30 * 60);

/// How often a build is asked whether it has ended.
const POLL: Duration = Duration::from_millis(20);

/// Cargo itself: the one that runs us, so that one toolchain does everything.
pub(crate) fn cargo(context: &Context) -> Command {
    let mut cargo = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    cargo
        .current_dir(context.root())
        .env("CARGO_TARGET_DIR", &context.target)
        .env("CARGO_TERM_COLOR", "never");
    cargo
}

/// The packages of the workspace, without their dependencies' packages.
pub(crate) fn metadata(context: &Context) -> Result<Metadata, Stuck> {
    MetadataCommand::new()
        .current_dir(context.root())
        .no_deps()
        .other_options(vec!["--offline".to_owned()])
        .exec()
        .map_err(|error| {
            Stuck(format!(
                "Cargo.toml: cargo cannot read the workspace: {error}"
            ))
        })
}

/// What a build made and said.
#[derive(Debug, Default)]
pub(crate) struct Built {
    /// Programs, by the source file of their target.
    programs: Vec<(PathBuf, PathBuf)>,
    /// Warnings and errors.
    pub(crate) said: Vec<Said>,
}

/// A warning or an error of the compiler.
#[derive(Debug)]
pub(crate) struct Said {
    /// The source file of the target that was compiled, which is often not the file with the fault.
    pub(crate) target: PathBuf,
    /// Whether it is an error.
    pub(crate) error: bool,
    /// The message as the terminal shows it, paths inside the workspace relative.
    pub(crate) rendered: String,
    /// File and line of the fault, if the message has one.
    pub(crate) place: Option<(PathBuf, usize)>,
}

impl Built {
    /// The program that was made from the target with this source file.
    pub(crate) fn program(&self, source: &Path) -> Option<&Path> {
        self.programs
            .iter()
            .find(|(from, _)| from == source)
            .map(|(_, program)| program.as_path())
    }

    /// The first error in a target.
    pub(crate) fn error_in(&self, target: &Path) -> Option<&Said> {
        self.said
            .iter()
            .find(|said| said.error && said.target == target)
    }
}

impl Said {
    /// The first line: `error[E0308]: mismatched types`.
    pub(crate) fn headline(&self) -> &str {
        self.rendered.lines().next().unwrap_or_default()
    }
}

/// Runs a cargo command that builds, reads its messages, and goes on where a crate does not compile.
///
/// # Errors
/// If cargo fails for any reason but code that does not compile.
pub(crate) fn build(context: &Context, mut command: Command) -> Result<Built, Stuck> {
    command.args(["--offline", "--keep-going", "--message-format=json"]);
    let run = run(context, command)
        .map_err(|error| Stuck(format!("cargo cannot be started: {error}")))?;
    let mut built = Built::default();
    for message in Message::parse_stream(run.stdout.as_bytes()).filter_map(Result::ok) {
        take(context, message, &mut built);
    }
    match run.status {
        Some(status) if status.success() => Ok(built),
        Some(_) if built.said.iter().any(|said| said.error) => Ok(built),
        Some(_) => Err(Stuck(format!(
            "cargo could not build: {}",
            run.stderr.trim()
        ))),
        None if context.stop.is_set() => Err(Stuck::interrupted()),
        None => Err(Stuck(format!(
            "cargo was stopped after {} minutes: {}",
            BUILD_LIMIT.as_secs() / 60,
            run.stderr.trim()
        ))),
    }
}

/// What a run of cargo left behind; no status means that it was stopped.
pub(crate) struct Run {
    pub(crate) status: Option<ExitStatus>,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

/// Runs cargo until it ends or is stopped, and keeps all that it says: its messages go into megabytes.
pub(crate) fn run(context: &Context, mut command: Command) -> io::Result<Run> {
    let (mut stdout, mut stderr) = (tempfile::tempfile()?, tempfile::tempfile()?);
    let mut child = command
        .stdin(Stdio::null())
        .stdout(stdout.try_clone()?)
        .stderr(stderr.try_clone()?)
        .process_group(0)
        .spawn()?;
    let start = Instant::now();
    let status = loop {
        match child.try_wait()? {
            None if start.elapsed() < BUILD_LIMIT && !context.stop.is_set() => thread::sleep(POLL),
            status => break status,
        }
    };
    kill_group(&child);
    child.wait()?;
    let text = |file: &mut File| {
        let mut bytes = Vec::new();
        file.seek(SeekFrom::Start(0))?;
        file.read_to_end(&mut bytes)?;
        io::Result::Ok(String::from_utf8_lossy(&bytes).into_owned())
    };
    Ok(Run {
        status,
        stdout: text(&mut stdout)?,
        stderr: text(&mut stderr)?,
    })
}

/// Kills what is left of a child's process group. An empty group is the usual case and no error.
pub(crate) fn kill_group(child: &Child) {
    let group = i32::try_from(child.id()).ok().and_then(Pid::from_raw);
    if let Some(group) = group {
        let _ = kill_process_group(group, Signal::KILL);
    }
}

fn take(context: &Context, message: Message, built: &mut Built) {
    match message {
        Message::CompilerArtifact(artifact) => {
            if let Some(program) = artifact.executable {
                built
                    .programs
                    .push((artifact.target.src_path.into(), program.into()));
            }
        }
        Message::CompilerMessage(message) => {
            let diagnostic = message.message;
            let error = matches!(
                diagnostic.level,
                DiagnosticLevel::Error | DiagnosticLevel::Ice
            );
            let Some(rendered) = diagnostic.rendered else {
                return;
            };
            // "aborting due to …" and "3 warnings emitted" have no place and repeat what was said before.
            let place = diagnostic
                .spans
                .iter()
                .find(|span| span.is_primary)
                .map(|span| (context.root().join(&span.file_name), span.line_start));
            if place.is_none() && is_summary(&diagnostic.message) {
                return;
            }
            built.said.push(Said {
                target: message.target.src_path.into(),
                error,
                rendered: rendered.replace(&context.prefix(), ""),
                place,
            });
        }
        _ => {}
    }
}

fn is_summary(message: &str) -> bool {
    message.starts_with("aborting due to")
        || message.ends_with("warning emitted")
        || message.ends_with("warnings emitted")
        || message.starts_with("For more information about")
        || message.starts_with("Some errors have detailed explanations")
}
