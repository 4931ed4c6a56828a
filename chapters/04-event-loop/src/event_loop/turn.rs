//! Running: turn after turn.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::rc::Rc;
use std::time::Duration;
use std::{io, mem};

use polling::Events;

use super::{EventLoop, Id};
use crate::report::{Report, message_of};

impl EventLoop {
    // ANCHOR: run_forever
    /// Takes turn after turn until [`stop`](Self::stop) is called. It can be called again
    /// afterwards.
    ///
    /// # Errors
    /// If the kernel refuses to wait.
    ///
    /// # Panics
    /// If a callback of the same loop calls it.
    pub fn run_forever(&mut self) -> io::Result<()> {
        let nested = "run_forever called inside a callback: this loop is already running";
        let mut events = self.events.take().expect(nested);
        let mut outcome = self.turn(&mut events);
        while outcome.is_ok() && !self.stopping {
            outcome = self.turn(&mut events);
        }
        self.events = Some(events);
        self.stopping = false;
        outcome
    }

    /// Ends [`run_forever`](Self::run_forever) when this turn is over: what is in line in it still
    /// runs.
    pub fn stop(&mut self) {
        self.stopping = true;
    }
    // ANCHOR_END: run_forever

    // ANCHOR: turn
    /// One turn: sleep until there is something to do, then do it.
    fn turn(&mut self, events: &mut Events) -> io::Result<()> {
        self.turns += 1;
        // 1. Sleep. A socket, another thread or a timer ends it.
        events.clear();
        self.remote.poller.wait(events, self.time_to_sleep())?;
        // 2. What has become ready stands in line behind what is there. An event's key is the
        // number of its reader.
        self.ready.extend(events.iter().map(|event| event.key));
        while let Ok((callback, place)) = self.inbox.try_recv() {
            let id = self.insert_once(callback, place);
            self.ready.push(id);
        }
        let later = self.timers.split_off(&(self.time(), Id::MAX));
        let due = mem::replace(&mut self.timers, later);
        self.ready.extend(due.into_iter().map(|(_, id)| id));
        // 3. Call those who are in line now. What they add is for the next turn.
        for id in mem::take(&mut self.ready) {
            self.call(id);
        }
        Ok(())
    }
    // ANCHOR_END: turn

    // ANCHOR: time_to_sleep
    /// How long the loop may sleep; `None` is until a socket or another thread wakes it.
    fn time_to_sleep(&self) -> Option<Duration> {
        if self.stopping || !self.ready.is_empty() {
            return Some(Duration::ZERO);
        }
        let (when, _) = self.timers.first()?;
        let idle = when.saturating_duration_since(self.time());
        Some(self.clock.sleep(idle))
    }
    // ANCHOR_END: time_to_sleep

    // ANCHOR: call
    /// Calls a callback, unless it is gone by now, and reports what went wrong with it.
    fn call(&mut self, id: Id) {
        let Some(entry) = self.callbacks.get(&id) else {
            return; // cancelled or removed while it stood in line
        };
        let (callback, place) = (Rc::clone(&entry.callback), entry.place);
        if entry.source.is_none() {
            self.callbacks.remove(&id);
        }
        let begin = self.time();
        // Unwind safe: no field is half changed while a callback runs. What the callback shares is
        // its own affair.
        let outcome = catch_unwind(AssertUnwindSafe(|| callback.borrow_mut()(self)));
        let took = self.time().saturating_duration_since(begin);
        if let Err(panic) = outcome {
            (self.reporter)(Report::Panicked(place, message_of(&*panic)));
        }
        if took >= self.slow_callback_duration {
            (self.reporter)(Report::Slow(place, took));
        }
    }
    // ANCHOR_END: call
}
