//! What the kernel knows of a thread.

use std::io;
use std::time::Duration;

/// The processor time that the calling thread has used since it began.
///
/// The kernel counts it: time in which the thread waits does not count, time in which it goes round in circles does.
pub fn thread_cpu_time() -> Duration {
    let time = rustix::time::clock_gettime(rustix::time::ClockId::ThreadCPUTime);
    Duration::new(
        time.tv_sec.unsigned_abs(),
        u32::try_from(time.tv_nsec).unwrap_or(0),
    )
}

/// The state letter that Linux shows for thread `id` of this process: `R` running or ready, `S` sleeping, …
///
/// # Errors
/// `Unsupported` where there is no `/proc`; else if the thread has ended.
pub fn thread_state(id: u32) -> io::Result<char> {
    if !cfg!(target_os = "linux") {
        return Err(io::ErrorKind::Unsupported.into());
    }
    let stat = std::fs::read_to_string(format!("/proc/self/task/{id}/stat"))?;
    // The second field is the thread's name in brackets, and may hold anything, so count from its last bracket.
    let state = stat
        .rsplit_once(") ")
        .and_then(|(_, rest)| rest.chars().next());
    state.ok_or_else(|| io::ErrorKind::InvalidData.into())
}
