//! Three tasks hand a baton on; each wake is one number in a queue. The picture shows who is polled, and who is not.

use std::cell::{Cell, RefCell};
use std::future::poll_fn;
use std::io;
use std::rc::Rc;
use std::task::{Poll, Waker};
use std::time::Duration;

use ch12_runtime::time::sleep;
use ch12_runtime::{VirtualClock, block_on_virtual, spawn};
use trace::{Clock, Picture, lane};

const SECOND: Duration = Duration::from_secs(1);

// ANCHOR: baton
/// Who has the baton, and the waker of each who waits for it.
#[derive(Default)]
struct Baton(Cell<usize>, RefCell<[Option<Waker>; 4]>);

impl Baton {
    fn hand_on(&self, to: usize) {
        self.0.set(to);
        let waiting = self.1.borrow_mut()[to].take();
        waiting.into_iter().for_each(Waker::wake);
    }

    async fn mine(&self, me: usize) {
        poll_fn(|cx| {
            if self.0.get() == me {
                return Poll::Ready(());
            }
            self.1.borrow_mut()[me] = Some(cx.waker().clone());
            Poll::Pending
        })
        .await;
    }
}

async fn runner(name: &'static str, me: usize, baton: Rc<Baton>) {
    baton.mine(me).await;
    sleep(SECOND).await;
    println!("{name} hands on");
    baton.hand_on(me + 1);
}
// ANCHOR_END: baton

fn main() -> io::Result<()> {
    let clock = VirtualClock::new();
    let shown = clock.clone();
    let ((), recording) = trace::record(Clock::reading(move || shown.passed()), || {
        let race = async {
            let baton = Rc::new(Baton::default());
            for (me, name) in ["Ann", "Bob", "Cleo"].into_iter().enumerate() {
                drop(spawn(lane(name, runner(name, me, Rc::clone(&baton)))));
            }
            baton.mine(3).await;
            println!("main has the baton");
        };
        block_on_virtual(&clock, lane("main", race));
    });
    println!();
    recording.publish_polls(&Picture {
        title: "A baton goes round",
        description: "Main spawns Ann, Bob and Cleo, and waits. Ann has the baton and sleeps for a second; then she wakes Bob, who sleeps and wakes Cleo, who sleeps and wakes main. Nobody is polled who was not woken.",
        column: SECOND,
    })
}
