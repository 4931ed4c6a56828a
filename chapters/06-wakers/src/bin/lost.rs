//! The lost wake-up, by a schedule: the wake comes after the poll and before the sleep.

use std::pin::Pin;
use std::sync::{Arc, Condvar, Mutex, PoisonError, mpsc};
use std::task::{Context, Poll};
use std::thread;
use std::time::Duration;

use ch06_wakers::{Park, ThreadPark, Unparker, drive};

/// So long we wait for somebody who will never come.
const LIMIT: Duration = Duration::from_millis(500);

// ANCHOR: forgetful
/// A park without a token: an unpark wakes who is asleep now.
#[derive(Default)]
struct ForgetfulPark {
    alarm: Arc<Condvar>,
}

impl Park for ForgetfulPark {
    fn park(&mut self, _timeout: Option<Duration>) {
        let bed = Mutex::new(());
        let asleep = bed.lock().unwrap_or_else(PoisonError::into_inner);
        drop(self.alarm.wait(asleep));
    }

    fn unparker(&self) -> Unparker {
        let alarm = Arc::clone(&self.alarm);
        Unparker::new(move || alarm.notify_one())
    }
}
// ANCHOR_END: forgetful

// ANCHOR: schedule
/// Is woken by another thread *while* it is polled, and by nobody later.
struct WokenEarly(bool);

impl Future for WokenEarly {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        if self.0 {
            println!("  main    polls: Ready");
            return Poll::Ready(());
        }
        self.0 = true;
        println!("  main    polls: a helper gets the waker; Pending");
        let waker = cx.waker().clone();
        let helper = thread::spawn(move || waker.wake());
        helper.join().expect("a waker does not panic");
        println!("  helper  has called wake");
        Poll::Pending
    }
}
// ANCHOR_END: schedule

/// Says when it is told to sleep.
struct Aloud<P>(P);

impl<P: Park> Park for Aloud<P> {
    fn park(&mut self, timeout: Option<Duration>) {
        println!("  main    parks");
        self.0.park(timeout);
    }

    fn unparker(&self) -> Unparker {
        self.0.unparker()
    }
}

fn main() {
    println!("a park without a token:");
    let (sender, receiver) = mpsc::channel();
    thread::spawn(move || {
        drive(&mut Aloud(ForgetfulPark::default()), WokenEarly(false));
        // Nobody listens any more after the limit.
        let _ = sender.send(());
    });
    match receiver.recv_timeout(LIMIT) {
        Ok(()) => println!("  main    is back"),
        Err(_) => {
            println!("  main    is still asleep after {LIMIT:?}: nobody will wake it")
        }
    }
    println!("a park with a token:");
    drive(&mut Aloud(ThreadPark::new()), WokenEarly(false));
    println!("  main    is back");
}
