//! A recording: lanes and what happened on them.

use std::collections::BTreeSet;
use std::time::Duration;

/// A lane's place in [`Recording::lanes`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct LaneId(pub(crate) usize);

impl LaneId {
    /// The place as a number.
    pub fn index(self) -> usize {
        self.0
    }
}

impl From<usize> for LaneId {
    fn from(place: usize) -> Self {
        Self(place)
    }
}

/// What a lane is doing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum State {
    /// It has the processor.
    Running,
    /// It waits inside a call that has not returned.
    Blocked,
    /// It could go on, but somebody else has the processor.
    Ready,
    /// It has stopped in the middle and keeps its place; it holds no thread.
    Paused,
}

impl State {
    /// The state's name, in lower case.
    pub fn name(self) -> &'static str {
        match self {
            Self::Running => "running",
            Self::Blocked => "blocked",
            Self::Ready => "ready",
            Self::Paused => "paused",
        }
    }

    /// The character that fills its bar in text lanes.
    pub(crate) fn fill(self) -> char {
        match self {
            Self::Running => '=',
            Self::Blocked => '.',
            Self::Ready => '-',
            Self::Paused => '_',
        }
    }
}

/// One thing that happened on a lane.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// When, since the recording's clock was made.
    pub at: Duration,
    /// On which lane.
    pub lane: LaneId,
    /// What.
    pub what: What,
}

/// What can happen on a lane.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum What {
    /// The lane enters a state; the text says why, in a few words.
    Begin(State, String),
    /// The lane leaves the state that it entered last.
    End,
    /// Something worth a mark happened.
    Mark(String),
    /// The lane's future was made; it has not been polled yet.
    Spawn,
    /// Somebody polls the lane's future.
    PollBegin,
    /// The poll is over.
    PollEnd {
        /// How it ended.
        outcome: Outcome,
        /// In how many places the waker that came with this poll is kept now.
        kept: usize,
    },
    /// The waker that the lane's future got was used, and by whom.
    Wake(Cause),
    /// The lane's future was dropped: after it had finished, or before (that is what cancelling is).
    Drop {
        /// Whether it had given `Ready`.
        finished: bool,
    },
}

/// How a poll ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// With `Poll::Pending`.
    Pending,
    /// With `Poll::Ready`.
    Ready,
    /// With a panic.
    Panicked,
}

impl Outcome {
    /// The outcome's name, in lower case.
    pub fn name(self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::Ready => "ready",
            Self::Panicked => "panicked",
        }
    }
}

/// Who used a waker.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cause {
    /// The lane that was being polled, or that had ended since the last poll.
    Lane(LaneId),
    /// Something that is no lane and says its name: a timer, a socket, a thread.
    Named(String),
    /// Somebody who said nothing.
    Unknown,
}

/// All lanes and all events, in the order in which they were recorded.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Recording {
    /// The lanes' names, in the order of their making.
    pub lanes: Vec<String>,
    /// The events.
    pub events: Vec<Event>,
}

/// A stretch of time that a lane spent in one state.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Span {
    /// In which state.
    pub state: State,
    /// Why, as given at its begin.
    pub label: String,
    /// From when.
    pub from: Duration,
    /// Until when.
    pub until: Duration,
}

impl Recording {
    /// When the last event happened.
    pub fn end(&self) -> Duration {
        self.events
            .iter()
            .map(|event| event.at)
            .max()
            .unwrap_or_default()
    }

    /// The lane's states, in order. A state that was never left lasts to the end of the recording; one that is entered
    /// while another lasts interrupts it, and the other goes on afterwards.
    pub fn spans(&self, lane: LaneId) -> Vec<Span> {
        let mut open: Vec<(State, String)> = Vec::new();
        let mut since = Duration::ZERO;
        let mut spans = Vec::new();
        let end = self.end();
        let changes = self
            .of(lane)
            .filter(|event| !matches!(event.what, What::Mark(_)));
        for (at, what) in changes
            .map(|event| (event.at, Some(&event.what)))
            .chain([(end, None)])
        {
            if let Some((state, label)) = open.last()
                && at > since
            {
                spans.push(Span {
                    state: *state,
                    label: label.clone(),
                    from: since,
                    until: at,
                });
            }
            since = at;
            match what {
                Some(What::Begin(state, label)) => open.push((*state, label.clone())),
                Some(What::End) => drop(open.pop()),
                _ => {}
            }
        }
        spans
    }

    /// The lane's marks: when and what.
    pub fn marks(&self, lane: LaneId) -> Vec<(Duration, &str)> {
        self.of(lane)
            .filter_map(|event| match &event.what {
                What::Mark(text) => Some((event.at, text.as_str())),
                _ => None,
            })
            .collect()
    }

    /// The states that any lane was in for any time at all.
    pub(crate) fn states(&self) -> BTreeSet<State> {
        self.named_lanes()
            .flat_map(|(lane, _)| self.spans(lane))
            .map(|span| span.state)
            .collect()
    }

    /// Every lane with its name.
    pub fn named_lanes(&self) -> impl Iterator<Item = (LaneId, &str)> {
        self.lanes
            .iter()
            .enumerate()
            .map(|(place, name)| (LaneId(place), name.as_str()))
    }

    fn of(&self, lane: LaneId) -> impl Iterator<Item = &Event> {
        self.events.iter().filter(move |event| event.lane == lane)
    }
}
