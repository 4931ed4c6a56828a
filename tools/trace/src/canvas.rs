//! What both kinds of picture share: the sheet, its measures, names, hair lines, marks.
//!
//! Forms differ first and colours second. Colours come from the page's custom properties `--trace-…`, with a fallback, and
//! everything else from `currentColor`. Nothing has an id: ids collide when pictures share a page.

use std::fmt::Write;
use std::time::Duration;

use crate::Picture;

/// The picture's own units: its width fits a phone one to one.
const WIDTH: f64 = 360.0;
pub const LEFT: f64 = 2.0;
pub const PLOT: f64 = WIDTH - 2.0 * LEFT;
pub const AXIS: f64 = 22.0;
/// A lane: its name above, its bar below.
pub const LANE: f64 = 42.0;
pub const BAR: f64 = 18.0;
pub const LEGEND: f64 = 26.0;

/// Where a time stands in a picture that is drawn by time and ends at `end`.
pub fn time_scale(end: Duration) -> impl Fn(Duration) -> f64 {
    let scale = PLOT / end.as_secs_f64().max(f64::MIN_POSITIVE);
    move |at| LEFT + at.as_secs_f64() * scale
}

/// An SVG element in the making.
#[derive(Default)]
pub struct Canvas {
    pub out: String,
}

impl Canvas {
    pub fn line(&mut self, line: &str) {
        let _ = writeln!(self.out, "{line}"); // writing to a String cannot fail
    }

    pub fn open(&mut self, picture: &Picture<'_>, height: f64) {
        let (title, description) = (escape(picture.title), escape(picture.description));
        self.line(&format!(
            r#"<svg class="trace" role="img" aria-label="{title}: {description}" viewBox="0 0 {WIDTH} {height}" font-family="sans-serif" font-size="12" fill="currentColor">"#
        ));
        self.line(&format!("<title>{title}</title>"));
        self.line(&format!("<desc>{description}</desc>"));
    }

    /// From the axis down to `bottom`.
    pub fn hair_line(&mut self, x: f64, bottom: f64) {
        self.line(&format!(
            r#"<path d="M{x:.1} {AXIS}V{bottom:.1}" stroke="currentColor" stroke-opacity="0.25"/>"#
        ));
    }

    /// A lane's name, with its foot at `y`.
    pub fn name(&mut self, name: &str, y: f64) {
        self.line(&format!(
            r#"<text x="{LEFT}" y="{y:.1}" font-weight="bold">{}</text>"#,
            escape(name)
        ));
    }

    /// A small triangle that points down to `(x, y)`, as a whole, also at the borders; what it means shows on hover.
    pub fn mark(&mut self, x: f64, y: f64, meaning: &str) {
        /// Half of its width.
        const HALF: f64 = 4.0;
        let x = x.clamp(HALF, WIDTH - HALF);
        self.line(&format!(
            r#"<path d="M{x:.1} {y:.1}l{HALF} -7h-{}z"><title>{}</title></path>"#,
            2.0 * HALF,
            escape(meaning)
        ));
    }

    /// A sign and its meaning, below the picture.
    pub fn legend(&mut self, x: f64, height: f64, sign: &str, meaning: &str) {
        self.line(sign);
        self.line(&format!(
            r#"<text x="{x:.1}" y="{:.1}" font-size="11">{meaning}</text>"#,
            height - 6.0
        ));
    }
}

pub fn escape(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}
