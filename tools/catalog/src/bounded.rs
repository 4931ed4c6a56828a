//! Running a command that may hang, flood, or leave children behind.

use std::io::{self, Read};
use std::os::unix::process::CommandExt;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant};

/// How much output is kept; a program that prints more is flooding, and nobody reads a megabyte.
const KEPT: usize = 256 * 1024;

/// How often a running child is asked whether it has ended. Short beside any limit, long beside the question.
const POLL: Duration = Duration::from_millis(5);

/// How a bounded run ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ended {
    /// By itself, with this status.
    Exited(ExitStatus),
    /// It ran longer than its limit and was stopped together with its children.
    TooLong,
}

/// What a bounded run left behind.
#[derive(Clone, Debug)]
pub struct Run {
    /// How it ended.
    pub ended: Ended,
    /// What it wrote to standard output: as much of its beginning as was to be kept.
    pub stdout: String,
    /// What it wrote to standard error, likewise.
    pub stderr: String,
    /// Whether it wrote more than was kept.
    pub flooded: bool,
}

/// Runs `command` in a process group of its own, without standard input, for at most `limit`.
///
/// At the end, whether it came by itself or by the limit, whatever is left of the group is killed: a judge leaves no
/// children behind. Output beyond the first 256 KiB of each stream is read and thrown away, so that a program that
/// floods neither blocks nor fills the memory.
///
/// # Errors
/// If the command cannot be started.
pub fn run_bounded(command: Command, limit: Duration) -> io::Result<Run> {
    run_keeping(command, limit, KEPT)
}

/// Like [`run_bounded`], but keeps the first `kept` bytes of each stream: for programs whose output a program reads.
///
/// # Errors
/// If the command cannot be started.
pub fn run_keeping(mut command: Command, limit: Duration, kept: usize) -> io::Result<Run> {
    let mut child = command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .process_group(0)
        .spawn()?;
    let stdout = keep_beginning(child.stdout.take(), kept);
    let stderr = keep_beginning(child.stderr.take(), kept);
    let ended = wait(&mut child, limit)?;
    kill_group(&child);
    child.wait()?;
    let (stdout, more_stdout) = collect(&stdout);
    let (stderr, more_stderr) = collect(&stderr);
    Ok(Run {
        ended,
        stdout,
        stderr,
        flooded: more_stdout || more_stderr,
    })
}

fn wait(child: &mut Child, limit: Duration) -> io::Result<Ended> {
    let deadline = Instant::now() + limit;
    loop {
        if let Some(status) = child.try_wait()? {
            return Ok(Ended::Exited(status));
        }
        if Instant::now() >= deadline {
            return Ok(Ended::TooLong);
        }
        thread::sleep(POLL);
    }
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

type Kept = mpsc::Receiver<(Vec<u8>, bool)>;

fn keep_beginning(stream: Option<impl Read + Send + 'static>, most: usize) -> Kept {
    let (sender, receiver) = mpsc::channel();
    thread::spawn(move || {
        let mut kept = Vec::new();
        let mut flooded = false;
        if let Some(mut stream) = stream {
            // An error here means that the pipe is gone: what was read until then is all there is.
            let _ = stream.by_ref().take(most as u64).read_to_end(&mut kept);
            flooded = io::copy(&mut stream, &mut io::sink()).is_ok_and(|more| more > 0);
        }
        let _ = sender.send((kept, flooded));
    });
    receiver
}

/// What the reader kept. A process that left the group may still hold the pipe open: it is not waited for.
fn collect(kept: &Kept) -> (String, bool) {
    const GRACE: Duration = Duration::from_secs(2);
    let (bytes, flooded) = kept.recv_timeout(GRACE).unwrap_or_default();
    (String::from_utf8_lossy(&bytes).into_owned(), flooded)
}
