//! Running: turn after turn.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::Duration;
use std::{io, mem};

use super::{EventLoop, once};
use crate::handle::CallbackId;
use crate::report::{Report, message_of};

impl EventLoop {
    // ANCHOR: run_forever
    /// Takes turn after turn until [`stop`](Self::stop) is called. It can be called again afterwards.
    ///
    /// # Errors
    /// If the kernel refuses to wait. The loop is as it was before.
    ///
    /// # Panics
    /// If a callback of the same loop calls it.
    pub fn run_forever(&mut self) -> io::Result<()> {
        assert!(
            !mem::replace(&mut self.running, true),
            "run_forever called inside a callback: this loop is already running"
        );
        let mut outcome = Ok(());
        while outcome.is_ok() {
            outcome = self.turn();
            if mem::take(&mut self.stopping) {
                break;
            }
        }
        self.running = false;
        outcome
    }

    /// Ends [`run_forever`](Self::run_forever) when this turn is over: what is in line in it still runs.
    pub fn stop(&mut self) {
        self.stopping = true;
    }
    // ANCHOR_END: run_forever

    // ANCHOR: turn
    /// One turn: sleep until there is something to do, then do it.
    fn turn(&mut self) -> io::Result<()> {
        self.turns += 1;
        // 1. Sleep. A socket, another thread or a timer ends it.
        let limit = self.time_to_sleep();
        let readers = self.sources.wait(limit)?;
        // 2. What has become ready stands in line behind what is there.
        self.ready.extend(readers);
        for (callback, place) in self.inbox.take() {
            let id = self.insert(once(callback), false, place);
            self.ready.push_back(id);
        }
        self.line_up_due_timers();
        // 3. Call what is in line now. What these calls add is for the next turn.
        for _ in 0..self.ready.len() {
            if let Some(id) = self.ready.pop_front() {
                self.call(id);
            }
        }
        Ok(())
    }
    // ANCHOR_END: turn

    // ANCHOR: time_to_sleep
    /// How long the loop may sleep; `None` is for ever, or until a socket or another thread wakes it.
    fn time_to_sleep(&self) -> Option<Duration> {
        if self.stopping || !self.ready.is_empty() {
            return Some(Duration::ZERO);
        }
        let (when, _) = self.timers.first()?;
        let idle = when.saturating_duration_since(self.time());
        Some(self.clock.sleep(idle))
    }

    fn line_up_due_timers(&mut self) {
        let now = self.time();
        while let Some((when, id)) = self.timers.first().copied()
            && when <= now
        {
            self.timers.pop_first();
            self.ready.push_back(id);
        }
    }
    // ANCHOR_END: time_to_sleep

    // ANCHOR: call
    /// Calls a callback, unless it is gone by now, and reports what went wrong with it.
    fn call(&mut self, id: CallbackId) {
        let Some(entry) = self.callbacks.get_mut(&id) else {
            return; // cancelled or removed while it stood in line
        };
        // It is taken out of its entry for the call: it gets the whole loop, and may remove itself.
        let (place, lasting) = (entry.place, entry.lasting);
        let Some(mut callback) = entry.callback.take() else {
            return;
        };
        if !lasting {
            self.callbacks.remove(&id);
        }
        let begin = self.time();
        // Unwind safe: no field is half changed while a callback runs. What the callback shares is its own affair.
        let outcome = catch_unwind(AssertUnwindSafe(|| callback(self)));
        let took = self.time().saturating_duration_since(begin);
        if let Some(entry) = self.callbacks.get_mut(&id) {
            entry.callback = Some(callback);
        }
        if let Err(panic) = outcome {
            let message = message_of(&*panic);
            (self.reporter)(Report::Panicked { place, message });
        }
        if took >= self.slow_callback_duration {
            (self.reporter)(Report::Slow { place, took });
        }
    }
    // ANCHOR_END: call
}
