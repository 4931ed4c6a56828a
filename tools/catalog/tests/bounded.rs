//! Running commands that hang, flood, or leave children behind.

use std::process::Command;
use std::thread;
use std::time::{Duration, Instant};

use catalog::{Ended, Stop, run_bounded, run_until};

/// Long enough for any command here on a busy machine; a test that needs it all has failed.
const LONG: Duration = Duration::from_secs(20);

/// Short, for commands that are meant to reach it.
const SHORT: Duration = Duration::from_millis(50);

fn sh(script: &str) -> Command {
    let mut command = Command::new("sh");
    command.args(["-c", script]);
    command
}

/// Whether this process still runs. One that was killed and that nobody waits for yet is a zombie: it runs no more.
fn is_alive(pid: &str) -> bool {
    let pid = pid.trim();
    if cfg!(target_os = "linux") {
        // A small Linux machine may have no `ps`.
        let stat = std::fs::read_to_string(format!("/proc/{pid}/stat"));
        return stat.is_ok_and(|stat| !stat.contains(") Z "));
    }
    let state = Command::new("ps").args(["-o", "stat=", "-p", pid]).output();
    let state = state.expect("ps can be started").stdout;
    !state.is_empty() && !state.starts_with(b"Z")
}

#[track_caller]
fn wait_for(mut happened: impl FnMut() -> bool) {
    let start = Instant::now();
    while !happened() {
        assert!(start.elapsed() < LONG, "waited {LONG:?} in vain");
        thread::yield_now();
    }
}

#[test]
fn a_command_that_ends_gives_both_streams_and_its_status() {
    let run = run_bounded(sh("echo out; echo err >&2; exit 3"), LONG).expect("sh starts");
    assert!(matches!(run.ended, Ended::Exited(status) if status.code() == Some(3)));
    assert_eq!((&*run.stdout, &*run.stderr), ("out\n", "err\n"));
    assert!(!run.flooded && !run.too_large);
}

#[test]
fn a_command_that_hangs_is_stopped_at_its_limit() {
    let run = run_bounded(sh("exec sleep 1000"), SHORT).expect("sh starts");
    assert_eq!(run.ended, Ended::TooLong);
}

#[test]
fn a_hanging_grandchild_is_killed_with_its_parent() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let said = folder.path().join("pid");
    let mut command = sh("sleep 1000 & echo $! > unfinished; mv unfinished pid; wait");
    command.current_dir(folder.path());
    let stop = Stop::new();
    let from_outside = stop.clone();
    let run = thread::spawn(move || run_until(command, LONG, &stop));
    wait_for(|| said.exists());
    from_outside.set();
    let run = run.join().expect("no panic").expect("sh starts");
    assert!(run.is_none(), "the run ended by itself: {run:?}");
    let pid = std::fs::read_to_string(said).expect("a process id");
    wait_for(|| !is_alive(&pid));
}

#[test]
fn a_grandchild_that_is_left_behind_is_killed_too() {
    let run = run_bounded(sh("sleep 1000 & echo $!"), LONG).expect("sh starts");
    assert!(matches!(run.ended, Ended::Exited(status) if status.success()));
    assert!(!run.stdout.is_empty());
    wait_for(|| !is_alive(&run.stdout));
}

#[test]
fn of_a_flood_both_ends_are_kept() {
    let flood = "echo first; head -c 3000000 /dev/zero | tr '\\0' x; echo; echo last";
    let run = run_bounded(sh(flood), LONG).expect("sh starts");
    assert!(matches!(run.ended, Ended::Exited(status) if status.success()));
    assert!(run.flooded);
    assert!(run.stdout.starts_with("first\n") && run.stdout.ends_with("\nlast\n"));
    assert!(
        run.stdout.len() < 600_000,
        "{} bytes kept",
        run.stdout.len()
    );
}

#[test]
fn an_endless_flood_is_stopped_at_the_limit() {
    let run = run_bounded(Command::new("yes"), SHORT).expect("yes starts");
    assert_eq!(run.ended, Ended::TooLong);
}

#[test]
fn a_stop_ends_the_run_without_a_result() {
    let stop = Stop::new();
    let from_outside = stop.clone();
    let run = thread::spawn(move || run_until(sh("sleep 1000"), LONG, &stop));
    from_outside.set();
    let run = run.join().expect("no panic").expect("sh starts");
    assert!(run.is_none(), "the run ended by itself: {run:?}");
}

#[test]
fn a_limit_without_end_is_no_overflow() {
    let run = run_until(sh("exit 0"), Duration::MAX, &Stop::new());
    assert!(run.expect("sh starts").is_some());
}

#[test]
fn a_command_that_is_not_there_is_an_error() {
    run_bounded(Command::new("/no/such/program"), SHORT).expect_err("it cannot start");
}

#[cfg(target_os = "linux")]
#[test]
#[ignore = "takes 1 GiB of memory and some seconds"]
fn a_command_that_takes_all_memory_is_stopped() {
    let mut command = Command::new("python3");
    command.args([
        "-c",
        "held = b'x' * (1200 * 1024 * 1024); import time; time.sleep(1000)",
    ]);
    let run = run_bounded(command, LONG).expect("python3 starts");
    assert!(run.too_large, "{run:?}");
}
