//! What the benchmarks share: CPU time, every contender in fresh processes and shuffled rounds, medians, one result file.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::process::Command;
use std::time::{Duration, Instant};

/// One thing that is measured: of whom, what, and how. The number is in the unit that the table's column says.
pub struct Trial {
    pub contender: &'static str,
    pub quantity: &'static str,
    pub measure: fn() -> f64,
}

/// The processor time that this process has had so far.
pub fn cpu() -> Duration {
    let time = rustix::time::clock_gettime(rustix::time::ClockId::ProcessCPUTime);
    Duration::new(time.tv_sec as u64, time.tv_nsec as u32)
}

/// The bytes of memory that this process occupies: what its tasks cost, the allocator's own cost among it.
pub fn resident() -> usize {
    let statm = std::fs::read_to_string("/proc/self/statm").expect("this is Linux");
    let pages = statm
        .split(' ')
        .nth(1)
        .and_then(|pages| pages.parse::<usize>().ok());
    pages.expect("the second number") * rustix::param::page_size()
}

/// Nanoseconds of processor time for each of `count`, of which the work is done since `start`.
pub fn each(start: Duration, count: usize) -> f64 {
    (cpu() - start).as_nanos() as f64 / count as f64
}

/// Every sample: by quantity and contender.
pub type Samples = BTreeMap<(&'static str, &'static str), Vec<f64>>;

/// Runs `trials` in `rounds` shuffled rounds, each trial in a process of its own. In such a process it measures, prints, and
/// does not come back.
pub fn run(trials: &[Trial], rounds: usize) -> Samples {
    let arguments: Vec<String> = std::env::args().collect();
    if let [_, one, contender, quantity, ..] = &arguments[..]
        && one == "--one"
    {
        let trial = trials
            .iter()
            .find(|trial| trial.contender == contender && trial.quantity == quantity);
        println!("{}", (trial.expect("it is in the list").measure)());
        std::process::exit(0);
    }
    let only = std::env::var("ONLY").unwrap_or_default();
    let mut order: Vec<&Trial> = trials
        .iter()
        .filter(|trial| trial.quantity.contains(&only))
        .collect();
    let mut samples = Samples::new();
    let begun = Instant::now();
    for round in 1..=rounds {
        fastrand::shuffle(&mut order);
        for trial in &order {
            let sample = one(trial);
            samples
                .entry((trial.quantity, trial.contender))
                .or_default()
                .push(sample);
        }
        eprintln!("round {round} of {rounds}: {} s", begun.elapsed().as_secs());
    }
    samples
}

fn one(trial: &Trial) -> f64 {
    let program = std::env::current_exe().expect("a program knows where it is");
    let output = Command::new(program)
        .args(["--one", trial.contender, trial.quantity])
        .output();
    let output = output.expect("it runs");
    let text = String::from_utf8_lossy(&output.stdout);
    text.trim().parse().unwrap_or_else(|_| {
        panic!(
            "{} {}: {}",
            trial.contender,
            trial.quantity,
            String::from_utf8_lossy(&output.stderr)
        )
    })
}

/// The middle one.
pub fn median(samples: &[f64]) -> f64 {
    let mut sorted = samples.to_vec();
    sorted.sort_by(f64::total_cmp);
    sorted[sorted.len() / 2]
}

/// Machine, date and command.
pub fn head(command: &str) -> String {
    let read = |path| std::fs::read_to_string(path).unwrap_or_default();
    let cpus = read("/proc/cpuinfo");
    let model = cpus.lines().find(|line| line.starts_with("model name"));
    let model = model
        .and_then(|line| line.split_once(": "))
        .map_or("unknown", |(_, name)| name);
    let kernel = read("/proc/sys/kernel/osrelease");
    let date = Command::new("date")
        .arg("+%F")
        .output()
        .expect("there is a calendar");
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    format!(
        "measured on {}by `{command}`\nprocessor: {model}\nsystem: linux {}, {cores} cores\n",
        String::from_utf8_lossy(&date.stdout).replace('\n', " "),
        kernel.trim()
    )
}

/// Writes the table for the page, and beside it every sample, for whoever wants to know how far they are apart.
pub fn record(name: &str, table: &str, samples: &Samples) {
    let files = [("", table), (".samples", &every_sample(samples))];
    for (kind, text) in files {
        std::fs::write(format!("measured/{name}{kind}.txt"), text).expect("the folder is there");
    }
}

fn every_sample(samples: &Samples) -> String {
    let mut text = String::from("every sample, in the order of the rounds\n");
    for ((quantity, contender), values) in samples {
        let values: Vec<_> = values.iter().map(|value| format!("{value:.4}")).collect();
        let _ = writeln!(text, "{quantity} | {contender} | {}", values.join(" "));
    }
    text
}
