// Judge of 12/batching.

use std::collections::VecDeque;
use std::time::Duration;

use ex12_runtime::batching::{Batching, Step};
use judge::{assert_answer, within};

use Step::{Look, Poll, Sleep};

fn bounded(case: impl FnOnce() + Send + 'static) {
    within(Duration::from_secs(2), "the executor to decide", case);
}

/// The next `count` steps of an executor whose tasks always yield: who is polled is woken again.
fn busy(executor: &mut Batching, count: usize) -> Vec<Step> {
    let steps = (0..count).map(|_| {
        let step = executor.next_step();
        if let Poll(task) = step {
            executor.wake(task);
        }
        step
    });
    steps.collect()
}

#[test]
fn tasks_are_polled_in_the_order_of_their_wakes_and_once() {
    bounded(|| {
        let mut executor = Batching::new(100);
        for task in [4, 2, 4, 9, 2] {
            executor.wake(task);
        }
        let steps = [(); 4].map(|()| executor.next_step());
        assert_answer(
            "for 4, 2 and 9, two of them woken twice",
            steps,
            [Poll(4), Poll(2), Poll(9), Sleep],
        );
        executor.wake(4);
        assert_answer(
            "for 4, woken again after its poll",
            executor.next_step(),
            Poll(4),
        );
        let mut crowd = Batching::new(1000);
        (0..100).for_each(|task| crowd.wake(task));
        let steps: Vec<_> = (0..100).map(|_| crowd.next_step()).collect();
        assert_answer(
            "for a hundred tasks, woken from 0 to 99",
            steps,
            (0..100).map(Poll).collect(),
        );
    });
}

#[test]
fn a_task_that_is_always_ready_does_not_starve_the_sockets() {
    bounded(|| {
        let mut executor = Batching::new(3);
        executor.register();
        executor.wake(1);
        let one = Poll(1);
        assert_answer(
            "for one task that always yields, asking every 3 polls",
            busy(&mut executor, 9),
            vec![one, one, one, Look, one, one, one, Look, one],
        );
        let mut eager = Batching::new(1);
        eager.register();
        eager.wake(1);
        assert_answer(
            "for one task that always yields, asking every poll",
            busy(&mut eager, 5),
            vec![one, Look, one, Look, one],
        );
        let mut patient = Batching::new(300);
        patient.register();
        patient.wake(1);
        let look = busy(&mut patient, 302)
            .iter()
            .position(|step| *step == Look);
        assert_answer(
            "for the polls before the first look, asking every 300",
            look,
            Some(300),
        );
    });
}

#[test]
fn nothing_is_asked_while_nothing_is_registered() {
    bounded(|| {
        let mut executor = Batching::new(2);
        executor.wake(1);
        assert_answer(
            "for one task that always yields, with nothing registered",
            busy(&mut executor, 6),
            vec![Poll(1); 6],
        );
    });
}

#[test]
fn a_socket_that_comes_late_is_looked_at_at_once() {
    bounded(|| {
        let mut executor = Batching::new(4);
        executor.wake(1);
        busy(&mut executor, 7);
        executor.register();
        assert_answer(
            "for a socket that was registered after seven polls, asking every 4",
            busy(&mut executor, 6),
            vec![Look, Poll(1), Poll(1), Poll(1), Poll(1), Look],
        );
        let mut early = Batching::new(4);
        early.wake(1);
        busy(&mut early, 3);
        early.register();
        assert_answer(
            "for a socket that was registered after three polls, asking every 4",
            busy(&mut early, 3),
            vec![Poll(1), Look, Poll(1)],
        );
        let mut long = Batching::new(4);
        long.wake(1);
        busy(&mut long, 257);
        (0..256).for_each(|_| long.register());
        assert_answer(
            "for 256 sockets that were registered after 257 polls, asking every 4",
            busy(&mut long, 2),
            vec![Look, Poll(1)],
        );
    });
}

#[test]
fn a_sleep_is_a_look() {
    bounded(|| {
        let mut executor = Batching::new(3);
        executor.register();
        for task in [1, 2] {
            executor.wake(task);
        }
        let steps = [(); 3].map(|()| executor.next_step());
        assert_answer(
            "for two tasks and then nobody",
            steps,
            [Poll(1), Poll(2), Sleep],
        );
        for task in [1, 2, 3, 4] {
            executor.wake(task);
        }
        let steps = [(); 6].map(|()| executor.next_step());
        assert_answer(
            "for four tasks right after a sleep, asking every 3 polls",
            steps,
            [Poll(1), Poll(2), Poll(3), Look, Poll(4), Sleep],
        );
        let mut alone = Batching::new(1);
        alone.wake(1);
        let steps = [(); 2].map(|()| alone.next_step());
        assert_answer("for one task and then nobody", steps, [Poll(1), Sleep]);
        alone.register();
        alone.wake(1);
        assert_answer(
            "for a socket that was registered right after a sleep, asking every poll",
            alone.next_step(),
            Poll(1),
        );
    });
}

#[test]
fn a_look_that_is_due_when_nobody_is_ready_is_a_sleep() {
    bounded(|| {
        let mut executor = Batching::new(2);
        executor.register();
        for task in [1, 2] {
            executor.wake(task);
        }
        let steps = [(); 4].map(|()| executor.next_step());
        assert_answer(
            "for two tasks, asking every 2 polls, and then nobody",
            steps,
            [Poll(1), Poll(2), Sleep, Sleep],
        );
    });
}

#[derive(Clone, Copy)]
enum Event {
    Wake(usize),
    Register,
    Unregister,
    Next,
}

/// The first step of the answer that is wrong: what happened up to there, what it gave, and what is right.
fn first_mistake(every: usize, events: &[Event]) -> Option<(String, Step, Step)> {
    let mut executor = Batching::new(every);
    let (mut line, mut sockets, mut polls) = (VecDeque::new(), 0, 0);
    let mut story = Vec::new();
    for event in events {
        match *event {
            Event::Wake(task) => {
                story.push(["wake 0", "wake 1", "wake 2"][task]);
                executor.wake(task);
                if !line.contains(&task) {
                    line.push_back(task);
                }
            }
            Event::Register => {
                story.push("register");
                executor.register();
                sockets += 1;
            }
            Event::Unregister if sockets == 0 => {}
            Event::Unregister => {
                story.push("unregister");
                executor.unregister();
                sockets -= 1;
            }
            Event::Next => {
                let right = match line.pop_front() {
                    None => Sleep,
                    Some(task) if sockets > 0 && polls >= every => {
                        line.push_front(task);
                        Look
                    }
                    Some(task) => Poll(task),
                };
                polls = if matches!(right, Poll(_)) {
                    polls + 1
                } else {
                    0
                };
                let given = executor.next_step();
                if given != right {
                    story.push("next_step");
                    return Some((story.join(", "), given, right));
                }
                story.push(match right {
                    Poll(task) => ["Poll(0)", "Poll(1)", "Poll(2)"][task],
                    Look => "Look",
                    Sleep => "Sleep",
                });
            }
        }
    }
    None
}

/// Leaves out whatever the mistake does not need.
fn shortest(every: usize, mut events: Vec<Event>) -> Vec<Event> {
    for place in (0..events.len()).rev() {
        let mut fewer = events.clone();
        fewer.remove(place);
        if first_mistake(every, &fewer).is_some() {
            events = fewer;
        }
    }
    events
}

#[test]
fn it_keeps_its_promises_in_any_order() {
    bounded(|| {
        let mut dice = 12_u64; // the same orders in every run
        let mut event = || {
            let (factor, summand) = (6_364_136_223_846_793_005, 1_442_695_040_888_963_407);
            dice = dice.wrapping_mul(factor).wrapping_add(summand);
            match dice >> 33 {
                dice if dice % 10 < 3 => Event::Wake(dice as usize % 10),
                dice if dice % 10 == 3 => Event::Register,
                dice if dice % 10 == 4 => Event::Unregister,
                _ => Event::Next,
            }
        };
        for round in 0..13_000 {
            let (every, length) = (round % 4 + 1, 4 + round / 500);
            let events: Vec<_> = (0..length).map(|_| event()).collect();
            if first_mistake(every, &events).is_some() {
                let events = shortest(every, events);
                let (story, given, right) =
                    first_mistake(every, &events).expect("it is wrong still");
                let case = format!("with `every` {every}, after {story}");
                assert_answer(case, given, right);
            }
        }
    });
}
