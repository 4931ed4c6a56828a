//! What a measurement must say of itself: on which machine, and when.

use std::process::Command;
use std::{env, fs, thread};

/// This machine and today's date in one line, for the foot of a measurement:
/// `Intel(R) Xeon(R) Processor, 2 cores, linux 6.18.44, 2026-11-20`.
pub fn machine() -> String {
    let about = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let processor = about
        .lines()
        .filter_map(|line| line.split_once(':'))
        .find(|(key, _)| key.trim() == "model name")
        .map_or(env::consts::ARCH, |(_, model)| model.trim());
    let cores = thread::available_parallelism().map_or(1, usize::from);
    let release = fs::read_to_string("/proc/sys/kernel/osrelease").unwrap_or_default();
    let date = Command::new("date").arg("+%Y-%m-%d").output();
    let date = date.map(|output| String::from_utf8_lossy(&output.stdout).trim().to_owned());
    format!(
        "{processor}, {cores} cores, {} {}, {}",
        env::consts::OS,
        release.trim(),
        date.unwrap_or_else(|_| "on an unknown day".to_owned())
    )
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_line_names_cores_system_and_a_day() {
        let line = super::machine();
        let date = line.rsplit(", ").next().unwrap_or_default();
        assert!(
            line.contains(" cores, ") && line.contains(std::env::consts::OS),
            "{line}"
        );
        assert!(date.split('-').count() == 3, "{line}");
    }
}
