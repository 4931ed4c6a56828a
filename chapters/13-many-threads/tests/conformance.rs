//! What every runtime of this book promises, on this one. Timers and sockets it has not; an order of turns it does not promise.

mod runtime {
    use ch13_many_threads::JoinError;
    pub use ch13_many_threads::{block_on, spawn, yield_now};

    pub fn words(error: JoinError) -> String {
        error
            .to_string()
            .replace("the task was ", "")
            .replace("the task ", "")
    }
}

/// The same with one worker.
mod alone {
    pub use super::runtime::words;
    pub use ch13_many_threads::{spawn, yield_now};

    pub fn block_on<F: Future>(main: F) -> F::Output {
        ch13_many_threads::Executor::new(1).block_on(main)
    }
}

/// And with more workers than there are cores.
mod crowded {
    pub use super::runtime::words;
    pub use ch13_many_threads::{spawn, yield_now};

    pub fn block_on<F: Future>(main: F) -> F::Output {
        ch13_many_threads::Executor::new(8).block_on(main)
    }
}

mod as_many_as_cores {
    use super::runtime;
    conformance::tasks!(runtime);
    conformance::orderly_shutdown!(runtime);
}

mod one_worker {
    use super::alone;
    conformance::tasks!(alone);
    conformance::orderly_shutdown!(alone);
}

mod eight_workers {
    use super::crowded;
    conformance::tasks!(crowded);
    conformance::orderly_shutdown!(crowded);
}
