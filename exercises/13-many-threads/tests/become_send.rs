// Judge of 13/become_send. Over 300 lines because each of its five programs has claims of its own.

use std::cell::Cell;
use std::pin::{Pin, pin};
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll, Waker};
use std::thread;
use std::time::Duration;

use ch05_futures::yield_now;
use ex13_many_threads::become_send::{Cache, Step, all_steps, length, read_number, total, visit};
use judge::{assert_answer, side_by_side, within};

/// Whether a future may move to another thread; asked without a compile error. The inherent method is there for what is
/// `Send`; for the rest, the trait's is found.
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

fn demand(name: &str, may_move: bool) {
    assert!(
        may_move,
        "the future of `{name}` is not `Send`: something that may not move is alive across one of its awaits"
    );
}

fn poll<F: Future>(future: Pin<&mut F>) -> Poll<F::Output> {
    future.poll(&mut Context::from_waker(Waker::noop()))
}

/// Its output, and how often it was pending before.
fn run<F: Future>(future: F) -> (F::Output, usize) {
    let mut future = pin!(future);
    for pending in 0..1000 {
        if let Poll::Ready(output) = poll(future.as_mut()) {
            return (output, pending);
        }
    }
    panic!("after 1000 polls the future of the answer is still pending");
}

fn bounded(case: impl FnOnce() + Send + 'static) {
    within(Duration::from_secs(2), "the future to be polled", case);
}

#[test]
fn total_may_move() {
    demand("total", may_move!(total(vec![1])));
}

#[test]
fn visit_may_move() {
    demand("visit", may_move!(visit(Arc::default())));
}

#[test]
fn length_may_move() {
    demand("length", may_move!(length(Cache::default(), String::new())));
}

#[test]
fn read_number_may_move() {
    demand("read_number", may_move!(read_number(String::new())));
}

#[test]
fn all_steps_may_move() {
    demand("all_steps", may_move!(all_steps(Vec::new())));
}

#[test]
fn total_still_adds_up_and_gives_turns_away() {
    bounded(|| {
        assert_answer(
            "for the total of 1, 20 and 300, with the number of turns given away",
            run(total(vec![1, 20, 300])),
            (321, 3),
        );
        assert_answer("for the total of nothing", run(total(vec![])).0, 0);
    });
}

#[test]
fn two_totals_by_turns_do_not_mix() {
    bounded(|| {
        let mut totals = [vec![1, 2], vec![10, 20]].map(|prices| Box::pin(total(prices)));
        for _ in 0..2 {
            for total in &mut totals {
                assert_answer(
                    "for a total in its first two turns",
                    poll(total.as_mut()),
                    Poll::Pending,
                );
            }
        }
        assert_answer(
            "for the totals of 1 and 2, and of 10 and 20, which have their turns in turn",
            totals.each_mut().map(|total| poll(total.as_mut())),
            [3, 30].map(Poll::Ready),
        );
    });
}

/// It must compile for answers whose futures may not move, and is of no use for them.
macro_rules! on_another_thread {
    ($future:expr) => {{
        struct Moves<T>(T);
        #[allow(dead_code)]
        trait Stays: Sized {
            type Output;
            fn finish(self) -> Option<Self::Output>;
        }
        impl<F: Future> Stays for Moves<Pin<Box<F>>> {
            type Output = F::Output;
            fn finish(self) -> Option<F::Output> {
                None
            }
        }
        #[allow(dead_code)]
        impl<F: Future<Output: Send> + Send + 'static> Moves<Pin<Box<F>>> {
            fn finish(self) -> Option<F::Output> {
                thread::spawn(|| run(self.0).0).join().ok()
            }
        }
        Moves($future).finish()
    }};
}

#[test]
fn a_total_goes_on_where_another_thread_left_it() {
    bounded(|| {
        let mut moving = Box::pin(total(vec![1, 20, 300]));
        assert_answer(
            "for a total in its first turn",
            poll(moving.as_mut()),
            Poll::Pending,
        );
        assert_answer(
            "for the total of 1, 20 and 300, whose first turn was on one thread and the others on another",
            on_another_thread!(moving),
            Some(321),
        );
    });
}

#[test]
fn in_many_rounds_two_visitors_have_two_numbers() {
    within(Duration::from_secs(5), "the future to be polled", || {
        let rounds = Vec::from_iter((0..10_000).map(|_| Arc::default()));
        let come = |visits: &Arc<Mutex<u32>>| run(visit(Arc::clone(visits))).0;
        for (one, other) in side_by_side(&rounds, come, come) {
            assert_answer(
                "for the numbers of two visitors on two threads, the smaller first",
                (one.min(other), one.max(other)),
                (1, 2),
            );
        }
    });
}

#[test]
fn each_visitor_still_has_a_number_of_its_own() {
    bounded(|| {
        let visits = Arc::new(Mutex::new(0));
        let mut visitors = [(); 3].map(|()| Box::pin(visit(Arc::clone(&visits))));
        let begun = visitors.each_mut().map(|it| poll(it.as_mut()));
        assert_answer(
            "for three visitors before their second turn",
            begun,
            [Poll::Pending; 3],
        );
        let free = visits.try_lock().map(|visits| *visits).ok();
        assert_answer(
            "asked for the visits between the turns, `None` for a lock that is held",
            free,
            Some(3),
        );
        let numbers = visitors.each_mut().map(|it| poll(it.as_mut()));
        assert_answer(
            "for three visitors that all came before the first one left",
            numbers,
            [1, 2, 3].map(Poll::Ready),
        );
    });
}

#[test]
fn the_cache_is_still_one_for_all() {
    bounded(|| {
        let cache = Cache::default();
        let mut lookups = Vec::new();
        for word in ["größe", "größe", "go"] {
            lookups.push(run(length(cache.clone(), word.to_owned())));
        }
        assert_answer(
            "for the lengths of größe, größe again, and go, each with the number of turns that it took",
            lookups,
            vec![(5, 1), (5, 0), (2, 1)],
        );
    });
}

#[test]
fn a_lookup_that_is_dropped_leaves_nothing_in_the_cache() {
    bounded(|| {
        let cache = Cache::default();
        {
            let mut dropped = pin!(length(cache.clone(), "go".to_owned()));
            assert_answer(
                "for a lookup in its first turn",
                poll(dropped.as_mut()),
                Poll::Pending,
            );
        }
        assert_answer(
            "for the length of a word whose first lookup was dropped, with the number of turns that it took",
            run(length(cache, "go".to_owned())),
            (2, 1),
        );
    });
}

#[test]
fn nobody_waits_for_the_cache_while_a_word_is_looked_up() {
    bounded(|| {
        let cache = Cache::default();
        let mut slow = pin!(length(cache.clone(), "slow".to_owned()));
        assert_answer(
            "for a lookup in its first turn",
            poll(slow.as_mut()),
            Poll::Pending,
        );
        assert_answer(
            "for another word while the first one is being looked up",
            run(length(cache, "quick".to_owned())),
            (5, 1),
        );
    });
}

#[test]
fn numbers_are_still_read_and_errors_keep_their_words() {
    bounded(|| {
        assert_answer(
            "for the line \" 42\"",
            run(read_number(" 42".to_owned())),
            (Ok(42), 0),
        );
        let words = "x".parse::<u32>().expect_err("it is none").to_string();
        assert_answer(
            "for the line \"x\", with the number of turns given away",
            run(read_number("x".to_owned())),
            (Err(words), 1),
        );
    });
}

#[test]
fn steps_are_still_done_one_after_the_other() {
    bounded(|| {
        let log = Arc::new(Mutex::new(Vec::new()));
        let step = |number: u32| -> Step {
            let log = Arc::clone(&log);
            Box::pin(async move {
                log.lock().expect("nobody panics").push(number);
                yield_now().await;
                log.lock().expect("nobody panics").push(number);
                number
            })
        };
        let (sum, _) = run(all_steps(vec![step(1), step(20)]));
        let log = log.lock().expect("nobody panics").clone();
        assert_answer(
            "for two steps that note their begin and end",
            (sum, log),
            (21, vec![1, 1, 20, 20]),
        );
    });
}

/// A step that may move, and may not be shared.
#[test]
fn a_step_need_not_be_sync() {
    bounded(|| {
        let cell = Cell::new(1);
        let step: Step = Box::pin(async move {
            yield_now().await;
            cell.replace(0)
        });
        assert_answer(
            "for a step that keeps a `Cell`",
            run(all_steps(vec![step])).0,
            1,
        );
    });
}
