//! `call_soon_threadsafe`: the loop sleeps, and another thread wants something of it.

mod common;

use std::io::ErrorKind;
use std::sync::mpsc;
use std::thread;

use ch04_event_loop::EventLoop;
use common::LIMIT;
use judge::within;

#[test]
fn another_thread_wakes_a_sleeping_loop() {
    let turns = within(
        LIMIT,
        "a loop with nothing to do to be woken and stopped",
        || {
            let mut event_loop = EventLoop::new().expect("a loop");
            let remote = event_loop.remote();
            let (asleep, wait) = mpsc::channel();
            // The first turn runs this callback. After it nothing is left: only the thread can end
            // the second turn's sleep.
            event_loop.call_soon(move |_| asleep.send(()).expect("the thread waits"));
            let thread = thread::spawn(move || {
                wait.recv().expect("the loop runs");
                remote.call_soon_threadsafe(EventLoop::stop)
            });
            event_loop.run_forever().expect("a run");
            thread.join().expect("no panic").expect("the loop is there");
            event_loop.turns()
        },
    );
    assert_eq!(turns, 2);
}

#[test]
fn a_callback_sent_before_the_run_is_not_lost() {
    within(LIMIT, "a loop to be stopped from before its run", || {
        let mut event_loop = EventLoop::new().expect("a loop");
        let remote = event_loop.remote();
        let sent = thread::spawn(move || remote.call_soon_threadsafe(EventLoop::stop));
        sent.join().expect("no panic").expect("the loop is there");
        event_loop.run_forever().expect("a run");
    });
}

#[test]
fn nothing_is_lost_when_many_threads_send_at_once() {
    const THREADS: usize = 4;
    const EACH: usize = 500;
    let seen = within(LIMIT, "every callback of four threads to run", || {
        let mut event_loop = EventLoop::new().expect("a loop");
        let (note, seen) = mpsc::channel();
        let left = std::sync::Arc::new(std::sync::atomic::AtomicUsize::new(THREADS * EACH));
        for thread in 0..THREADS {
            let (remote, note, left) = (event_loop.remote(), note.clone(), left.clone());
            thread::spawn(move || {
                for number in 0..EACH {
                    let (note, left) = (note.clone(), left.clone());
                    let callback = move |event_loop: &mut EventLoop| {
                        note.send((thread, number)).expect("the test listens");
                        if left.fetch_sub(1, std::sync::atomic::Ordering::Relaxed) == 1 {
                            event_loop.stop();
                        }
                    };
                    remote
                        .call_soon_threadsafe(callback)
                        .expect("the loop is there");
                }
            });
        }
        event_loop.run_forever().expect("a run");
        seen.try_iter().collect::<Vec<_>>()
    });
    for thread in 0..THREADS {
        let numbers = seen
            .iter()
            .filter(|(from, _)| *from == thread)
            .map(|(_, number)| *number);
        assert!(numbers.eq(0..EACH), "what one thread sends keeps its order");
    }
}

#[test]
fn sending_to_a_loop_that_is_gone_is_an_error() {
    let remote = EventLoop::new().expect("a loop").remote();
    let sent = remote.clone().call_soon_threadsafe(EventLoop::stop);
    assert_eq!(
        sent.expect_err("nobody is there").kind(),
        ErrorKind::BrokenPipe
    );
}
