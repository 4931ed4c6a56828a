//! The tables, in Markdown.

use std::fmt::Write;

use crate::contender::Contender;
use crate::measure::{Measure, find};
use crate::results::Results;

/// What stands where nothing was measured.
const NOTHING: &str = "–";

/// A table of medians: contenders down, measures across.
fn medians(results: &Results, heads: &[(&str, &str)]) -> String {
    table(results, heads, |results, contender, measure| {
        let value = results.value(contender, measure.key)?;
        Some(measure.unit.show(value.median))
    })
}

fn table(
    results: &Results,
    heads: &[(&str, &str)],
    cell: impl Fn(&Results, Contender, Measure) -> Option<String>,
) -> String {
    let measures: Vec<Measure> = heads.iter().map(|(key, _)| find(key)).collect();
    let mut rows = vec![String::from("| |"), String::from("|---|")];
    for (measure, (_, head)) in measures.iter().zip(heads) {
        rows[0] += &format!(" {head}, {} |", measure.unit.name());
        rows[1] += "---:|";
    }
    for contender in results.contenders() {
        let cells: Vec<Option<String>> = measures
            .iter()
            .map(|measure| cell(results, contender, *measure))
            .collect();
        if cells.iter().any(Option::is_some) {
            let mut row = format!("| {} |", contender.title());
            for cell in cells {
                row += &format!(" {} |", cell.as_deref().unwrap_or(NOTHING));
            }
            rows.push(row);
        }
    }
    aligned(&rows)
}

/// Pads the cells, so that a terminal shows columns, too.
pub fn aligned(rows: &[String]) -> String {
    let cells: Vec<Vec<&str>> = rows
        .iter()
        .map(|row| row.trim_matches('|').split('|').map(str::trim).collect())
        .collect();
    let width = |column: usize| {
        let lengths = cells.iter().enumerate().filter(|(line, _)| *line != 1);
        lengths
            .map(|(_, row)| row[column].chars().count())
            .max()
            .unwrap_or(0)
            .max(4)
    };
    let mut out = String::new();
    for row in &cells {
        out += "|";
        for (column, cell) in row.iter().enumerate() {
            let width = width(column);
            let cell = match (*cell, column) {
                ("---", _) => format!(" {} ", "-".repeat(width)),
                ("---:", _) => format!(" {}:", "-".repeat(width)),
                (cell, _) if cells[1][column] == "---" => format!(" {cell:width$} "),
                (cell, _) => format!(" {cell:>width$} "),
            };
            let _ = write!(out, "{cell}|"); // writing to a String cannot fail
        }
        out += "\n";
    }
    out
}

pub fn tasks(results: &Results) -> String {
    let heads = [
        ("spawn_1000", "spawn + join, 1,000"),
        ("spawn_100000", "100,000"),
        ("yield", "yield"),
        ("ping_pong", "wake the other"),
    ];
    medians(results, &heads)
}

pub fn timers(results: &Results) -> String {
    let heads = [
        ("timeout", "`timeout`, armed and cancelled"),
        ("sleepers_cpu", "one of many sleepers"),
        ("three_sleeps", "three sleeps, beyond 1 s"),
    ];
    medians(results, &heads)
}

pub fn memory(results: &Results) -> String {
    medians(
        results,
        &[
            ("idle_bytes", "idle task"),
            ("sleepers_bytes", "sleeping task"),
        ],
    )
}

pub fn echo(results: &Results) -> String {
    let heads = [
        ("echo_1_cpu", "1 connection"),
        ("echo_64_cpu", "64"),
        ("echo_1000_cpu", "1,000"),
    ];
    medians(results, &heads)
}

pub fn calls(results: &Results) -> String {
    let heads = [
        ("calls_1", "1 connection"),
        ("calls_64", "64"),
        ("calls_1000", "1,000"),
    ];
    medians(results, &heads)
}

/// The wall's time: nothing is to be concluded from it, so each cell shows its least and its most.
pub fn wall(results: &Results) -> String {
    let heads = [
        ("echo_64_rate", "requests, 64 connections"),
        ("echo_64_p99", "p99, 64"),
        ("echo_1000_rate", "requests, 1,000"),
        ("echo_1000_p99", "p99, 1,000"),
    ];
    table(results, &heads, |results, contender, measure| {
        let value = results.value(contender, measure.key)?;
        let show = |value| measure.unit.show(value);
        Some(format!("{} to {}", show(value.min), show(value.max)))
    })
}

/// Which run it was, where, and of what.
pub fn machine(results: &Results) -> String {
    let mut rows = vec!["| this run | |".to_owned(), "|---|---|".to_owned()];
    let mut row =
        |key: &str, value: &str| rows.push(format!("| {key} | {} |", value.replace('|', "/")));
    row(
        "run",
        &format!(
            "{}, {} rounds, {} s",
            results.run, results.rounds, results.seconds
        ),
    );
    row("command", &format!("`{}`", results.command));
    row("date", &results.date);
    row("seed", &results.seed.to_string());
    row("samples", &results.samples.len().to_string());
    for (key, value) in results.machine.iter().chain(&results.versions) {
        row(key, value);
    }
    aligned(&rows)
}

/// What was not measured, in sentences.
pub fn missing(results: &Results) -> String {
    if results.missing.is_empty() {
        return "Nothing that was planned is missing from this run.\n".to_owned();
    }
    let mut out = "Missing from this run:\n\n".to_owned();
    for (what, why) in &results.missing {
        out += &format!("- {what}: {why}\n");
    }
    out
}
