//! How much memory the process takes.

use std::fs;

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

/// The value of the first line `name : value`.
fn field<'a>(text: &'a str, name: &str) -> Option<&'a str> {
    text.lines().find_map(|line| {
        let (key, value) = line.split_once(':')?;
        (key.trim() == name).then_some(value.trim())
    })
}
