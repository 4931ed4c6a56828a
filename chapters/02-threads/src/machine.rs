//! On what machine a number was measured, and how much memory the process takes.

use std::fs;
use std::process::Command;
use std::thread;

/// The memory of a process, in KiB.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Memory {
    /// Pages that lie in memory chips now.
    pub resident: u64,
    /// Addresses that are spoken for, whether or not anything lies there.
    pub reserved: u64,
}

impl Memory {
    /// By how much it has grown.
    #[must_use]
    pub fn since(self, before: Self) -> Self {
        Self {
            resident: self.resident.saturating_sub(before.resident),
            reserved: self.reserved.saturating_sub(before.reserved),
        }
    }
}

/// What this process takes now, or `None` on a system without Linux's `/proc`.
pub fn memory() -> Option<Memory> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let kib = |name| field(&status, name)?.split(' ').next()?.parse().ok();
    Some(Memory {
        resident: kib("VmRSS")?,
        reserved: kib("VmSize")?,
    })
}

/// The machine in two lines: its processor; system, and the number of cores that the program may use.
pub fn machine() -> String {
    let about = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let processor = field(&about, "model name").unwrap_or(std::env::consts::ARCH);
    let release = fs::read_to_string("/proc/sys/kernel/osrelease").unwrap_or_default();
    let system = format!("{} {}", std::env::consts::OS, release.trim());
    let cores = thread::available_parallelism().map_or(1, usize::from);
    format!(
        "processor: {processor}\nsystem: {}, {cores} cores",
        system.trim()
    )
}

/// Today's date as the system tells it, `2026-11-20`.
pub fn today() -> String {
    let date = Command::new("date").arg("+%Y-%m-%d").output();
    let date = date.map(|output| String::from_utf8_lossy(&output.stdout).trim().to_owned());
    date.unwrap_or_else(|_| "on an unknown day".to_owned())
}

/// The value of the first line `name : value`.
fn field<'a>(text: &'a str, name: &str) -> Option<&'a str> {
    text.lines().find_map(|line| {
        let (key, value) = line.split_once(':')?;
        (key.trim() == name).then_some(value.trim())
    })
}
