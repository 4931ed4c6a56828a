// Judge of 09/desugar_branch.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::pin;
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use ex09_state_machines::desugar_branch::price_by_hand;
use judge::{ScriptedFuture, assert_answer, assert_same_trace, within};
use trace::{Clock, Recording, Traced, lane, record};

const LIMIT: Duration = Duration::from_secs(2);

/// More polls than any of the cases takes.
const POLLS: usize = 8;

/// The compiler's own.
async fn price<C, O>(amount: u32, cache: C, origin: O) -> u32
where
    C: Future<Output = Option<u32>>,
    O: Future<Output = u32>,
{
    let unit = match cache.await {
        Some(unit) => unit,
        None => origin.await,
    };
    amount * unit
}

/// How often the cache is pending, what it knows, and how often the origin is pending.
#[derive(Clone, Copy, Debug)]
struct Case(usize, Option<u32>, usize);

const CASES: [Case; 7] = [
    Case(0, Some(7), 0),
    Case(2, Some(7), 1),
    Case(0, None, 0),
    Case(1, None, 0),
    Case(0, None, 1),
    Case(1, None, 2),
    Case(3, None, 3),
];

impl Case {
    fn cache(self) -> Traced<ScriptedFuture<Option<u32>>> {
        lane("cache", ScriptedFuture::new("cache", self.1).yields(self.0))
    }

    fn origin(self) -> Traced<ScriptedFuture<u32>> {
        lane("origin", ScriptedFuture::new("origin", 9).yields(self.2))
    }
}

/// Polls so often, or until there is an output, and drops.
fn recorded<F>(polls: usize, make: impl FnOnce() -> F) -> (Poll<u32>, Recording)
where
    F: Future<Output = u32>,
{
    record(Clock::manual(), || {
        let mut future = pin!(lane("price", make()));
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
fn both(case: Case, polls: usize) -> [(Poll<u32>, Recording); 2] {
    [
        recorded(polls, || price_by_hand(3, case.cache(), case.origin())),
        recorded(polls, || price(3, case.cache(), case.origin())),
    ]
}

fn told(case: Case, polls: usize) -> String {
    let Case(cache, known, origin) = case;
    let knows = match known {
        Some(unit) => format!("knows {unit}"),
        None => "knows nothing".to_owned(),
    };
    format!(
        "polled {polls} times, with a cache that is pending {cache} times and {knows}, and an origin that is pending {origin} times"
    )
}

#[test]
fn it_gives_what_the_async_function_gives() {
    within(LIMIT, "an output", || {
        for case in CASES {
            let [answer, right] = both(case, POLLS);
            assert_answer(told(case, POLLS), answer.0, right.0);
        }
    });
}

#[test]
fn it_runs_nothing_before_it_is_polled() {
    within(LIMIT, "a future that nobody polls", || {
        for case in CASES {
            let [answer, right] = both(case, 0);
            assert_same_trace(told(case, 0), &answer.1, &right.1);
        }
    });
}

#[test]
fn it_polls_and_drops_in_the_compilers_order() {
    within(LIMIT, "the end of a trace", || {
        for case in CASES {
            let [answer, right] = both(case, POLLS);
            assert_same_trace(told(case, POLLS), &answer.1, &right.1);
        }
    });
}

#[test]
fn it_can_be_dropped_at_every_await() {
    within(LIMIT, "a poll to come back", || {
        for case in CASES {
            for polls in 1..POLLS {
                let [answer, right] = both(case, polls);
                assert_same_trace(told(case, polls), &answer.1, &right.1);
            }
        }
    });
}

#[test]
fn it_panics_when_it_is_polled_after_the_end() {
    within(LIMIT, "a poll after the end", || {
        for case in [Case(0, Some(7), 0), Case(0, None, 0)] {
            let mut future = pin!(price_by_hand(3, case.cache(), case.origin()));
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
