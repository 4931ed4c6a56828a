//! A limit of real time for a run that never comes to rest.

use std::any::Any;
use std::cell::RefCell;
use std::panic::{self, AssertUnwindSafe, PanicHookInfo, catch_unwind};
use std::sync::Once;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::thread;
use std::time::{Duration, Instant};

use rustix::time::{ClockId, clock_gettime};

/// How often the watcher looks.
const LOOK: Duration = Duration::from_millis(20);

/// What is left to the others once one run of this process was stopped.
const GRACE: Duration = Duration::from_millis(100);

/// Whether a run of this process was stopped.
static STOPPED: AtomicBool = AtomicBool::new(false);

thread_local! {
    /// What has panicked on this thread: in which words, and where.
    static PANICS: RefCell<Vec<String>> = const { RefCell::new(Vec::new()) };
}

/// How a run ended that was watched.
pub(crate) enum Watched<T> {
    Ended(T),
    /// With these words, and where.
    Panicked(String, Box<dyn Any + Send>),
    /// It was over its limit.
    Restless,
    /// Another one was over its limit.
    Hurried,
}

/// Runs `work` on a thread of its own. A thread cannot be stopped from outside: over the limit, it stays behind.
pub(crate) fn watched<T: Send + 'static>(
    limit: Duration,
    work: impl FnOnce() -> T + Send + 'static,
) -> Watched<T> {
    static HOOK: Once = Once::new();
    HOOK.call_once(|| {
        let before = panic::take_hook();
        panic::set_hook(Box::new(move |info| {
            let told = told(info);
            // Not while the thread's own variables are being dropped.
            let _ = PANICS.try_with(|panics| panics.borrow_mut().push(told));
            before(info);
        }));
    });
    let (sender, receiver) = mpsc::channel();
    thread::spawn(move || {
        let ended = match catch_unwind(AssertUnwindSafe(work)) {
            Ok(output) => Watched::Ended(output),
            Err(payload) => Watched::Panicked(words_and_place(&*payload), payload),
        };
        // The receiver is gone only after the limit: then nobody wants the result.
        let _ = sender.send(ended);
    });
    wait(&receiver, limit)
}

/// All panics of this thread so far, each with its words and its place.
pub(crate) fn panics() -> Vec<String> {
    PANICS.with_borrow(Vec::clone)
}

/// A machine may have better to do than our thread. So the limit is over when the process has also worked for half of it:
/// who spins, works. Who blocks its thread does not, and is given longer.
fn wait<T>(receiver: &Receiver<Watched<T>>, limit: Duration) -> Watched<T> {
    let (began, worked) = (Instant::now(), work_of_process());
    let mut hurried = None;
    loop {
        match receiver.recv_timeout(LOOK) {
            Ok(ended) => return ended,
            Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => (),
        }
        let waited = began.elapsed();
        let spins = waited >= limit && work_of_process() - worked >= limit / 2;
        if spins || waited >= limit * 5 / 2 {
            STOPPED.store(true, Ordering::Relaxed);
            return Watched::Restless;
        }
        if STOPPED.load(Ordering::Relaxed)
            && hurried.get_or_insert_with(Instant::now).elapsed() >= GRACE
        {
            return Watched::Hurried;
        }
    }
}

/// How long the threads of this process have been running on a processor.
fn work_of_process() -> Duration {
    let time = clock_gettime(ClockId::ProcessCPUTime);
    time.try_into().unwrap_or_default()
}

fn words(payload: &(dyn Any + Send)) -> &str {
    let literal = payload.downcast_ref::<&str>().copied();
    let formatted = payload.downcast_ref::<String>().map(String::as_str);
    literal.or(formatted).unwrap_or("a value without words")
}

/// The place is told where it is one of this workspace: the inside of a library leads nobody anywhere.
fn told(info: &PanicHookInfo) -> String {
    let words = words(info.payload());
    match info.location() {
        Some(place) if !place.file().starts_with('/') => {
            format!("{words} (at {}:{})", place.file(), place.line())
        }
        _ => words.to_owned(),
    }
}

/// Of the panic that ended the work: it need not be the last one that the hook heard.
fn words_and_place(payload: &(dyn Any + Send)) -> String {
    let words = words(payload);
    let heard = panics().into_iter().rev();
    let mut same = heard.filter(|told| told.starts_with(words));
    same.next().unwrap_or_else(|| words.to_owned())
}
