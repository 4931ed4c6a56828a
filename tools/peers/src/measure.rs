//! The measures that the jobs give: names, units, and what may be concluded from them.

/// What a measure counts in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// Nanoseconds of processor time.
    Nanoseconds,
    /// Microseconds of processor time; kept in the file as nanoseconds.
    Microseconds,
    /// Bytes of memory.
    Bytes,
    /// System calls.
    Calls,
    /// Milliseconds of the wall's time.
    Milliseconds,
    /// Requests in a second of the wall's time.
    Rate,
    /// Microseconds of the wall's time.
    WallMicroseconds,
}

impl Unit {
    /// As the head of a column says it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Nanoseconds => "ns",
            Self::Microseconds | Self::WallMicroseconds => "µs",
            Self::Bytes => "bytes",
            Self::Calls => "calls",
            Self::Milliseconds => "ms",
            Self::Rate => "1/s",
        }
    }

    /// A value as tables show it, without the unit: three figures are enough.
    pub fn show(self, value: f64) -> String {
        let value = if self == Self::Microseconds {
            value / 1_000.0
        } else {
            value
        };
        match self {
            Self::Calls | Self::Milliseconds => format!("{value:.2}"),
            Self::Microseconds if value < 99.5 => format!("{value:.2}"),
            _ if value < 9.95 => format!("{value:.1}"),
            _ => thousands(value),
        }
    }
}

/// `1234567.8` as `1,234,568`.
fn thousands(value: f64) -> String {
    let digits = format!("{value:.0}");
    let mut out = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index) % 3 == 0 {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// A quantity that samples give.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Measure {
    /// Its name in the file.
    pub key: &'static str,
    /// Its name in tables and charts.
    pub title: &'static str,
    /// What it counts in.
    pub unit: Unit,
}

const fn measure(key: &'static str, title: &'static str, unit: Unit) -> Measure {
    Measure { key, title, unit }
}

/// All measures, in the order of the tables.
pub const MEASURES: [Measure; 21] = [
    measure(
        "spawn_1000",
        "spawn + join, 1,000 at a time",
        Unit::Nanoseconds,
    ),
    measure(
        "spawn_100000",
        "spawn + join, 100,000 at a time",
        Unit::Nanoseconds,
    ),
    measure("yield", "yield and be polled again", Unit::Nanoseconds),
    measure(
        "ping_pong",
        "wake the other task, through a mailbox",
        Unit::Nanoseconds,
    ),
    measure(
        "timeout",
        "`timeout` armed and cancelled",
        Unit::Nanoseconds,
    ),
    measure(
        "sleepers_cpu",
        "a task that sleeps once, among many",
        Unit::Nanoseconds,
    ),
    measure("sleepers_bytes", "memory of a sleeping task", Unit::Bytes),
    measure("idle_bytes", "memory of an idle task", Unit::Bytes),
    measure("echo_1_cpu", "echo, 1 connection", Unit::Microseconds),
    measure("echo_64_cpu", "echo, 64 connections", Unit::Microseconds),
    measure(
        "echo_1000_cpu",
        "echo, 1,000 connections",
        Unit::Microseconds,
    ),
    measure("calls_1", "system calls, 1 connection", Unit::Calls),
    measure("calls_64", "system calls, 64 connections", Unit::Calls),
    measure("calls_1000", "system calls, 1,000 connections", Unit::Calls),
    measure(
        "three_sleeps",
        "three sleeps of 1 s: beyond 1 s",
        Unit::Milliseconds,
    ),
    measure("echo_1_rate", "requests, 1 connection", Unit::Rate),
    measure("echo_64_rate", "requests, 64 connections", Unit::Rate),
    measure("echo_1000_rate", "requests, 1,000 connections", Unit::Rate),
    measure("echo_1_p99", "p99, 1 connection", Unit::WallMicroseconds),
    measure("echo_64_p99", "p99, 64 connections", Unit::WallMicroseconds),
    measure(
        "echo_1000_p99",
        "p99, 1,000 connections",
        Unit::WallMicroseconds,
    ),
];

/// The measure of that name.
///
/// # Panics
/// If there is none: names are written by us.
pub fn find(key: &str) -> Measure {
    let found = MEASURES.into_iter().find(|measure| measure.key == key);
    found.unwrap_or_else(|| panic!("there is no measure {key}"))
}
