//! What 10, 1,000 and 10,000 waiting threads cost, and what a switch between two threads costs.

use std::process::{Command, Stdio};
use std::time::Duration;
use std::{env, io};

use ch02_threads::{Memory, Switch, switch, waiting_threads};

const COUNTS: [usize; 3] = [10, 1_000, 10_000];
/// Tells a process that it is to measure one row.
const ROW: &str = "POLL_BY_POLL_ROW";
/// Enough switches for an average, in a fraction of a second.
const ROUNDS: u32 = 20_000;

fn main() -> io::Result<()> {
    let asked: Vec<usize> = env::args()
        .skip(1)
        .flat_map(|count| count.parse())
        .collect();
    if env::var_os(ROW).is_some() {
        asked.into_iter().for_each(print_row);
        return Ok(());
    }
    let machine = trace::machine();
    println!("measured on {}", machine.date);
    println!("processor: {}", machine.processor);
    println!("system: {}, {} cores\n", machine.system, machine.cores);
    println!("waiting  start   used  each  reserved");
    println!("threads     ms    MiB   KiB       MiB");
    if !asked.is_empty() {
        return asked.into_iter().try_for_each(measure_apart);
    }
    COUNTS.into_iter().try_for_each(measure_apart)?;
    println!("\none switch  on the wall   processor");
    print_switch("anywhere", switch(ROUNDS, || {}));
    #[cfg(target_os = "linux")]
    print_switch("on one core", switch(ROUNDS, pin));
    Ok(())
}

/// Measures in a process of its own: this one would keep some memory of the threads that have ended.
fn measure_apart(count: usize) -> io::Result<()> {
    let mut row = Command::new(env::current_exe()?);
    // Where memory mappings run out, the standard library ends the process from inside a new thread, with many words.
    let end = row
        .arg(count.to_string())
        .env(ROW, "yes")
        .stderr(Stdio::null())
        .status()?;
    if !end.success() {
        println!("{count} threads are too many for a process here: {end}");
    }
    Ok(())
}

fn print_row(count: usize) {
    match waiting_threads(count) {
        Ok(cost) => {
            let millis = cost.started_in.as_secs_f64() * 1000.0;
            println!("{count:>7} {millis:>6.1} {}", show(cost.memory, count));
        }
        Err(refused) => {
            let (most, cause) = (refused.most, refused.cause);
            println!("this machine allows no more than {most} threads: {cause}");
        }
    }
}

fn show(memory: Option<Memory>, count: usize) -> String {
    let Some(Memory { resident, reserved }) = memory else {
        return "this system has no /proc to ask about memory".to_owned();
    };
    let each = resident / count.max(1) as u64;
    format!(
        "{:>6.1} {each:>5} {:>9}",
        resident as f64 / 1024.0,
        reserved / 1024
    )
}

fn print_switch(how: &str, cost: Switch) {
    let micros = |time: Duration| time.as_secs_f64() * 1e6;
    println!(
        "{how:<11} {:>8.1} µs {:>8.1} µs",
        micros(cost.wall),
        micros(cost.cpu)
    );
}

/// Keeps the calling thread on core 0.
#[cfg(target_os = "linux")]
fn pin() {
    let mut first = rustix::thread::CpuSet::new();
    first.set(0);
    // Refused where the program may not use core 0: then it runs unpinned, and both lines show the same.
    let _ = rustix::thread::sched_setaffinity(None, &first);
}
