//! A task of the checking executor, and what is known of it.

use std::pin::Pin;
use std::sync::{Arc, Weak};
use std::task::{Context, Poll};
use std::time::Duration;

use crate::inbox::{Inbox, Pass};

/// A task's future: what it gives goes elsewhere.
pub type Work<'a> = Pin<Box<dyn Future<Output = ()> + 'a>>;

pub struct Task<'a> {
    pub name: String,
    /// `None` once it has finished or was dropped.
    pub work: Option<Work<'a>>,
    pub polls: usize,
    pub ready: bool,
    /// What it did last, as the things that it waits for say it.
    pub doing: String,
    /// How often it woke itself while it was being polled, with nothing else happening in between.
    pub circles: usize,
    /// When it was dropped, if it was dropped before it had finished.
    pub dropped: Option<Duration>,
    /// The latest poll's pass, then those of earlier polls that somebody may still keep.
    pass: Option<Arc<Pass>>,
    stale: Vec<(usize, Weak<Pass>)>,
}

/// Whose wakers are kept after a poll that gave `Pending`.
#[derive(Debug, PartialEq, Eq)]
pub enum Kept {
    /// The latest poll's, in so many places.
    Latest(usize),
    /// None of the latest poll's, but one of this earlier poll's.
    Stale(usize),
    /// Nobody's.
    Nothing,
}

impl<'a> Task<'a> {
    pub fn new(name: String, work: Work<'a>) -> Self {
        let doing = "has not been polled".to_owned();
        Self {
            name,
            work: Some(work),
            polls: 0,
            ready: true,
            doing,
            circles: 0,
            dropped: None,
            pass: None,
            stale: Vec::new(),
        }
    }

    /// Polls the task, which must not have ended, with a new waker.
    pub fn poll(&mut self, place: usize, inbox: &Arc<Inbox>) -> Poll<()> {
        self.polls += 1;
        self.ready = false;
        let old = self.pass.replace(Pass::new(place, self.polls, inbox));
        self.stale.retain(|(_, pass)| pass.strong_count() > 0);
        self.stale
            .extend(old.map(|pass| (self.polls - 1, Arc::downgrade(&pass))));
        let (Some(pass), Some(work)) = (&self.pass, &mut self.work) else {
            return Poll::Ready(());
        };
        let waker = pass.waker();
        work.as_mut().poll(&mut Context::from_waker(&waker))
    }

    pub fn kept(&self) -> Kept {
        let latest = self.pass.as_ref().map_or(0, Pass::kept);
        let stale = self
            .stale
            .iter()
            .rev()
            .find(|(_, pass)| pass.strong_count() > 0);
        match (latest, stale) {
            (0, None) => Kept::Nothing,
            (0, Some((poll, _))) => Kept::Stale(*poll),
            (places, _) => Kept::Latest(places),
        }
    }
}
