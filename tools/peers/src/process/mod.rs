//! Starting a sample in a fresh process, with a limit and without leaving anybody behind.

mod child;

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
use std::{fs, io};

use crate::contender::Contender;
use crate::job::{Job, Work};
use crate::meter::{Value, Values, named};
use crate::sample::{LOAD, PYTHON, SAMPLE};
use child::Process;

/// What an echo's server says first, with its port.
pub const PORT: &str = "port ";

/// Why there is no sample.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Failed {
    /// Somebody pressed Ctrl-C.
    Stopped,
    /// The sample failed: what it said last.
    Because(String),
}

impl From<io::Error> for Failed {
    fn from(error: io::Error) -> Self {
        Self::Because(error.to_string())
    }
}

/// Starts samples: this very program, with other arguments.
#[derive(Debug)]
pub struct Starter {
    program: PathBuf,
    python: PathBuf,
    stop: &'static AtomicBool,
}

impl Starter {
    /// Starts `program`, which knows the words of a sample, with this Python, until `stop` is set.
    pub fn new(program: PathBuf, python: &Path, stop: &'static AtomicBool) -> Self {
        let python = python.to_owned();
        Self {
            program,
            python,
            stop,
        }
    }

    /// Whether Ctrl-C was pressed.
    pub fn stopped(&self) -> bool {
        self.stop.load(Relaxed)
    }

    /// Takes one sample of a contender.
    ///
    /// # Errors
    /// If it is stopped, takes too long, or fails.
    pub fn sample(&self, contender: Contender, job: &Job) -> Result<Values, Failed> {
        match job.work {
            Work::Calls => self.calls(contender, job),
            Work::Echo => self.echo(contender, job, None),
            _ => {
                let mut process = Process::start(&mut self.command(contender, job))?;
                process.values(self.stop)
            }
        }
    }

    fn command(&self, contender: Contender, job: &Job) -> Command {
        let mut command = Command::new(&self.program);
        command.args([SAMPLE, contender.key(), &json(job)]);
        command.env(PYTHON, &self.python);
        command
    }

    /// An echo is two processes, the server and its load. Under strace it is three, and the load is watched by nobody.
    fn echo(
        &self,
        contender: Contender,
        job: &Job,
        strace: Option<&Path>,
    ) -> Result<Values, Failed> {
        let mut command = self.command(contender, job);
        if let Some(summary) = strace {
            let mut traced = Command::new("strace");
            traced.args(["-f", "-c", "-o"]).arg(summary);
            traced.arg(&self.program).args(command.get_args());
            traced.env(PYTHON, &self.python);
            command = traced;
        }
        let mut server = Process::start(&mut command)?;
        let first = server.line(self.stop)?;
        let Some(port) = first.strip_prefix(PORT) else {
            return Err(Failed::Because(format!("no port, but `{first}`")));
        };
        let mut load = Process::start(Command::new(&self.program).args([LOAD, port, &json(job)]))?;
        // If both fail, the server knows better why: the load saw no more than a closed connection.
        let (loaded, served) = (load.values(self.stop), server.values(self.stop));
        let mut values = served?;
        values.extend(loaded?);
        Ok(values)
    }

    /// Counts system calls twice, with few requests and with many: the difference is the requests' own.
    fn calls(&self, contender: Contender, job: &Job) -> Result<Values, Failed> {
        let summary = std::env::temp_dir().join(format!("peers-{}.strace", std::process::id()));
        let mut counts = [0.0; 2];
        let many = Job {
            count: job.count * 3,
            ..job.clone()
        };
        for (job, calls) in [job, &many].into_iter().zip(&mut counts) {
            let echoed = self.echo(contender, job, Some(&summary));
            let text = fs::read_to_string(&summary);
            // Left behind, it would be one small file in a folder for such files.
            let _ = fs::remove_file(&summary);
            echoed?;
            *calls = total(&text?).ok_or(Failed::Because("strace counted nothing".to_owned()))?;
        }
        let each = (counts[1] - counts[0]) / (many.count - job.count) as f64;
        Ok(named(&job.key, Value::single(each)))
    }
}

fn json(job: &Job) -> String {
    serde_json::to_string(job).expect("a job becomes JSON")
}

/// The sum in the last line of strace's table: `100.00    0.012345           2      5021        13 total`.
fn total(summary: &str) -> Option<f64> {
    let line = summary
        .lines()
        .rev()
        .find(|line| line.trim_end().ends_with(" total"))?;
    line.split_whitespace().nth(3)?.parse().ok()
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_sum_is_read_from_the_last_line_of_a_summary() {
        let summary = "% time seconds usecs/call calls errors syscall\n\
            ------ ----------- ----------- --------- --------- ----------------\n\
             70.00    0.000700           1       500           read\n\
            100.00    0.001000           1      1234        13 total\n";
        assert_eq!(super::total(summary), Some(1234.0));
        assert_eq!(super::total("nothing"), None);
    }
}
