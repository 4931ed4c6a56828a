//! Being asked to stop while one waits for others.

use std::fmt::Display;
use std::pin::pin;

use ch15_tasks::{Cancelled, Requests, Task};
use futures::future::join_all;
use tokio::select;

/// Drives `gathering`. A request goes on to `tasks`, and then all of them are waited for; it is given beside the output.
// ANCHOR: passing_on
pub async fn passing_on<T: Clone, E: Clone + Display, F: Future>(
    requests: &Requests,
    tasks: Vec<Task<T, E>>,
    gathering: F,
) -> (F::Output, Option<Cancelled>) {
    let mut gathering = pin!(gathering);
    let request = select! {
        biased;
        request = requests.requested() => request,
        output = &mut gathering => return (output, None),
    };
    pass_on(&request, &tasks);
    let mut ends = pin!(async {
        let output = gathering.await;
        join_all(tasks.iter().cloned()).await;
        output
    });
    loop {
        select! {
            biased;
            again = requests.requested() => pass_on(&again, &tasks),
            output = &mut ends => return (output, Some(request)),
        }
    }
}
// ANCHOR_END: passing_on

fn pass_on<T, E: Display>(request: &Cancelled, tasks: &[Task<T, E>]) {
    for task in tasks {
        match &request.reason {
            Some(reason) => task.cancel_because(reason),
            None => task.cancel(),
        };
    }
}
