// Judge of 04/call_soon.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use ex04_event_loop::call_soon::{Handle, ReadyQueue};
use judge::assert_answer;

/// Who was called, in order.
type Notes = Rc<RefCell<Vec<&'static str>>>;

fn note(notes: &Notes, name: &'static str) -> impl FnOnce(&mut ReadyQueue) + 'static {
    let notes = Rc::clone(notes);
    move |_| notes.borrow_mut().push(name)
}

fn read(notes: &Notes) -> Vec<&'static str> {
    notes.take()
}

#[test]
fn it_is_first_in_first_out() {
    let (mut queue, notes) = (ReadyQueue::new(), Notes::default());
    for name in ["one", "two", "three"] {
        queue.call_soon(note(&notes, name));
    }
    assert_answer(
        "with three in line, as the count of a turn",
        queue.turn(),
        3,
    );
    assert_answer(
        "to one, two, three in line, in calls",
        read(&notes),
        vec!["one", "two", "three"],
    );
    assert_answer(
        "with nobody in line, as the count of a turn",
        queue.turn(),
        0,
    );
}

#[test]
fn what_a_callback_adds_is_for_the_next_turn() {
    let (mut queue, notes) = (ReadyQueue::new(), Notes::default());
    let later = Rc::clone(&notes);
    queue.call_soon(move |queue| {
        queue.call_soon(note(&later, "added"));
    });
    queue.call_soon(note(&notes, "second"));
    queue.turn();
    assert_answer(
        "in the turn in which a callback is added, in calls",
        read(&notes),
        vec!["second"],
    );
    queue.turn();
    assert_answer(
        "in the turn after that, in calls",
        read(&notes),
        vec!["added"],
    );
}

#[test]
fn a_callback_that_adds_itself_does_not_keep_the_turn_from_ending() {
    const PATIENCE: usize = 1000;
    fn again(queue: &mut ReadyQueue, calls: &Rc<Cell<usize>>) {
        calls.set(calls.get() + 1);
        assert!(
            calls.get() < PATIENCE,
            "in one turn, the answer called a callback that adds itself {PATIENCE} times: the turn never ends"
        );
        let calls = Rc::clone(calls);
        queue.call_soon(move |queue| again(queue, &calls));
    }
    let (mut queue, calls) = (ReadyQueue::new(), Rc::new(Cell::new(0)));
    again(&mut queue, &calls);
    for turn in 1..=3 {
        assert_answer(
            format!("with a callback that adds itself, in turn {turn}"),
            queue.turn(),
            1,
        );
    }
}

#[test]
fn who_is_cancelled_is_not_called() {
    let (mut queue, notes) = (ReadyQueue::new(), Notes::default());
    let handles = ["one", "two", "three"].map(|name| queue.call_soon(note(&notes, name)));
    assert_answer(
        "to the cancelling of one in line",
        queue.cancel(&handles[1]),
        true,
    );
    assert_answer(
        "to the cancelling of one that is cancelled",
        queue.cancel(&handles[1]),
        false,
    );
    assert_answer(
        "with one of three cancelled, as its length",
        (queue.len(), queue.is_empty()),
        (2, false),
    );
    assert_answer(
        "with one of three cancelled, as the count of the turn",
        queue.turn(),
        2,
    );
    assert_answer(
        "with the second of three cancelled, in calls",
        read(&notes),
        vec!["one", "three"],
    );
    assert_answer(
        "after the turn, as its length",
        (queue.len(), queue.is_empty()),
        (0, true),
    );
}

#[test]
fn a_callback_can_cancel_another_one_of_the_same_turn() {
    let (mut queue, notes) = (ReadyQueue::new(), Notes::default());
    let victim: Rc<RefCell<Option<Handle>>> = Rc::default();
    let (cell, outcome) = (Rc::clone(&victim), Rc::new(Cell::new(false)));
    let told = Rc::clone(&outcome);
    queue.call_soon(move |queue| {
        let victim = cell.take().expect("the judge has set it");
        told.set(queue.cancel(&victim));
    });
    victim.replace(Some(queue.call_soon(note(&notes, "victim"))));
    queue.call_soon(note(&notes, "last"));
    let called = queue.turn();
    assert_answer(
        "when the first in line cancels the second, in calls",
        read(&notes),
        vec!["last"],
    );
    assert_answer(
        "when the first in line cancels the second, to the cancelling",
        outcome.get(),
        true,
    );
    assert_answer(
        "when the first in line cancels the second, as the count of the turn",
        called,
        2,
    );
}

#[test]
fn a_cancelled_place_gives_nobody_an_extra_turn() {
    let (mut queue, notes) = (ReadyQueue::new(), Notes::default());
    let victim: Rc<RefCell<Option<Handle>>> = Rc::default();
    let (cell, later) = (Rc::clone(&victim), Rc::clone(&notes));
    queue.call_soon(move |queue| {
        queue.cancel(&cell.take().expect("the judge has set it"));
        queue.call_soon(note(&later, "added"));
    });
    victim.replace(Some(queue.call_soon(note(&notes, "victim"))));
    let called = queue.turn();
    let case = "when the first in line cancels the second and adds a third,";
    assert_answer(
        format!("{case} in the calls of that turn"),
        read(&notes),
        vec![],
    );
    assert_answer(format!("{case} as the count of that turn"), called, 1);
    queue.turn();
    assert_answer(
        format!("{case} in the calls of the next turn"),
        read(&notes),
        vec!["added"],
    );
}

#[test]
fn a_handle_means_one_callback_and_no_other() {
    let (mut queue, notes) = (ReadyQueue::new(), Notes::default());
    let called = queue.call_soon(note(&notes, "called"));
    queue.turn();
    let waiting = queue.call_soon(note(&notes, "waiting"));
    assert_answer(
        "to the cancelling of one that has been called",
        queue.cancel(&called),
        false,
    );
    assert!(
        called != waiting,
        "the answer gave the same handle to two callbacks: {called:?}"
    );
    queue.turn();
    assert_answer(
        "with an old handle cancelled, in calls",
        read(&notes),
        vec!["called", "waiting"],
    );
}

#[test]
fn a_callback_that_cancels_itself_is_too_late() {
    let (mut queue, told) = (ReadyQueue::new(), Rc::new(Cell::new(true)));
    let own: Rc<RefCell<Option<Handle>>> = Rc::default();
    let (cell, tells) = (Rc::clone(&own), Rc::clone(&told));
    let handle = queue.call_soon(move |queue| {
        tells.set(queue.cancel(&cell.take().expect("the judge has set it")));
    });
    own.replace(Some(handle));
    assert_answer(
        "with a callback that cancels itself, as the count of the turn",
        queue.turn(),
        1,
    );
    assert_answer("to a callback that cancels itself", told.get(), false);
}

#[test]
fn a_cancelled_callback_lets_go_at_once_of_what_it_holds() {
    let (mut queue, held) = (ReadyQueue::new(), Rc::new("a connection, say"));
    let holds = Rc::clone(&held);
    let handle = queue.call_soon(move |_| drop(holds));
    queue.cancel(&handle);
    assert!(
        Rc::strong_count(&held) == 1,
        "a callback was cancelled, and the answer still keeps what it holds: a connection would stay open until the next turn"
    );
}
