//! Text lanes: one row a lane, one character a stretch of time, the same on every machine.

use std::fmt::Write;
use std::time::Duration;

use crate::{LaneId, Recording};

/// The time axis bears a label about every this many columns.
const TICK: usize = 10;

impl Recording {
    /// Draws the recording with one character for each `column` of time.
    ///
    /// A state fills its stretch with its own character (`=` running, `.` blocked, `-` ready, `_` paused) and begins with `|`; its
    /// reason is written into it where it fits. Marks are stars, listed below. Lines end without spaces.
    ///
    /// # Panics
    /// If `column` is zero.
    pub fn text(&self, column: Duration) -> String {
        assert!(
            !column.is_zero(),
            "a column of text must stand for some time"
        );
        let margin = self
            .lanes
            .iter()
            .map(|name| name.chars().count())
            .max()
            .unwrap_or(0)
            + 2;
        let columns = column_of(self.end(), column);
        let mut text = String::new();
        push_line(&mut text, margin, "", &axis(columns, column));
        for (lane, name) in self.named_lanes() {
            push_line(&mut text, margin, name, &self.row(lane, column, columns));
        }
        for (lane, name) in self.named_lanes() {
            for (at, what) in self.marks(lane) {
                push_line(
                    &mut text,
                    margin,
                    "",
                    &format!("* {name}, {}: {what}", show(at)),
                );
            }
        }
        push_line(&mut text, margin, "", &self.legend());
        text
    }

    fn row(&self, lane: LaneId, column: Duration, columns: usize) -> String {
        let mut row = vec![' '; columns + 1];
        for span in self.spans(lane) {
            let (from, until) = (column_of(span.from, column), column_of(span.until, column));
            row[from..=until].fill(span.state.fill());
            row[from] = '|';
            row[until] = '|';
            let label: Vec<char> = span.label.chars().collect();
            if label.len() + 3 < until - from {
                row[from + 2..from + 2 + label.len()].copy_from_slice(&label);
            }
        }
        for (at, _) in self.marks(lane) {
            row[column_of(at, column)] = '*';
        }
        row.into_iter().collect()
    }

    fn legend(&self) -> String {
        let entries = self
            .states()
            .into_iter()
            .map(|state| format!("{} {}", state.fill(), state.name()));
        entries.collect::<Vec<_>>().join("   ")
    }
}

pub(crate) fn push_line(text: &mut String, margin: usize, name: &str, row: &str) {
    let line = format!("{name:margin$}{row}");
    let _ = writeln!(text, "{}", line.trim_end()); // writing to a String cannot fail
}

/// The column that an instant falls into, rounded to the nearest.
fn column_of(at: Duration, column: Duration) -> usize {
    let columns = (at.as_nanos() + column.as_nanos() / 2) / column.as_nanos();
    usize::try_from(columns).unwrap_or(usize::MAX)
}

/// The labels of the time axis: one a second if that leaves them room and is not sparse, else one every ten columns.
fn axis(columns: usize, column: Duration) -> String {
    const SECOND: Duration = Duration::from_secs(1);
    let seconds_fit = (4..=2 * TICK).contains(&column_of(SECOND, column));
    let step = if seconds_fit {
        SECOND
    } else {
        column * TICK as u32
    };
    let mut axis = String::new();
    for at in (0..)
        .map(|count| step * count)
        .take_while(|at| column_of(*at, column) <= columns)
    {
        let place = column_of(at, column);
        let _ = write!(
            axis,
            "{:width$}{}",
            "",
            show(at),
            width = place.saturating_sub(axis.len())
        );
    }
    axis
}

/// A time as a reader says it: `2 s`, `1.5 s`, `250 ms`.
pub(crate) fn show(time: Duration) -> String {
    let millis = time.as_millis();
    match (millis / 1000, millis % 1000) {
        (seconds, 0) => format!("{seconds} s"),
        (0, millis) => format!("{millis} ms"),
        (seconds, millis) => {
            let fraction = format!("{millis:03}");
            format!("{seconds}.{} s", fraction.trim_end_matches('0'))
        }
    }
}
