//! Exercise 18/crawl: pages that lead to pages.

use std::collections::BTreeSet;

use ch18_task_groups::GroupError;

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
    let _ = (start, links);
    todo!("a task group whose children spawn a sibling for every page that is new")
}
