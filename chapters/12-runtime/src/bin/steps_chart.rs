//! The measurements of `cargo bench -p ch12-runtime --bench steps`, drawn as bars, and each step as a part of Tokio's cost.

use std::fmt::Write as _;
use std::{env, fs, io};

const MEASURED: &str = include_str!("../../measured/steps.txt");
const NAMES: [&str; 5] = [
    "s1_textbook",
    "s2_local",
    "s3_numbers",
    "s4_one_allocation",
    "Tokio",
];
/// The drawing's own units: as wide as a phone.
const WIDTH: f64 = 360.0;
const LEFT: f64 = 112.0;
const RIGHT: f64 = 52.0;
const ROW: f64 = 17.0;
const GROUP: f64 = 5.0 * ROW + 34.0;

/// The rows that are measured in nanoseconds or bytes: name, unit, five numbers.
fn rows() -> Vec<(String, String, Vec<f64>)> {
    let table = MEASURED
        .lines()
        .skip_while(|line| !line.trim_start().starts_with("s1"))
        .skip(1);
    let rows = table.filter(|line| !line.is_empty()).map(|line| {
        let (name, rest) = line.split_at(34);
        let mut words = rest.split_whitespace();
        let unit = words.next().unwrap_or_default().to_owned();
        (
            name.trim().to_owned(),
            unit,
            words.flat_map(str::parse).collect(),
        )
    });
    rows.collect()
}

/// One bar: ours filled, more so with every step; Tokio's an outline. No colour is needed to tell them apart.
fn bar(svg: &mut String, place: usize, y: f64, width: f64) {
    let look = match place {
        4 => r#"fill="none" stroke="currentColor""#.to_owned(),
        step => format!(r#"fill-opacity="{}""#, 0.25 * (step + 1) as f64),
    };
    let _ = writeln!(
        svg,
        r#"<rect x="{LEFT}" y="{:.1}" width="{width:.1}" height="{}" {look}/>"#,
        y - 10.0,
        ROW - 5.0
    );
}

fn draw(rows: &[(String, String, Vec<f64>)]) -> String {
    let height = rows.len() as f64 * GROUP + 4.0;
    let label = "Four steps and Tokio: cost of a task, a turn, a wake, and memory. The numbers stand at the bars.";
    let mut svg = format!(
        "<svg class=\"trace\" role=\"img\" aria-label=\"{label}\" viewBox=\"0 0 {WIDTH} {height}\" font-family=\"sans-serif\" font-size=\"11\" fill=\"currentColor\">\n<title>Four steps and Tokio</title>\n<desc>{label}</desc>\n"
    );
    for (number, (name, unit, values)) in rows.iter().enumerate() {
        let top = number as f64 * GROUP + 16.0;
        let _ = writeln!(
            svg,
            r#"<text x="2" y="{top:.1}" font-weight="bold">{name} ({unit})</text>"#
        );
        let most = values.iter().copied().fold(1.0, f64::max);
        for (place, (name, value)) in NAMES.iter().zip(values).enumerate() {
            let y = top + (place + 1) as f64 * ROW;
            let width = value / most * (WIDTH - LEFT - RIGHT);
            let _ = writeln!(svg, r#"<text x="2" y="{y:.1}">{name}</text>"#);
            bar(&mut svg, place, y, width);
            let _ = writeln!(
                svg,
                r#"<text x="{:.1}" y="{y:.1}">{value:.0}</text>"#,
                LEFT + width + 4.0
            );
        }
    }
    svg + "</svg>\n"
}

fn main() -> io::Result<()> {
    let rows = rows();
    for (name, _, values) in &rows {
        let parts: Vec<_> = values[..4]
            .iter()
            .map(|value| format!("{:.2}", value / values[4]))
            .collect();
        println!("{name:<34}{}", parts.join("  "));
    }
    match env::var_os("TRACE_SVG") {
        Some(path) => fs::write(path, draw(&rows)),
        None => Ok(()),
    }
}
