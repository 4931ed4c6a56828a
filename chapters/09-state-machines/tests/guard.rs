//! Which futures may be sent to another thread: the compiler has the first word, so these tests mostly need to compile.

use std::sync::Mutex;
use std::thread;

use ch09_state_machines::guard::{count_in_block, count_in_call, lock_and_let_go, require_send};
use ch09_state_machines::{Fetch, Site, retry};

#[test]
fn a_guard_in_a_block_or_in_a_call_or_untouched_can_be_sent() {
    let counter = Mutex::new(0);
    thread::scope(|scope| {
        let counter = &counter;
        let futures = [
            scope.spawn(|| judge::run(require_send(count_in_block(counter)))),
            scope.spawn(|| judge::run(require_send(count_in_call(counter)))),
            scope.spawn(|| judge::run(require_send(lock_and_let_go(counter)))),
        ];
        for future in futures {
            future.join().expect("it counts");
        }
    });
    assert_eq!(counter.into_inner().expect("nobody panicked"), 2);
}

#[test]
fn a_trait_that_promises_send_can_be_used_by_those_who_know_only_the_trait() {
    async fn length_of_two(site: &(impl Fetch + Sync)) -> usize {
        site.fetch("a").await + site.fetch("bc").await
    }
    fn start(site: &(impl Fetch + Sync)) -> impl Future<Output = usize> {
        require_send(length_of_two(site))
    }
    assert_eq!(judge::run(start(&Nested)), 3);
}

/// A site behind a site: its future holds another one, and the promise holds for both.
struct Nested;

impl Fetch for Nested {
    async fn fetch(&self, name: &str) -> usize {
        Site.fetch(name).await
    }
}

#[test]
fn an_async_closure_borrows_what_it_captured() {
    let mut log = Vec::new();
    let result = judge::run(retry(3, async |number| {
        log.push(number); // borrowed by the future of every call, one after the other
        if number < 2 {
            Err("too early")
        } else {
            Ok(number)
        }
    }));
    assert_eq!((result, log), (Ok(2), vec![1, 2]));
}

#[test]
fn the_last_attempt_decides() {
    let mut calls = 0;
    let result = judge::run(retry(3, async |number| {
        calls += 1;
        Err::<(), _>(number)
    }));
    assert_eq!((result, calls), (Err(3), 3));
}
