// Judge of 18/crawl.

use std::any::Any;
use std::collections::{BTreeSet, HashSet};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use ch18_task_groups::GroupError;
use ex18_task_groups::crawl::crawl;
use futures::future::BoxFuture;
use judge::assert_answer;
use paused::{Done, Log, Paused, now};
use tokio::time::{sleep, timeout};

/// Of real time: an answer that never rests is stopped.
const LIMIT: Duration = Duration::from_secs(2);

fn words(panic: &(dyn Any + Send)) -> String {
    let text = panic.downcast_ref::<&str>().map(|text| (*text).to_owned());
    text.or_else(|| panic.downcast_ref::<String>().cloned())
        .unwrap_or_else(|| "with something that is no text".to_owned())
}

/// Drives a case. A panic in it is the answer's, and is told so.
#[track_caller]
fn driven<F: Future<Output: Send + 'static>>(
    what: &str,
    case: impl FnOnce() -> F + Send + 'static,
) -> Done<F::Output> {
    let run = Paused::new().awaiting(what).limit(LIMIT);
    catch_unwind(AssertUnwindSafe(|| run.run(case))).unwrap_or_else(|panic| {
        let words = words(&*panic);
        assert!(!words.starts_with("waited "), "{words}");
        panic!("the answer panicked: {words}")
    })
}

/// A page, how long its fetch takes, and where it leads. A page that leads to itself alone cannot be fetched.
type Site = &'static [(u32, u64, &'static [u32])];

type Fetch = BoxFuture<'static, Result<Vec<u32>, String>>;

fn links(site: Site, log: &Log) -> impl Fn(u32) -> Fetch + Clone + Send + Sync + 'static {
    let log = log.clone();
    move |page| {
        let (_, ms, to) = *site
            .iter()
            .find(|known| known.0 == page)
            .expect("a page of the site");
        let result = match to {
            [only] if *only == page => Err(format!("page {page} is broken")),
            to => Ok(to.to_vec()),
        };
        Box::pin(log.work(&format!("fetch {page}"), ms, result))
    }
}

fn fetches(left: usize) -> String {
    match left {
        1 => "1 fetch was".to_owned(),
        _ => format!("{left} fetches were"),
    }
}

type Crawled = (Result<Vec<u32>, String>, u64, Vec<String>);

fn crawled(site: Site) -> Crawled {
    let done = driven("the crawl to end", move || async move {
        let log = Log::new();
        let pages: Result<BTreeSet<u32>, GroupError<String>> = crawl(1, links(site, &log)).await;
        let pages = pages.map(|pages| pages.into_iter().collect());
        (pages.map_err(|error| error.to_string()), now(), log.lines())
    });
    assert!(
        done.left == 0,
        "the crawl ended, and {} still running",
        fetches(done.left)
    );
    done.output
}

#[test]
fn every_page_that_can_be_reached_is_found() {
    let (pages, ..) = crawled(&[
        (1, 10, &[2, 3]),
        (2, 10, &[4]),
        (3, 10, &[]),
        (4, 10, &[]),
        (5, 10, &[1]),
    ]);
    assert_answer(
        "where 1 leads to 2 and 3, and 2 to 4",
        pages,
        Ok(vec![1, 2, 3, 4]),
    );
}

#[test]
fn fetches_are_under_way_at_the_same_time() {
    let (_, took, _) = crawled(&[(1, 10, &[2, 3]), (2, 50, &[]), (3, 20, &[4]), (4, 20, &[])]);
    assert_answer(
        "where 1 (10 ms) leads to 2 (50 ms) and to 3 (20 ms), and 3 to 4 (20 ms), asked how long it took",
        took,
        60,
    );
}

#[test]
fn a_page_is_fetched_as_soon_as_it_is_known() {
    let (_, took, _) = crawled(&[(1, 10, &[2, 3]), (2, 50, &[]), (3, 10, &[4]), (4, 40, &[])]);
    assert_answer(
        "where 4 (40 ms) is known at 20 ms, while 2 is being fetched until 60 ms, asked how long it took",
        took,
        60,
    );
}

#[test]
fn each_fetch_is_in_a_task_of_its_own() {
    let done = driven("the crawl to end", || async {
        let tasks = Arc::new(Mutex::new(Vec::new()));
        let noted = Arc::clone(&tasks);
        let links = move |page| {
            let noted = Arc::clone(&noted);
            async move {
                let mut noted = noted.lock().expect("nobody panics here");
                noted.push(tokio::task::try_id());
                Ok(if page == 1 { vec![2, 3] } else { Vec::new() })
            }
        };
        let _ = crawl(1, links).await;
        tasks.lock().expect("nobody panics here").clone()
    });
    let tasks: HashSet<_> = done.output.into_iter().flatten().collect();
    assert!(
        tasks.len() == 3,
        "the fetches of three pages were not in three tasks: inside of one task they run one at a time, on one processor"
    );
}

#[test]
fn each_page_is_fetched_once() {
    let (pages, _, log) = crawled(&[
        (1, 10, &[2, 3]),
        (2, 10, &[4, 1]),
        (3, 10, &[4, 2]),
        (4, 10, &[1, 3]),
    ]);
    assert_answer(
        "where all pages lead to each other in circles",
        pages,
        Ok(vec![1, 2, 3, 4]),
    );
    let fetches = log.iter().filter(|line| line.contains("starts")).count();
    assert_answer(
        "where four pages lead to each other, asked for the fetches",
        fetches,
        4,
    );
}

#[test]
fn an_error_stops_all_other_fetches() {
    let (pages, at, log) = crawled(&[(1, 10, &[2, 3]), (2, 1000, &[]), (3, 20, &[3])]);
    let case = "where page 3 cannot be fetched, which is known at 30 ms";
    assert_answer(case, pages, Err("Group[page 3 is broken]".to_owned()));
    assert_answer(format!("{case}, asked when the crawl ended"), at, 30);
    assert!(
        log.iter().any(|line| line == "fetch 2 is dropped at 30"),
        "{case}, the crawl ended and the fetch of page 2 was not gone"
    );
}

#[test]
fn dropped_early_it_leaves_no_fetch() {
    let done = driven("the fetches to go after a drop", || async {
        let log = Log::new();
        let site: Site = &[(1, 10, &[2]), (2, 1000, &[])];
        let _ = timeout(Duration::from_millis(50), crawl(1, links(site, &log))).await;
        sleep(Duration::ZERO).await;
    });
    assert!(
        done.left == 0,
        "dropped at 50 ms, the crawl is gone, and {} still running",
        fetches(done.left)
    );
}
