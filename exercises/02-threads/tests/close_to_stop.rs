// Judge of 02/close_to_stop.

use std::cell::RefCell;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use ex02_threads::close_to_stop::Workers;
use judge::{Meeting, assert_answer, within};

/// Nothing here takes longer, unless it never ends.
const LIMIT: Duration = Duration::from_millis(500);
/// How long a thread waits for a neighbour that is not to come.
const MOMENT: Duration = Duration::from_millis(50);

/// Takes a moment: nobody comes to this meeting.
fn take_a_moment() {
    Meeting::of(2, MOMENT).attend();
}

/// Demands that `count` items have that many results.
fn all_there<R>(count: usize, results: &[R]) {
    assert!(
        results.len() == count,
        "{count} items were submitted; when finish came back, the answer had {} results",
        results.len()
    );
}

#[test]
fn every_item_has_a_result() {
    let results = within(LIMIT, "three workers to finish ten items", || {
        let mut workers = Workers::start(3, |word: String| word.len());
        for length in 0..10 {
            workers.submit("x".repeat(length));
        }
        workers.finish()
    });
    assert_answer(
        "for words of 0 to 9 letters",
        results,
        Vec::from_iter(0..10),
    );
}

#[test]
fn results_come_in_the_order_of_their_items() {
    let results = within(LIMIT, "two workers to finish five items", || {
        // The first item is done only when the fourth has begun, so when the second and the third are done.
        let meeting = Meeting::of(2, LIMIT / 2);
        let mut workers = Workers::start(2, move |item: u32| {
            if item == 0 || item == 3 {
                meeting.attend();
            }
            item * 10
        });
        (0..5).for_each(|item| workers.submit(item));
        workers.finish()
    });
    assert_answer(
        "when the first of five items takes longest",
        results,
        vec![0, 10, 20, 30, 40],
    );
}

#[test]
fn the_workers_work_at_the_same_time() {
    let met = within(LIMIT, "three workers to finish three items", || {
        let meeting = Meeting::of(3, LIMIT / 2);
        let mut workers = Workers::start(3, move |_: u32| meeting.attend());
        (0..3).for_each(|item| workers.submit(item));
        workers.finish()
    });
    all_there(3, &met);
    assert!(
        met == [true; 3],
        "given three items that wait for one another, the answer's three workers worked one after the other: \
         who has the lock of the queue meanwhile?"
    );
}

#[test]
fn no_more_threads_work_than_were_asked_for() {
    let met = within(LIMIT, "two workers to finish three items", || {
        let meeting = Meeting::of(3, MOMENT);
        let mut workers = Workers::start(2, move |_: u32| meeting.attend());
        (0..3).for_each(|item| workers.submit(item));
        workers.finish()
    });
    all_there(3, &met);
    assert!(
        met == [false; 3],
        "asked for two workers, the answer worked on three items at the same time"
    );
}

#[test]
fn what_is_still_queued_is_not_lost() {
    let results = within(LIMIT, "one worker to finish twenty items", || {
        let mut workers = Workers::start(1, |item: u32| {
            if item == 0 {
                take_a_moment();
            }
            item
        });
        (0..20).for_each(|item| workers.submit(item));
        workers.finish()
    });
    all_there(20, &results);
}

#[test]
fn workers_without_an_item_stop_too() {
    let results = within(LIMIT, "two workers without items to stop", || {
        Workers::start(2, |item: u32| item).finish()
    });
    assert_answer("without an item", results, vec![]);
}

/// Something that a thread drops with its last breath, which takes a moment.
struct LastBreath(Arc<AtomicUsize>);

impl Drop for LastBreath {
    fn drop(&mut self) {
        take_a_moment();
        self.0.fetch_add(1, Ordering::Relaxed); // `join` makes it seen
    }
}

thread_local! {
    static LAST_BREATH: RefCell<Option<LastBreath>> = const { RefCell::new(None) };
}

#[test]
fn every_thread_has_ended_when_finish_returns() {
    let ended = within(LIMIT, "two workers to finish two items", || {
        let ended = Arc::new(AtomicUsize::new(0));
        let (count, meeting) = (Arc::clone(&ended), Meeting::of(2, LIMIT / 2));
        let mut workers = Workers::start(2, move |_: u32| {
            LAST_BREATH.set(Some(LastBreath(Arc::clone(&count))));
            meeting.attend()
        });
        (0..2).for_each(|item| workers.submit(item));
        workers.finish();
        ended.load(Ordering::Relaxed)
    });
    assert!(
        ended == 2,
        "when finish came back, {ended} of the answer's 2 threads had ended: the others are still running"
    );
}
