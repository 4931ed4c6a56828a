//! Pools: the careful one keeps its promises, the naive one breaks them in the ways that the page shows.

use std::net::{TcpListener, TcpStream};
use std::sync::mpsc::{self, channel};
use std::sync::{Arc, Barrier};
use std::time::Duration;

use ch01_blocking_io::EchoClient;
use ch02_threads::{NaivePool, Pool, serve_pooled};
use judge::within;

const LIMIT: Duration = Duration::from_secs(10);

fn pool_of(workers: usize) -> Pool {
    Pool::new(workers).expect("a few threads are there")
}

#[test]
fn as_many_jobs_run_at_once_as_there_are_workers() {
    within(LIMIT, "three jobs to meet in a pool of three", || {
        let pool = pool_of(3);
        let meeting = Arc::new(Barrier::new(3));
        for _ in 0..3 {
            let meeting = Arc::clone(&meeting);
            pool.execute(move || {
                meeting.wait();
            });
        }
    });
}

#[test]
fn and_not_one_more() {
    within(LIMIT, "two workers to take two of three jobs", || {
        let pool = pool_of(2);
        let (tell, started) = channel();
        let (_hold, gate) = channel::<()>();
        let gate = Arc::new(std::sync::Mutex::new(gate));
        for job in 0..3 {
            let (tell, gate) = (tell.clone(), Arc::clone(&gate));
            pool.execute(move || {
                tell.send(job).expect("somebody listens");
                let _ = gate.lock().map(|gate| gate.recv());
            });
        }
        let mut first = [started.recv(), started.recv()].map(|job| job.expect("two begin"));
        first.sort_unstable();
        assert_eq!(first, [0, 1], "jobs begin in the order in which they came");
        assert!(started.try_recv().is_err(), "a third job began");
        drop(_hold);
    });
}

#[test]
fn one_worker_does_its_jobs_in_order() {
    let order: Vec<_> = within(LIMIT, "ten jobs to be done", || {
        let (tell, order) = channel();
        let pool = pool_of(1);
        for job in 0..10 {
            let tell = tell.clone();
            pool.execute(move || tell.send(job).expect("somebody listens"));
        }
        drop((tell, pool));
        order.iter().collect()
    });
    assert_eq!(order, Vec::from_iter(0..10));
}

#[test]
fn a_panicking_job_costs_no_worker_and_is_counted() {
    within(LIMIT, "a job after two that panic", || {
        let pool = pool_of(1);
        pool.execute(|| panic!("the first bug"));
        pool.execute(|| panic!("the second bug"));
        let (tell, done) = channel();
        pool.execute(move || tell.send("done").expect("somebody listens"));
        assert_eq!(done.recv(), Ok("done"));
        assert_eq!(pool.panics(), 2);
        assert_eq!(pool.shutdown(), 2);
    });
}

#[test]
fn shutdown_does_what_is_queued_and_then_ends() {
    let done = within(LIMIT, "a pool with a hundred queued jobs to end", || {
        let (open, gate) = channel::<()>();
        let (tell, done) = channel();
        let pool = pool_of(1);
        pool.execute(move || {
            let _ = gate.recv();
        });
        for _ in 0..100 {
            let tell = tell.clone();
            pool.execute(move || tell.send(()).expect("somebody listens"));
        }
        drop(tell);
        let opener = std::thread::spawn(move || drop(open));
        pool.shutdown();
        opener.join().expect("no panic");
        done.try_iter().count()
    });
    assert_eq!(done, 100);
}

#[test]
fn dropping_a_pool_waits_for_its_jobs() {
    let done = within(LIMIT, "a pool with ten jobs to be dropped", || {
        let (tell, done) = channel();
        let pool = pool_of(2);
        for _ in 0..10 {
            let tell = tell.clone();
            pool.execute(move || tell.send(()).expect("somebody listens"));
        }
        drop(pool);
        done.try_iter().count()
    });
    assert_eq!(done, 10);
}

#[test]
fn jobs_that_wait_for_jobs_of_their_own_pool_lock_it_up() {
    within(LIMIT, "both jobs to give up", || {
        let pool = pool_of(2);
        let (ask, asked) = channel();
        let (tell, answered) = channel();
        let both_gave_up = Arc::new(Barrier::new(2));
        for _ in 0..2 {
            let (ask, tell, both_gave_up) = (ask.clone(), tell.clone(), Arc::clone(&both_gave_up));
            pool.execute(move || {
                let (give, answer) = channel();
                ask.send(give).expect("somebody listens");
                let answer = answer.recv_timeout(Duration::from_millis(50));
                tell.send(answer.is_ok()).expect("somebody listens");
                both_gave_up.wait(); // else the first to give up would do the other's job in time
            });
        }
        drop((ask, tell));
        for give in asked {
            pool.execute(move || {
                let _ = give.send(()); // too late
            });
        }
        assert_eq!(answered.iter().collect::<Vec<_>>(), [false, false]);
    });
}

#[test]
#[should_panic(expected = "at least one worker")]
fn a_pool_of_no_workers_is_refused() {
    let _ = Pool::new(0);
}

#[test]
fn the_third_client_of_a_pool_of_two_waits_for_the_first_to_go() {
    within(LIMIT, "three clients to be greeted by two workers", || {
        let listener = TcpListener::bind("127.0.0.1:0").expect("port 0 is free");
        let address = listener.local_addr().expect("bound");
        let [mut a, mut b] = [(), ()].map(|()| EchoClient::connect(address).expect("it listens"));
        let c = TcpStream::connect(address).expect("the kernel accepts");
        let pool = pool_of(2);
        serve_pooled(&listener, 3, &pool).expect("three are waiting");
        a.wait_for_greeting().expect("a greeting");
        b.wait_for_greeting().expect("a greeting");
        c.set_nonblocking(true).expect("a socket");
        c.peek(&mut [0]).expect_err("no greeting for the third yet");
        c.set_nonblocking(false).expect("a socket");
        drop(a);
        c.peek(&mut [0]).expect("a greeting, once a worker is free");
        drop((b, c));
        assert_eq!(pool.shutdown(), 0);
    });
}

#[test]
fn a_naive_pool_does_one_job_at_a_time() {
    within(LIMIT, "two jobs, one after the other", || {
        let (tell, second_runs) = mpsc::channel();
        let (answer, met) = channel();
        let pool = NaivePool::new(2);
        let patience = Duration::from_millis(50);
        pool.execute(move || {
            answer
                .send(second_runs.recv_timeout(patience).is_ok())
                .expect("open")
        });
        pool.execute(move || {
            let _ = tell.send(());
        });
        assert_eq!(met.recv(), Ok(false));
        assert_eq!(pool.shutdown(), 0);
    });
}

#[test]
fn a_naive_pool_loses_all_workers_to_one_panic() {
    let died = within(LIMIT, "both workers to die", || {
        let pool = NaivePool::new(2);
        pool.execute(|| panic!("a bug"));
        pool.shutdown()
    });
    assert_eq!(died, 2);
}
