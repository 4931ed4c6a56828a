//! A chart of measurements: lines over two logarithmic axes.

use std::f64::consts::TAU;
use std::fmt::Write;
use std::time::Duration;

use crate::Picture;
use crate::canvas::{Canvas, LEFT, escape};

/// Room for the numbers at the left, the names of the lines at the right, and the numbers below.
const NUMBERS: f64 = 52.0;
const NAMES: f64 = 52.0;
const WIDTH: f64 = 360.0;
const TOP: f64 = 22.0;
const PLOT: f64 = 200.0;
const FOOT: f64 = 38.0;
/// Names closer than this would touch.
const NAME: f64 = 13.0;

/// Measurements as lines, each named at its end. Both axes are logarithmic, from power of ten to power of ten.
///
/// Lines differ by their marks and dashes: the chart is read without colour.
///
/// ```
/// let mut chart = trace::Chart::new("ns", "timers", |ns| format!("{ns} ns"), |timers| format!("{timers}"));
/// chart.line("heap", [(10.0, 50.0), (1000.0, 80.0)]);
/// let svg = chart.svg("Cost", "It grows.");
/// assert!(svg.contains(">heap</text>"));
/// ```
#[derive(Debug)]
pub struct Chart {
    /// What goes up, and what goes to the right.
    of: [String; 2],
    show: [fn(f64) -> String; 2],
    lines: Vec<(String, Vec<(f64, f64)>)>,
}

impl Chart {
    /// An empty chart of `y` over `x`. `show_y` and `show_x` write the numbers of the axes.
    pub fn new(y: &str, x: &str, show_y: fn(f64) -> String, show_x: fn(f64) -> String) -> Self {
        let (of, lines) = ([y, x].map(str::to_owned), Vec::new());
        Self {
            of,
            show: [show_y, show_x],
            lines,
        }
    }

    /// Adds a line through `points`, which are greater than zero and go from left to right.
    pub fn line(&mut self, name: &str, points: impl IntoIterator<Item = (f64, f64)>) {
        let points = points.into_iter().collect();
        self.lines.push((name.to_owned(), points));
    }

    /// Draws the chart as an SVG element without blank lines, to be included in a page. `description` says what it shows, for
    /// a reader who cannot see it.
    pub fn svg(&self, title: &str, description: &str) -> String {
        let mut canvas = Canvas::default();
        let column = Duration::ZERO; // a chart has no text lanes
        let picture = Picture {
            title,
            description,
            column,
        };
        canvas.open(&picture, TOP + PLOT + FOOT);
        let points = || self.lines.iter().flat_map(|(_, points)| points);
        let x = Axis::over(points().map(|point| point.0), NUMBERS, WIDTH - NAMES);
        let y = Axis::over(points().map(|point| point.1), TOP + PLOT, TOP);
        self.grid(&mut canvas, &x, &y);
        for (number, (_, points)) in self.lines.iter().enumerate() {
            let places: Vec<_> = points.iter().map(|(a, b)| (x.at(*a), y.at(*b))).collect();
            line(&mut canvas, number, &places);
        }
        self.names(&mut canvas, &x, &y);
        canvas.line("</svg>");
        canvas.out
    }

    fn grid(&self, canvas: &mut Canvas, x: &Axis, y: &Axis) {
        let bottom = TOP + PLOT;
        let small = |canvas: &mut Canvas, x: f64, y: f64, anchor: &str, text: &str| {
            canvas.line(&format!(
                r#"<text x="{x:.1}" y="{y:.1}" font-size="11" text-anchor="{anchor}">{}</text>"#,
                escape(text)
            ));
        };
        for power in y.powers() {
            let at = y.at(power);
            canvas.line(&format!(
                r#"<path d="M{NUMBERS} {at:.1}H{:.1}" stroke="currentColor" stroke-opacity="0.25"/>"#,
                WIDTH - NAMES
            ));
            small(canvas, NUMBERS - 6.0, at + 4.0, "end", &self.show[0](power));
        }
        for power in x.powers() {
            let at = x.at(power);
            canvas.line(&format!(
                r#"<path d="M{at:.1} {TOP}V{bottom}" stroke="currentColor" stroke-opacity="0.25"/>"#
            ));
            small(canvas, at, bottom + 15.0, "middle", &self.show[1](power));
        }
        small(canvas, LEFT, 12.0, "start", &self.of[0]);
        small(canvas, WIDTH - NAMES, bottom + 31.0, "end", &self.of[1]);
    }

    /// The names, beside the ends of their lines; those that would touch move apart.
    fn names(&self, canvas: &mut Canvas, x: &Axis, y: &Axis) {
        let ends = self.lines.iter().filter_map(|(name, points)| {
            let (a, b) = points.last()?;
            Some((y.at(*b), x.at(*a), name))
        });
        let mut ends: Vec<_> = ends.collect();
        ends.sort_by(|one, other| other.0.total_cmp(&one.0));
        let mut lowest = f64::INFINITY;
        for (foot, end, name) in ends {
            lowest = (foot + 4.0).min(lowest - NAME);
            canvas.line(&format!(
                r#"<text x="{:.1}" y="{lowest:.1}" font-weight="bold">{}</text>"#,
                end + 9.0,
                escape(name)
            ));
        }
    }
}

/// From one power of ten to another, and where they are in the picture.
struct Axis {
    powers: (i32, i32),
    places: (f64, f64),
}

impl Axis {
    fn over(values: impl Iterator<Item = f64> + Clone, from: f64, to: f64) -> Self {
        let first = values
            .clone()
            .fold(f64::INFINITY, f64::min)
            .max(f64::MIN_POSITIVE);
        let last = values.fold(first, f64::max);
        let low = first.log10().floor() as i32;
        Self {
            powers: (low, (last.log10().ceil() as i32).max(low + 1)),
            places: (from, to),
        }
    }

    fn at(&self, value: f64) -> f64 {
        let (low, high) = (f64::from(self.powers.0), f64::from(self.powers.1));
        let (from, to) = self.places;
        from + (to - from) * (value.log10() - low) / (high - low)
    }

    fn powers(&self) -> impl Iterator<Item = f64> + use<> {
        (self.powers.0..=self.powers.1).map(|power| 10_f64.powi(power))
    }
}

/// One line: which dashes and which marks, its number says.
fn line(canvas: &mut Canvas, number: usize, places: &[(f64, f64)]) {
    const DASHES: [&str; 3] = ["none", "6 3", "2 3"];
    let mut path = String::new();
    for (place, (x, y)) in places.iter().enumerate() {
        let step = if place == 0 { "M" } else { "L" };
        let _ = write!(path, "{step}{x:.1} {y:.1}"); // cannot fail
    }
    let dashes = DASHES[number % DASHES.len()];
    canvas.line(&format!(
        r#"<path d="{path}" fill="none" stroke="currentColor" stroke-width="1.5" stroke-dasharray="{dashes}"/>"#
    ));
    for (x, y) in places {
        mark(canvas, number, *x, *y);
    }
}

/// A circle, then polygons with three, four, … corners.
fn mark(canvas: &mut Canvas, number: usize, x: f64, y: f64) {
    if number == 0 {
        canvas.line(&format!(r#"<circle cx="{x:.1}" cy="{y:.1}" r="3.5"/>"#));
        return;
    }
    let corners = number + 2;
    let mut path = String::new();
    for corner in 0..corners {
        let angle = TAU * corner as f64 / corners as f64;
        let (side, up) = (4.5 * angle.sin(), 4.5 * angle.cos());
        let step = if corner == 0 { "M" } else { "L" };
        let _ = write!(path, "{step}{:.1} {:.1}", x + side, y - up); // cannot fail
    }
    canvas.line(&format!(r#"<path d="{path}Z"/>"#));
}
