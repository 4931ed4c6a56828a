//! What a change from one thread to another costs.

use std::sync::{Condvar, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use ch01_blocking_io::thread_cpu_time;

/// What one change of threads took, on average.
#[derive(Clone, Copy, Debug)]
pub struct Switch {
    /// Time on the wall.
    pub wall: Duration,
    /// Processor time of both threads together.
    pub cpu: Duration,
}

/// Two players and whose turn it is.
#[derive(Debug, Default)]
struct Table {
    turn: Mutex<usize>,
    passed: Condvar,
}

/// Lets two threads take turns, `rounds` times each: one waits until the other has had its turn. Two switches a round.
///
/// Either thread calls `prepare` first, to choose its processor, for instance.
///
/// # Panics
/// If `rounds` is zero.
pub fn switch(rounds: u32, prepare: impl Fn() + Sync) -> Switch {
    assert!(rounds > 0, "an average needs at least one round");
    let table = Table::default();
    let play = |player| {
        prepare();
        let before = thread_cpu_time();
        table.play(player, rounds);
        thread_cpu_time() - before
    };
    let start = Instant::now();
    let cpu: Duration = thread::scope(|scope| {
        let players = [0, 1].map(|player| scope.spawn(move || play(player)));
        let cpu = players.map(|player| player.join().expect("playing does not panic"));
        cpu.into_iter().sum()
    });
    Switch {
        wall: start.elapsed() / (2 * rounds),
        cpu: cpu / (2 * rounds),
    }
}

impl Table {
    fn play(&self, player: usize, rounds: u32) {
        for _ in 0..rounds {
            let turn = self.turn.lock().unwrap_or_else(PoisonError::into_inner);
            let turn = self.passed.wait_while(turn, |turn| *turn != player);
            let mut turn = turn.unwrap_or_else(PoisonError::into_inner);
            debug_assert_eq!(*turn, player, "a thread must wait for its turn");
            *turn = 1 - player;
            drop(turn);
            self.passed.notify_one();
        }
    }
}
