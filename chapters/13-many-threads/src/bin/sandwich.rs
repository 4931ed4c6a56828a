//! Async code that calls sync code that blocks on async code: it hangs on one worker, and not on two.

use std::io;
use std::panic::{catch_unwind, set_hook};
use std::time::Duration;

use ch13_many_threads::{Executor, spawn};
use judge::within;
use trace::{Clock, Lane, Picture, State, Trace};

const SECOND: Duration = Duration::from_secs(1);

// ANCHOR: sandwich
/// Async, at the top.
async fn handle_request(story: Story) -> u32 {
    load_settings(story)
}

/// Sync, in the middle: an old library, say. It needs something that is async, and waits for it in the only way that it has.
fn load_settings(story: Story) -> u32 {
    let caller = story.caller.clone();
    caller.during(State::Blocked, "block_on", || {
        let task = spawn(fetch(story));
        ch06_wakers::block_on(task).expect("it does not panic")
    })
}

/// Async, at the bottom.
async fn fetch(story: Story) -> u32 {
    story.during("fetch");
    5
}
// ANCHOR_END: sandwich

/// What the picture is drawn from.
#[derive(Clone)]
struct Story {
    clock: Clock,
    caller: Lane,
    other: Lane,
}

impl Story {
    fn during(&self, what: &str) {
        self.other
            .during(State::Running, what, || self.clock.wait(SECOND));
    }
}

/// Gives the answer, or what the judge says in the place of a hang.
fn run(workers: usize, limit: Duration, story: Story) -> Result<u32, String> {
    let run = move || {
        within(limit, "the settings", move || {
            Executor::new(workers).block_on(async move {
                let request = spawn(handle_request(story));
                request.await.expect("it does not panic")
            })
        })
    };
    let caught = catch_unwind(std::panic::AssertUnwindSafe(run));
    caught.map_err(|panic| *panic.downcast::<String>().expect("a sentence"))
}

fn main() -> io::Result<()> {
    set_hook(Box::new(|_| ())); // what the judge says is printed below
    let clock = Clock::manual();
    let trace = Trace::new(clock.clone());
    let [alone, caller, other] =
        ["the only worker", "first of two", "second of two"].map(|name| trace.lane(name));

    let story = Story {
        clock: clock.clone(),
        caller: alone.clone(),
        other: alone.clone(),
    };
    let one = run(1, SECOND, story).expect_err("nobody is left to poll `fetch`");
    println!("one worker:\n  {}", one.replace("; ", ";\n  "));
    clock.wait(SECOND);
    alone.mark("given up");

    let story = Story {
        clock: clock.clone(),
        caller,
        other,
    };
    let two = run(2, 10 * SECOND, story).expect("the second worker steals `fetch`");
    println!("two workers:\n  {two}\n");
    trace.finish().publish_steps(&Picture {
        title: "The sandwich, on one worker and on two",
        description: "The only worker blocks in block_on for ever: the task that it waits for is in its own queue. Of two workers, the first blocks as well, and the second steals the task and runs it; then the first goes on.",
        column: SECOND / 4,
    })
}
