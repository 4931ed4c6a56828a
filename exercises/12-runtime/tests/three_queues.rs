// Judge of 12/three_queues.

use std::time::Duration;

use ex12_runtime::three_queues::{Batches, Once, Sleepy, TaskId};
use judge::{assert_answer, within};

fn bounded(case: impl FnOnce() + Send + 'static) {
    within(Duration::from_secs(2), "the queue to answer", case);
}

/// All orders of up to `longest` events of `kinds` kinds; short ones first, so that the first that goes wrong is a shortest.
fn orders(kinds: usize, longest: u32) -> impl Iterator<Item = Vec<usize>> {
    let of_length = move |length| {
        let order = move |number| {
            (0..length)
                .rev()
                .map(move |place| number / kinds.pow(place) % kinds)
        };
        (0..kinds.pow(length)).map(move |number| order(number).collect())
    };
    (1..=longest).flat_map(of_length)
}

/// Demands `right` of the last step of a story, `asked` for something.
#[track_caller]
fn assert_last<T>(story: &[&str], asked: &str, given: T, right: T)
where
    T: std::fmt::Debug + PartialEq,
{
    if given != right {
        let case = format!("after {}: asked {asked}", story.join(", "));
        assert_answer(case, given, right);
    }
}

/// The question for the owner's sleep, with `left` tasks in line.
fn may_it_sleep(left: usize) -> String {
    match left {
        0 => "with nobody in line whether the owner may sleep".into(),
        left => {
            format!("with {left} in line, for whom nobody will ring, whether the owner may sleep")
        }
    }
}

fn shall_it_ring(asleep: bool) -> &'static str {
    match asleep {
        true => "whether to ring for the owner, which sleeps",
        false => "whether to ring for the owner, which is awake",
    }
}

#[test]
fn sleepy_keeps_its_promises_in_every_order() {
    bounded(|| {
        for order in orders(2, 11) {
            let mut queue = Sleepy::default();
            // Tasks are numbered in the order of their pushes: the next to be pushed, the next to be polled.
            let (mut next, mut first): (TaskId, TaskId) = (0, 0);
            let (mut asleep, mut found_nobody) = (false, false);
            let mut story = Vec::new();
            for event in order {
                if event == 0 {
                    story.push("push");
                    let rings = queue.push(next);
                    assert_last(&story, shall_it_ring(asleep), rings, asleep);
                    next += 1;
                    (asleep, found_nobody) = (false, found_nobody && !rings);
                } else if !asleep && found_nobody {
                    story.push("fall_asleep");
                    asleep = queue.fall_asleep();
                    let left = next - first;
                    assert_last(&story, &may_it_sleep(left), asleep, left == 0);
                    found_nobody = false;
                } else if !asleep {
                    story.push("take");
                    let tasks = queue.take();
                    found_nobody = tasks.is_empty();
                    assert_last(
                        &story,
                        "for all that have come",
                        tasks,
                        (first..next).collect(),
                    );
                    first = next;
                }
            }
        }
    });
}

#[test]
fn once_keeps_its_promises_in_every_order() {
    bounded(|| {
        for order in orders(3, 9) {
            let mut queue = Once::default();
            // Who has been woken since its last poll began. In which order is another claim.
            let mut woken: Vec<TaskId> = Vec::new();
            let mut polled = None;
            let mut story = Vec::new();
            for event in order {
                match (event, polled) {
                    (task @ (0 | 1), _) => {
                        story.push(["wake 0", "wake 1"][task]);
                        queue.wake(task);
                        if !woken.contains(&task) {
                            woken.push(task);
                        }
                    }
                    (_, None) => {
                        story.push("begin");
                        polled = queue.begin();
                        assert_one_of(&story, polled, &woken);
                        woken.retain(|task| polled != Some(*task));
                    }
                    (_, Some(task)) => {
                        story.push(["end 0", "end 1"][task]);
                        queue.end(task);
                        polled = None;
                    }
                }
            }
        }
    });
}

/// Demands that `begin`, the last step of a story, gave one of those who have been woken.
#[track_caller]
fn assert_one_of(story: &[&str], given: Option<TaskId>, woken: &[TaskId]) {
    let fair = given.map_or(woken.is_empty(), |task| woken.contains(&task));
    let right = match woken {
        [] => "None".to_owned(),
        [task] => format!("Some({task})"),
        _ => "Some(0) or Some(1)".to_owned(),
    };
    let why = match given {
        None => "who is woken is lost",
        Some(_) => "who has not been woken since its last poll began has no turn",
    };
    let story = story.join(", ");
    assert!(
        fair,
        "after {story}: asked whose poll begins, the answer gave {given:?}; right is {right}: {why}"
    );
}

#[test]
fn once_holds_each_task_once_and_in_order() {
    bounded(|| {
        let mut queue = Once::default();
        for task in [66, 2, 66, 2, 66] {
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
            "for 66 and 2, each woken several times, and twice more in each poll",
            order,
            vec![66, 2, 66, 2],
        );
        let left = [(); 3].map(|()| {
            let task = queue.begin();
            task.inspect(|task| queue.end(*task))
        });
        assert_answer("for who is left in line", left, [Some(66), Some(2), None]);
    });
}

#[test]
fn batches_keeps_its_promises_in_every_order() {
    bounded(|| {
        for order in orders(2, 12) {
            let mut queue = Batches::default();
            let (mut next, mut first): (TaskId, TaskId) = (0, 0);
            let (mut asleep, mut took) = (false, false);
            let mut story = Vec::new();
            for event in order {
                if event == 0 {
                    story.push("push");
                    let rings = queue.push(next);
                    // An owner that is awake may be rung for, if the queue was empty: the answer need not know that it is.
                    if asleep || first < next {
                        let asked = match asleep {
                            true => shall_it_ring(asleep),
                            false => "whether to ring, with others in line before",
                        };
                        assert_last(&story, asked, rings, asleep);
                    }
                    next += 1;
                    asleep = false;
                } else if !asleep && took {
                    story.push("may_sleep");
                    asleep = queue.may_sleep();
                    let left = next - first;
                    assert_last(&story, &may_it_sleep(left), asleep, left == 0);
                    took = false;
                } else if !asleep {
                    story.push("take");
                    let end = next.min(first + Batches::BATCH);
                    let right = (first..end).collect();
                    assert_last(&story, "for the next two", queue.take(), right);
                    first = end;
                    took = true;
                }
            }
        }
    });
}
