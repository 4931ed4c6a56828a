//! Exercise 18/mini_group: a task group of your own.

use std::marker::PhantomData;

/// Spawns children into a group. Clones spawn into the same one.
#[derive(Debug)]
pub struct Spawner<E> {
    // Yours to choose: what do the body, the children and the group's future share?
    group: PhantomData<fn() -> E>,
}

/// The group takes no more children.
#[derive(Debug, PartialEq, Eq)]
pub struct Refused;

impl<E: Send + 'static> Spawner<E> {
    /// Spawns a child, unless the group is shutting down or has ended.
    pub fn spawn(
        &self,
        child: impl Future<Output = Result<(), E>> + Send + 'static,
    ) -> Result<(), Refused> {
        drop(child);
        todo!(
            "add the child to the group's tasks, and see to it that the group's future looks at them"
        )
    }
}

impl<E> Clone for Spawner<E> {
    fn clone(&self) -> Self {
        let group = self.group;
        Self { group }
    }
}

/// Runs `body`, and gives its value once it and all children, those that children have spawned too, have ended.
///
/// If a child or the body fails or panics: the body is dropped, the children are aborted, no more are taken, and all are awaited.
/// Then the first panic goes on here; or the errors are given, at least one: those of the children in the order in which they
/// ended, the body's last.
///
/// Dropped before it completes, it aborts its children.
///
/// A body that panics while it is dropped is not your concern here.
pub async fn group<R, E, F>(body: impl FnOnce(Spawner<E>) -> F) -> Result<R, Vec<E>>
where
    E: Send + 'static,
    F: Future<Output = Result<R, E>>,
{
    let _ = body;
    todo!("poll the body and join the children in one loop, until there is neither")
}
