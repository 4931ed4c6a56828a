//! Async functions in traits, and async closures, as far as they go today.

// ANCHOR: trait_send
/// Something that fetches. The trait promises `Send`, for callers who know nothing but the trait.
trait Fetch {
    /// How long the page of that name is.
    fn fetch(&self, name: &str) -> impl Future<Output = usize> + Send;
}

/// A site that is as long as the names of its pages.
#[derive(Debug)]
struct Site;

impl Fetch for Site {
    async fn fetch(&self, name: &str) -> usize {
        name.len()
    }
}
// ANCHOR_END: trait_send

// ANCHOR: retry
/// Calls `attempt` until it succeeds, at most `times` times, and gives what the last attempt gave.
///
/// The closure's future may borrow from the closure: with `FnMut(u32) -> impl Future` it could not.
///
/// # Panics
/// If `times` is 0.
async fn retry<T, E>(
    times: u32,
    mut attempt: impl AsyncFnMut(u32) -> Result<T, E>,
) -> Result<T, E> {
    for number in 1..times {
        if let Ok(value) = attempt(number).await {
            return Ok(value);
        }
    }
    assert!(times > 0, "retry was asked for no attempt at all");
    attempt(times).await
}
// ANCHOR_END: retry

/// A site behind a site: its future holds another one, and the promise holds for both.
struct Nested;

impl Fetch for Nested {
    async fn fetch(&self, name: &str) -> usize {
        Site.fetch(name).await
    }
}

#[test]
fn a_trait_that_promises_send_can_be_used_by_those_who_know_only_the_trait() {
    async fn length_of_two(site: &(impl Fetch + Sync)) -> usize {
        site.fetch("a").await + site.fetch("bc").await
    }
    fn start(site: &(impl Fetch + Sync)) -> impl Future<Output = usize> + Send {
        length_of_two(site)
    }
    assert_eq!(judge::run(start(&Nested)), 3);
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

#[test]
fn a_closure_that_returns_a_future_can_promise_send_where_nothing_is_borrowed() {
    async fn call<F: Future<Output = usize>>(closure: impl Fn(String) -> F) -> usize {
        closure("Ada".to_owned()).await
    }
    fn start<F>(closure: impl Fn(String) -> F + Send) -> impl Future<Output = usize> + Send
    where
        F: Future<Output = usize> + Send,
    {
        call(closure)
    }
    assert_eq!(judge::run(start(|name| async move { name.len() })), 3);
}

#[test]
fn futures_of_different_types_fit_into_one_list_when_they_are_boxed() {
    async fn a() {}
    async fn b() {}
    let both: Vec<std::pin::Pin<Box<dyn Future<Output = ()>>>> = vec![Box::pin(a()), Box::pin(b())];
    for future in both {
        judge::run(future);
    }
}

#[test]
fn an_async_block_says_its_error_type_at_its_end() {
    let block = async {
        "one".parse::<u32>()?;
        Ok::<_, std::num::ParseIntError>(())
    };
    assert!(judge::run(block).is_err());
}
