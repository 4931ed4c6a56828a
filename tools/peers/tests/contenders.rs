//! Every contender does all the work that the tables say it can, in small, and the load notices a wrong echo.

use std::io::{Read, Write};
use std::net::TcpListener;
use std::path::Path;
use std::sync::atomic::AtomicBool;
use std::thread;

use peers::contender::{CONTENDERS, Contender};
use peers::job::Plan;
use peers::measure;
use peers::process::{Failed, Starter};
use peers::{Job, Work, load, versions};

static STOP: AtomicBool = AtomicBool::new(false);
static STOPPED: AtomicBool = AtomicBool::new(true);

fn starter(stop: &'static AtomicBool) -> Starter {
    Starter::new(
        env!("CARGO_BIN_EXE_peers").into(),
        Path::new("python3"),
        stop,
    )
}

/// The jobs of a quick run, each as small as it still means something.
fn small_jobs() -> Vec<Job> {
    let mut jobs = Plan::quick().jobs;
    // System calls are an echo under strace, which not every machine has.
    jobs.retain(|job| job.work != Work::Calls && job.key != "spawn_100000");
    for job in &mut jobs {
        (job.count, job.budget_ms, job.batches) = (200, 0, 2);
        job.connections = job.connections.min(20);
        if job.work == Work::ThreeSleeps {
            job.count = 3;
        }
    }
    jobs
}

fn all_work_of(contender: Contender) {
    for job in small_jobs() {
        // It takes a second, and says nothing that the sleepers do not say.
        let long = job.work == Work::ThreeSleeps && contender != Contender::Ours;
        if long || !contender.can(job.work) {
            continue;
        }
        let values = match starter(&STOP).sample(contender, &job) {
            Ok(values) => values,
            Err(failed) => panic!("{}, {}: {failed:?}", contender.key(), job.key),
        };
        for (key, value) in values {
            assert_eq!(measure::find(&key).key, key);
            assert!(
                value.median >= 0.0 && value.min <= value.max,
                "{key}: {value:?}"
            );
        }
    }
}

#[test]
fn all_that_are_written_in_rust_do_all_their_work() {
    for contender in CONTENDERS
        .into_iter()
        .filter(|contender| !contender.is_python())
    {
        all_work_of(contender);
    }
}

#[test]
fn asyncio_does_all_its_work() {
    if versions::is_there(Path::new("python3")) {
        all_work_of(Contender::Asyncio);
    }
}

#[test]
fn what_a_contender_cannot_is_said() {
    let echo = small_jobs()
        .into_iter()
        .find(|job| job.work == Work::Echo)
        .unwrap();
    let failed = starter(&STOP).sample(Contender::Toy, &echo).unwrap_err();
    assert_eq!(failed, Failed::Because("toy cannot do echo_1".to_owned()));
}

#[test]
fn a_stopped_run_ends_its_sample() {
    let sleep = Plan::quick()
        .jobs
        .into_iter()
        .find(|job| job.work == Work::ThreeSleeps)
        .unwrap();
    let failed = starter(&STOPPED)
        .sample(Contender::Tokio, &sleep)
        .unwrap_err();
    assert_eq!(failed, Failed::Stopped);
}

#[test]
fn a_wrong_echo_is_noticed() {
    let mut job = small_jobs()
        .into_iter()
        .find(|job| job.work == Work::Echo)
        .unwrap();
    job.connections = 1;
    for wrong in [false, true] {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let server = thread::spawn(move || {
            let (mut stream, _) = listener.accept().unwrap();
            let mut message = [0; load::MESSAGE];
            let mut count = 0;
            while stream.read_exact(&mut message).is_ok() {
                count += 1;
                // The hundredth answer is wrong in its last bit.
                message[load::MESSAGE - 1] ^= u8::from(wrong && count == 100);
                if stream.write_all(&message).is_err() {
                    break;
                }
            }
        });
        let loaded = load::generate(port, &job);
        assert_eq!(loaded.is_err(), wrong, "{loaded:?}");
        server.join().unwrap();
    }
}
