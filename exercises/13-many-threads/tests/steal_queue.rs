// Judge of 13/steal_queue. Over 300 lines because threads are judged twice: step by step, and in many rounds.

use std::collections::VecDeque;
use std::sync::Arc;
use std::thread;
use std::time::Duration;

use ex13_many_threads::steal_queue::StealQueue;
use judge::stepped::at_every_step;
use judge::{assert_answer, side_by_side, within};

fn bounded(case: impl FnOnce() + Send + 'static) {
    within(Duration::from_secs(2), "the queue to answer", case);
}

fn queue(items: impl IntoIterator<Item = u32>) -> StealQueue<u32> {
    let queue = StealQueue::new();
    items.into_iter().for_each(|item| queue.push(item));
    queue
}

/// Takes all; a queue that never is empty gives up.
fn drain(queue: &StealQueue<u32>) -> Vec<u32> {
    let items = Vec::from_iter((0..10_000).map_while(|_| queue.pop()));
    assert!(
        items.len() < 10_000,
        "10,000 pops, and the queue still gives items that nobody pushed"
    );
    items
}

#[test]
fn the_oldest_comes_first() {
    bounded(|| {
        let queue = queue([3, 1, 2]);
        assert_answer(
            "for the length of a queue of three",
            (queue.len(), queue.is_empty()),
            (3, false),
        );
        assert_answer("for the items 3, 1, 2", drain(&queue), vec![3, 1, 2]);
        assert_answer(
            "for the length of an empty queue",
            (queue.len(), queue.is_empty()),
            (0, true),
        );
    });
}

#[test]
fn the_older_half_moves_in_order_behind_what_the_thief_has() {
    bounded(|| {
        let (victim, thief) = (queue(1..=6), queue([90]));
        assert_answer("robbed of half of six items", victim.steal_into(&thief), 3);
        assert_answer(
            "for what the thief of 1, 2, 3 has, who had 90",
            drain(&thief),
            vec![90, 1, 2, 3],
        );
        assert_answer("for what is left of 1 to 6", drain(&victim), vec![4, 5, 6]);
    });
}

#[test]
fn half_is_rounded_up_so_that_a_single_item_can_be_stolen() {
    bounded(|| {
        for (items, half) in [(0, 0), (1, 1), (2, 1), (3, 2), (7, 4)] {
            let (victim, thief) = (queue(0..items), queue([]));
            let case = format!(
                "robbed of half of {items} items, with what was left and what the thief had"
            );
            let count = victim.steal_into(&thief);
            assert_answer(
                case,
                (count, victim.len(), thief.len()),
                (half, items as usize - half, half),
            );
        }
    });
}

#[test]
fn who_robs_itself_gets_nothing_and_keeps_everything() {
    bounded(|| {
        let queue = queue([1, 2, 3]);
        assert_answer("asked to rob itself", queue.steal_into(&queue), 0);
        assert_answer(
            "for what was left after it robbed itself",
            drain(&queue),
            vec![1, 2, 3],
        );
    });
}

/// Two queues and a list for each that plays by the rules, through 2,000 random steps.
#[test]
fn at_every_moment_each_item_is_in_one_place() {
    bounded(|| {
        let mut random = fastrand::Rng::with_seed(13);
        let queues = [queue([]), queue([])];
        let mut models = [VecDeque::new(), VecDeque::new()];
        for step in 0..2000 {
            let (one, other) = if random.bool() { (0, 1) } else { (1, 0) };
            match random.u8(0..4) {
                0 | 1 => {
                    queues[one].push(step);
                    models[one].push_back(step);
                }
                2 => assert_answer(
                    format!("popped in step {step}"),
                    queues[one].pop(),
                    models[one].pop_front(),
                ),
                _ => {
                    let half = models[one].len().div_ceil(2);
                    let loot = Vec::from_iter(models[one].drain(..half));
                    models[other].extend(loot);
                    assert_answer(
                        format!("robbed in step {step}"),
                        queues[one].steal_into(&queues[other]),
                        half,
                    );
                }
            }
        }
        for (queue, model) in queues.iter().zip(models) {
            assert_answer(
                "for what was left after 2000 steps",
                drain(queue),
                model.into(),
            );
        }
    });
}

#[test]
fn between_threads_nothing_is_lost_and_nothing_comes_twice() {
    const ITEMS: u32 = 2000;
    bounded(|| {
        let queues = Arc::new([queue([]), queue([])]);
        // Each thread owns a queue, pushes its items, pops some, and robs the other.
        let threads = [0, 1].map(|me| {
            let queues = Arc::clone(&queues);
            thread::spawn(move || {
                let mut mine = Vec::new();
                for item in 0..ITEMS {
                    queues[me].push(2 * item + me as u32);
                    if item % 3 == 0 {
                        queues[1 - me].steal_into(&queues[me]);
                    }
                    if item % 2 == 0 {
                        mine.extend(queues[me].pop());
                    }
                }
                mine
            })
        });
        let mut all = Vec::new();
        for thread in threads {
            all.extend(thread.join().expect("the answer panicked in a thread"));
        }
        all.extend(drain(&queues[0]));
        all.extend(drain(&queues[1]));
        let count = all.len();
        all.sort_unstable();
        all.dedup();
        assert_answer(
            "after 4000 items and two threads that robbed each other, for the items that came out, and how many of them were different",
            (count, all.len()),
            (2 * ITEMS as usize, 2 * ITEMS as usize),
        );
    });
}

/// Two threads, of which either may have to wait for a core.
fn many_rounds(case: impl FnOnce() + Send + 'static) {
    within(Duration::from_secs(5), "the queue to answer", case);
}

/// What another thread does while somebody steals: with the robbed queue, the thief's, or a third.
#[derive(Clone, Copy, Debug)]
enum Meanwhile {
    OwnerPushes,
    OwnerPops,
    ThiefPushes,
    ThiefPops,
    ThirdRobs,
}
use Meanwhile::{OwnerPops, OwnerPushes, ThiefPops, ThiefPushes, ThirdRobs};

impl Meanwhile {
    /// What popping gave, and how many were moved.
    fn happens(self, [owner, thief, third]: &[StealQueue<u32>; 3]) -> (Option<u32>, usize) {
        match self {
            OwnerPushes => owner.push(50),
            ThiefPushes => thief.push(91),
            OwnerPops => return (owner.pop(), 0),
            ThiefPops => return (thief.pop(), 0),
            ThirdRobs => return (None, owner.steal_into(third)),
        }
        (None, 0)
    }

    fn by_the_rules(self, [owner, thief, third]: &mut [VecDeque<u32>; 3]) -> (Option<u32>, usize) {
        match self {
            OwnerPushes => owner.push_back(50),
            ThiefPushes => thief.push_back(91),
            OwnerPops => return (owner.pop_front(), 0),
            ThiefPops => return (thief.pop_front(), 0),
            ThirdRobs => return (None, move_half(owner, third)),
        }
        (None, 0)
    }
}

fn move_half(owner: &mut VecDeque<u32>, thief: &mut VecDeque<u32>) -> usize {
    let half = owner.len().div_ceil(2);
    thief.extend(owner.drain(..half));
    half
}

/// How many were stolen, what the other thread got, and what is in the three queues afterwards.
type Outcome = (usize, (Option<u32>, usize), [Vec<u32>; 3]);

/// The outcomes if the other thread comes first, and if it comes second.
fn right_outcomes(items: u32, meanwhile: Meanwhile) -> [Outcome; 2] {
    [true, false].map(|first| {
        let mut queues = [
            VecDeque::from_iter(0..items),
            VecDeque::from([90]),
            VecDeque::new(),
        ];
        let before = first.then(|| meanwhile.by_the_rules(&mut queues));
        let [owner, thief, _] = &mut queues;
        let moved = move_half(owner, thief);
        let other = before.unwrap_or_else(|| meanwhile.by_the_rules(&mut queues));
        (moved, other, queues.map(Vec::from))
    })
}

fn three(items: u32) -> [StealQueue<u32>; 3] {
    [queue(0..items), queue([90]), queue([])]
}

fn demand_either(
    items: u32,
    meanwhile: Meanwhile,
    queues: &[StealQueue<u32>; 3],
    moved: usize,
    other: (Option<u32>, usize),
) {
    let outcome = (moved, other, queues.each_ref().map(drain));
    let right = right_outcomes(items, meanwhile);
    assert!(
        right.contains(&outcome),
        "for a thief of {items} items, where another thread came in between ({meanwhile:?}), with what was stolen, \
         what the other got, and the three queues afterwards, the answer gave {outcome:?}; right is {:?} or {:?}",
        right[0],
        right[1]
    );
}

const ALL: [Meanwhile; 5] = [OwnerPushes, OwnerPops, ThiefPushes, ThiefPops, ThirdRobs];

#[test]
fn who_comes_in_between_comes_before_or_after() {
    bounded(|| {
        for items in [0, 1, 2, 3, 6] {
            for meanwhile in ALL {
                at_every_step(
                    move || three(items),
                    |[owner, thief, _]| owner.steal_into(thief),
                    move |queues| meanwhile.happens(queues),
                    |queues, moved, other| demand_either(items, meanwhile, queues, moved, other),
                );
            }
        }
    });
}

#[test]
fn in_many_rounds_who_comes_at_once_comes_before_or_after() {
    many_rounds(|| {
        for items in [1, 4] {
            for meanwhile in ALL {
                let rounds = Vec::from_iter((0..1000).map(|_| three(items)));
                let outcomes = side_by_side(
                    &rounds,
                    |[owner, thief, _]| owner.steal_into(thief),
                    |queues| meanwhile.happens(queues),
                );
                for (queues, (moved, other)) in rounds.iter().zip(outcomes) {
                    demand_either(items, meanwhile, queues, moved, other);
                }
            }
        }
    });
}

#[test]
fn two_that_rob_each_other_again_and_again_come_to_an_end() {
    many_rounds(|| {
        for items in [1, 3, 11] {
            let rounds = [[queue(0..items), queue(items..2 * items)]];
            let robs = |me: usize| {
                move |queues: &[StealQueue<u32>; 2]| {
                    for _ in 0..10_000 {
                        queues[1 - me].steal_into(&queues[me]);
                    }
                }
            };
            side_by_side(&rounds, robs(0), robs(1));
            let mut left = Vec::from_iter(rounds[0].iter().flat_map(drain));
            left.sort_unstable();
            assert_answer(
                format!("after two robbed each other 10,000 times, for their {items} items each"),
                left,
                Vec::from_iter(0..2 * items),
            );
        }
    });
}
