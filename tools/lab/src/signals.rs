//! Ctrl-C and its relatives, as a request to stop.
//!
//! A judge runs in a process group of its own, so that its children die with it; hence the terminal's Ctrl-C does not reach
//! it, and the lab has to pass it on.

use std::io;
use std::sync::mpsc;
use std::thread;

use catalog::Stop;
use tokio::runtime::Builder;
use tokio::signal::unix::{Signal, SignalKind, signal};

/// The exit code of a command that Ctrl-C ended, as shells count it.
pub const INTERRUPTED: u8 = 130;

/// SIGINT, SIGTERM and SIGHUP, caught from the moment when this exists.
#[derive(Debug)]
pub struct Signals([Signal; 3]);

impl Signals {
    /// Starts listening; needs a runtime around it.
    ///
    /// # Errors
    /// If the system does not let us.
    pub fn listen() -> io::Result<Self> {
        Ok(Self([
            signal(SignalKind::interrupt())?,
            signal(SignalKind::terminate())?,
            signal(SignalKind::hangup())?,
        ]))
    }

    /// Waits for any of them.
    pub async fn next(&mut self) {
        let [interrupt, terminate, hangup] = &mut self.0;
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
            _ = hangup.recv() => {}
        }
    }
}

/// Calls `then` from a thread of its own as soon as one of the signals comes.
pub fn on_any(then: impl FnOnce() + Send + 'static) {
    let (listening, is_listening) = mpsc::channel();
    thread::spawn(move || {
        // Where nobody can listen, a signal ends the lab as it ends any program.
        let Ok(runtime) = Builder::new_current_thread().enable_all().build() else {
            return;
        };
        let caught = runtime.block_on(async {
            let mut signals = Signals::listen()?;
            let _ = listening.send(());
            signals.next().await;
            io::Result::Ok(())
        });
        if caught.is_ok() {
            then();
        }
    });
    // From here on a signal is caught, or (the thread gave up) never will be.
    let _ = is_listening.recv();
}

/// A `Stop` that is set as soon as one of the signals comes.
pub fn stop_on_any() -> Stop {
    let stop = Stop::new();
    let to_set = stop.clone();
    on_any(move || to_set.set());
    stop
}
