// Judge of 12/batching.

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
fn it_sleeps_when_nobody_is_ready() {
    bounded(|| {
        let mut executor = Batching::new(3);
        assert_answer(
            "with nobody ready and nothing registered",
            executor.next_step(),
            Sleep,
        );
        executor.register();
        assert_answer(
            "with nobody ready and a socket registered",
            executor.next_step(),
            Sleep,
        );
        executor.wake(1);
        assert_answer(
            "with one task ready, asked twice",
            [executor.next_step(), executor.next_step()],
            [Poll(1), Sleep],
        );
    });
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
    });
}

#[test]
fn nothing_is_asked_while_nothing_is_registered() {
    bounded(|| {
        let mut executor = Batching::new(2);
        executor.wake(1);
        assert_answer(
            "for one task that always yields, with nothing registered",
            busy(&mut executor, 20),
            vec![Poll(1); 20],
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

#[test]
fn the_last_socket_to_go_ends_the_looks() {
    bounded(|| {
        let mut executor = Batching::new(1);
        executor.register();
        executor.register();
        executor.wake(1);
        executor.unregister();
        assert_answer(
            "with one of two sockets left",
            busy(&mut executor, 3),
            vec![Poll(1), Look, Poll(1)],
        );
        executor.unregister();
        assert_answer(
            "with both sockets gone",
            busy(&mut executor, 5),
            vec![Poll(1); 5],
        );
    });
}
