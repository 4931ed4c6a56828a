// Judge of 09/shrink.

use std::cell::RefCell;
use std::mem::size_of_val;
use std::pin::{Pin, pin};
use std::rc::Rc;
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use ex09_state_machines::shrink::{PAGE, digest};
use judge::{assert_answer, largest_allocation, within};

#[global_allocator]
static METER: judge::AllocationMeter = judge::AllocationMeter;

const LIMIT: Duration = Duration::from_secs(2);

/// What the future may weigh, and the most that it may ask the heap for at once.
const BYTES: usize = 128;

/// More polls than any of the cases takes.
const POLLS: usize = 10;

/// Pending once.
struct Pause(bool);

impl Future for Pause {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        if self.0 {
            return Poll::Ready(());
        }
        self.0 = true;
        cx.waker().wake_by_ref();
        Poll::Pending
    }
}

fn page(number: u8) -> [u8; PAGE] {
    let mut page = [number.wrapping_mul(31); PAGE];
    for (at, byte) in page.iter_mut().enumerate() {
        *byte = byte.wrapping_add(at.to_le_bytes()[0]);
    }
    page
}

/// What is right, with nothing async about it.
fn mixed(pages: u8) -> u64 {
    let bytes = (0..pages).flat_map(page);
    bytes.fold(0, |sum: u64, byte| {
        sum.wrapping_mul(31).wrapping_add(u64::from(byte))
    })
}

/// Polls `future` until it is ready; what happened is in the log, a poll that is pending as well.
fn finish(future: impl Future<Output = u64>, log: &RefCell<Vec<String>>) -> u64 {
    let mut future = Box::pin(future);
    for _ in 0..POLLS {
        let mut cx = Context::from_waker(Waker::noop());
        match future.as_mut().poll(&mut cx) {
            Poll::Ready(sum) => return sum,
            Poll::Pending => log.borrow_mut().push("pending".to_owned()),
        }
    }
    panic!("polled {POLLS} times, the answer is still pending")
}

#[test]
fn its_future_is_small() {
    let size = size_of_val(&digest(3, page, || Pause(false)));
    assert!(
        size <= BYTES,
        "the answer's future weighs {size} bytes; what has to live across the await fits into {BYTES}"
    );
}

#[test]
fn its_kilobytes_are_not_on_the_heap_instead() {
    within(LIMIT, "the digest of three pages", || {
        let (_, largest) = largest_allocation(|| {
            let mut future = pin!(digest(3, page, || Pause(false)));
            let mut cx = Context::from_waker(Waker::noop());
            for _ in 0..POLLS {
                if future.as_mut().poll(&mut cx).is_ready() {
                    return;
                }
            }
        });
        assert!(
            largest <= BYTES,
            "the answer asked the heap for {largest} bytes at once: the page lives there while it waits, or might as well"
        );
    });
}

#[test]
fn it_gives_the_same_number() {
    within(LIMIT, "the digest", || {
        for pages in [0, 1, 2, 5] {
            let sum = finish(digest(pages, page, || Pause(false)), &RefCell::default());
            assert_answer(format!("for {pages} pages"), sum, mixed(pages));
        }
    });
}

#[test]
fn it_loads_and_pauses_in_turns() {
    within(LIMIT, "the digest", || {
        for pages in [0, 1, 3] {
            let log = Rc::new(RefCell::new(Vec::new()));
            let load = |number| {
                log.borrow_mut().push(format!("load {number}"));
                page(number)
            };
            let pause = || {
                log.borrow_mut().push("pause".to_owned());
                Pause(false)
            };
            finish(digest(pages, load, pause), &log);
            let right: Vec<_> = (0..pages)
                .flat_map(|number| {
                    [
                        format!("load {number}"),
                        "pause".to_owned(),
                        "pending".to_owned(),
                    ]
                })
                .collect();
            assert_answer(
                format!("for {pages} pages"),
                log.borrow().join(", "),
                right.join(", "),
            );
        }
    });
}

#[test]
fn nothing_runs_before_the_first_poll() {
    let loads = std::cell::Cell::new(0);
    let load = |number| {
        loads.set(loads.get() + 1);
        page(number)
    };
    let _future = digest(3, load, || Pause(false));
    assert_answer(
        "made and not polled, as the number of loads",
        loads.get(),
        0,
    );
}

#[test]
fn two_digests_may_take_turns() {
    within(LIMIT, "two digests in turns", || {
        let mut cx = Context::from_waker(Waker::noop());
        let mut two = [2, 3].map(|pages| {
            (
                pages,
                Some(Box::pin(digest(
                    pages,
                    move |number| page(number.wrapping_mul(pages)),
                    || Pause(false),
                ))),
            )
        });
        let mut sums = Vec::new();
        for _ in 0..POLLS {
            for (pages, slot) in &mut two {
                if let Some(Poll::Ready(sum)) =
                    slot.as_mut().map(|future| future.as_mut().poll(&mut cx))
                {
                    *slot = None;
                    sums.push((*pages, sum));
                }
            }
        }
        let right = [2, 3].map(|pages: u8| {
            let bytes = (0..pages).flat_map(|number| page(number.wrapping_mul(pages)));
            (
                pages,
                bytes.fold(0, |sum: u64, byte| {
                    sum.wrapping_mul(31).wrapping_add(u64::from(byte))
                }),
            )
        });
        assert_answer("polled in turns, for 2 and 3 pages", sums, right.to_vec());
    });
}
