//! `add_reader` and `remove_reader`, over real sockets.

mod common;

use std::fs::File;
use std::io::{ErrorKind, Read, Write};
use std::os::fd::AsRawFd;
use std::os::unix::net::UnixStream;
use std::rc::Rc;
use std::time::Duration;

use ch04_event_loop::EventLoop;
use common::{LIMIT, Notes, reports};
use judge::within;

/// A socket that has a byte to read, and its other end.
fn readable() -> (Rc<UnixStream>, UnixStream) {
    let (mut near, far) = UnixStream::pair().expect("a pair of sockets");
    near.write_all(b"!").expect("room for a byte");
    far.set_nonblocking(true).expect("a socket");
    (Rc::new(far), near)
}

/// Runs `test` on a loop of its own, for a while at most.
fn on_a_loop(test: impl FnOnce(&mut EventLoop) + Send + 'static) {
    within(LIMIT, "the loop to end", move || {
        test(&mut EventLoop::new().expect("a loop"))
    });
}

/// Lets the loop take `turns` turns, none of which may wait.
fn turns(event_loop: &mut EventLoop, turns: usize) {
    for _ in 0..turns {
        event_loop.stop();
        event_loop.run_forever().expect("a run");
    }
}

#[test]
fn a_reader_is_called_while_its_source_can_be_read() {
    on_a_loop(|event_loop| {
        let (source, mut peer) = readable();
        let notes = Notes::new();
        event_loop
            .add_reader(&source, notes.note("call"))
            .expect("watched");
        turns(event_loop, 2);
        assert_eq!(
            notes.read().len(),
            2,
            "the byte is still there: called in every turn"
        );
        (&*source).read_exact(&mut [0]).expect("the byte");
        turns(event_loop, 2);
        assert_eq!(notes.read().len(), 2, "nothing to read: not called");
        peer.write_all(b"!").expect("room");
        turns(event_loop, 1);
        assert_eq!(notes.read().len(), 3);
    });
}

#[test]
fn a_reader_can_remove_itself() {
    on_a_loop(|event_loop| {
        let (source, _peer) = readable();
        let notes = Notes::new();
        let (this, inner) = (Rc::clone(&source), notes.clone());
        event_loop
            .add_reader(&source, move |event_loop| {
                inner.add("call");
                assert!(event_loop.remove_reader(&this));
                assert!(!event_loop.remove_reader(&this), "it is gone already");
            })
            .expect("watched");
        turns(event_loop, 3);
        assert_eq!(notes.read(), ["call"]);
        assert_eq!(
            (event_loop.pending(), notes.holders()),
            (0, 0),
            "nothing is left behind"
        );
        assert_eq!(Rc::strong_count(&source), 1);
    });
}

#[test]
fn a_reader_can_replace_itself() {
    on_a_loop(|event_loop| {
        let (source, _peer) = readable();
        let notes = Notes::new();
        let (this, inner) = (Rc::clone(&source), notes.clone());
        event_loop
            .add_reader(&source, move |event_loop| {
                inner.add("first");
                event_loop
                    .add_reader(&this, inner.note("second"))
                    .expect("watched");
            })
            .expect("watched");
        turns(event_loop, 3);
        assert_eq!(notes.read(), ["first", "second", "second"]);
        assert_eq!(
            (event_loop.pending(), notes.holders()),
            (1, 1),
            "the first is gone"
        );
    });
}

#[test]
fn a_reader_can_remove_another_one_that_is_in_line_already() {
    on_a_loop(|event_loop| {
        let (one, _peer) = readable();
        let (other, _peer) = readable();
        let notes = Notes::new();
        for (this, that) in [(&one, &other), (&other, &one)] {
            let (that, notes) = (Rc::clone(that), notes.clone());
            event_loop
                .add_reader(this, move |event_loop| {
                    notes.add("call");
                    assert!(event_loop.remove_reader(&that));
                })
                .expect("watched");
        }
        turns(event_loop, 1);
        assert_eq!(
            notes.read(),
            ["call"],
            "whoever comes first, removes the other"
        );
    });
}

#[test]
fn a_reader_that_panics_is_reported_and_stays() {
    on_a_loop(|event_loop| {
        event_loop.slow_callback_duration = Duration::MAX; // a machine that is busy is no subject of this test
        let reports = reports(event_loop);
        let (source, _peer) = readable();
        event_loop
            .add_reader(&source, |_| panic!("not today"))
            .expect("watched");
        turns(event_loop, 2);
        assert_eq!((reports.read().len(), event_loop.pending()), (2, 1));
    });
}

#[test]
fn an_end_of_stream_can_be_read() {
    on_a_loop(|event_loop| {
        let (source, peer) = readable();
        (&*source).read_exact(&mut [0]).expect("the byte");
        drop(peer);
        event_loop
            .add_reader(&source, EventLoop::stop)
            .expect("watched");
        event_loop
            .run_forever()
            .expect("a run that the end of the stream ends");
    });
}

#[test]
fn a_connection_stays_open_as_long_as_the_loop_watches_it() {
    on_a_loop(|_| {
        let mut event_loop = EventLoop::new().expect("a loop");
        let (source, mut peer) = readable();
        (&*source).read_exact(&mut [0]).expect("the byte");
        event_loop.add_reader(&source, |_| {}).expect("watched");
        drop(source);
        peer.set_nonblocking(true).expect("a socket");
        let early = peer.read(&mut [0]).expect_err("open, and nothing to read");
        assert_eq!(early.kind(), ErrorKind::WouldBlock);
        drop(event_loop);
        assert_eq!(peer.read(&mut [0]).expect("an end"), 0);
    });
}

#[test]
fn a_number_that_belongs_to_another_socket_by_now_is_watched_anew() {
    on_a_loop(|event_loop| {
        let (old, old_peer) = readable();
        let number = old.as_raw_fd();
        event_loop
            .add_reader(&old, |_| panic!("the reader of the old socket"))
            .expect("watched");
        drop((old, old_peer));
        // The kernel gives out the lowest free number; other tests may take it first, so this takes
        // all that it can get.
        let new = (0..64)
            .map(|_| readable())
            .find(|(new, _)| new.as_raw_fd() == number);
        if let Some((new, _peer)) = new {
            let notes = Notes::new();
            event_loop
                .add_reader(&new, notes.note("the new one"))
                .expect("watched");
            turns(event_loop, 1);
            assert_eq!(
                (notes.read(), event_loop.pending()),
                (vec!["the new one"], 1)
            );
        }
    });
}

#[test]
fn a_file_on_a_disk_is_refused_and_leaves_nothing_behind() {
    on_a_loop(|event_loop| {
        let file = File::open(std::env::current_exe().expect("this test")).expect("a file");
        let notes = Notes::new();
        if cfg!(target_os = "linux") {
            assert!(event_loop.add_reader(&file, notes.note("call")).is_err());
            assert_eq!((event_loop.pending(), notes.holders()), (0, 0));
        }
    });
}

#[test]
fn a_loop_that_is_dropped_lets_go_of_everything() {
    on_a_loop(|_| {
        let mut event_loop = EventLoop::new().expect("a loop");
        let (source, _peer) = readable();
        let notes = Notes::new();
        event_loop
            .add_reader(&source, notes.note("call"))
            .expect("watched");
        event_loop.call_soon(notes.note("soon"));
        drop(event_loop);
        assert_eq!(notes.holders(), 0);
    });
}
