//! Ctrl-C and its relatives, as a request to stop.
//!
//! A judge runs in a process group of its own, so that its children die with it; hence the terminal's Ctrl-C does not reach
//! it, and the lab has to pass it on.

use std::io;
use std::thread;

use catalog::Stop;
use tokio::signal::unix::{SignalKind, signal};

/// The exit code of a command that Ctrl-C ended, as shells count it.
pub const INTERRUPTED: u8 = 130;

/// Waits for SIGINT, SIGTERM or SIGHUP.
///
/// # Errors
/// If the system does not let us listen.
pub async fn any() -> io::Result<()> {
    let mut interrupt = signal(SignalKind::interrupt())?;
    let mut terminate = signal(SignalKind::terminate())?;
    let mut hangup = signal(SignalKind::hangup())?;
    tokio::select! {
        _ = interrupt.recv() => {}
        _ = terminate.recv() => {}
        _ = hangup.recv() => {}
    }
    Ok(())
}

/// Calls `then` from a thread of its own as soon as one of the signals comes.
pub fn on_any(then: impl FnOnce() + Send + 'static) {
    thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build();
        // Without a runtime nobody listens, and a signal ends the lab as it ends any program.
        if runtime.and_then(|runtime| runtime.block_on(any())).is_ok() {
            then();
        }
    });
}

/// A `Stop` that is set as soon as one of the signals comes.
pub fn stop_on_any() -> Stop {
    let stop = Stop::new();
    let to_set = stop.clone();
    on_any(move || to_set.set());
    stop
}
