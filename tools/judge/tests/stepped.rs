//! Somebody comes in between the operations of an answer.

use std::cell::Cell;
use std::panic::catch_unwind;
use std::rc::Rc;
use std::sync::PoisonError;
use std::sync::atomic::Ordering::SeqCst;

use judge::stepped::{AtomicBool, AtomicU8, Mutex, at_every_step};

fn add_under_a_lock(number: &Mutex<u8>) {
    *number.lock().unwrap_or_else(PoisonError::into_inner) += 1;
}

fn add_under_two_locks(number: &Mutex<u8>) {
    let before = *number.lock().unwrap_or_else(PoisonError::into_inner);
    *number.lock().unwrap_or_else(PoisonError::into_inner) = before + 1;
}

/// What the number was at the end of each round.
fn rounds(add: fn(&Mutex<u8>)) -> Vec<u8> {
    let seen = Cell::default();
    at_every_step(Mutex::default, add, add, |number, (), ()| {
        let mut rounds: Vec<u8> = seen.take();
        rounds.push(*number.lock().unwrap_or_else(PoisonError::into_inner));
        seen.set(rounds);
    });
    seen.take()
}

#[test]
fn between_two_locks_an_addition_is_lost() {
    assert_eq!(rounds(add_under_a_lock), [2, 2]);
    assert_eq!(rounds(add_under_two_locks), [2, 1, 2]);
}

#[test]
fn a_round_in_which_the_visitor_would_wait_is_not_checked() {
    let holds_one_and_looks_at_the_other = |(lock, flag): &(Mutex<()>, AtomicU8)| {
        let _guard = lock.lock().unwrap_or_else(PoisonError::into_inner);
        flag.load(SeqCst);
    };
    let checked = Cell::new(0);
    at_every_step(
        || (Mutex::default(), AtomicU8::default()),
        holds_one_and_looks_at_the_other,
        |(lock, _)| drop(lock.lock()),
        |_, (), ()| checked.set(checked.get() + 1),
    );
    assert_eq!(checked.get(), 2, "before the lock, and at the end");
}

#[test]
fn a_visitor_that_spins_is_given_up() {
    let spins = |flag: &AtomicBool| while flag.swap(true, SeqCst) {};
    let holds = move |flag: &AtomicBool| {
        spins(flag);
        flag.store(false, SeqCst);
    };
    let checked = Cell::new(0);
    at_every_step(AtomicBool::default, holds, holds, |_, (), ()| {
        checked.set(checked.get() + 1);
    });
    assert_eq!(checked.get(), 2, "before it is taken, and when it is free");
}

#[test]
fn a_panic_of_either_comes_through_and_leaves_nothing_behind() {
    let look = |flag: &AtomicU8| flag.load(SeqCst);
    let panicked = catch_unwind(|| {
        at_every_step(
            AtomicU8::default,
            look,
            |_| panic!("the visitor"),
            |_, _, ()| {},
        )
    });
    assert_eq!(
        panicked.expect_err("it panics").downcast_ref(),
        Some(&"the visitor")
    );
    let visits = Rc::new(Cell::new(0));
    let count = Rc::clone(&visits);
    at_every_step(
        AtomicU8::default,
        look,
        move |_| count.set(count.get() + 1),
        |_, _, ()| {},
    );
    assert_eq!(visits.get(), 2);
}
