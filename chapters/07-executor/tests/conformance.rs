//! What every runtime of this book promises, as far as this one has it: no timers, no sockets.

mod runtime {
    use ch07_executor::JoinError;
    pub use ch07_executor::{block_on, spawn, yield_now};

    pub fn words(error: JoinError) -> String {
        let text = error.to_string();
        let (_, words) = text.split_once("` ").expect("a name comes first");
        words.replace("was ", "")
    }
}

conformance::tasks!(runtime);
conformance::one_thread!(runtime);
