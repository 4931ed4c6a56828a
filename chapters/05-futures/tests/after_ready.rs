//! Polled after Ready: ours panic and say so, but for those that keep no output.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::pin;
use std::task::{Context, Waker};

use ch05_futures::{Countdown, join, map, ready, select, yield_now};

/// What a future says that has given Ready and is polled again; `None` if it gives Ready again.
fn polled_again<F: Future>(future: F) -> Option<String> {
    let mut future = pin!(future);
    let mut cx = Context::from_waker(Waker::noop());
    let finished = (0..10).any(|_| future.as_mut().poll(&mut cx).is_ready());
    assert!(finished, "ten polls are more than any of these needs");
    let again = catch_unwind(AssertUnwindSafe(|| {
        future.as_mut().poll(&mut cx).is_ready()
    }));
    let panic = match again {
        Ok(ready) => return (!ready).then(|| "Pending".to_owned()),
        Err(panic) => panic,
    };
    let text = panic.downcast_ref::<&str>().copied();
    let text = text.or_else(|| panic.downcast_ref::<String>().map(String::as_str));
    Some(text.expect("a panic with words").to_owned())
}

#[test]
fn those_that_gave_a_value_away_panic() {
    let said = polled_again(ready(5));
    assert_eq!(
        said.as_deref(),
        Some("Ready was polled after it had given its value")
    );
    for (name, said) in [
        ("Map", polled_again(map(yield_now(), |()| ()))),
        ("Join", polled_again(join(ready(1), Countdown::new(2)))),
        ("Select", polled_again(select(ready(1), ready(2)))),
    ] {
        assert_eq!(
            said,
            Some(format!("{name} was polled after it had given Ready"))
        );
    }
    assert_eq!(
        polled_again(async {}).as_deref(),
        Some("`async fn` resumed after completion")
    );
}

#[test]
fn those_that_keep_nothing_give_the_same_again() {
    assert_eq!(polled_again(Countdown::new(1)), None);
    assert_eq!(polled_again(yield_now()), None);
}

#[test]
fn a_finished_child_is_not_polled_by_a_join_or_map_that_is_polled_too_late() {
    let child = judge::ScriptedFuture::new("child", ());
    let seen = child.seen();
    assert!(polled_again(map(child, |()| ())).is_some());
    assert_eq!(seen.polls(), 1);
}
