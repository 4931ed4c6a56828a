//! A process in which three limits were over: its own, because it is about the whole process.

use std::panic::catch_unwind;
use std::time::Duration;

use judge::within;

#[test]
fn who_has_waited_in_vain_three_times_waits_a_tenth_as_long() {
    let waits = || {
        let hangs = || {
            within(Duration::from_millis(40), "nothing", || {
                loop {
                    std::thread::park();
                }
            })
        };
        let panic = catch_unwind(hangs).expect_err("it hangs");
        *panic.downcast::<String>().expect("a sentence")
    };
    let said = [(); 4].map(|()| waits());
    let waited = ["waited 40ms", "waited 40ms", "waited 40ms", "waited 4ms"];
    for (said, waited) in said.iter().zip(waited) {
        assert!(said.starts_with(waited), "{said}");
    }
}
