//! The picture of states over time: one bar a lane and state, filled, outlined or hatched.

use std::collections::BTreeSet;
use std::fmt::Write;
use std::time::Duration;

use crate::canvas::{AXIS, BAR, Canvas, LANE, LEFT, LEGEND, escape, time_scale};
use crate::text::show;
use crate::{LaneId, Picture, Recording, Span, State};

/// About as wide as a letter of a bar's label gets, to tell whether a label fits.
const LETTER: f64 = 6.2;

impl Recording {
    /// Draws the recording as an SVG element without blank lines, to be included in a page.
    pub fn svg(&self, picture: &Picture<'_>) -> String {
        let height = AXIS + LANE * self.lanes.len() as f64 + LEGEND;
        let mut svg = Svg {
            x: Box::new(time_scale(self.end())),
            canvas: Canvas::default(),
        };
        svg.canvas.open(picture, height);
        svg.axis(self.end(), height);
        for (lane, name) in self.named_lanes() {
            svg.lane(self, lane, name);
        }
        svg.legend(&self.states(), height);
        svg.canvas.line("</svg>");
        svg.canvas.out
    }
}

struct Svg {
    /// Where a time stands.
    x: Box<dyn Fn(Duration) -> f64>,
    canvas: Canvas,
}

impl Svg {
    fn x(&self, at: Duration) -> f64 {
        (self.x)(at)
    }

    /// Whole seconds (or quarters of the recording, if it is shorter), as hair lines from top to legend.
    fn axis(&mut self, end: Duration, height: f64) {
        let step = if end >= Duration::from_secs(2) {
            Duration::from_secs(1)
        } else {
            end / 4
        };
        if step.is_zero() {
            return;
        }
        let mut at = Duration::ZERO;
        while at <= end {
            let x = self.x(at);
            let anchor = if at.is_zero() {
                "start"
            } else if at + step > end {
                "end"
            } else {
                "middle"
            };
            self.canvas.hair_line(x, height - LEGEND);
            self.canvas.line(&format!(
                r#"<text x="{x:.1}" y="14" text-anchor="{anchor}">{}</text>"#,
                show(at)
            ));
            at += step;
        }
    }

    fn lane(&mut self, recording: &Recording, lane: LaneId, name: &str) {
        let top = AXIS + LANE * lane.0 as f64;
        self.canvas.name(name, top + 14.0);
        for span in recording.spans(lane) {
            self.span(name, &span, top + 19.0);
        }
        for (at, what) in recording.marks(lane) {
            let meaning = format!("{name}, {}: {what}", show(at));
            self.canvas.mark(self.x(at), top + 18.0, &meaning);
        }
    }

    fn span(&mut self, name: &str, span: &Span, y: f64) {
        let (x, width) = (self.x(span.from), self.x(span.until) - self.x(span.from));
        let hover = format!(
            "{name}, {} to {}: {}, {}",
            show(span.from),
            show(span.until),
            span.state.name(),
            span.label
        );
        self.canvas
            .line(&format!("<g><title>{}</title>", escape(&hover)));
        self.bar(span.state, x, y, width, BAR);
        if span.label.chars().count() as f64 * LETTER + 8.0 < width {
            let ink = if span.state == State::Running {
                "var(--trace-ink, #fff)"
            } else {
                "currentColor"
            };
            self.canvas.line(&format!(
                r#"<text x="{:.1}" y="{:.1}" font-size="11" fill="{ink}">{}</text>"#,
                x + 6.0,
                y + 13.0,
                escape(&span.label)
            ));
        }
        self.canvas.line("</g>");
    }

    fn bar(&mut self, state: State, x: f64, y: f64, width: f64, height: f64) {
        let look = match state {
            State::Running => {
                r#"fill="var(--trace-running, #1f5fa8)" stroke="var(--trace-running, #1f5fa8)""#
            }
            State::Blocked => {
                r#"fill="var(--trace-blocked, #f5dcb4)" fill-opacity="0.45" stroke="currentColor" stroke-dasharray="2 2""#
            }
            State::Ready => r#"fill="none" stroke="currentColor""#,
            State::Paused => {
                self.canvas.line(&format!(
                    r#"<path d="M{:.1} {:.1}h{:.1}" stroke="currentColor" stroke-dasharray="2 3"/>"#,
                    x + 0.5,
                    y + height - 1.0,
                    (width - 1.0).max(0.5)
                ));
                return;
            }
        };
        self.canvas.line(&format!(
            r#"<rect x="{:.1}" y="{y:.1}" width="{:.1}" height="{height}" {look}/>"#,
            x + 0.5,
            (width - 1.0).max(0.5)
        ));
        if state == State::Ready {
            self.hatch(x, y, width, height);
        }
    }

    /// Slanted lines by hand: a pattern would need an id, and ids collide when pictures share a page.
    fn hatch(&mut self, x: f64, y: f64, width: f64, height: f64) {
        const GAP: f64 = 6.0;
        let mut path = String::new();
        let mut at = 0.0;
        while at + height < width {
            let _ = write!(path, "M{:.1} {:.1}l{height} -{height}", x + at, y + height); // cannot fail
            at += GAP;
        }
        self.canvas.line(&format!(
            r#"<path d="{path}" stroke="currentColor" stroke-opacity="0.5" fill="none"/>"#
        ));
    }

    fn legend(&mut self, states: &BTreeSet<State>, height: f64) {
        let mut x = LEFT;
        for state in states {
            self.bar(*state, x, height - 15.0, 22.0, 10.0);
            self.canvas.line(&format!(
                r#"<text x="{:.1}" y="{:.1}" font-size="11">{}</text>"#,
                x + 27.0,
                height - 6.0,
                state.name()
            ));
            x += 90.0;
        }
    }
}
