//! Reading a stream that may be endless: its two ends are kept.

use std::collections::VecDeque;
use std::io::{ErrorKind, Read};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, mpsc};
use std::thread;
use std::time::Duration;

/// How much of each end is kept; nobody reads a megabyte, and the test harness says the verdict at the end.
const KEPT: usize = 256 * 1024;

/// The two ends of what a stream said.
#[derive(Debug, Default)]
pub(crate) struct Kept {
    head: Vec<u8>,
    tail: VecDeque<u8>,
    left_out: usize,
}

impl Kept {
    fn push(&mut self, bytes: &[u8]) {
        let room = (KEPT - self.head.len()).min(bytes.len());
        let (head, tail) = bytes.split_at(room);
        self.head.extend_from_slice(head);
        self.tail.extend(tail);
        let too_many = self.tail.len().saturating_sub(KEPT);
        self.tail.drain(..too_many);
        self.left_out += too_many;
    }

    pub(crate) fn flooded(&self) -> bool {
        self.left_out > 0
    }

    /// What was kept, with a line that says how much was left out, if any.
    pub(crate) fn text(mut self) -> String {
        if self.left_out > 0 {
            let gap = format!("\n[{} bytes left out]\n", self.left_out);
            self.head.extend_from_slice(gap.as_bytes());
        }
        self.head.extend(self.tail);
        String::from_utf8_lossy(&self.head).into_owned()
    }
}

/// A thread that reads a stream to its end, and what it has kept so far.
pub(crate) struct Reader {
    kept: Arc<Mutex<Kept>>,
    ended: mpsc::Receiver<()>,
}

impl Reader {
    pub(crate) fn start(stream: Option<impl Read + Send + 'static>) -> Self {
        let kept = Arc::new(Mutex::new(Kept::default()));
        let (sender, ended) = mpsc::channel();
        let into = Arc::clone(&kept);
        thread::spawn(move || {
            if let Some(stream) = stream {
                read_to_end(stream, &into);
            }
            // The other side may have given up waiting: then nobody wants to know.
            let _ = sender.send(());
        });
        Self { kept, ended }
    }

    /// What was read. A process that left the group may still hold the pipe open: its end is not waited for.
    pub(crate) fn collect(self) -> Kept {
        const GRACE: Duration = Duration::from_secs(1);
        let _ = self.ended.recv_timeout(GRACE);
        std::mem::take(&mut lock(&self.kept))
    }
}

fn read_to_end(mut stream: impl Read, into: &Mutex<Kept>) {
    let mut buffer = vec![0; 64 * 1024];
    loop {
        match stream.read(&mut buffer) {
            Ok(0) => return,
            Ok(read) => lock(into).push(&buffer[..read]),
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            // The pipe is gone: what was read until then is all there is.
            Err(_) => return,
        }
    }
}

/// Nothing panics while it holds this lock; if something did, the bytes would still be bytes.
fn lock(kept: &Mutex<Kept>) -> MutexGuard<'_, Kept> {
    kept.lock().unwrap_or_else(PoisonError::into_inner)
}
