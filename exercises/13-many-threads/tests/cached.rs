// Judge of 13/cached.

use std::cell::Cell;
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use ch05_futures::yield_now;
use ex13_many_threads::cached::Cached;
use judge::{assert_answer, within};

fn poll<F: Future>(future: Pin<&mut F>) -> Poll<F::Output> {
    future.poll(&mut Context::from_waker(Waker::noop()))
}

fn run<F: Future>(future: F) -> F::Output {
    let mut future = pin!(future);
    for _ in 0..100 {
        if let Poll::Ready(output) = poll(future.as_mut()) {
            return output;
        }
    }
    panic!("after 100 polls the future of `get` is still pending");
}

/// Loads `number` in two turns.
async fn load(number: u32) -> Result<u32, String> {
    yield_now().await;
    Ok(number)
}

fn bounded(case: impl FnOnce() + Send + 'static) {
    within(Duration::from_secs(1), "the lock of the cache", case);
}

#[test]
fn it_is_loaded_once() {
    bounded(|| {
        let (cached, loads) = (Cached::new(), Cell::new(0));
        assert_answer("asked what an empty cache has", cached.peek(), None);
        let mut given = Vec::new();
        for number in [5, 6] {
            given.push(run(cached.get(|| {
                loads.set(loads.get() + 1);
                load(number)
            })));
        }
        assert_answer(
            "asked twice, where the loads would give 5 and 6",
            given,
            vec![Ok(5), Ok(5)],
        );
        assert_answer("asked how often it loaded", loads.get(), 1);
        assert_answer("asked what the cache has then", cached.peek(), Some(5));
    });
}

#[test]
fn while_somebody_loads_the_cache_is_free() {
    bounded(|| {
        let cached = Arc::new(Cached::new());
        let inside = Arc::clone(&cached);
        let given = run(cached.get(|| async move {
            let before = inside.peek();
            yield_now().await;
            assert_eq!((before, inside.peek()), (None, None));
            Ok(5)
        }));
        assert_answer("for a load that looks into the cache", given, Ok(5));
        let empty = Cached::new();
        let mut slow = pin!(empty.get(|| load(5)));
        assert!(poll(slow.as_mut()).is_pending());
        assert_answer(
            "asked what the cache has while somebody loads",
            empty.peek(),
            None,
        );
    });
}

#[test]
fn the_first_to_finish_decides() {
    bounded(|| {
        let cached = Cached::new();
        let mut slow = pin!(cached.get(|| async {
            yield_now().await;
            load(1).await
        }));
        let mut quick = pin!(cached.get(|| load(2)));
        let begun = (poll(slow.as_mut()), poll(quick.as_mut()));
        assert_answer(
            "for two that load at once, in their first turn",
            begun,
            (Poll::Pending, Poll::Pending),
        );
        let (slow, quick) = {
            let waiting = poll(slow.as_mut());
            assert_answer(
                "for the slower of two, in its second turn",
                waiting,
                Poll::Pending,
            );
            let quick = poll(quick.as_mut());
            (poll(slow.as_mut()), quick)
        };
        assert_answer(
            "for two that loaded at once, 1 slowly and 2 quickly",
            (slow, quick, cached.peek()),
            (Poll::Ready(Ok(2)), Poll::Ready(Ok(2)), Some(2)),
        );
    });
}

#[test]
fn an_error_is_given_and_not_kept() {
    bounded(|| {
        let cached = Cached::new();
        let failed = run(cached.get(|| async { Err("no network".to_owned()) }));
        assert_answer(
            "for a load that fails",
            (failed, cached.peek()),
            (Err("no network".to_owned()), None),
        );
        assert_answer(
            "for the load after one that failed",
            run(cached.get(|| load(5))),
            Ok(5),
        );
    });
}

#[test]
fn a_late_error_is_given_to_whoever_got_it() {
    bounded(|| {
        let cached = Cached::new();
        let mut slow = pin!(cached.get(|| async {
            yield_now().await;
            Err("no network".to_owned())
        }));
        assert!(poll(slow.as_mut()).is_pending());
        assert_answer("for the quicker of two", run(cached.get(|| load(5))), Ok(5));
        assert_answer(
            "for a load that fails after another has succeeded",
            (poll(slow.as_mut()), cached.peek()),
            (Poll::Ready(Err("no network".to_owned())), Some(5)),
        );
    });
}

#[test]
fn a_get_that_is_dropped_leaves_everything_as_it_was() {
    bounded(|| {
        let cached = Cached::new();
        {
            let mut dropped = pin!(cached.get(|| load(1)));
            assert!(poll(dropped.as_mut()).is_pending());
        }
        assert_answer(
            "for the load after a `get` that was dropped",
            run(cached.get(|| load(5))),
            Ok(5),
        );
    });
}

/// Whether a future may move to another thread; asked without a compile error.
macro_rules! may_move {
    ($future:expr) => {{
        struct Probe<T>(T);
        #[allow(dead_code)]
        trait Otherwise {
            fn may_move(&self) -> bool {
                false
            }
        }
        impl<T> Otherwise for Probe<T> {}
        #[allow(dead_code)]
        impl<T: Send> Probe<T> {
            fn may_move(&self) -> bool {
                let _ = &self.0;
                true
            }
        }
        Probe($future).may_move()
    }};
}

#[test]
fn the_future_may_move() {
    let cached = Cached::new();
    assert!(
        may_move!(cached.get(|| load(5))),
        "the future of `get` is not `Send`: something that may not move is alive across its await"
    );
}
