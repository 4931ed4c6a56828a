//! A child of a task group borrows from the body.

use ch18_task_groups::{GroupError, task_group};

// ANCHOR: borrows
async fn count() -> Result<usize, GroupError<String>> {
    task_group(|group| async move {
        let text = String::from("one two three");
        let child = group.spawn(async { Ok(text.split(' ').count()) });
        Ok(child.await?)
    })
    .await
}
// ANCHOR_END: borrows

fn main() {
    drop(count());
}
