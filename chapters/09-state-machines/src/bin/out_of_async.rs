//! Two generators, one feeding the other, both made of `async`: a value wanted is a poll.

use std::io;
use std::time::Duration;

use ch09_state_machines::generator;
use trace::{Clock, Picture, lane, record};

fn main() -> io::Result<()> {
    // ANCHOR: generators
    let (squares, recording) = record(Clock::manual(), || {
        let numbers = generator(|out| {
            lane("numbers", async move {
                for n in 1..=4 {
                    out.yield_(n).await;
                }
            })
        });
        let squares = generator(|out| {
            lane("squares", async move {
                for n in numbers.filter(|n| n % 2 == 0) {
                    out.yield_(n * n).await;
                }
            })
        });
        squares.collect::<Vec<u32>>()
    });
    // ANCHOR_END: generators
    println!("squares of even numbers: {squares:?}\n");
    recording.publish_polls(&Picture {
        title: "A generator out of async",
        description: "squares is polled three times. In its first poll it polls numbers twice, for 1 and 2, and hands out 4; in the second twice again, for 3 and 4, and hands out 16; in the third numbers ends, and squares ends.",
        column: Duration::from_millis(1),
    })
}
