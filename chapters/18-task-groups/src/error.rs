//! Why a group, its body or a child has no value.

use std::fmt::{self, Debug, Display};
use std::marker::PhantomData;

use ch15_tasks::{Cancelled, TaskError};

// ANCHOR: group_error
/// What went wrong in a group, in the order in which it came; the body's own failure last.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GroupError<E> {
    /// Never empty.
    failures: Vec<Failure<E>>,
}

/// One failure of a group: a child's, or the body's.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Failure<E> {
    /// An error.
    #[error("{0}")]
    Error(E),
    /// A group inside has failed. It stays a group: nothing is flattened.
    #[error("{0}")]
    Group(GroupError<E>),
    /// The body gave up because a child that was cancelled alone has no value; nothing else has failed.
    #[error("{0}")]
    NoValue(Lost<E>),
}
// ANCHOR_END: group_error

/// Why a child or a body that listens to requests has no value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stop<E> {
    /// It was asked to stop, and did.
    Cancelled(Cancelled),
    /// It has failed.
    Failed(Failure<E>),
}

/// A child has no value. Its error, if it had one, is the group's.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the child {why}, and has no value")]
pub struct Lost<E> {
    /// How the child has ended.
    pub why: Why,
    /// Whose child it was. (It also keeps `From<Lost<E>>` and `From<E>` apart for [`Failure`].)
    group: PhantomData<fn() -> E>,
}

/// How a child has ended that has no value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Why {
    /// In an error, which its group has.
    #[error("failed")]
    Failed,
    /// It was cancelled.
    #[error("was cancelled")]
    Cancelled,
    /// In a panic, which its group goes on with.
    #[error("panicked")]
    Panicked,
}

/// A group did not take a future, and gives it back: it was never polled.
#[derive(Clone, PartialEq, Eq, thiserror::Error)]
#[error("not spawned: the group {why}")]
pub struct Refused<F> {
    /// What was to be spawned.
    pub future: F,
    /// Why it was not.
    pub why: Closed,
}

/// Why a group takes no more children.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Closed {
    /// It is shutting down.
    #[error("is shutting down")]
    Stopping,
    /// It has ended.
    #[error("has ended")]
    Ended,
}

impl<E> GroupError<E> {
    /// An aggregate of `failures`; `None` if there are none.
    pub fn new(failures: Vec<Failure<E>>) -> Option<Self> {
        (!failures.is_empty()).then_some(Self { failures })
    }

    pub(crate) fn one(failure: Failure<E>) -> Self {
        let failures = vec![failure];
        Self { failures }
    }

    /// The failures: at least one.
    pub fn failures(&self) -> &[Failure<E>] {
        &self.failures
    }

    /// The failures, to keep.
    pub fn into_failures(self) -> Vec<Failure<E>> {
        self.failures
    }

    /// All errors, those of the groups inside too, from the first to the last.
    pub fn errors(&self) -> Vec<&E> {
        let mut errors = Vec::new();
        for failure in &self.failures {
            match failure {
                Failure::Error(error) => errors.push(error),
                Failure::Group(group) => errors.extend(group.errors()),
                Failure::NoValue(_) => (),
            }
        }
        errors
    }
}

impl<E> Lost<E> {
    pub(crate) fn new(why: Why) -> Self {
        let group = PhantomData;
        Self { why, group }
    }
}

impl<E> Stop<E> {
    /// An error of one's own: `result.map_err(Stop::error)?`.
    pub fn error(error: E) -> Self {
        Self::Failed(Failure::Error(error))
    }
}

impl<E> From<E> for Failure<E> {
    fn from(error: E) -> Self {
        Self::Error(error)
    }
}

impl<E> From<GroupError<E>> for Failure<E> {
    fn from(group: GroupError<E>) -> Self {
        Self::Group(group)
    }
}

impl<E> From<Lost<E>> for Failure<E> {
    fn from(lost: Lost<E>) -> Self {
        Self::NoValue(lost)
    }
}

impl<E> From<Cancelled> for Stop<E> {
    fn from(cancelled: Cancelled) -> Self {
        Self::Cancelled(cancelled)
    }
}

impl<E> From<Failure<E>> for Stop<E> {
    fn from(failure: Failure<E>) -> Self {
        Self::Failed(failure)
    }
}

impl<E> From<GroupError<E>> for Stop<E> {
    fn from(group: GroupError<E>) -> Self {
        Self::Failed(group.into())
    }
}

impl<E> From<Lost<E>> for Stop<E> {
    fn from(lost: Lost<E>) -> Self {
        Self::Failed(lost.into())
    }
}

/// What [`cooperative_group`](crate::cooperative_group) gives, on its way out of a group around it.
impl<E> From<TaskError<GroupError<E>>> for Stop<E> {
    fn from(error: TaskError<GroupError<E>>) -> Self {
        match error {
            TaskError::Failed(group) => group.into(),
            TaskError::Cancelled(cancelled) => cancelled.into(),
            TaskError::Panicked(panic) => panic.resume(),
        }
    }
}

impl<E: Debug + Display> std::error::Error for GroupError<E> {}

/// `Group[a, Group[b, c]]`
impl<E: Display> Display for GroupError<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Group[")?;
        for (n, failure) in self.failures.iter().enumerate() {
            write!(f, "{}{failure}", if n == 0 { "" } else { ", " })?;
        }
        write!(f, "]")
    }
}

impl<F> Debug for Refused<F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Refused({:?})", self.why)
    }
}
