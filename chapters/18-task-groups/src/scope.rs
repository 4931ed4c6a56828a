//! A group whose children live inside one task, and may borrow.

use std::fmt;
use std::future::poll_fn;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Waker};

use crate::cell::{Member, cell};
use crate::turns::Members;
use crate::{Closed, Failure, GroupError, Refused, Scoped};

/// Children of one task: clones are the same scope. Whoever has it may spawn children, children too.
pub struct Scope<'env, E>(Arc<Mutex<Inbox<'env, E>>>);

struct Inbox<'env, E> {
    /// Spawned, and not taken over yet.
    spawned: Vec<Member<'env, E>>,
    ended: bool,
    /// Of the future that runs the scope, while it is not being polled.
    owner: Option<Waker>,
}

/// Runs `body` and the children that are spawned into its scope, all inside the task that awaits it: they take turns, and are
/// never parallel. So they may borrow what the body may borrow.
///
/// What happens to the others: if a child or the body fails, all others are dropped there and then. A panic does the same, and goes on
/// in the caller.
///
/// Cancel safety: dropped before it completes, it drops the body and all children, at once.
///
/// ```
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() {
/// use ch18_task_groups::scope;
/// let (words, letters) = (vec!["one", "two"], String::from("abc"));
/// let sum = scope(async |scope| {
///     let a = scope.spawn(async { Ok::<_, String>(words.len()) });
///     let b = scope.spawn(async { Ok(letters.len()) });
///     Ok(a.await? + b.await?)
/// });
/// assert_eq!(sum.await, Ok(5));
/// # }
/// ```
///
/// # Errors
/// The first failure: nobody is left who could fail after it.
pub async fn scope<'env, E, R, F>(
    body: impl FnOnce(Scope<'env, E>) -> F,
) -> Result<R, GroupError<E>>
where
    F: Future<Output = Result<R, Failure<E>>> + Send + 'env,
    E: 'env,
    R: Send + 'env,
{
    let mut owner = Owner {
        scope: Scope::open(),
        members: Members::new(),
        spawned: Vec::new(),
        woken: Vec::new(),
    };
    // The body is a member like the others.
    let (member, mut body) = cell(body(owner.scope.clone()));
    owner.spawned.push(member);
    let ended = poll_fn(|cx| owner.poll(cx)).await;
    drop(owner);
    match ended {
        Ok(()) => match body.poll_take(&mut Context::from_waker(Waker::noop())) {
            Poll::Ready(Ok(value)) => Ok(value),
            _ => unreachable!("all members have ended well"),
        },
        Err(failure) => Err(GroupError::one(failure)),
    }
}

/// Owns the members. (A scope that owned them would be owned by them, and never be dropped.)
struct Owner<'env, E> {
    scope: Scope<'env, E>,
    members: Members<'env, E>,
    /// Two lists that every round empties; kept for their memory.
    spawned: Vec<Member<'env, E>>,
    woken: Vec<usize>,
}

/// How many rounds a scope takes in one turn of its task: as long as members wake each other it would never give it away.
const ROUNDS: usize = 32;

// ANCHOR: poll
impl<E> Owner<'_, E> {
    fn poll(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), Failure<E>>> {
        for _ in 0..ROUNDS {
            self.members.woken(&mut self.woken, cx.waker());
            let idle = self.woken.is_empty();
            let mut inbox = lock(&self.scope.0);
            self.spawned.append(&mut inbox.spawned);
            if idle && self.spawned.is_empty() {
                if self.members.is_empty() {
                    inbox.ended = true;
                    return Poll::Ready(Ok(()));
                }
                inbox.owner = Some(cx.waker().clone());
                return Poll::Pending;
            }
            drop(inbox);
            for key in self.woken.drain(..) {
                if let Some(Err(failure)) = self.members.turn(key) {
                    return Poll::Ready(Err(failure));
                }
            }
            for member in self.spawned.drain(..) {
                if let Some(Err(failure)) = self.members.begin(member) {
                    return Poll::Ready(Err(failure));
                }
            }
        }
        cx.waker().wake_by_ref();
        Poll::Pending
    }
}
// ANCHOR_END: poll

impl<E> Drop for Owner<'_, E> {
    fn drop(&mut self) {
        let mut inbox = lock(&self.scope.0);
        inbox.ended = true;
        let spawned = std::mem::take(&mut inbox.spawned);
        drop(inbox);
        drop(spawned);
    }
}

impl<'env, E: 'env> Scope<'env, E> {
    /// Adds `future` to the scope. It is polled from the scope's next turn on.
    ///
    /// # Panics
    /// If the scope has ended; [`try_spawn`](Self::try_spawn) can be asked.
    pub fn spawn<T, F>(&self, future: F) -> Scoped<'env, T, E>
    where
        F: Future<Output = Result<T, E>> + Send + 'env,
        T: Send + 'env,
    {
        match self.try_spawn(future) {
            Ok(child) => child,
            Err(_) => panic!("spawned into a scope that has ended: nobody would poll the child"),
        }
    }

    /// As [`spawn`](Self::spawn), but a scope that has ended says so, and gives the future back.
    ///
    /// # Errors
    /// The future, if the scope has ended.
    pub fn try_spawn<T, F>(&self, future: F) -> Result<Scoped<'env, T, E>, Refused<F>>
    where
        F: Future<Output = Result<T, E>> + Send + 'env,
        T: Send + 'env,
    {
        let mut inbox = lock(&self.0);
        if inbox.ended {
            let why = Closed::Ended;
            return Err(Refused { future, why });
        }
        let (member, place) = cell(future);
        inbox.spawned.push(member);
        let owner = inbox.owner.take();
        drop(inbox);
        if let Some(owner) = owner {
            owner.wake();
        }
        Ok(Scoped::new(place))
    }
}

impl<E> Scope<'_, E> {
    fn open() -> Self {
        Self(Arc::new(Mutex::new(Inbox {
            spawned: Vec::new(),
            ended: false,
            owner: None,
        })))
    }
}

impl<E> Clone for Scope<'_, E> {
    fn clone(&self) -> Self {
        Self(Arc::clone(&self.0))
    }
}

impl<E> fmt::Debug for Scope<'_, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let ended = lock(&self.0).ended;
        f.debug_struct("Scope").field("ended", &ended).finish()
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
