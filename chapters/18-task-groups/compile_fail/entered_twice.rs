//! A group is entered twice.

use ch18_task_groups::{GroupError, task_group};

async fn twice() -> Result<(), GroupError<String>> {
    let group = task_group(|group| async move { group.spawn(async { Ok(()) }).await.map_err(Into::into) });
    group.await?;
    group.await
}

fn main() {
    drop(twice());
}
