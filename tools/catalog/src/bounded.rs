//! Running a command that may hang, flood, or leave children behind.

use std::io;
use std::os::unix::process::CommandExt;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use crate::kept::Reader;
use crate::stop::Stop;

/// How often a running child is asked whether it has ended. Short beside any limit, long beside the question.
const POLL: Duration = Duration::from_millis(5);

/// What a child may hold in memory. The test harness keeps what a test prints until the test ends: a test that prints
/// in a loop for ten seconds would otherwise take all the memory of the machine.
const MEMORY: u64 = 1024 * 1024 * 1024;

/// How a bounded run ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ended {
    /// By itself, or killed by somebody else, with this status.
    Exited(ExitStatus),
    /// It ran longer than its limit and was stopped together with its children.
    TooLong,
}

/// What a bounded run left behind.
#[derive(Clone, Debug)]
pub struct Run {
    /// How it ended.
    pub ended: Ended,
    /// What it wrote to standard output: all of it, or the first and the last 256 KiB.
    pub stdout: String,
    /// What it wrote to standard error: all of it, or the first and the last 256 KiB.
    pub stderr: String,
    /// Whether it wrote more than was kept.
    pub flooded: bool,
    /// Whether it was killed because it held more than 1 GiB of memory (looked at on Linux only).
    pub too_large: bool,
}

/// Runs `command` in a process group of its own, without standard input, for at most `limit`.
///
/// At the end, whether it came by itself or by the limit, whatever is left of the group is killed: a judge leaves no
/// children behind. Of each stream the first and the last 256 KiB are kept and the rest is read and thrown away, so that
/// a program that floods neither blocks nor fills the memory.
///
/// # Errors
/// If the command cannot be started.
pub fn run_bounded(command: Command, limit: Duration) -> io::Result<Run> {
    let run = run_until(command, limit, &Stop::never())?;
    Ok(run.expect("nobody can stop a run that takes Stop::never()"))
}

/// Like [`run_bounded`], but ends with `None`, the group killed, as soon as `stop` is set.
///
/// # Errors
/// If the command cannot be started.
pub fn run_until(mut command: Command, limit: Duration, stop: &Stop) -> io::Result<Option<Run>> {
    let mut child = command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .process_group(0)
        .spawn()?;
    let stdout = Reader::start(child.stdout.take());
    let stderr = Reader::start(child.stderr.take());
    let cause = wait(&mut child, limit, stop);
    // Also after an error of `wait`: nothing of the group may outlive this call.
    kill_group(&child);
    let status = child.wait()?;
    let (stdout, stderr) = (stdout.collect(), stderr.collect());
    let cause = cause?;
    let ended = match cause {
        Cause::Stopped => return Ok(None),
        Cause::Limit => Ended::TooLong,
        Cause::Itself | Cause::Memory => Ended::Exited(status),
    };
    Ok(Some(Run {
        ended,
        flooded: stdout.flooded() || stderr.flooded(),
        stdout: stdout.text(),
        stderr: stderr.text(),
        too_large: matches!(cause, Cause::Memory),
    }))
}

/// Why the waiting ended.
#[derive(Clone, Copy)]
enum Cause {
    Itself,
    Limit,
    Memory,
    Stopped,
}

fn wait(child: &mut Child, limit: Duration, stop: &Stop) -> io::Result<Cause> {
    let start = Instant::now();
    loop {
        if child.try_wait()?.is_some() {
            return Ok(Cause::Itself);
        }
        if stop.is_set() {
            return Ok(Cause::Stopped);
        }
        if start.elapsed() >= limit {
            return Ok(Cause::Limit);
        }
        if memory_of(child).is_some_and(|held| held > MEMORY) {
            return Ok(Cause::Memory);
        }
        thread::sleep(POLL);
    }
}

/// The bytes of memory that the child holds, where the system tells it in a file.
fn memory_of(child: &Child) -> Option<u64> {
    let status = std::fs::read_to_string(format!("/proc/{}/status", child.id())).ok()?;
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("VmRSS:"))?;
    let kib: u64 = line.trim().strip_suffix(" kB")?.parse().ok()?;
    Some(kib * 1024)
}

/// Kills what is left of the child's group. An empty group is the usual case and no error.
fn kill_group(child: &Child) {
    let group = i32::try_from(child.id())
        .ok()
        .and_then(rustix::process::Pid::from_raw);
    if let Some(group) = group {
        let _ = rustix::process::kill_process_group(group, rustix::process::Signal::KILL);
    }
}
