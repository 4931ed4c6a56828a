//! A scope: two children sort what main has borrowed out to them, in turns.

use std::io;
use std::time::Duration;

use ch18_task_groups::{GroupError, scope};
use paused::now;
use tokio::time::sleep;
use trace::{Picture, lane};

const MS: Duration = Duration::from_millis(1);

type Error = &'static str;

// ANCHOR: sort
async fn slowly_sort(numbers: &mut [u32], delay: u32) -> Result<u32, Error> {
    sleep(delay * MS).await;
    numbers.sort();
    numbers.last().copied().ok_or("nothing to sort")
}

async fn sort_both() -> Result<(), GroupError<Error>> {
    let mut numbers = [31, 4, 15, 92, 6, 5];
    let (left, right) = numbers.split_at_mut(3);
    let largest = scope(|scope| async move {
        let left = scope.spawn(lane("left", slowly_sort(left, 20)));
        let right = scope.spawn(lane("right", slowly_sort(right, 10)));
        Ok((left.await?, right.await?))
    });
    println!("largest: {:?} at {} ms", largest.await?, now());
    println!("sorted: {numbers:?}");
    Ok(())
}
// ANCHOR_END: sort

fn main() -> io::Result<()> {
    let (sorted, recording) = paused::record(async { lane("main", sort_both()).await });
    sorted.expect("there is something to sort");
    println!();
    recording.publish_polls(&Picture {
        title: "Two children inside one task",
        description: "Main runs a scope with the children left and right. Both wait for their timer. At 10 ms main's task is woken and polls right, at 20 ms left: their polls lie inside those of main, because they are no tasks of their own.",
        column: MS,
    })
}
