//! The picture of polls: bars for polls, thin lines for waiting, arrows for wakes, a cross for a future that is dropped
//! unfinished. Drawn by steps, because polls take no time of a virtual clock.

use crate::canvas::{AXIS, BAR, Canvas, LANE, LEGEND, escape};
use crate::polls::{Bar, Layout};
use crate::text::show;
use crate::{LaneId, Outcome, Picture, Recording, What};

impl Recording {
    /// Draws polls by steps as an SVG element without blank lines, to be included in a page.
    pub fn polls_svg(&self, picture: &Picture<'_>) -> String {
        let layout = Layout::new(self);
        let height = AXIS + LANE * self.lanes.len() as f64 + LEGEND;
        let mut steps = Steps {
            canvas: Canvas::default(),
            unit: layout.unit(),
            layout,
        };
        steps.canvas.open(picture, height);
        steps.times(height);
        for (lane, name) in self.named_lanes() {
            steps.lane(lane, name);
        }
        steps.wakes(self);
        steps.legend(height);
        steps.canvas.line("</svg>");
        steps.canvas.out
    }
}

struct Steps<'a> {
    canvas: Canvas,
    /// The width of a column.
    unit: f64,
    layout: Layout<'a>,
}

impl Steps<'_> {
    fn x(&self, column: usize) -> f64 {
        self.layout.x(column)
    }

    /// The middle of a lane's bar.
    fn y(lane: LaneId) -> f64 {
        AXIS + LANE * lane.0 as f64 + 19.0 + BAR / 2.0
    }

    fn times(&mut self, height: f64) {
        /// A label needs about so much room.
        const LABEL: f64 = 44.0;
        let mut free = f64::MIN;
        for (column, at) in self.layout.times.clone() {
            let x = self.x(column);
            self.canvas.hair_line(x, height - LEGEND);
            if x >= free {
                self.canvas
                    .line(&format!(r#"<text x="{x:.1}" y="14">{}</text>"#, show(at)));
                free = x + LABEL;
            }
        }
    }

    fn lane(&mut self, lane: LaneId, name: &str) {
        let middle = Self::y(lane);
        self.canvas.name(name, middle - BAR / 2.0 - 5.0);
        if let Some((born, end)) = self.layout.life(lane) {
            let (from, until) = (self.x(born), self.x(end));
            self.canvas.line(&format!(
                r#"<path d="M{from:.1} {middle:.1}H{until:.1}" stroke="currentColor" stroke-dasharray="2 3"/>"#
            ));
        }
        for bar in self.layout.bars(lane) {
            self.poll(name, &bar, middle);
        }
        for (column, what) in self.layout.of(lane).collect::<Vec<_>>() {
            let x = self.x(column) + self.unit / 2.0;
            match what {
                What::Drop { .. } => self.canvas.line(&format!(
                    r#"<path d="M{:.1} {:.1}l8 8m0 -8l-8 8" stroke="currentColor" stroke-width="2"><title>{} is dropped unfinished</title></path>"#,
                    x - 4.0, middle - 4.0, escape(name)
                )),
                What::Mark(text) => self.canvas.mark(x, middle - BAR / 2.0 - 1.0, &format!("{name}: {text}")),
                _ => {}
            }
        }
    }

    fn poll(&mut self, name: &str, bar: &Bar, middle: f64) {
        let (letter, end) = match bar.outcome {
            Outcome::Pending => ("P", "Pending"),
            Outcome::Ready => ("R", "Ready"),
            Outcome::Panicked => ("!", "a panic"),
        };
        let (x, width) = (
            self.x(bar.from),
            (bar.until - bar.from + 1) as f64 * self.unit,
        );
        let (y, inset) = (middle - BAR / 2.0, (self.unit * 0.1).min(1.0));
        self.canvas.line(&format!(
            "<g><title>{} is polled: {end}</title>",
            escape(name)
        ));
        self.canvas.line(&format!(
            r#"<rect x="{:.1}" y="{y:.1}" width="{:.1}" height="{BAR}" fill="var(--trace-running, #1f5fa8)"/>"#,
            x + inset, (width - 2.0 * inset).max(1.0)
        ));
        // The letter stands at the end, where the poll says it.
        if width >= 9.0 {
            self.canvas.line(&format!(
                r#"<text x="{:.1}" y="{:.1}" font-size="11" text-anchor="end" fill="var(--trace-ink, #fff)">{letter}</text>"#,
                x + width - 2.0, middle + 4.0
            ));
        }
        self.canvas.line("</g>");
    }

    fn wakes(&mut self, recording: &Recording) {
        for (column, event, by, lane) in self.layout.wakes().collect::<Vec<_>>() {
            let (x, y) = (self.x(column) + self.unit / 2.0, Self::y(event.lane));
            // From the causing lane's bar, or from above for a timer, a socket, a thread.
            let start = lane.map_or(AXIS, Self::y);
            let woken = escape(&recording.lanes[event.lane.0]);
            let title = format!("{woken} is woken by {} at {}", escape(&by), show(event.at));
            if lane == Some(event.lane) {
                // Below the bar: above it stands the lane's name.
                self.canvas.line(&format!(
                    r#"<path d="M{:.1} {:.1}a5 5 0 1 0 6 0" fill="none" stroke="currentColor" stroke-width="1.4"><title>{title} (itself)</title></path>"#,
                    x - 3.0, y + BAR / 2.0
                ));
                continue;
            }
            let tip = if start < y {
                y - BAR / 2.0
            } else {
                y + BAR / 2.0
            };
            let back = if start < y { tip - 6.0 } else { tip + 6.0 };
            self.canvas.line(&format!(
                r#"<path d="M{x:.1} {start:.1}V{tip:.1}M{:.1} {back:.1}L{x:.1} {tip:.1}L{:.1} {back:.1}" fill="none" stroke="currentColor" stroke-width="1.4"><title>{title}</title></path>"#,
                x - 3.5, x + 3.5
            ));
        }
    }

    fn legend(&mut self, height: f64) {
        let y = height - 10.0;
        let signs = [
            (
                format!(
                    r#"<rect x="2" y="{:.1}" width="22" height="10" fill="var(--trace-running, #1f5fa8)"/>"#,
                    y - 5.0
                ),
                "a poll",
            ),
            (
                format!(r#"<path d="M92 {y}h22" stroke="currentColor" stroke-dasharray="2 3"/>"#),
                "waiting",
            ),
            (
                format!(
                    r#"<path d="M184 {:.1}v10m-3.5 -6l3.5 6l3.5 -6" fill="none" stroke="currentColor" stroke-width="1.4"/>"#,
                    y - 5.0
                ),
                "a wake",
            ),
            (
                format!(
                    r#"<path d="M262 {:.1}l8 8m0 -8l-8 8" stroke="currentColor" stroke-width="2"/>"#,
                    y - 4.0
                ),
                "dropped",
            ),
        ];
        for ((sign, meaning), x) in signs.iter().zip([29.0, 119.0, 194.0, 275.0]) {
            self.canvas.legend(x, height, sign, meaning);
        }
    }
}
