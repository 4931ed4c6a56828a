// WRONG: drops a refused child while it holds the lock, which the child's destructor wants too.
// JUDGE: a refused child to be dropped, whose destructor spawns

//! Exercise 18/mini_group: a task group of your own.

use std::any::Any;
use std::future::poll_fn;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Waker};

use tokio::task::JoinSet;

/// Spawns children into a group. Clones spawn into the same one.
#[derive(Debug)]
pub struct Spawner<E>(Arc<Mutex<State<E>>>);

/// The group takes no more children.
#[derive(Debug, PartialEq, Eq)]
pub struct Refused;

#[derive(Debug)]
struct State<E> {
    open: bool,
    children: JoinSet<Result<(), E>>,
    /// Of the future that runs the group.
    owner: Option<Waker>,
}

impl<E: Send + 'static> Spawner<E> {
    /// Spawns a child, unless the group is shutting down or has ended.
    pub fn spawn(
        &self,
        child: impl Future<Output = Result<(), E>> + Send + 'static,
    ) -> Result<(), Refused> {
        let mut state = self.lock();
        if !state.open {
            drop(child);
            return Err(Refused);
        }
        state.children.spawn(child);
        let owner = state.owner.take();
        drop(state);
        if let Some(owner) = owner {
            owner.wake();
        }
        Ok(())
    }
}

impl<E: 'static> Spawner<E> {
    fn stop(&self) {
        let mut state = self.lock();
        state.open = false;
        state.children.abort_all();
    }

    fn lock(&self) -> MutexGuard<'_, State<E>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<E> Clone for Spawner<E> {
    fn clone(&self) -> Self {
        Self(Arc::clone(&self.0))
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
    let spawner = Spawner(Arc::new(Mutex::new(State {
        open: true,
        children: JoinSet::new(),
        owner: None,
    })));
    let mut running = Running {
        body: Some(Box::pin(body(spawner.clone()))),
        spawner: Owner(spawner),
        value: None,
        errors: Vec::new(),
        last: None,
        panic: None,
    };
    poll_fn(|cx| running.poll(cx)).await;
    if let Some(payload) = running.panic {
        resume_unwind(payload);
    }
    running.errors.extend(running.last);
    match running.value {
        Some(value) if running.errors.is_empty() => Ok(value),
        _ => Err(running.errors),
    }
}

struct Running<R, E: 'static, F> {
    /// `None` once it has ended, or was dropped.
    body: Option<Pin<Box<F>>>,
    spawner: Owner<E>,
    value: Option<R>,
    errors: Vec<E>,
    /// The body's error.
    last: Option<E>,
    panic: Option<Box<dyn Any + Send>>,
}

impl<R, E: Send + 'static, F: Future<Output = Result<R, E>>> Running<R, E, F> {
    fn poll(&mut self, cx: &mut Context<'_>) -> Poll<()> {
        loop {
            let mut state = self.spawner.0.lock();
            state.owner = Some(cx.waker().clone());
            let joined = state.children.poll_join_next(cx);
            drop(state);
            match joined {
                Poll::Ready(Some(Ok(Ok(())))) => continue,
                Poll::Ready(Some(Ok(Err(error)))) => {
                    self.errors.push(error);
                    self.stop();
                    continue;
                }
                Poll::Ready(Some(Err(lost))) => {
                    if let Ok(payload) = lost.try_into_panic() {
                        self.panic.get_or_insert(payload);
                        self.stop();
                    }
                    continue;
                }
                Poll::Ready(None) if self.body.is_none() => return Poll::Ready(()),
                _ => (),
            }
            let Some(body) = &mut self.body else {
                return Poll::Pending;
            };
            match catch_unwind(AssertUnwindSafe(|| body.as_mut().poll(cx))) {
                Ok(Poll::Pending) => return Poll::Pending,
                Ok(Poll::Ready(Ok(value))) => {
                    self.body = None;
                    self.value = Some(value);
                }
                Ok(Poll::Ready(Err(error))) => {
                    self.last = Some(error);
                    self.stop();
                }
                Err(payload) => {
                    self.panic.get_or_insert(payload);
                    self.stop();
                }
            }
        }
    }

    fn stop(&mut self) {
        self.body = None;
        self.spawner.0.stop();
    }
}

/// A child may hold a spawner, which holds the set, which holds the child: that circle drops nobody by itself.
struct Owner<E: 'static>(Spawner<E>);

impl<E> Drop for Owner<E> {
    fn drop(&mut self) {
        self.0.stop();
    }
}
