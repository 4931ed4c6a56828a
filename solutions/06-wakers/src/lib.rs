//! Our answers to the exercises of chapter 06, and, in `wrong/`, answers that look right and are not.

pub mod counting_waker;
pub mod event;
pub mod oneshot;
pub mod park;
