//! How other threads reach a runtime: by its number, which leads to an inbox, and to nothing once the runtime is gone.

use std::collections::BTreeMap;
use std::sync::{Arc, PoisonError, RwLock, atomic::Ordering};

use ch06_wakers::Unparker;

use crate::sync::{AtomicBool, Mutex};
use crate::word::Word;

// ANCHOR: inbox
/// Wakes from other threads.
#[allow(missing_debug_implementations)] // closures show nothing
pub struct Inbox {
    words: Mutex<Vec<Word>>,
    /// Whether there are any, so that the owner can look without locking. Changed under the lock.
    filled: AtomicBool,
    unparker: Unparker,
}

impl Inbox {
    /// An empty one, whose owner sleeps until `unparker` is used.
    pub fn new(unparker: Unparker) -> Self {
        Self {
            words: Mutex::new(Vec::new()),
            filled: AtomicBool::new(false),
            unparker,
        }
    }

    /// Leaves a wake and ends the owner's sleep.
    pub fn push(&self, word: Word) {
        let mut words = self.words.lock().unwrap_or_else(PoisonError::into_inner);
        // The same task over and over, while its thread is busy: one line is enough.
        if words.last() == Some(&word) {
            return;
        }
        words.push(word);
        // Release pairs with the Acquire in `take`, which looks without the lock.
        self.filled.store(true, Ordering::Release);
        drop(words);
        // Last: an owner that looked before the store finds its next sleep spared.
        self.unparker.unpark();
    }

    /// Exchanges what has arrived for `empty`. Says whether anything had.
    pub fn take(&self, empty: &mut Vec<Word>) -> bool {
        if !self.filled.load(Ordering::Acquire) {
            return false;
        }
        let mut words = self.words.lock().unwrap_or_else(PoisonError::into_inner);
        self.filled.store(false, Ordering::Relaxed);
        std::mem::swap(&mut *words, empty);
        true
    }
}
// ANCHOR_END: inbox

// ANCHOR: runtimes
/// The inboxes of all runtimes that are running, by number.
static RUNTIMES: RwLock<Runtimes> = RwLock::new(Runtimes {
    inboxes: BTreeMap::new(),
    newest: 0,
});

struct Runtimes {
    inboxes: BTreeMap<u16, Arc<Inbox>>,
    newest: u16,
}

/// A runtime's entry in the list. Dropping it takes the entry out; who wakes a task after that, wakes nobody.
pub struct Entry(pub u16, pub Arc<Inbox>);

impl Entry {
    /// Enters an inbox under a number that no other has now, and that was not used for as long as possible. Never 0.
    ///
    /// # Panics
    /// If 65,535 runtimes are running.
    pub fn new(inbox: Inbox) -> Self {
        let mut runtimes = RUNTIMES.write().unwrap_or_else(PoisonError::into_inner);
        assert!(
            runtimes.inboxes.len() < usize::from(u16::MAX),
            "65,535 runtimes are running: there is no number left"
        );
        let mut number = runtimes.newest;
        loop {
            number = number.wrapping_add(1);
            if number != 0 && !runtimes.inboxes.contains_key(&number) {
                break;
            }
        }
        runtimes.newest = number;
        let inbox = Arc::new(inbox);
        runtimes.inboxes.insert(number, Arc::clone(&inbox));
        Self(number, inbox)
    }
}

impl Drop for Entry {
    fn drop(&mut self) {
        let mut runtimes = RUNTIMES.write().unwrap_or_else(PoisonError::into_inner);
        runtimes.inboxes.remove(&self.0);
    }
}

/// Wakes a task that may belong to another thread, or to nobody.
pub fn wake(word: Word) {
    // In a statement of its own: nobody unparks under the lock.
    let inbox = {
        let runtimes = RUNTIMES.read().unwrap_or_else(PoisonError::into_inner);
        runtimes.inboxes.get(&word.runtime()).cloned()
    };
    if let Some(inbox) = inbox {
        inbox.push(word);
    }
}
// ANCHOR_END: runtimes
