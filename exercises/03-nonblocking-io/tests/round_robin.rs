// Judge of 03/round_robin.

use std::cell::RefCell;
use std::rc::Rc;

use ex03_nonblocking_io::round_robin::{Connection, RoundRobin, Step};
use judge::assert_answer;

/// So many messages in a row of one connection, or questions in all, are more than any right answer needs here.
const PATIENCE: usize = 100;

/// What happened, over all connections of a test.
#[derive(Default)]
struct Log {
    handled: String,
    asked: String,
}

/// A connection that has `messages` messages, then nothing (or, if it `closes`, its end).
struct Scripted {
    name: char,
    messages: usize,
    closes: bool,
    is_closed: bool,
    log: Rc<RefCell<Log>>,
}

impl Connection for Scripted {
    fn step(&mut self) -> Step {
        let mut log = self.log.borrow_mut();
        let name = self.name;
        log.asked.push(name);
        assert!(
            log.asked.len() < 100 * PATIENCE,
            "the answer asks on and on though nobody has a message"
        );
        assert!(
            !self.is_closed,
            "the answer asked {name} again after it had closed"
        );
        if self.messages > 0 {
            self.messages -= 1;
            log.handled.push(name);
            let in_a_row = log
                .handled
                .chars()
                .rev()
                .take_while(|last| *last == name)
                .count();
            let before = if name == 'B' { 'C' } else { 'B' };
            assert!(
                in_a_row < PATIENCE,
                "the answer served {name} {PATIENCE} times before {before} once"
            );
            return Step::Handled;
        }
        self.is_closed = self.closes;
        if self.closes {
            Step::Closed
        } else {
            Step::Nothing
        }
    }
}

const ENDLESS: usize = usize::MAX;
const STAYS: bool = false;
const CLOSES: bool = true;

/// Connections A, B, C, … with so many messages each.
fn connections(
    slice: usize,
    messages: &[(usize, bool)],
) -> (RoundRobin<Scripted>, Rc<RefCell<Log>>) {
    let log = Rc::new(RefCell::new(Log::default()));
    let mut robin = RoundRobin::new(slice);
    for (name, (messages, closes)) in ('A'..).zip(messages) {
        robin.add(Scripted {
            name,
            messages: *messages,
            closes: *closes,
            is_closed: false,
            log: Rc::clone(&log),
        });
    }
    (robin, log)
}

/// Whose messages were handled in each of `turns` turns.
fn turns(
    (robin, log): &mut (RoundRobin<Scripted>, Rc<RefCell<Log>>),
    turns: usize,
    budget: usize,
) -> Vec<String> {
    let turn = |_| {
        log.borrow_mut().handled.clear();
        let handled = robin.turn(budget);
        let log = log.borrow().handled.clone();
        assert!(
            handled == log.len(),
            "in a turn that handled \"{log}\", the answer gave {handled}; right is {}",
            log.len()
        );
        log
    };
    (0..turns).map(turn).collect()
}

fn right<const N: usize>(turns: [&str; N]) -> Vec<String> {
    turns.map(str::to_owned).to_vec()
}

#[test]
fn a_chatty_connection_gets_a_slice_and_no_more() {
    let mut robin = connections(4, &[(ENDLESS, STAYS), (1, STAYS), (2, STAYS)]);
    assert_answer(
        "when A has endless messages, B one and C two, with a slice of 4",
        turns(&mut robin, 2, 1000),
        right(["AAAABCC", "AAAA"]),
    );
}

#[test]
fn the_next_turn_begins_where_the_last_one_stopped() {
    let all = [(ENDLESS, STAYS); 3];
    assert_answer(
        "when all have endless messages, with a slice of 1 and a budget of 1",
        turns(&mut connections(1, &all), 5, 1),
        right(["A", "B", "C", "A", "B"]),
    );
    assert_answer(
        "when all have endless messages, with a slice of 1 and a budget of 2",
        turns(&mut connections(1, &all), 3, 2),
        right(["AB", "CA", "BC"]),
    );
    assert_answer(
        "when all have endless messages, with a slice of 2 and a budget for all",
        turns(&mut connections(2, &all), 2, 6),
        right(["AABBCC", "AABBCC"]),
    );
}

#[test]
fn the_budget_is_for_the_whole_turn() {
    assert_answer(
        "when all have endless messages, with a slice of 4 and a budget of 6",
        turns(&mut connections(4, &[(ENDLESS, STAYS); 3]), 3, 6),
        right(["AAAABB", "CCCCAA", "BBBBCC"]),
    );
    let mut robin = connections(4, &[(ENDLESS, STAYS); 3]);
    assert_answer("with a budget of 0", turns(&mut robin, 1, 0), right([""]));
    let asked = robin.1.borrow().asked.clone();
    assert_answer(
        "with a budget of 0, as those that it asked, in this order",
        asked,
        String::new(),
    );
}

#[test]
fn who_has_nothing_is_asked_once() {
    let mut robin = connections(4, &[(0, STAYS), (1, STAYS), (0, STAYS)]);
    assert_answer(
        "when only B has a message",
        turns(&mut robin, 1, 100),
        right(["B"]),
    );
    let asked = robin.1.borrow().asked.clone();
    assert_answer(
        "when only B has a message, as those that it asked, in this order",
        asked,
        "ABBC".to_owned(),
    );
    let asked = |budget| {
        let mut robin = connections(4, &[(4, STAYS), (1, STAYS)]);
        turns(&mut robin, 1, budget);
        robin.1.borrow().asked.clone()
    };
    assert_answer(
        "when the budget is spent, as those that it asked, in this order",
        asked(4),
        "AAAA".to_owned(),
    );
    assert_answer(
        "when a slice is used up, as those that it asked, in this order",
        asked(100),
        "AAAABB".to_owned(),
    );
}

#[test]
fn a_turn_ends_when_all_were_served() {
    let mut robin = connections(1, &[(3, STAYS), (3, STAYS)]);
    assert_answer(
        "when A and B have three messages, with a slice of 1",
        turns(&mut robin, 4, 100),
        right(["AB", "AB", "AB", ""]),
    );
    assert_answer(
        "without a connection",
        turns(&mut connections(1, &[]), 2, 100),
        right(["", ""]),
    );
}

#[test]
fn who_closes_is_dropped_and_its_neighbour_not_forgotten() {
    let mut robin = connections(2, &[(0, CLOSES), (5, STAYS), (1, CLOSES), (5, STAYS)]);
    assert_answer(
        "when A closes, and C after a message",
        turns(&mut robin, 3, 100),
        right(["BBCDD", "BBDD", "BD"]),
    );
    assert_answer("when two of four have closed, of open", robin.0.open(), 2);
    assert!(
        Rc::strong_count(&robin.1) == 3,
        "two of four connections have closed; the answer still keeps {}",
        Rc::strong_count(&robin.1) - 1
    );
}

#[test]
fn a_connection_that_closes_does_not_change_whose_turn_is_next() {
    let four = |closing: usize| {
        let mut messages = [(ENDLESS, STAYS); 4];
        messages[closing] = (0, CLOSES);
        turns(&mut connections(1, &messages), 4, 2)
    };
    let case = |name| format!("when {name} of A to D closes, with a slice of 1 and a budget of 2");
    assert_answer(case("A"), four(0), right(["BC", "DB", "CD", "BC"]));
    assert_answer(case("B"), four(1), right(["AC", "DA", "CD", "AC"]));
    assert_answer(case("C"), four(2), right(["AB", "DA", "BD", "AB"]));
    assert_answer(case("D"), four(3), right(["AB", "CA", "BC", "AB"]));
    let mut robin = connections(1, &[(1, CLOSES); 3]);
    assert_answer(
        "when all close after one message",
        turns(&mut robin, 3, 100),
        right(["ABC", "", ""]),
    );
    assert_answer("when all have closed, of open", robin.0.open(), 0);
}
