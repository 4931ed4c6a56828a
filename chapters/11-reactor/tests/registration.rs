//! Waiting for one descriptor: several at once, dropped in between, and with nothing left behind.

mod common;

use std::io::{self, ErrorKind, Read, Write};
use std::pin::pin;
use std::rc::Rc;
use std::task::Poll;
use std::time::Duration;

use ch06_wakers::Park;
use ch11_reactor::{Interest, Registration, spawn, yield_now};
use common::{bounded, by_hand, poll, waiting_pair};
use judge::CountingWaker;

const LOOK: Option<Duration> = Some(Duration::ZERO);

#[test]
fn a_new_registration_counts_as_ready_because_nobody_has_asked() {
    by_hand(|_| {
        let (ours, _theirs) = std::os::unix::net::UnixStream::pair()?;
        ours.set_nonblocking(true)?;
        let ours = Registration::new(ours)?;
        for interest in [Interest::Readable, Interest::Writable] {
            let tried = ours.try_io(interest, |_| Ok(()));
            assert!(tried.is_ok(), "{interest:?}");
        }
        Ok(())
    });
}

#[test]
fn would_block_is_remembered_and_not_asked_again() {
    by_hand(|reactor| {
        let (ours, mut theirs) = std::os::unix::net::UnixStream::pair()?;
        ours.set_nonblocking(true)?;
        let ours = Registration::new(ours)?;
        let mut calls = 0;
        let mut read = || {
            let result = ours.try_io(Interest::Readable, |mut socket| {
                calls += 1;
                socket.read(&mut [0; 8])
            });
            (result.map_err(|error| error.kind()), calls)
        };
        assert_eq!(read(), (Err(ErrorKind::WouldBlock), 1));
        assert_eq!(read(), (Err(ErrorKind::WouldBlock), 1));
        theirs.write_all(b"hello")?;
        assert_eq!(read(), (Err(ErrorKind::WouldBlock), 1)); // nobody has told us yet
        reactor.park(LOOK);
        assert_eq!(read(), (Ok(5), 2));
        Ok(())
    });
}

#[test]
fn an_error_that_is_not_would_block_leaves_the_source_ready() {
    by_hand(|_| {
        let (ours, _theirs) = waiting_pair()?;
        let fails = |kind: ErrorKind| move |_: &_| Err::<(), _>(io::Error::from(kind));
        for kind in [ErrorKind::PermissionDenied, ErrorKind::Interrupted] {
            let given = ours.try_io(Interest::Writable, fails(kind));
            assert_eq!(given.map_err(|error| error.kind()), Err(kind));
        }
        assert!(ours.try_io(Interest::Writable, |_| Ok(())).is_ok());
        Ok(())
    });
}

#[test]
fn all_who_wait_are_woken_each_once() {
    by_hand(|reactor| {
        let (ours, mut theirs) = waiting_pair()?;
        let wakers = [
            CountingWaker::new(),
            CountingWaker::new(),
            CountingWaker::new(),
        ];
        let mut waits = [ours.readable(), ours.readable(), ours.readable()];
        for (wait, waker) in waits.iter_mut().zip(&wakers) {
            assert_eq!(poll(pin!(wait), &waker.waker()), Poll::Pending);
        }
        reactor.park(LOOK);
        assert_eq!(wakers.each_ref().map(CountingWaker::wakes), [0, 0, 0]);
        theirs.write_all(b"hello")?;
        reactor.park(LOOK);
        assert_eq!(wakers.each_ref().map(CountingWaker::wakes), [1, 1, 1]);
        assert_eq!(wakers.each_ref().map(CountingWaker::kept), [0, 0, 0]);
        for (wait, waker) in waits.iter_mut().zip(&wakers) {
            assert_eq!(poll(pin!(wait), &waker.waker()), Poll::Ready(()));
        }
        Ok(())
    });
}

#[test]
fn a_reader_is_not_woken_by_room_to_write_nor_a_writer_by_bytes() {
    by_hand(|reactor| {
        let (ours, mut theirs) = waiting_pair()?;
        while ours
            .try_io(Interest::Writable, |mut socket| socket.write(&[0; 4096]))
            .is_ok()
        {}
        reactor.park(LOOK); // the news of before
        let (reader, writer) = (CountingWaker::new(), CountingWaker::new());
        let (mut readable, mut writable) = (pin!(ours.readable()), pin!(ours.writable()));
        assert_eq!(poll(readable.as_mut(), &reader.waker()), Poll::Pending);
        assert_eq!(poll(writable.as_mut(), &writer.waker()), Poll::Pending);
        theirs.write_all(b"hello")?;
        reactor.park(LOOK);
        assert_eq!((reader.wakes(), writer.wakes()), (1, 0));
        assert_eq!(poll(readable, &reader.waker()), Poll::Ready(()));
        theirs.set_nonblocking(true)?;
        while theirs.read(&mut [0; 4096]).is_ok() {}
        ours.exhausted(Interest::Readable);
        reactor.park(LOOK);
        assert_eq!((reader.wakes(), writer.wakes()), (1, 1));
        Ok(())
    });
}

#[test]
fn a_wait_that_is_polled_again_keeps_one_waker_the_latest() {
    by_hand(|reactor| {
        let (ours, mut theirs) = waiting_pair()?;
        let (first, second) = (CountingWaker::new(), CountingWaker::new());
        let mut wait = pin!(ours.readable());
        for waker in [&first, &second, &second] {
            assert_eq!(poll(wait.as_mut(), &waker.waker()), Poll::Pending);
        }
        assert_eq!((first.kept(), second.kept()), (0, 1));
        theirs.write_all(b"hello")?;
        reactor.park(LOOK);
        assert_eq!((first.wakes(), second.wakes()), (0, 1));
        Ok(())
    });
}

#[test]
fn a_dropped_wait_leaves_no_waker_and_the_others_wait_on() {
    by_hand(|reactor| {
        let (ours, mut theirs) = waiting_pair()?;
        let wakers = [
            CountingWaker::new(),
            CountingWaker::new(),
            CountingWaker::new(),
        ];
        let mut waits = wakers.each_ref().map(|waker| {
            let mut wait = Box::pin(ours.readable());
            assert_eq!(poll(wait.as_mut(), &waker.waker()), Poll::Pending);
            Some(wait)
        });
        waits[1] = None;
        assert_eq!(wakers.each_ref().map(CountingWaker::kept), [1, 0, 1]);
        theirs.write_all(b"hello")?;
        reactor.park(LOOK);
        assert_eq!(wakers.each_ref().map(CountingWaker::wakes), [1, 0, 1]);
        Ok(())
    });
}

#[test]
fn a_dropped_registration_drops_the_wakers_of_both_directions() {
    by_hand(|reactor| {
        let (ours, _theirs) = waiting_pair()?;
        ours.exhausted(Interest::Writable);
        let wakers = [CountingWaker::new(), CountingWaker::new()];
        for (waker, interest) in wakers.iter().zip([Interest::Readable, Interest::Writable]) {
            let waker = waker.waker();
            let mut cx = std::task::Context::from_waker(&waker);
            assert_eq!(ours.poll_ready(&mut cx, interest), Poll::Pending);
        }
        assert_eq!(wakers.each_ref().map(CountingWaker::kept), [1, 1]);
        assert_eq!(reactor.watched(), 1);
        drop(ours);
        assert_eq!(reactor.watched(), 0);
        assert_eq!(wakers.each_ref().map(CountingWaker::kept), [0, 0]);
        assert_eq!(wakers.each_ref().map(CountingWaker::wakes), [0, 0]);
        Ok(())
    });
}

#[test]
fn polling_by_the_traits_remembers_the_task_that_polled_last() {
    by_hand(|reactor| {
        let (ours, mut theirs) = waiting_pair()?;
        let (first, second) = (CountingWaker::new(), CountingWaker::new());
        for waker in [&first, &second] {
            let waker = waker.waker();
            let mut cx = std::task::Context::from_waker(&waker);
            let polled = ours.poll_io(&mut cx, Interest::Readable, |mut socket| {
                socket.read(&mut [0; 8])
            });
            assert!(polled.is_pending());
        }
        assert_eq!((first.kept(), second.kept()), (0, 1));
        theirs.write_all(b"hello")?;
        reactor.park(LOOK);
        assert_eq!((first.wakes(), second.wakes()), (0, 1));
        Ok(())
    });
}

#[test]
fn an_interrupted_call_is_made_again() {
    bounded(async || {
        let (ours, _theirs) = waiting_pair()?;
        let mut calls = 0;
        let write = |_: &_| {
            calls += 1;
            if calls < 3 {
                Err(ErrorKind::Interrupted.into())
            } else {
                Ok(calls)
            }
        };
        assert_eq!(ours.io(Interest::Writable, write).await?, 3);
        calls = 0;
        let polled = std::future::poll_fn(|cx| {
            ours.poll_io(cx, Interest::Writable, |_| {
                calls += 1;
                if calls < 3 {
                    Err(ErrorKind::Interrupted.into())
                } else {
                    Ok(calls)
                }
            })
        });
        assert_eq!(polled.await?, 3);
        Ok(())
    });
}

#[test]
fn of_several_readers_each_message_goes_to_one_and_none_is_forgotten() {
    bounded(async || {
        let (ours, mut theirs) = waiting_pair()?;
        let ours = Rc::new(ours);
        let readers: Vec<_> = (0..3)
            .map(|_| {
                let ours = Rc::clone(&ours);
                spawn(async move {
                    let mut byte = [0];
                    ours.io(Interest::Readable, |mut socket| socket.read(&mut byte))
                        .await?;
                    io::Result::Ok(byte[0])
                })
            })
            .collect();
        yield_now().await;
        let mut got = Vec::new();
        for byte in *b"abc" {
            theirs.write_all(&[byte])?;
        }
        for reader in readers {
            got.push(reader.await.expect("no reader panics")?);
        }
        got.sort_unstable();
        assert_eq!(got, b"abc");
        Ok(())
    });
}

#[test]
fn cancelled_tasks_leave_nothing_behind() {
    bounded(async || {
        let (ours, _theirs) = waiting_pair()?;
        let ours = Rc::new(ours);
        for _ in 0..100 {
            let waits = Rc::clone(&ours);
            let task = spawn(async move { waits.readable().await });
            yield_now().await;
            task.cancel();
            task.await.expect_err("nothing came");
        }
        assert_eq!(Rc::strong_count(&ours), 1);
        Ok(())
    });
}

#[test]
fn a_file_on_a_disk_is_refused_and_leaves_no_trace() {
    by_hand(|reactor| {
        let file = std::fs::File::open("/proc/self/exe")?;
        let refused = Registration::new(file).expect_err("epoll does not watch files");
        assert_eq!(refused.kind(), ErrorKind::PermissionDenied);
        assert_eq!(reactor.watched(), 0);
        Ok(())
    });
}
