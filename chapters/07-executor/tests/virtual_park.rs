//! Time that jumps.

use std::cell::RefCell;
use std::rc::Rc;
use std::time::Duration;

use ch07_executor::{CancelOnDrop, Executor, VirtualPark, spawn, yield_now};
use judge::{VirtualTime, within};
use trace::Clock;

const MS: Duration = Duration::from_millis(1);

fn bounded<T: Send + 'static>(test: impl FnOnce(VirtualTime) -> T + Send + 'static) -> T {
    within(Duration::from_secs(10), "virtual time to pass", || {
        test(VirtualTime::new(Clock::manual()))
    })
}

#[test]
fn sleeps_of_several_tasks_overlap() {
    let took = bounded(|time| {
        Executor::new(VirtualPark(time.clone())).block_on(async {
            let tasks = [30, 10, 20].map(|wait| spawn(time.sleep(wait * MS)));
            for task in tasks {
                task.await.expect("a sleep does not panic");
            }
            time.now()
        })
    });
    assert_eq!(took, 30 * MS);
}

#[test]
fn who_is_due_together_is_woken_in_the_order_of_falling_asleep() {
    let order = bounded(|time| {
        let order = Rc::new(RefCell::new(Vec::new()));
        Executor::new(VirtualPark(time.clone())).block_on(async {
            let tasks = [0, 1, 2, 3].map(|place| {
                let (time, order) = (time.clone(), Rc::clone(&order));
                spawn(async move {
                    time.sleep(10 * MS).await;
                    order.borrow_mut().push(place);
                })
            });
            yield_now().await;
            tasks[1].cancel(); // its alarm goes; the others' stay apart
            yield_now().await;
            spawn({
                let (time, order) = (time.clone(), Rc::clone(&order));
                async move {
                    time.sleep(10 * MS).await;
                    order.borrow_mut().push(4);
                }
            })
            .await
            .expect("it ends");
        });
        order.take()
    });
    assert_eq!(order, [0, 2, 3, 4]);
}

#[test]
fn a_dropped_sleep_leaves_no_alarm() {
    let took = bounded(|time| {
        Executor::new(VirtualPark(time.clone())).block_on(async {
            let long = CancelOnDrop(spawn(time.sleep(1000 * MS)));
            yield_now().await;
            drop(long);
            time.sleep(10 * MS).await;
            time.now()
        })
    });
    assert_eq!(took, 10 * MS);
}

#[test]
fn work_passes_time_and_alarms_are_heard_after_it() {
    let heard = bounded(|time| {
        Executor::new(VirtualPark(time.clone())).block_on(async {
            let ticker = spawn({
                let time = time.clone();
                async move {
                    time.sleep(10 * MS).await;
                    time.now()
                }
            });
            yield_now().await;
            time.work(50 * MS);
            yield_now().await;
            ticker.await.expect("it ends")
        })
    });
    assert_eq!(heard, 50 * MS);
}

#[test]
fn a_sleep_of_nothing_is_ready_at_once() {
    bounded(|time| Executor::new(VirtualPark(time.clone())).block_on(time.sleep(Duration::ZERO)));
}

#[test]
#[should_panic(expected = "nobody is ready and no alarm is set")]
fn a_sleep_that_nothing_can_end_is_told() {
    bounded(|time| Executor::new(VirtualPark(time)).block_on(std::future::pending::<()>()));
}
