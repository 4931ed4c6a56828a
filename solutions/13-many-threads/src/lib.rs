//! Our answers to the exercises of chapter 13, and, in `wrong/`, answers that look right and are not.

pub mod become_send;
pub mod cached;
pub mod steal_queue;
pub mod two_lanes;
pub mod wake_state;
