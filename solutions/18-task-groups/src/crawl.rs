//! Exercise 18/crawl: pages that lead to pages.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex};

use ch18_task_groups::{Group, GroupError, task_group};
use futures::FutureExt;
use futures::future::BoxFuture;

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
    let seen = Arc::new(Mutex::new(BTreeSet::from([start])));
    let all = Arc::clone(&seen);
    task_group(|group| async move {
        group.spawn(visit(start, links, group.clone(), seen));
        Ok(())
    })
    .await?;
    let mut all = all.lock().expect("no visit panics with the lock");
    Ok(std::mem::take(&mut *all))
}

fn visit<L, F>(
    page: u32,
    links: L,
    group: Group<String>,
    seen: Arc<Mutex<BTreeSet<u32>>>,
) -> BoxFuture<'static, Result<(), String>>
where
    L: Fn(u32) -> F + Clone + Send + Sync + 'static,
    F: Future<Output = Result<Vec<u32>, String>> + Send + 'static,
{
    async move {
        for next in links(page).await? {
            let new = seen.lock().expect("as above").insert(next);
            if new {
                group.spawn(visit(next, links.clone(), group.clone(), seen.clone()));
            }
        }
        Ok(())
    }
    .boxed()
}
