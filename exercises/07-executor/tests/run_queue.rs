// Judge of 07/run_queue.

use std::time::Duration;

use ex07_executor::run_queue::{FAIR_TURN, RunQueue, TaskId};
use judge::{assert_answer, within};

fn bounded(case: impl FnOnce() + Send + 'static) {
    within(Duration::from_secs(2), "the queue to answer", case);
}

fn queue(tasks: &[(TaskId, u8)]) -> RunQueue {
    let mut queue = RunQueue::new();
    for (task, priority) in tasks {
        queue.push(*task, *priority);
    }
    queue
}

/// Pops until the queue is empty; a queue that never is gives up after 100.
fn drain(queue: &mut RunQueue) -> Vec<TaskId> {
    let mut tasks = Vec::new();
    while let Some(task) = queue.pop() {
        tasks.push(task);
        assert!(
            tasks.len() < 100,
            "100 pops, and the queue still gives tasks that nobody pushed again"
        );
    }
    tasks
}

/// Keeps two urgent tasks busy, 1 and 2: whoever is popped is pushed again. Gives the pops.
fn busy(queue: &mut RunQueue, pops: usize) -> Vec<Option<TaskId>> {
    (0..pops)
        .map(|_| {
            let task = queue.pop();
            if let Some(task @ (1 | 2)) = task {
                queue.push(task, 0);
            }
            task
        })
        .collect()
}

#[test]
fn an_empty_queue_has_nobody() {
    bounded(|| {
        let mut queue = RunQueue::new();
        assert_answer("asked for the next of an empty queue", queue.pop(), None);
        assert_answer(
            "asked how many are in an empty queue",
            (queue.len(), queue.is_empty()),
            (0, true),
        );
        queue.push(7, 1);
        assert_answer(
            "with one task in line",
            (queue.len(), queue.is_empty()),
            (1, false),
        );
    });
}

#[test]
fn the_most_urgent_comes_first() {
    bounded(|| {
        let mut queue = queue(&[(10, 2), (11, 0), (12, 255), (13, 1)]);
        assert_answer(
            "for tasks 10 to 13 with priorities 2, 0, 255 and 1",
            drain(&mut queue),
            vec![11, 13, 10, 12],
        );
    });
}

#[test]
fn equally_urgent_tasks_come_in_the_order_of_arrival() {
    bounded(|| {
        let arrivals = [31, 12, 25, 4, 40, 9, 17, 23, 8, 50, 2, 33];
        let mut queue = queue(&arrivals.map(|task| (task, 3)));
        assert_answer(
            "for twelve equally urgent tasks",
            drain(&mut queue),
            arrivals.to_vec(),
        );
    });
}

#[test]
fn a_task_that_is_pushed_again_after_its_turn_goes_to_the_end() {
    bounded(|| {
        let mut queue = queue(&[(1, 5), (2, 5), (3, 5)]);
        let first = queue.pop();
        assert_answer("for the oldest of three", first, Some(1));
        queue.push(1, 5);
        assert_answer(
            "for three equally urgent tasks of which 1 had a turn and came back",
            drain(&mut queue),
            vec![2, 3, 1],
        );
    });
}

#[test]
fn however_often_it_is_woken_a_task_stands_in_line_once() {
    bounded(|| {
        let mut queue = queue(&[(1, 5), (2, 5), (1, 5), (1, 5), (2, 5)]);
        assert_answer("for two tasks that were pushed five times", queue.len(), 2);
        assert_answer(
            "for two tasks that were pushed five times",
            drain(&mut queue),
            vec![1, 2],
        );
    });
}

#[test]
fn a_second_push_changes_nothing() {
    bounded(|| {
        let mut queue = queue(&[(1, 5), (2, 5), (2, 0), (1, 9), (3, 4)]);
        assert_answer(
            "for 1 and 2 of priority 5 that were pushed again with 9 and 0, and 3 of priority 4",
            drain(&mut queue),
            vec![3, 1, 2],
        );
    });
}

#[test]
fn nobody_waits_for_ever() {
    bounded(|| {
        let mut queue = queue(&[(9, 200), (1, 0), (2, 0)]);
        let pops = busy(&mut queue, FAIR_TURN);
        let waited = pops.iter().position(|task| *task == Some(9));
        assert!(
            waited.is_some(),
            "while two urgent tasks were always in line, the oldest task waited for {FAIR_TURN} pops and had no turn"
        );
        assert_answer(
            "asked for the pop in which the oldest task, of priority 200, has its turn",
            waited.map(|place| place + 1),
            Some(FAIR_TURN),
        );
    });
}

#[test]
fn the_fair_turn_is_for_the_oldest_and_not_for_the_least_urgent() {
    bounded(|| {
        let mut queue = queue(&[(8, 100), (9, 200), (1, 0), (2, 0)]);
        let pops = busy(&mut queue, 2 * FAIR_TURN);
        let fair = (pops[FAIR_TURN - 1], pops[2 * FAIR_TURN - 1]);
        assert_answer(
            "for the fair turns while 8, of priority 100, came before 9, of priority 200",
            fair,
            (Some(8), Some(9)),
        );
    });
}

#[test]
fn only_every_eighth_turn_is_fair() {
    bounded(|| {
        let mut queue = queue(&[(9, 200), (1, 0), (2, 0)]);
        let mut pops = busy(&mut queue, FAIR_TURN);
        queue.push(9, 200);
        pops.extend(busy(&mut queue, 2 * FAIR_TURN));
        let turns: Vec<_> = (1..)
            .zip(&pops)
            .filter(|(_, task)| **task == Some(9))
            .map(|(nth, _)| nth)
            .collect();
        assert_answer(
            "asked for the pops in which a task of priority 200 has its turns",
            turns,
            // Back in line after pop 8, it is older than the other two only after both have had a turn.
            vec![FAIR_TURN, 2 * FAIR_TURN],
        );
    });
}

#[test]
fn a_pop_that_finds_nobody_is_not_counted() {
    bounded(|| {
        let mut queue = RunQueue::new();
        for _ in 0..FAIR_TURN - 1 {
            assert_answer("asked for the next of an empty queue", queue.pop(), None);
        }
        queue.push(9, 200);
        queue.push(1, 0);
        assert_answer(
            "for the first task after seven pops that found nobody",
            queue.pop(),
            Some(1),
        );
    });
}

#[test]
fn pops_of_a_lone_task_and_across_an_empty_queue_are_counted() {
    bounded(|| {
        let mut queue = RunQueue::new();
        for _ in 0..FAIR_TURN - 1 {
            queue.push(1, 0);
            assert_answer("asked for the only task in line", queue.pop(), Some(1));
            assert_answer("asked for the next of an empty queue", queue.pop(), None);
        }
        queue.push(9, 200);
        queue.push(1, 0);
        assert_answer(
            "for the eighth task, after seven that were alone in line",
            queue.pop(),
            Some(9),
        );
    });
}
