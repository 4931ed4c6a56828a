// Judge of 13/cached.

use std::cell::Cell;
use std::hint::spin_loop;
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use ch05_futures::yield_now;
use ex13_many_threads::cached::Cached;
use judge::stepped::at_every_step;
use judge::{assert_answer, side_by_side, within};

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

fn demand_pending(first: Poll<Result<u32, String>>) {
    assert!(
        first.is_pending(),
        "`get` did not wait for `load`, which takes two turns: in its first turn it came back {first:?}"
    );
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
fn nought_is_a_number() {
    bounded(|| {
        let cached = Cached::new();
        let first = run(cached.get(|| load(0)));
        let second = run(cached.get(|| load(7)));
        assert_answer(
            "asked twice, where the loads would give 0 and 7, and then what the cache has",
            (first, second, cached.peek()),
            (Ok(0), Ok(0), Some(0)),
        );
    });
}

#[test]
fn while_load_is_called_the_cache_is_free() {
    bounded(|| {
        let cached = Cached::new();
        let given = run(cached.get(|| {
            let seen = cached.peek();
            async move { Ok(if seen.is_none() { 5 } else { 6 }) }
        }));
        assert_answer(
            "for a `load` that looks into the cache before it makes its future, 5 for an empty cache",
            given,
            Ok(5),
        );
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
        demand_pending(poll(slow.as_mut()));
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
        demand_pending(poll(slow.as_mut()));
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
            demand_pending(poll(dropped.as_mut()));
        }
        assert_answer(
            "for the load after a `get` that was dropped",
            run(cached.get(|| load(5))),
            Ok(5),
        );
    });
}

/// What two `get`s gave that would load 1 and 2 each; and the cache has it.
fn one_number(cached: &Cached, one: Result<u32, String>, other: Result<u32, String>) {
    let case = "for two threads that load 1 and 2 at once, and for what the cache has then";
    let right = one.clone();
    assert_answer(
        case,
        (&one, &other, cached.peek()),
        (&right, &right, right.clone().ok()),
    );
}

#[test]
fn two_threads_are_given_one_number() {
    bounded(|| {
        at_every_step(
            Cached::new,
            |cached| run(cached.get(|| load(1))),
            |cached| run(cached.get(|| load(2))),
            one_number,
        );
    });
}

#[test]
fn in_many_rounds_two_threads_are_given_one_number() {
    within(Duration::from_secs(5), "the lock of the cache", || {
        // Both have looked, and found nothing, when the round begins.
        let rounds = Vec::from_iter((0..5000).map(|_| (Cached::new(), AtomicUsize::new(0))));
        let get = |number| {
            move |(cached, loading): &(Cached, AtomicUsize)| {
                run(cached.get(|| async move {
                    loading.fetch_add(1, SeqCst);
                    for _ in 0..1000 {
                        if loading.load(SeqCst) == 2 {
                            break;
                        }
                        spin_loop();
                    }
                    Ok(number)
                }))
            }
        };
        let given = side_by_side(&rounds, get(1), get(2));
        for ((cached, _), (one, other)) in rounds.iter().zip(given) {
            one_number(cached, one, other);
        }
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
