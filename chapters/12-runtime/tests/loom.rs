//! Every order in which the threads can run, tried by loom:
//! `RUSTFLAGS="--cfg loom" CARGO_TARGET_DIR=target/loom cargo test -p ch12-runtime --test loom --release`
//!
//! Put the unpark before the store, or the store of `filled` behind the lock's end in `Inbox::push`, and they fail.
//! (The owner sleeps on a condition variable: loom 0.7 lets an unpark through to a thread that waits for a lock.)
#![cfg(loom)]

use std::time::Duration;

use ch06_wakers::{Park, Unparker};
use ch12_runtime::{Inbox, Word};
use loom::sync::{Arc, Condvar, Mutex};
use loom::thread;

/// A token under a lock.
struct Bed(Arc<(Mutex<bool>, Condvar)>);

impl Bed {
    fn new() -> Self {
        Self(Arc::new((Mutex::new(false), Condvar::new())))
    }
}

impl Park for Bed {
    fn park(&mut self, _: Option<Duration>) {
        let mut token = self.0.0.lock().expect("nobody panics");
        while !*token {
            token = self.0.1.wait(token).expect("nobody panics");
        }
        *token = false;
    }

    fn unparker(&self) -> Unparker {
        let bed = Arc::clone(&self.0);
        Unparker::new(move || {
            *bed.0.lock().expect("nobody panics") = true;
            bed.1.notify_one();
        })
    }
}

/// Takes wakes out as the runtime does, until there were `count`.
fn hear(inbox: &Inbox, park: &mut Bed, count: usize) -> Vec<Word> {
    let (mut heard, mut room) = (Vec::new(), Vec::new());
    loop {
        if inbox.take(&mut room) {
            heard.append(&mut room);
        }
        if heard.len() == count {
            return heard;
        }
        park.park(None);
    }
}

#[test]
fn a_wake_is_never_lost() {
    loom::model(|| {
        let mut park = Bed::new();
        let inbox = Arc::new(Inbox::new(park.unparker()));
        let helper = thread::spawn({
            let inbox = Arc::clone(&inbox);
            move || inbox.push(Word::new(1, 0, 5))
        });
        assert_eq!(hear(&inbox, &mut park, 1), [Word::new(1, 0, 5)]);
        drop(helper);
    });
}

#[test]
fn wakes_of_two_threads_both_arrive() {
    let mut model = loom::model::Builder::new();
    model.preemption_bound = Some(3); // of three threads; without a bound it takes minutes
    model.check(|| {
        let mut park = Bed::new();
        let inbox = Arc::new(Inbox::new(park.unparker()));
        let helpers = [1, 2].map(|slot| {
            let inbox = Arc::clone(&inbox);
            thread::spawn(move || inbox.push(Word::new(1, 0, slot)))
        });
        let mut heard = hear(&inbox, &mut park, 2);
        heard.sort();
        assert_eq!(heard, [1, 2].map(|slot| Word::new(1, 0, slot)));
        for helper in helpers {
            drop(helper);
        }
    });
}

/// The same task twice, from one thread, while the owner takes: it is woken after the second wake, too.
#[test]
fn a_repeated_wake_may_be_merged_but_not_with_one_that_was_taken() {
    loom::model(|| {
        let mut park = Bed::new();
        let inbox = Arc::new(Inbox::new(park.unparker()));
        let done = Arc::new(loom::sync::atomic::AtomicUsize::new(0));
        let helper = thread::spawn({
            let (inbox, done) = (Arc::clone(&inbox), Arc::clone(&done));
            move || {
                for _ in 0..2 {
                    done.fetch_add(1, loom::sync::atomic::Ordering::Relaxed);
                    inbox.push(Word::new(1, 0, 5));
                }
            }
        });
        let mut room = Vec::new();
        while done.load(loom::sync::atomic::Ordering::Relaxed) < 2 {
            park.park(None);
            inbox.take(&mut room);
            room.clear();
        }
        drop(helper);
    });
}
