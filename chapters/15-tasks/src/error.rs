//! The double `Result` of a spawned task, flattened once and named.

use std::any::Any;
use std::fmt;
use std::panic::resume_unwind;
use std::sync::{Arc, Mutex, PoisonError};

use tokio::task::JoinError;

use crate::Cancelled;

/// What a task gives: its value, or why there is none.
pub type TaskResult<T, E> = Result<T, TaskError<E>>;

// ANCHOR: task_error
/// Why a task gave no value.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TaskError<E> {
    /// Its own error.
    #[error("{0}")]
    Failed(E),
    /// It was cancelled before it had a result.
    #[error(transparent)]
    Cancelled(#[from] Cancelled),
    /// It panicked.
    #[error(transparent)]
    Panicked(Panic),
}
// ANCHOR_END: task_error

impl<E> TaskError<E> {
    /// Its own error, if it is one.
    pub fn failed(self) -> Option<E> {
        match self {
            Self::Failed(error) => Some(error),
            _ => None,
        }
    }

    /// Whether the task was cancelled.
    pub fn is_cancelled(&self) -> bool {
        matches!(self, Self::Cancelled(_))
    }

    /// Whether the task panicked.
    pub fn is_panic(&self) -> bool {
        matches!(self, Self::Panicked(_))
    }
}

/// What a panic said. Clones share the payload, which can be taken once.
#[derive(Clone)]
pub struct Panic {
    text: String,
    payload: Arc<Mutex<Option<Payload>>>,
}

type Payload = Box<dyn Any + Send>;

impl Panic {
    /// From what `catch_unwind` or a `JoinError` gives.
    pub fn new(payload: Payload) -> Self {
        let text = match (
            payload.downcast_ref::<&str>(),
            payload.downcast_ref::<String>(),
        ) {
            (Some(text), _) => (*text).to_owned(),
            (None, Some(text)) => text.clone(),
            (None, None) => "a panic without words".to_owned(),
        };
        let payload = Arc::new(Mutex::new(Some(payload)));
        Self { text, payload }
    }

    /// The words of the panic.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Goes on panicking here: with the original payload the first time, with its words afterwards.
    pub fn resume(&self) -> ! {
        let payload = self
            .payload
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .take();
        resume_unwind(payload.unwrap_or_else(|| Box::new(self.text.clone())))
    }
}

impl std::error::Error for Panic {}

impl fmt::Display for Panic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "panicked: {}", self.text)
    }
}

impl fmt::Debug for Panic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Panic({:?})", self.text)
    }
}

/// Two panics are equal if they say the same.
impl PartialEq for Panic {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}

impl Eq for Panic {}

/// Makes one `Result` of the two that a Tokio handle gives for a task that can fail: the task's own, inside the runtime's.
///
/// ```
/// # tokio::runtime::Builder::new_current_thread().build().unwrap().block_on(async {
/// use ch15_tasks::{TaskError, flatten};
/// let handle = tokio::spawn(async { Err::<(), _>("no rows") });
/// assert_eq!(flatten(handle.await), Err(TaskError::Failed("no rows")));
/// # });
/// ```
// ANCHOR: flatten
pub fn flatten<T, E>(joined: Result<Result<T, E>, JoinError>) -> TaskResult<T, E> {
    match joined {
        Ok(result) => result.map_err(TaskError::Failed),
        Err(error) => Err(match error.try_into_panic() {
            Ok(payload) => TaskError::Panicked(Panic::new(payload)),
            Err(_) => TaskError::Cancelled(Cancelled::default()),
        }),
    }
}
// ANCHOR_END: flatten
