//! A pointer into the future itself: it holds as long as the future stays where it is.

use std::mem;
use std::pin::Pin;
use std::task::{Context, Poll, Waker};

use ch05_futures::yield_now;
use ch09_state_machines::cheapest_pinned;

fn poll<T>(future: Pin<&mut impl Future<Output = T>>) -> Poll<T> {
    future.poll(&mut Context::from_waker(Waker::noop()))
}

#[test]
fn a_child_that_must_not_move_is_polled_in_place() {
    // It keeps a reference into itself: it is not `Unpin`, and would notice.
    let deal = async {
        let off = 5;
        let reference = &off;
        yield_now().await;
        if std::ptr::eq(reference, &raw const off) {
            off
        } else {
            0
        }
    };
    let mut future = Box::pin(cheapest_pinned([30, 20, 50], deal));
    assert_eq!(poll(future.as_mut()), Poll::Pending);
    assert_eq!(poll(future.as_mut()), Poll::Ready(15));
}

#[test]
fn the_pointer_holds_when_the_box_moves() {
    let deal = |off| async move {
        yield_now().await;
        off
    };
    let mut a = Box::pin(cheapest_pinned([30, 20, 50], deal(1)));
    let mut b = Box::pin(cheapest_pinned([70, 60, 80], deal(2)));
    assert!(poll(a.as_mut()).is_pending() && poll(b.as_mut()).is_pending());
    mem::swap(&mut a, &mut b);
    let mut boxes = vec![a, b];
    boxes.reserve(100);
    assert_eq!(poll(boxes[0].as_mut()), Poll::Ready(58));
    assert_eq!(poll(boxes[1].as_mut()), Poll::Ready(19));
}

#[test]
fn it_may_be_moved_before_its_first_poll_and_dropped_at_any_time() {
    let future = cheapest_pinned([30, 20, 50], async { 5 });
    let mut moved = Box::pin(future);
    assert_eq!(poll(moved.as_mut()), Poll::Ready(15));
    let mut dropped = Box::pin(cheapest_pinned(
        [30, 20, 50],
        Box::pin(std::future::pending()),
    ));
    assert!(poll(dropped.as_mut()).is_pending());
}
