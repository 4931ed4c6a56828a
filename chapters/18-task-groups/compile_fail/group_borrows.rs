//! A child of a task group borrows from the caller.

use ch18_task_groups::{GroupError, task_group};

// ANCHOR: borrows
async fn count(text: String) -> Result<usize, GroupError<String>> {
    let words = text.split(' ');
    task_group(|group| async move {
        let child = group.spawn(async move { Ok(words.count()) });
        Ok(child.await?)
    })
    .await
}
// ANCHOR_END: borrows

fn main() {
    drop(count("one two three".to_owned()));
}
