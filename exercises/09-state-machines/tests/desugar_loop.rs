// Judge of 09/desugar_loop.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::pin;
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use ex09_state_machines::desugar_loop::until_by_hand;
use judge::{ScriptedFuture, assert_answer, assert_same_trace, within};
use trace::{Clock, Recording, Traced, lane, record};

const LIMIT: Duration = Duration::from_secs(2);

/// More polls than any of the cases takes.
const POLLS: usize = 10;

/// The compiler's own.
async fn until<W: Future<Output = u32>>(enough: u32, waits: Vec<W>) -> Vec<u32> {
    let mut values = Vec::new();
    let mut sum = 0;
    for wait in waits {
        let value = wait.await;
        values.push(value);
        sum += value;
        if sum >= enough {
            break;
        }
    }
    values
}

/// What is enough, and how often each of the waits is pending; they give 1, 2, 3 and so on.
#[derive(Clone, Copy, Debug)]
struct Case(u32, &'static [usize]);

const CASES: [Case; 8] = [
    Case(100, &[]),
    Case(100, &[0]),
    Case(100, &[0, 0, 0]),
    Case(100, &[1, 0, 2]),
    Case(3, &[0, 0, 0, 0]),
    Case(3, &[1, 1, 1, 1]),
    Case(4, &[0, 2, 0, 1]),
    Case(0, &[1, 0]),
];

impl Case {
    fn waits(self) -> Vec<Traced<ScriptedFuture<u32>>> {
        let names = ["one", "two", "three", "four"];
        let wait = |((name, value), pending): ((&str, u32), &usize)| {
            lane(name, ScriptedFuture::new(name, value).yields(*pending))
        };
        names.into_iter().zip(1..).zip(self.1).map(wait).collect()
    }

    fn told(self, polls: usize) -> String {
        let Self(enough, pending) = self;
        format!(
            "polled {polls} times, with {enough} as enough, and waits that are pending {pending:?} times"
        )
    }
}

/// Polls so often, or until there is an output, and drops.
fn recorded<F>(polls: usize, make: impl FnOnce() -> F) -> (Poll<Vec<u32>>, Recording)
where
    F: Future<Output = Vec<u32>>,
{
    record(Clock::manual(), || {
        let mut future = pin!(lane("until", make()));
        let mut output = Poll::Pending;
        for _ in 0..polls {
            output = future
                .as_mut()
                .poll(&mut Context::from_waker(Waker::noop()));
            if output.is_ready() {
                break;
            }
        }
        output
    })
}

/// Both run with so many polls: the answer's output and recording, then the compiler's.
fn both(case: Case, polls: usize) -> [(Poll<Vec<u32>>, Recording); 2] {
    [
        recorded(polls, || until_by_hand(case.0, case.waits())),
        recorded(polls, || until(case.0, case.waits())),
    ]
}

#[test]
fn it_gives_what_the_async_function_gives() {
    within(LIMIT, "an output", || {
        for case in CASES {
            let [answer, right] = both(case, POLLS);
            assert_answer(case.told(POLLS), answer.0, right.0);
        }
    });
}

#[test]
fn it_runs_nothing_before_it_is_polled() {
    within(LIMIT, "a future that nobody polls", || {
        for case in CASES {
            let [answer, right] = both(case, 0);
            assert_same_trace(case.told(0), &answer.1, &right.1);
        }
    });
}

#[test]
fn it_polls_and_drops_in_the_compilers_order() {
    within(LIMIT, "the end of a trace", || {
        for case in CASES {
            let [answer, right] = both(case, POLLS);
            assert_same_trace(case.told(POLLS), &answer.1, &right.1);
        }
    });
}

#[test]
fn it_can_be_dropped_at_every_await() {
    within(LIMIT, "a poll to come back", || {
        for case in CASES {
            for polls in 1..POLLS {
                let [answer, right] = both(case, polls);
                assert_same_trace(case.told(polls), &answer.1, &right.1);
            }
        }
    });
}

#[test]
fn it_panics_when_it_is_polled_after_the_end() {
    within(LIMIT, "a poll after the end", || {
        for case in [Case(1, &[]), Case(1, &[0, 0])] {
            let mut future = pin!(until_by_hand(case.0, case.waits()));
            let mut cx = Context::from_waker(Waker::noop());
            let first = future.as_mut().poll(&mut cx);
            assert!(
                first.is_ready(),
                "nothing is pending, the answer gave {first:?}"
            );
            let again = catch_unwind(AssertUnwindSafe(|| future.as_mut().poll(&mut cx)));
            assert!(
                again.is_err(),
                "polled after it had finished, the answer gave {again:?}; an async function panics there"
            );
        }
    });
}
