//! One sample: what a fresh process does that [`crate::bench`] has started.

use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::{Command, ExitCode};

use rustix::thread::{
    CpuSet, disable_transparent_huge_pages, sched_getaffinity, sched_setaffinity,
};

use crate::contender::Contender;
use crate::contenders;
use crate::job::{Job, Work};
use crate::load;
use crate::meter::Values;

/// What a sample says whose sleepers began to wake before the last had gone to sleep: the machine was too busy for it.
pub const LATE: &str = "sleepers woke before all of them slept";

/// The word with which this program is started for a sample: `sample CONTENDER JOB`, the job as JSON.
pub const SAMPLE: &str = "sample";

/// The word with which it is started as load generator: `load PORT JOB`.
pub const LOAD: &str = "load";

/// Which Python, in the environment of a sample.
pub const PYTHON: &str = "PEERS_PYTHON";

/// Takes the sample or makes the load that the arguments ask for, and prints its values as a line of JSON.
///
/// # Errors
/// With a sentence, if the arguments do not say what, or the load finds a wrong answer.
pub fn main(words: &[String]) -> Result<ExitCode, String> {
    let [verb, whom, job] = words else {
        return Err("a sample wants a contender and a job".to_owned());
    };
    let job: Job = serde_json::from_str(job).map_err(|error| format!("no job: {error}"))?;
    let values = if verb == LOAD {
        keep_to_last_core();
        let port = whom.parse().map_err(|_| format!("`{whom}` is no port"))?;
        load::generate(port, &job).map_err(|error| format!("the load: {error}"))?
    } else {
        let contender = Contender::find(whom).ok_or(format!("there is no contender {whom}"))?;
        prepare(&job);
        if contender.is_python() {
            return Err(become_python(contender, &job));
        }
        contenders::sample(contender, &job)
            .ok_or_else(|| format!("{whom} cannot do {}", job.key))?
    };
    println!("{}", show(&values));
    Ok(ExitCode::SUCCESS)
}

fn show(values: &Values) -> String {
    serde_json::to_string(values).expect("numbers and names become JSON")
}

/// Settles what would make one sample differ from the next.
fn prepare(job: &Job) {
    // Huge pages would round memory up to 2 MiB, when the kernel feels like it. Where it cannot be asked, it stays as it is.
    let _ = disable_transparent_huge_pages(true);
    if matches!(job.work, Work::Echo | Work::Calls) {
        keep_to_last_core();
    }
}

/// Keeps this process to the last core that it may use: server and load take turns there. On two cores, each request would
/// wake the other core, which costs a virtual machine ten times what the server does, and never twice the same.
fn keep_to_last_core() {
    let Ok(allowed) = sched_getaffinity(None) else {
        return;
    };
    if let Some(last) = (0..CpuSet::MAX_CPU).rfind(|&core| allowed.is_set(core)) {
        let mut one = CpuSet::new();
        one.set(last);
        // Where that is refused, everybody stays free, and the figures show it.
        let _ = sched_setaffinity(None, &one);
    }
}

/// Turns this process into Python: what was prepared stays prepared. Comes back only if that fails.
fn become_python(contender: Contender, job: &Job) -> String {
    let python = std::env::var_os(PYTHON).unwrap_or_else(|| "python3".into());
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("python/peer.py");
    let job = serde_json::to_string(job).expect("a job becomes JSON");
    let failed = Command::new(python)
        .arg(script)
        .args([contender.key(), &job])
        .exec();
    format!("Python does not start: {failed}")
}
