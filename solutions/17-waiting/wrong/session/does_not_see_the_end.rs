// WRONG: lets the pattern fail when the senders are gone: the branch is off, and the session waits until it is idle.
// JUDGE: when the senders are gone at 70 ms, asked for the end and the time, the answer gave

//! Exercise 17/session: two timers in one loop.

use std::time::Duration;

use tokio::sync::mpsc::Receiver;
use tokio::time::{Instant, interval_at, sleep_until};

/// How often the session shows that it is alive.
pub const BEAT: Duration = Duration::from_millis(100);

/// How long it waits for a line before it gives up.
pub const IDLE: Duration = Duration::from_millis(250);

/// What a session notes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event {
    /// A line has come.
    Line(String),
    /// It is alive.
    Heartbeat,
}

/// Why a session ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// No more lines will come: every sender is gone.
    Closed,
    /// No line came for [`IDLE`].
    Idle,
}

/// Gives every line that comes to `note`, and a heartbeat every [`BEAT`] from the beginning on, however many lines come.
///
/// It ends at once when no more lines can come, and when none has come for [`IDLE`] since the last one, or since the
/// beginning. A heartbeat is no line.
pub async fn session(mut lines: Receiver<String>, mut note: impl FnMut(Event)) -> End {
    // Made once, and asked again and again: no turn of the loop touches it.
    let mut beats = interval_at(Instant::now() + BEAT, BEAT);
    // Made anew in every turn, from a moment that only a line moves.
    let mut deadline = Instant::now() + IDLE;
    loop {
        tokio::select! {
            Some(line) = lines.recv() => {
                deadline = Instant::now() + IDLE;
                note(Event::Line(line));
            }
            _ = beats.tick() => note(Event::Heartbeat),
            () = sleep_until(deadline) => return End::Idle,
        }
    }
}
