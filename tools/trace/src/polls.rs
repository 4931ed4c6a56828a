//! Where things stand when a recording of polls is drawn by steps: one column for everything that happens.

use std::time::Duration;

use crate::canvas::{LEFT, PLOT};
use crate::{Cause, Event, LaneId, Outcome, Recording, What};

/// A recording of polls, laid out: every event has a column, and columns only go up.
pub(crate) struct Layout<'a> {
    recording: &'a Recording,
    /// How many columns there are.
    pub columns: usize,
    /// Where the clock shows a new time: column and time.
    pub times: Vec<(usize, Duration)>,
    /// The events that take a column, with it.
    pub events: Vec<(usize, &'a Event)>,
    /// For every event of the recording, how many columns there are once it has happened.
    pub after: Vec<usize>,
}

/// A poll of a lane.
pub(crate) struct Bar {
    pub from: usize,
    pub until: usize,
    pub outcome: Outcome,
}

impl<'a> Layout<'a> {
    pub fn new(recording: &'a Recording) -> Self {
        let mut layout = Self {
            recording,
            columns: 0,
            times: Vec::new(),
            events: Vec::new(),
            after: Vec::new(),
        };
        for event in &recording.events {
            layout.place(event);
            layout.after.push(layout.columns);
        }
        layout
    }

    fn place(&mut self, event: &'a Event) {
        if matches!(
            event.what,
            What::Begin(..) | What::End | What::Drop { finished: true }
        ) {
            return; // states are drawn by time; the drop of a finished future is no news
        }
        if self.times.last().is_none_or(|(_, last)| *last != event.at) {
            // A free column before a new time, so that one can see that something passed.
            self.columns += usize::from(!self.times.is_empty());
            self.times.push((self.columns, event.at));
        }
        self.events.push((self.columns, event));
        // Making a future takes no column: its line begins there.
        self.columns += usize::from(event.what != What::Spawn);
    }

    /// Where a column begins in the picture.
    pub fn x(&self, column: usize) -> f64 {
        LEFT + column as f64 * self.unit()
    }

    /// The width of a column in the picture.
    pub fn unit(&self) -> f64 {
        PLOT / self.columns.max(1) as f64
    }

    pub fn of(&self, lane: LaneId) -> impl Iterator<Item = (usize, &'a What)> {
        self.events
            .iter()
            .filter(move |(_, event)| event.lane == lane)
            .map(|(column, event)| (*column, &event.what))
    }

    /// The lane's polls, in order.
    pub fn bars(&self, lane: LaneId) -> Vec<Bar> {
        let mut bars = Vec::new();
        let mut begin = 0;
        for (column, what) in self.of(lane) {
            match what {
                What::PollBegin => begin = column,
                What::PollEnd { outcome, .. } => bars.push(Bar {
                    from: begin,
                    until: column,
                    outcome: *outcome,
                }),
                _ => {}
            }
        }
        bars
    }

    /// From where to where the lane's future is there and unfinished.
    pub fn life(&self, lane: LaneId) -> Option<(usize, usize)> {
        let born = self.of(lane).next()?.0;
        let over = |what: &What| match what {
            What::PollEnd { outcome, .. } => *outcome != Outcome::Pending,
            what => matches!(what, What::Drop { .. }),
        };
        let end = self
            .of(lane)
            .find(|(_, what)| over(what))
            .map_or(self.columns, |(column, _)| column);
        Some((born, end))
    }

    /// Who woke whom, and when: column, woken lane, cause in words, the causing lane if it is one.
    pub fn wakes(&self) -> impl Iterator<Item = (usize, &'a Event, String, Option<LaneId>)> {
        self.events
            .iter()
            .filter_map(|(column, event)| match &event.what {
                What::Wake(Cause::Lane(by)) => Some((
                    *column,
                    *event,
                    self.recording.lanes[by.0].clone(),
                    Some(*by),
                )),
                What::Wake(Cause::Named(name)) => Some((*column, *event, name.clone(), None)),
                What::Wake(Cause::Unknown) => {
                    Some((*column, *event, "somebody outside".to_owned(), None))
                }
                _ => None,
            })
    }
}
