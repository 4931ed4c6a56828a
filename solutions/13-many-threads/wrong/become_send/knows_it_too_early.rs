// WRONG: puts the word into the cache before it was looked up: no lock near the await, and one turn too early.
// JUDGE: whose first lookup was dropped

//! Exercise 13/become_send: five programs that ran on one thread only.
//!
//! Repaired: they may move.

use std::collections::BTreeMap;
use std::error::Error;
use std::pin::Pin;
use std::sync::{Arc, Mutex};

use ch05_futures::yield_now;

/// Adds up, and lets others have a turn after each price.
pub async fn total(prices: Vec<u32>) -> u32 {
    let mut sum = 0;
    for price in prices {
        sum += price;
        yield_now().await;
    }
    sum
}

/// Counts a visit, lets others have a turn, and gives the visitor's number: 1 for the first.
pub async fn visit(visits: Arc<Mutex<u32>>) -> u32 {
    let number = {
        let mut guard = visits.lock().expect("nobody panics");
        *guard += 1;
        *guard
    };
    yield_now().await;
    number
}

/// What was looked up before, shared by everybody who has a clone.
pub type Cache = Arc<Mutex<BTreeMap<String, usize>>>;

/// The length of a word, looked up slowly, or in the cache.
pub async fn length(cache: Cache, word: String) -> usize {
    let known = cache.lock().expect("nobody panics").get(&word).copied();
    if let Some(length) = known {
        return length;
    }
    let length = word.chars().count();
    cache.lock().expect("nobody panics").insert(word, length);
    yield_now().await; // it takes its time
    length
}

fn number(line: &str) -> Result<u32, Box<dyn Error + Send + Sync>> {
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
pub type Step = Pin<Box<dyn Future<Output = u32> + Send>>;

/// Does one step after the other, and gives the sum.
pub async fn all_steps(steps: Vec<Step>) -> u32 {
    let mut sum = 0;
    for step in steps {
        sum += step.await;
    }
    sum
}
