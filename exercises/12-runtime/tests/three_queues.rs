// Judge of 12/three_queues.

use std::time::Duration;

use ex12_runtime::three_queues::{Batches, Once, Sleepy, TaskId};
use judge::{assert_answer, within};

fn bounded(case: impl FnOnce() + Send + 'static) {
    within(Duration::from_secs(2), "the queue to answer", case);
}

/// The owner of a `Sleepy`: what it polled, and whether it sleeps.
#[derive(Default)]
struct Owner {
    polled: Vec<TaskId>,
    asleep: bool,
}

#[test]
fn sleepy_sleeps_when_there_is_nothing() {
    bounded(|| {
        let mut queue = Sleepy::default();
        assert_answer(
            "asked by the owner of an empty queue whether it may sleep",
            queue.fall_asleep(),
            true,
        );
    });
}

#[test]
fn sleepy_loses_no_wake_up_wherever_it_comes() {
    bounded(|| {
        // The owner's steps: take, fall_asleep, take, fall_asleep. The push comes before step `place`.
        for place in 0..=4 {
            let mut queue = Sleepy::default();
            let mut owner = Owner::default();
            for step in 0..=4 {
                if step == place && queue.push(7) {
                    owner.asleep = false;
                }
                if owner.asleep || step == 4 {
                    continue;
                }
                if step % 2 == 0 {
                    owner.polled.extend(queue.take());
                } else {
                    owner.asleep = queue.fall_asleep();
                }
            }
            if !owner.asleep {
                owner.polled.extend(queue.take()); // its next turn
            }
            assert!(
                owner.polled == [7],
                "a task was pushed before the owner's step {place} (0: take, 1: fall_asleep, 2: take, 3: fall_asleep), and the owner sleeps on without it: Sleepy lost the wake-up"
            );
        }
    });
}

#[test]
fn sleepy_rings_for_a_sleeper_once_and_for_nobody_else() {
    bounded(|| {
        let mut queue = Sleepy::default();
        assert_answer(
            "pushed while the owner is awake, asked whether to ring",
            queue.push(1),
            false,
        );
        queue.take();
        assert_answer(
            "asked by the owner, who has taken all, whether it may sleep",
            queue.fall_asleep(),
            true,
        );
        assert_answer(
            "pushed while the owner sleeps, asked whether to ring",
            queue.push(2),
            true,
        );
        assert_answer(
            "pushed once more before the owner got up, asked whether to ring",
            queue.push(3),
            false,
        );
    });
}

#[test]
fn sleepy_that_may_not_sleep_counts_as_awake() {
    bounded(|| {
        let mut queue = Sleepy::default();
        queue.push(1);
        assert_answer(
            "asked with a task in line whether the owner may sleep",
            queue.fall_asleep(),
            false,
        );
        assert_answer(
            "pushed after the owner was refused its sleep, asked whether to ring",
            queue.push(2),
            false,
        );
        assert_answer(
            "for the two tasks that were pushed",
            queue.take(),
            vec![1, 2],
        );
    });
}

#[test]
fn once_polls_again_who_is_woken_during_its_poll() {
    bounded(|| {
        let mut queue = Once::default();
        queue.wake(3);
        assert_answer("for the task that was woken", queue.begin(), Some(3));
        queue.wake(3);
        queue.end(3);
        let next = queue.begin();
        assert!(
            next == Some(3),
            "task 3 was woken during its own poll, and Once gave {next:?} afterwards: it lost the wake-up"
        );
        queue.end(3);
        assert_answer("with nobody woken any more", queue.begin(), None);
    });
}

#[test]
fn once_holds_each_task_once() {
    bounded(|| {
        let mut queue = Once::default();
        for task in [5, 2, 5, 2, 5] {
            queue.wake(task);
        }
        let mut order = Vec::new();
        while let Some(task) = queue.begin() {
            queue.wake(task);
            queue.wake(task);
            queue.end(task);
            order.push(task);
            if order.len() == 4 {
                break;
            }
        }
        assert_answer(
            "for 5 and 2, each woken several times, and twice more in each poll",
            order,
            vec![5, 2, 5, 2],
        );
        assert_answer(
            "for who is left in line",
            [queue.begin(), queue.begin(), queue.begin()],
            [Some(5), Some(2), None],
        );
    });
}

#[test]
fn once_takes_a_wake_between_two_polls() {
    bounded(|| {
        let mut queue = Once::default();
        for _ in 0..3 {
            queue.wake(0);
            assert_answer(
                "for a task that is woken between its polls",
                queue.begin(),
                Some(0),
            );
            queue.end(0);
            assert_answer("for a task that was not woken again", queue.begin(), None);
        }
    });
}

#[test]
fn batches_sleeps_only_when_nothing_is_left() {
    bounded(|| {
        for tasks in 0..7 {
            let mut queue = Batches::default();
            let rings = (0..tasks).filter(|task| queue.push(*task)).count();
            assert_answer(
                format!("for {tasks} tasks that were pushed to a sleeper, asked to ring"),
                rings,
                tasks.min(1),
            );
            let mut polled = Vec::new();
            for _ in 0..10 {
                polled.extend(queue.take());
                if queue.may_sleep() {
                    break;
                }
            }
            assert!(
                polled.len() == tasks,
                "{tasks} tasks were pushed, the owner polled {polled:?} and sleeps: Batches lost the wake-up of the others, for whom nobody will ring"
            );
            assert_answer(
                "asked with an empty queue whether the owner may sleep",
                queue.may_sleep(),
                true,
            );
        }
    });
}

#[test]
fn batches_hears_of_a_task_that_comes_after_the_last_was_taken() {
    bounded(|| {
        let mut queue = Batches::default();
        queue.push(1);
        queue.take();
        let rings = queue.push(2);
        let sleeps = queue.may_sleep();
        assert!(
            rings || !sleeps,
            "task 2 came between the owner's `take` and its `may_sleep`: nobody rang, and it sleeps"
        );
        assert_answer("for the task that came late", queue.take(), vec![2]);
    });
}
