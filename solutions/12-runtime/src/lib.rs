//! Our answers to the exercises of chapter 12, before the same judges.

pub mod batching;
pub mod slab;
pub mod three_queues;
pub mod waker_word;
