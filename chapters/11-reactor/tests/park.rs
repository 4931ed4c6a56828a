//! The reactor as a park: it sleeps, it is woken, and it does not ask the kernel for nothing.

mod common;

use std::fs;
use std::io::Write;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, Ordering::SeqCst};
use std::sync::{Arc, mpsc};
use std::thread;
use std::time::{Duration, Instant};

use ch06_wakers::{Park, drive};
use ch11_reactor::{Interest, Reactor, Registration, TcpListener, block_on};
use common::{by_hand, poll, waiting_pair};
use judge::{CountingWaker, within};

const LIMIT: Duration = Duration::from_secs(10);

#[test]
fn an_unpark_before_the_park_is_not_lost_and_any_number_counts_as_one() {
    within(LIMIT, "park to come back", || {
        by_hand(|reactor| {
            let unparker = reactor.unparker();
            unparker.unpark();
            unparker.unpark();
            reactor.park(None);
            let start = Instant::now();
            reactor.park(Some(Duration::from_millis(20)));
            assert!(
                start.elapsed() >= Duration::from_millis(20),
                "the token was there twice"
            );
            Ok(())
        });
    });
}

#[test]
fn an_unpark_from_another_thread_ends_the_sleep_every_time() {
    within(LIMIT, "park to come back", || {
        by_hand(|reactor| {
            let unparker = reactor.unparker();
            let (ask, asked) = mpsc::channel::<()>();
            let helper = thread::spawn(move || asked.iter().for_each(|()| unparker.unpark()));
            for _ in 0..1000 {
                ask.send(()).expect("the helper listens");
                reactor.park(None);
            }
            drop(ask);
            helper.join().expect("the helper does not panic");
            Ok(())
        });
    });
}

#[test]
fn a_limit_ends_the_sleep_and_not_too_early() {
    within(LIMIT, "park to come back", || {
        by_hand(|reactor| {
            for micros in [1, 999, 1_500, 20_000] {
                let limit = Duration::from_micros(micros);
                let start = Instant::now();
                reactor.park(Some(limit));
                assert!(start.elapsed() >= limit, "{limit:?}");
            }
            Ok(())
        });
    });
}

/// Whether the kernel says that this thread of ours sleeps.
fn sleeps(thread: impl std::fmt::Display) -> bool {
    let stat = fs::read_to_string(format!("/proc/self/task/{thread}/stat"));
    stat.expect("the thread is there").contains(") S ")
}

#[test]
fn a_limit_beyond_what_the_kernel_takes_is_a_long_sleep() {
    within(LIMIT, "park to come back", || {
        by_hand(|reactor| {
            let unparker = reactor.unparker();
            let sleeper = rustix::thread::gettid().as_raw_nonzero();
            let unparked = Arc::new(AtomicBool::new(false));
            let before = Arc::clone(&unparked);
            let helper = thread::spawn(move || {
                while !sleeps(sleeper) {
                    thread::yield_now();
                }
                before.store(true, SeqCst);
                unparker.unpark();
            });
            reactor.park(Some(Duration::MAX));
            assert!(unparked.load(SeqCst), "it did not sleep");
            helper.join().expect("the helper does not panic");
            Ok(())
        });
    });
}

#[test]
fn a_token_does_not_keep_it_from_looking_at_the_sockets() {
    by_hand(|reactor| {
        let (ours, mut theirs) = waiting_pair()?;
        let waker = CountingWaker::new();
        let mut wait = std::pin::pin!(ours.readable());
        assert!(poll(wait.as_mut(), &waker.waker()).is_pending());
        theirs.write_all(b"hello")?;
        reactor.unparker().unpark();
        reactor.park(None);
        assert_eq!(waker.wakes(), 1);
        Ok(())
    });
}

/// What the kernel says of the counters of this process's `eventfd`s.
fn rings() -> Vec<String> {
    let mut counts = Vec::new();
    for entry in fs::read_dir("/proc/self/fdinfo").expect("Linux").flatten() {
        let info = fs::read_to_string(entry.path()).unwrap_or_default();
        counts.extend(
            info.lines()
                .filter(|line| line.starts_with("eventfd-count"))
                .map(str::to_owned),
        );
    }
    counts
}

/// In a process of its own: other tests ring.
#[test]
fn wakes_on_the_reactors_own_thread_are_no_system_calls() {
    let program = std::env::current_exe().expect("a program");
    let test = ["--exact", "own_wakes", "--ignored", "--nocapture"];
    let output = std::process::Command::new(program)
        .args(test)
        .output()
        .expect("it runs");
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(text.contains("1 passed"), "{text}");
}

#[test]
#[ignore = "wakes_on_the_reactors_own_thread_are_no_system_calls runs it alone"]
fn own_wakes() {
    block_on(async {
        let (ours, mut theirs) = waiting_pair().expect("descriptors are left");
        for _ in 0..10 {
            theirs.write_all(b"hello").expect("it writes");
            ours.readable().await;
            ours.exhausted(Interest::Readable);
            ch11_reactor::yield_now().await;
        }
        let counts = rings();
        assert_eq!(counts.len(), 1, "{counts:?}");
        assert!(counts[0].ends_with(" 0"), "{counts:?}");
    });
}

#[test]
fn it_drives_a_future_without_an_executor() {
    let read = within(LIMIT, "the bytes to come", || {
        let mut reactor = Reactor::new().expect("descriptors are left");
        let _entered = reactor.enter();
        let (ours, mut theirs) = waiting_pair().expect("descriptors are left");
        let helper = thread::spawn(move || theirs.write_all(b"hello").map(|()| theirs));
        drive(&mut reactor, ours.readable());
        let read = ours.try_io(Interest::Readable, |mut socket| {
            std::io::Read::read(&mut socket, &mut [0; 16])
        });
        drop(helper.join());
        read.expect("it is readable")
    });
    assert_eq!(read, 5);
}

#[test]
fn who_is_watched_is_counted() {
    by_hand(|reactor| {
        assert_eq!(reactor.watched(), 0);
        let first = waiting_pair()?;
        let second = waiting_pair()?;
        assert_eq!(reactor.watched(), 2);
        drop(first);
        assert_eq!(reactor.watched(), 1);
        drop(second);
        assert_eq!(reactor.watched(), 0);
        Ok(())
    });
}

/// The words of the panic in `misuse`.
fn panic_of<T>(misuse: impl FnOnce() -> T) -> String {
    let panic = catch_unwind(AssertUnwindSafe(misuse))
        .err()
        .expect("it panics");
    let formatted = panic.downcast_ref::<String>().cloned();
    formatted
        .or(panic
            .downcast_ref::<&str>()
            .map(|words| (*words).to_owned()))
        .unwrap_or_default()
}

#[test]
fn a_socket_outside_of_a_reactor_is_a_panic_that_says_where_it_belongs() {
    let words = panic_of(|| TcpListener::bind("127.0.0.1:0"));
    assert!(
        words.contains("sockets are made inside block_on"),
        "{words}"
    );
    let guard = Reactor::new().map(|reactor| reactor.enter());
    drop(guard);
    let words = panic_of(|| TcpListener::bind("127.0.0.1:0"));
    assert!(words.contains("no reactor runs on this thread"), "{words}");
}

#[test]
fn a_socket_whose_reactor_is_gone_says_so_instead_of_waiting_for_ever() {
    let listener = block_on(async { TcpListener::bind("127.0.0.1:0") }).expect("port 0");
    let words = panic_of(|| block_on(listener.accept()));
    assert!(words.contains("this socket's reactor is gone"), "{words}");
}

#[test]
fn an_inner_reactor_gives_the_thread_back_to_the_outer_one() {
    by_hand(|outer| {
        by_hand(|inner| {
            let (ours, _theirs) = waiting_pair()?;
            assert_eq!(inner.watched(), 1);
            drop(ours);
            Ok(())
        });
        let (ours, _theirs) = std::os::unix::net::UnixStream::pair()?;
        let _ours = Registration::new(ours)?;
        assert_eq!(outer.watched(), 1);
        Ok(())
    });
}
