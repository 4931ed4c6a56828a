//! Exercise 13/become_send: five programs that run on one thread only.
//!
//! All five compile, and all five do the right thing on the executor of chapter 07. `spawn` of this chapter refuses each of
//! them, each with other words. Repair them, one after the other: what they do stays the same, and so do their awaits. To see the
//! compiler's own words, write `fn moves(_: impl Send) {}` somewhere, and give it one of the futures.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::error::Error;
use std::pin::Pin;
use std::rc::Rc;
use std::sync::{Arc, Mutex};

use ch05_futures::yield_now;

/// Adds up, and lets others have a turn after each price.
pub async fn total(prices: Vec<u32>) -> u32 {
    let sum = Rc::new(Cell::new(0));
    for price in prices {
        let adder = Rc::clone(&sum);
        adder.set(adder.get() + price);
        yield_now().await;
    }
    sum.get()
}

/// Counts a visit, lets others have a turn, and gives the visitor's number: 1 for the first.
#[allow(
    clippy::await_holding_lock,
    reason = "repair it, and take this line away"
)]
pub async fn visit(visits: Arc<Mutex<u32>>) -> u32 {
    let mut guard = visits.lock().expect("nobody panics");
    *guard += 1;
    let number = *guard;
    drop(guard);
    yield_now().await;
    number
}

/// What was looked up before, shared by everybody who has a clone.
pub type Cache = Rc<RefCell<BTreeMap<String, usize>>>;

/// The length of a word, looked up slowly, or in the cache.
pub async fn length(cache: Cache, word: String) -> usize {
    let known = cache.borrow().get(&word).copied();
    if let Some(length) = known {
        return length;
    }
    yield_now().await; // it takes its time
    let length = word.chars().count();
    cache.borrow_mut().insert(word, length);
    length
}

fn number(line: &str) -> Result<u32, Box<dyn Error>> {
    Ok(line.trim().parse()?)
}

/// Reads a number. Of a line that is none, lets others have a turn, and then gives the error's words.
pub async fn read_number(line: String) -> Result<u32, String> {
    match number(&line) {
        Ok(number) => Ok(number),
        Err(error) => {
            yield_now().await;
            Err(error.to_string())
        }
    }
}

/// One step of many, of whatever type.
pub type Step = Pin<Box<dyn Future<Output = u32>>>;

/// Does one step after the other, and gives the sum.
pub async fn all_steps(steps: Vec<Step>) -> u32 {
    let mut sum = 0;
    for step in steps {
        sum += step.await;
    }
    sum
}
