// WRONG: polls all fetches in the caller's own task, where they run one at a time.
// JUDGE: the fetches of three pages were not in three tasks

//! Exercise 18/crawl: pages that lead to pages.

use std::collections::BTreeSet;

use ch18_task_groups::{Failure, GroupError};
use futures::stream::{FuturesUnordered, StreamExt};

/// Visits `start` and every page that can be reached from it, each once, and gives their numbers.
///
/// `links` fetches a page and gives the pages that it leads to. A page is fetched as soon as it is known, in a task of its own,
/// whatever else is being fetched. If a fetch fails, all others are stopped, and the error is given when nothing is running.
///
/// Dropped before it completes, it aborts its fetches.
pub async fn crawl<L, F>(start: u32, links: L) -> Result<BTreeSet<u32>, GroupError<String>>
where
    L: Fn(u32) -> F + Clone + Send + Sync + 'static,
    F: Future<Output = Result<Vec<u32>, String>> + Send + 'static,
{
    let mut seen = BTreeSet::from([start]);
    let mut fetches = FuturesUnordered::from_iter([links(start)]);
    while let Some(found) = fetches.next().await {
        let found = found
            .map_err(|error| GroupError::new(vec![Failure::Error(error)]).expect("there is one"))?;
        for next in found {
            if seen.insert(next) {
                fetches.push(links(next));
            }
        }
    }
    Ok(seen)
}
