//! Exercise 17/session: two timers in one loop.

use std::time::Duration;

use tokio::sync::mpsc::Receiver;

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
    let _ = (&mut lines, &mut note);
    todo!("one timer that lines do not touch, one that every line sets back")
}
