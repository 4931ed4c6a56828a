//! The numbers that stand inside sentences: one anchor each, for `{{#include}}`.

use std::fmt::Write;

use crate::contender::Contender;
use crate::measure::{MEASURES, Unit};
use crate::results::Results;

/// All medians with their units (`tokio_yield`), and all ratios to Tokio's current_thread and to the floor
/// (`ours_to_tokio_yield`, `tokio_to_floor_echo_64_cpu`).
pub fn numbers(results: &Results) -> String {
    let mut out = String::new();
    for contender in results.contenders() {
        let whose = contender.key();
        for measure in MEASURES {
            let key = measure.key;
            if let Some(value) = results.value(contender, key) {
                let number = measure.unit.show(value.median);
                anchor(
                    &mut out,
                    &format!("{whose}_{key}"),
                    &with_unit(&number, measure.unit),
                );
            }
            for other in [Contender::Tokio, Contender::Floor] {
                if let Some(ratio) = results
                    .ratio(contender, other, key)
                    .filter(|_| other != contender)
                {
                    let name = format!("{whose}_to_{}_{key}", other.key());
                    anchor(&mut out, &name, &times(ratio));
                }
            }
        }
    }
    anchor(&mut out, "rounds", &results.rounds.to_string());
    anchor(&mut out, "samples", &results.samples.len().to_string());
    anchor(&mut out, "date", &results.date);
    out
}

fn anchor(out: &mut String, name: &str, text: &str) {
    let _ = write!(out, "ANCHOR: {name}\n{text}\nANCHOR_END: {name}\n"); // writing to a String cannot fail
}

fn with_unit(number: &str, unit: Unit) -> String {
    match unit {
        Unit::Calls => number.to_owned(),
        Unit::Rate => format!("{number} a second"),
        _ => format!("{number} {}", unit.name()),
    }
}

/// A ratio: two figures behind the point if it is small.
pub fn times(ratio: f64) -> String {
    if ratio < 9.95 {
        format!("{ratio:.2}")
    } else {
        format!("{ratio:.0}")
    }
}
