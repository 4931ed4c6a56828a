//! A descriptor is reused while an event of its last owner is in hand.

mod common;

use std::cell::RefCell;
use std::io::{Read, Write};
use std::os::fd::AsRawFd;
use std::os::unix::net::UnixStream;
use std::sync::Arc;
use std::task::{Context, Wake, Waker};
use std::time::{Duration, Instant};

use ch06_wakers::Park;
use ch11_reactor::{Interest, Registration};
use common::{by_hand, poll, waiting_pair};
use judge::CountingWaker;

const LOOK: Option<Duration> = Some(Duration::ZERO);

thread_local! {
    static OLD: RefCell<Vec<Registration<UnixStream>>> = const { RefCell::new(Vec::new()) };
    static NEW: RefCell<Vec<(Registration<UnixStream>, UnixStream)>> = const { RefCell::new(Vec::new()) };
}

/// Drops all old sockets and makes new ones in their places, within the wake.
struct ReplacesAll;

impl Wake for ReplacesAll {
    fn wake(self: Arc<Self>) {
        let old = OLD.take();
        let count = old.len();
        drop(old);
        let new = (0..count).map(|_| waiting_pair().expect("descriptors are left"));
        NEW.with_borrow_mut(|place| place.extend(new));
    }
}

#[test]
fn events_of_the_dead_do_not_reach_the_new_owner_of_their_descriptor() {
    by_hand(|reactor| {
        let waker = Waker::from(Arc::new(ReplacesAll));
        let mut peers = Vec::new();
        for _ in 0..5 {
            let (ours, mut theirs) = waiting_pair()?;
            let mut cx = Context::from_waker(&waker);
            assert!(ours.poll_ready(&mut cx, Interest::Readable).is_pending());
            OLD.with_borrow_mut(|old| old.push(ours));
            theirs.write_all(b"hello")?;
            peers.push(theirs);
        }
        let mut before: Vec<_> =
            OLD.with_borrow(|old| old.iter().map(|r| r.get_ref().as_raw_fd()).collect());
        reactor.park(LOOK); // five events in one batch
        let new = NEW.take();
        let mut after: Vec<_> = new.iter().map(|(r, _)| r.get_ref().as_raw_fd()).collect();
        before.sort_unstable();
        after.sort_unstable();
        after.truncate(1);
        assert_eq!(
            after,
            before[..1],
            "the kernel gives the lowest free number"
        );
        for (place, (ours, _)) in new.iter().enumerate() {
            let tried = ours.try_io(Interest::Readable, |_| Ok(()));
            assert!(
                tried.is_err(),
                "socket {place} believes that it has something to read"
            );
        }
        Ok(())
    });
}

#[test]
fn the_new_owner_has_events_of_its_own() {
    by_hand(|reactor| {
        for _ in 0..10 {
            let (ours, mut theirs) = waiting_pair()?;
            let waker = CountingWaker::new();
            let mut wait = std::pin::pin!(ours.readable());
            assert!(poll(wait.as_mut(), &waker.waker()).is_pending());
            reactor.park(LOOK);
            assert_eq!(waker.wakes(), 0);
            theirs.write_all(b"hello")?;
            reactor.park(LOOK);
            assert_eq!(waker.wakes(), 1);
            assert_eq!(
                ours.try_io(Interest::Readable, |mut s| s.read(&mut [0; 8]))?,
                5
            );
        }
        Ok(())
    });
}

#[test]
fn a_connection_that_has_a_duplicate_is_off_the_list_all_the_same() {
    by_hand(|reactor| {
        let (ours, mut theirs) = waiting_pair()?;
        let duplicate = ours.get_ref().try_clone()?; // the kernel's connection outlives our descriptor
        drop(ours);
        let (new, _peer) = waiting_pair()?;
        reactor.park(LOOK); // what there is to say of the new one
        theirs.write_all(b"hello")?;
        let (limit, start) = (Duration::from_millis(20), Instant::now());
        reactor.park(Some(limit));
        assert!(start.elapsed() >= limit, "the kernel still reports it");
        assert!(new.try_io(Interest::Readable, |_| Ok(())).is_err());
        drop(duplicate);
        Ok(())
    });
}

/// Drops the registration that it waits for.
struct DropsItself;

impl Wake for DropsItself {
    fn wake(self: Arc<Self>) {
        drop(OLD.take());
    }
}

#[test]
fn a_waker_may_drop_the_very_socket_that_wakes_it() {
    by_hand(|reactor| {
        let (ours, mut theirs) = waiting_pair()?;
        let waker = Waker::from(Arc::new(DropsItself));
        assert!(
            ours.poll_ready(&mut Context::from_waker(&waker), Interest::Readable)
                .is_pending()
        );
        OLD.with_borrow_mut(|old| old.push(ours));
        theirs.write_all(b"hello")?;
        reactor.park(LOOK);
        assert_eq!(reactor.watched(), 0);
        Ok(())
    });
}
