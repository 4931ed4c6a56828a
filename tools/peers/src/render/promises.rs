//! What was promised of our runtime, beside what was measured.

use super::numbers::times;
use super::tables::aligned;
use crate::contender::Contender;
use crate::measure::find;
use crate::results::Results;

/// A promise: the measure, beside whom (or in its own unit), what is wished, and what must hold.
type Promise = (&'static str, Option<Contender>, f64, f64);

const TOKIO: Option<Contender> = Some(Contender::Tokio);
const FLOOR: Option<Contender> = Some(Contender::Floor);

const PROMISES: [Promise; 13] = [
    ("spawn_1000", TOKIO, 0.18, 0.35),
    ("spawn_100000", TOKIO, 0.18, 0.35),
    ("yield", TOKIO, 0.17, 0.35),
    ("ping_pong", TOKIO, 0.50, 0.70),
    ("sleepers_cpu", TOKIO, 0.40, 0.75),
    ("sleepers_bytes", TOKIO, 0.28, 0.50),
    ("timeout", TOKIO, 0.33, 0.55),
    ("idle_bytes", TOKIO, 0.20, 0.40),
    ("echo_1_cpu", FLOOR, 1.02, 1.08),
    ("echo_64_cpu", FLOOR, 1.02, 1.08),
    ("echo_1000_cpu", FLOOR, 1.02, 1.08),
    ("calls_64", None, 2.05, 2.3),
    ("three_sleeps", None, 0.13, 1.3),
];

/// The table: lower is better everywhere.
pub fn promises(results: &Results) -> String {
    let mut rows = vec![
        "| quantity | as | floor | ours | target | promise | |".to_owned(),
        "|---|---|---:|---:|---:|---:|---|".to_owned(),
    ];
    for (key, beside, target, promise) in PROMISES {
        let measure = find(key);
        let show = |value: Option<f64>| value.map_or_else(|| "–".to_owned(), times);
        let of = |whose| match beside {
            Some(other) => results.ratio(whose, other, key),
            None => results.value(whose, key).map(|value| value.median),
        };
        let kind = match beside {
            Some(Contender::Floor) => "ratio to the floor",
            Some(_) => "ratio to Tokio",
            None => measure.unit.name(),
        };
        let (floor, ours) = (show(of(Contender::Floor)), of(Contender::Ours));
        let verdict = ours.map_or_else(
            || "not measured".to_owned(),
            |ours| verdict(ours, target, promise),
        );
        let (title, ours) = (measure.title, show(ours));
        rows.push(format!(
            "| {title} | {kind} | {floor} | {ours} | {target} | {promise} | {verdict} |"
        ));
    }
    aligned(&rows)
}

/// Held or missed, and by how much of the promise.
fn verdict(ours: f64, target: f64, promise: f64) -> String {
    let percent = |of: f64| format!("{:.0} %", (ours / of - 1.0).abs() * 100.0);
    let from_target = if ours <= target {
        "target reached".to_owned()
    } else {
        format!("{} above the target", percent(target))
    };
    if ours <= promise {
        format!("held by {}; {from_target}", percent(promise))
    } else {
        format!("MISSED by {}; {from_target}", percent(promise))
    }
}

#[cfg(test)]
mod tests {
    use super::verdict;

    #[test]
    fn a_verdict_says_by_how_much() {
        assert_eq!(
            verdict(0.28, 0.2, 0.35),
            "held by 20 %; 40 % above the target"
        );
        assert_eq!(verdict(0.1, 0.2, 0.35), "held by 71 %; target reached");
        assert_eq!(
            verdict(0.42, 0.2, 0.35),
            "MISSED by 20 %; 110 % above the target"
        );
    }
}
