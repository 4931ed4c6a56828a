//! What every runtime of this book promises, on this one.

mod runtime {
    use ch12_runtime::JoinError;
    pub use ch12_runtime::net::{TcpListener, TcpStream, UdpSocket};
    pub use ch12_runtime::time::{sleep, timeout};
    pub use ch12_runtime::{block_on, spawn, yield_now};

    pub fn words(error: JoinError) -> String {
        error
            .to_string()
            .replace("the task was ", "")
            .replace("the task ", "")
    }
}

conformance::tasks!(runtime);
conformance::one_thread!(runtime);
conformance::orderly_shutdown!(runtime);
conformance::timers!(runtime);
conformance::sockets!(runtime);
