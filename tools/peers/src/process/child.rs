//! A child process: its lines, its end, its limit.

use std::io::{self, BufRead, BufReader, Read};
use std::os::unix::process::CommandExt;
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::{Duration, Instant};

use rustix::process::{Pid, Signal, kill_process_group};

use super::Failed;
use crate::meter::Values;

/// No sample takes nearly as long. One that does is stuck.
const LIMIT: Duration = Duration::from_secs(180);

/// How often a waiting run looks whether it is to stop.
const POLL: Duration = Duration::from_millis(20);

/// A child in a process group of its own, which ends with this value.
#[derive(Debug)]
pub struct Process {
    child: Child,
    lines: mpsc::Receiver<String>,
    started: Instant,
}

impl Process {
    pub fn start(command: &mut Command) -> io::Result<Self> {
        let mut child = command
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .process_group(0)
            .spawn()?;
        let (sender, lines) = mpsc::channel();
        if let Some(stdout) = child.stdout.take() {
            thread::spawn(move || {
                for line in BufReader::new(stdout).lines().map_while(Result::ok) {
                    // Nobody listens any more: the sample was given up.
                    let _ = sender.send(line);
                }
            });
        }
        Ok(Self {
            child,
            lines,
            started: Instant::now(),
        })
    }

    /// The next line that it prints.
    pub fn line(&mut self, stop: &AtomicBool) -> Result<String, Failed> {
        loop {
            match self.lines.recv_timeout(POLL) {
                Ok(line) => return Ok(line),
                Err(RecvTimeoutError::Disconnected) => return Err(self.last_words()),
                Err(RecvTimeoutError::Timeout) if stop.load(Relaxed) => {
                    return Err(Failed::Stopped);
                }
                Err(RecvTimeoutError::Timeout) if self.started.elapsed() > LIMIT => {
                    let sentence = format!("it took longer than {} s", LIMIT.as_secs());
                    return Err(Failed::Because(sentence));
                }
                Err(RecvTimeoutError::Timeout) => {}
            }
        }
    }

    /// Its values, and its end.
    pub fn values(&mut self, stop: &AtomicBool) -> Result<Values, Failed> {
        let line = self.line(stop)?;
        let values = serde_json::from_str(&line);
        let values = values.map_err(|_| Failed::Because(format!("no values, but `{line}`")))?;
        // Dropping many tasks takes a moment, and strace writes when its child has ended.
        while self.child.try_wait()?.is_none() {
            if stop.load(Relaxed) || self.started.elapsed() > LIMIT {
                return Err(Failed::Stopped);
            }
            thread::sleep(Duration::from_millis(1));
        }
        Ok(values)
    }

    /// It ended without the line that was expected: what it said of it.
    fn last_words(&mut self) -> Failed {
        let mut words = String::new();
        if let Some(mut stderr) = self.child.stderr.take() {
            // If even that fails, the sentence below does without.
            let _ = stderr.read_to_string(&mut words);
        }
        Failed::Because(reason(&words).to_owned())
    }
}

/// The sentence in what a program said before it ended: a panic's words, else its last line.
fn reason(words: &str) -> &str {
    let mut lines = words.lines().map(str::trim);
    let panicked = lines.by_ref().any(|line| line.contains(" panicked at "));
    let said = match lines.next() {
        Some(message) if panicked => Some(message),
        _ => words.lines().rfind(|line| !line.trim().is_empty()),
    };
    said.unwrap_or("it ended and said nothing").trim()
}

impl Drop for Process {
    fn drop(&mut self) {
        let group = i32::try_from(self.child.id()).ok().and_then(Pid::from_raw);
        if let Some(group) = group {
            // An empty group is the usual case.
            let _ = kill_process_group(group, Signal::KILL);
        }
        let _ = self.child.wait();
    }
}

#[cfg(test)]
mod tests {
    use super::reason;

    #[test]
    fn the_reason_is_what_the_panic_says_or_the_last_line() {
        let panic = "thread 'main' (7) panicked at src/a.rs:1:2:\na turn was lost\nstack backtrace:\n  11: main\n";
        assert_eq!(reason(panic), "a turn was lost");
        let python =
            "Traceback (most recent call last):\n  File \"a\"\nAssertionError: a turn was lost\n";
        assert_eq!(reason(python), "AssertionError: a turn was lost");
        assert_eq!(reason(""), "it ended and said nothing");
    }
}
