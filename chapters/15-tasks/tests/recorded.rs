//! The reference programs' recorded lines, and what the demos and their twins print.

const TK_17: &str = "\
passed the first wait
cancel accepted True
second future cancelled True task done False
caught the cancel
task gave ok(42)
task is ok(42)
cancel after the end accepted False
";

const UR_01: &str = "\
dropping the ignored task
report: never retrieved Boom(ignored)
dropping the error read task
dropping the awaited task
";

#[test]
fn tk_17_prints_the_recorded_lines() {
    assert_eq!(include_str!("../expected/catches.txt"), TK_17);
    assert_eq!(include_str!("../expected/catches.py.txt"), TK_17);
}

#[test]
fn ur_01_prints_the_recorded_lines() {
    assert_eq!(include_str!("../expected/never_retrieved.txt"), UR_01);
    assert_eq!(include_str!("../expected/never_retrieved.py.txt"), UR_01);
}
