//! What a measurement must say of itself: on which machine, and when.

use std::process::Command;
use std::{env, fmt, fs, thread};

/// This machine, today. It displays as one line:
/// `Intel(R) Xeon(R) Processor, 2 cores, linux 6.18.44, 2026-11-20`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Machine {
    /// The processor's name, or its kind where there is no `/proc`.
    pub processor: String,
    /// How many cores the program may use.
    pub cores: usize,
    /// The system and its release.
    pub system: String,
    /// Today's date as the system tells it.
    pub date: String,
}

/// Asks the system.
pub fn machine() -> Machine {
    let about = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let processor = about
        .lines()
        .filter_map(|line| line.split_once(':'))
        .find(|(key, _)| key.trim() == "model name")
        .map_or(env::consts::ARCH, |(_, model)| model.trim());
    let release = fs::read_to_string("/proc/sys/kernel/osrelease").unwrap_or_default();
    let date = Command::new("date").arg("+%Y-%m-%d").output();
    let date = date.map(|output| String::from_utf8_lossy(&output.stdout).trim().to_owned());
    Machine {
        processor: processor.to_owned(),
        cores: thread::available_parallelism().map_or(1, usize::from),
        system: format!("{} {}", env::consts::OS, release.trim())
            .trim()
            .to_owned(),
        date: date.unwrap_or_else(|_| "on an unknown day".to_owned()),
    }
}

impl fmt::Display for Machine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            processor,
            cores,
            system,
            date,
        } = self;
        write!(f, "{processor}, {cores} cores, {system}, {date}")
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_line_names_processor_cores_system_and_a_day() {
        let machine = super::machine();
        let form: String = machine
            .date
            .chars()
            .map(|c| if c.is_ascii_digit() { '9' } else { c })
            .collect();
        assert_eq!(form, "9999-99-99", "{machine}");
        assert!(!machine.processor.is_empty() && machine.cores > 0);
        let line = machine.to_string();
        assert!(
            line.contains(" cores, ") && line.contains(std::env::consts::OS),
            "{line}"
        );
    }
}
