//! Polls as text: one row a lane, one column a step.

use std::fmt::Write;

use crate::polls::Layout;
use crate::text::{push_line, show};
use crate::{LaneId, Outcome, Recording, What};

impl Recording {
    /// Draws polls by steps: `[` a poll begins, `P` it ends pending, `R` ready, `!` in a panic; `w` the lane is woken; `x` it
    /// is dropped unfinished; `.` it waits; `*` a mark. Who woke whom and what was marked is listed below.
    ///
    /// ```text
    ///       0 s        100 ms
    /// join  [====P     [==R
    /// a      [P........w[R
    /// b        [R
    ///       w a, 100 ms: by timer
    /// ```
    pub fn polls_text(&self) -> String {
        let layout = Layout::new(self);
        let margin = self
            .lanes
            .iter()
            .map(|name| name.chars().count())
            .max()
            .unwrap_or(0)
            + 2;
        let mut text = String::new();
        push_line(&mut text, margin, "", &ruler(&layout));
        for (lane, name) in self.named_lanes() {
            push_line(&mut text, margin, name, &row(&layout, lane));
        }
        for (_, event, by, _) in layout.wakes() {
            let woken = &self.lanes[event.lane.0];
            push_line(
                &mut text,
                margin,
                "",
                &format!("w {woken}, {}: by {by}", show(event.at)),
            );
        }
        for (_, event) in &layout.events {
            if let What::Mark(what) = &event.what {
                let name = &self.lanes[event.lane.0];
                push_line(
                    &mut text,
                    margin,
                    "",
                    &format!("* {name}, {}: {what}", show(event.at)),
                );
            }
        }
        text
    }
}

/// The times of the clock, each over the first column that has it; one that would run into the one before is left out.
fn ruler(layout: &Layout<'_>) -> String {
    let mut ruler = String::new();
    for (column, at) in &layout.times {
        if ruler.is_empty() || ruler.len() < *column {
            let gap = column - ruler.len();
            let _ = write!(ruler, "{:gap$}{}", "", show(*at)); // writing to a String cannot fail
        }
    }
    ruler
}

fn row(layout: &Layout<'_>, lane: LaneId) -> String {
    let mut row = vec![' '; layout.columns + 1];
    if let Some((born, end)) = layout.life(lane) {
        row[born..end].fill('.');
    }
    for bar in layout.bars(lane) {
        row[bar.from..bar.until].fill('=');
        row[bar.from] = '[';
        row[bar.until] = match bar.outcome {
            Outcome::Pending => 'P',
            Outcome::Ready => 'R',
            Outcome::Panicked => '!',
        };
    }
    for (column, what) in layout.of(lane) {
        match what {
            What::Wake(_) => row[column] = 'w',
            What::Drop { .. } => row[column] = 'x',
            What::Mark(_) => row[column] = '*',
            _ => {}
        }
    }
    row.into_iter().collect()
}
