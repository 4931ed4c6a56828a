//! The charts: one point for each contender, on a scale whose every step is ten times the one before.
//!
//! Forms differ, not colours: ours is a filled diamond, Tokio's current_thread a filled circle, the floor a bar, the others
//! are rings. Everything is `currentColor`, which follows the page's theme. Nothing has an id, and there is no blank line.

use std::fmt::Write;

use crate::contender::Contender;
use crate::measure::{Measure, find};
use crate::meter::Value;
use crate::results::Results;

/// The picture's own units: its width fits a phone one to one.
const WIDTH: f64 = 360.0;
/// Where names end and the scale begins, and where the scale ends and the values begin.
const LEFT: f64 = 122.0;
const RIGHT: f64 = 306.0;
const HEAD: f64 = 38.0;
const ROW: f64 = 18.0;
const LEGEND: f64 = 42.0;

pub fn tasks(results: &Results) -> String {
    let title = "Processor time of a task's basic steps";
    chart(
        results,
        title,
        &["spawn_1000", "yield", "ping_pong", "timeout"],
    )
}

pub fn memory(results: &Results) -> String {
    chart(
        results,
        "Memory of a task",
        &["idle_bytes", "sleepers_bytes"],
    )
}

pub fn echo(results: &Results) -> String {
    let title = "Processor time of the server for a request, 64 bytes there and back";
    chart(
        results,
        title,
        &["echo_1_cpu", "echo_64_cpu", "echo_1000_cpu"],
    )
}

fn chart(results: &Results, title: &str, keys: &[&str]) -> String {
    let panels: Vec<Panel> = keys
        .iter()
        .map(|key| Panel::new(results, find(key)))
        .collect();
    let height: f64 = panels.iter().map(Panel::height).sum::<f64>() + LEGEND;
    let words: Vec<String> = panels.iter().map(Panel::words).collect();
    let (title, words) = (escape(title), escape(&words.join(" ")));
    let mut out = String::new();
    line(
        &mut out,
        &format!(
            r#"<svg class="trace" role="img" aria-label="{title}. {words}" viewBox="0 0 {WIDTH} {height}" font-family="sans-serif" font-size="11" fill="currentColor">"#
        ),
    );
    line(&mut out, &format!("<title>{title}</title>"));
    line(&mut out, &format!("<desc>{words}</desc>"));
    let mut top = 0.0;
    for panel in &panels {
        panel.draw(&mut out, top);
        top += panel.height();
    }
    legend(&mut out, top + 16.0);
    line(&mut out, "</svg>");
    out
}

/// One measure.
struct Panel {
    measure: Measure,
    points: Vec<(Contender, Value)>,
    /// The scale's ends, as powers of ten.
    from: f64,
    until: f64,
}

impl Panel {
    fn new(results: &Results, measure: Measure) -> Self {
        let value = |contender| Some((contender, results.value(contender, measure.key)?));
        let points: Vec<_> = results.contenders().filter_map(value).collect();
        let least = points
            .iter()
            .map(|(_, value)| value.min)
            .fold(f64::INFINITY, f64::min);
        let most = points
            .iter()
            .map(|(_, value)| value.max)
            .fold(1.0, f64::max);
        let from = least.max(0.1).min(most).log10().floor();
        let until = most.log10().ceil().max(from + 1.0);
        Self {
            measure,
            points,
            from,
            until,
        }
    }

    fn height(&self) -> f64 {
        HEAD + ROW * self.points.len() as f64 + 8.0
    }

    fn x(&self, value: f64) -> f64 {
        let share = (value.max(0.1).log10() - self.from) / (self.until - self.from);
        LEFT + share.clamp(0.0, 1.0) * (RIGHT - LEFT)
    }

    /// The same in words.
    fn words(&self) -> String {
        let each = |(contender, value): &(Contender, Value)| {
            format!(
                "{} {}",
                contender.title(),
                self.measure.unit.show(value.median)
            )
        };
        let all: Vec<String> = self.points.iter().map(each).collect();
        let (title, unit) = (
            self.measure.title.replace('`', ""),
            self.measure.unit.name(),
        );
        format!("{title}, in {unit}: {}.", all.join("; "))
    }

    fn draw(&self, out: &mut String, top: f64) {
        let (title, unit) = (
            self.measure.title.replace('`', ""),
            self.measure.unit.name(),
        );
        let bottom = top + self.height() - 8.0;
        line(
            out,
            &format!(
                r#"<text x="2" y="{:.1}" font-size="12" font-weight="bold">{}, {unit}</text>"#,
                top + 16.0,
                escape(&title)
            ),
        );
        let mut power = self.from;
        while power <= self.until {
            let value = 10_f64.powf(power);
            let x = self.x(value);
            line(
                out,
                &format!(
                    r#"<path d="M{x:.1} {:.1}V{bottom:.1}" stroke="currentColor" stroke-opacity="0.25"/>"#,
                    top + HEAD - 4.0
                ),
            );
            line(
                out,
                &format!(
                    r#"<text x="{x:.1}" y="{:.1}" text-anchor="middle" font-size="9">{}</text>"#,
                    top + HEAD - 7.0,
                    self.measure.unit.show(value)
                ),
            );
            power += 1.0;
        }
        for (index, (contender, value)) in self.points.iter().enumerate() {
            self.row(
                out,
                *contender,
                *value,
                top + HEAD + ROW * index as f64 + ROW / 2.0,
            );
        }
    }

    fn row(&self, out: &mut String, contender: Contender, value: Value, y: f64) {
        let weight = if contender == Contender::Ours {
            r#" font-weight="bold""#
        } else {
            ""
        };
        let (name, show) = (contender.title(), |value| self.measure.unit.show(value));
        line(
            out,
            &format!(
                "<g><title>{name}: {} (from {} to {})</title>",
                show(value.median),
                show(value.min),
                show(value.max)
            ),
        );
        line(
            out,
            &format!(r#"<text x="2" y="{:.1}"{weight}>{name}</text>"#, y + 4.0),
        );
        line(
            out,
            &format!(
                r#"<path d="M{:.1} {y:.1}H{:.1}" stroke="currentColor"/>"#,
                self.x(value.min),
                self.x(value.max)
            ),
        );
        mark(out, contender, self.x(value.median), y);
        line(
            out,
            &format!(
                r#"<text x="358" y="{:.1}" text-anchor="end"{weight}>{}</text></g>"#,
                y + 4.0,
                show(value.median)
            ),
        );
    }
}

/// A contender's form.
fn mark(out: &mut String, contender: Contender, x: f64, y: f64) {
    let form = match contender {
        Contender::Ours => format!(r#"<path d="M{x:.1} {:.1}l6 6l-6 6l-6 -6z"/>"#, y - 6.0),
        Contender::Tokio => format!(r#"<circle cx="{x:.1}" cy="{y:.1}" r="4.5"/>"#),
        Contender::Floor => format!(
            r#"<path d="M{x:.1} {:.1}v12" stroke="currentColor" stroke-width="3"/>"#,
            y - 6.0
        ),
        _ => format!(
            r#"<circle cx="{x:.1}" cy="{y:.1}" r="4" fill="none" stroke="currentColor" stroke-width="1.5"/>"#
        ),
    };
    line(out, &form);
}

fn legend(out: &mut String, y: f64) {
    let signs = [
        (Contender::Ours, 10.0, "ours"),
        (Contender::Tokio, 62.0, "Tokio"),
        (Contender::Floor, 118.0, "no futures"),
        (Contender::Smol, 196.0, "the others"),
    ];
    for (contender, x, meaning) in signs {
        mark(out, contender, x, y);
        line(
            out,
            &format!(
                r#"<text x="{:.1}" y="{:.1}" font-size="10">{meaning}</text>"#,
                x + 9.0,
                y + 4.0
            ),
        );
    }
    let note = "The stroke: least to most. Each step: ten times the one before.";
    line(
        out,
        &format!(
            r#"<text x="4" y="{:.1}" font-size="10">{note}</text>"#,
            y + 20.0
        ),
    );
}

fn line(out: &mut String, text: &str) {
    let _ = writeln!(out, "{text}"); // writing to a String cannot fail
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}
