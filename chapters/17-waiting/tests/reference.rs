//! asyncio's reference programs: the demos print what asyncio printed, line by line.

use std::process::Command;

const WA_04: &str = "\
fast done at 100
wait returned at 100
done: fast
pending count 1 slow is pending
slow done at 300
second wait at 300 done count 2 pending count 0
third wait at 300 done count 2
";

const AC_09: &str = "\
item 1 Boom(b) at 100
item 2 ok(c) at 200
item 3 ok(a) at 300
items 3
";

fn printed(demo: &str) -> String {
    let output = Command::new(demo).output().expect("cargo has built it");
    String::from_utf8(output.stdout).expect("it prints text")
}

#[test]
fn wa_04_the_demo_prints_the_recorded_lines() {
    assert_eq!(printed(env!("CARGO_BIN_EXE_first_completed")), WA_04);
    assert_eq!(include_str!("../expected/first_completed.txt"), WA_04);
    assert_eq!(include_str!("../expected/first_completed.py.txt"), WA_04);
}

#[test]
fn ac_09_the_demo_prints_the_recorded_lines() {
    assert_eq!(printed(env!("CARGO_BIN_EXE_completion_order")), AC_09);
    assert_eq!(include_str!("../expected/completion_order.txt"), AC_09);
    assert_eq!(include_str!("../expected/completion_order.py.txt"), AC_09);
}
