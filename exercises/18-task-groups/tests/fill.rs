// Judge of 18/fill.

use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use ch18_task_groups::GroupError;
use ex18_task_groups::fill::{Source, fill};
use judge::assert_answer;
use paused::{Done, Log, Paused, now};
use tokio::time::sleep;

/// Of real time: an answer that never rests is stopped.
const LIMIT: Duration = Duration::from_secs(2);

fn words(panic: &(dyn Any + Send)) -> String {
    let text = panic.downcast_ref::<&str>().map(|text| (*text).to_owned());
    text.or_else(|| panic.downcast_ref::<String>().cloned())
        .unwrap_or_else(|| "with something that is no text".to_owned())
}

/// Drives a case. A panic in it is the answer's, and is told so.
#[track_caller]
fn driven<F: Future<Output: Send + 'static>>(
    what: &str,
    case: impl FnOnce() -> F + Send + 'static,
) -> Done<F::Output> {
    let run = Paused::new().awaiting(what).limit(LIMIT);
    catch_unwind(AssertUnwindSafe(|| run.run(case))).unwrap_or_else(|panic| {
        let words = words(&*panic);
        assert!(!words.starts_with("waited "), "{words}");
        panic!("the answer panicked: {words}")
    })
}

/// A source of the numbers 0, 1, 2, … as bytes; each read takes 10 ms, and one offset may be broken.
struct Numbers {
    log: Log,
    /// The offset and the length of each read, as they begin.
    reads: Arc<Mutex<Vec<(usize, usize)>>>,
    broken: Option<usize>,
}

impl Numbers {
    fn new(log: &Log, broken: Option<usize>) -> Self {
        let (log, reads) = (log.clone(), Arc::default());
        Self { log, reads, broken }
    }
}

impl Source for Numbers {
    type Error = String;

    async fn read_at(&self, offset: usize, part: &mut [u8]) -> Result<(), String> {
        self.reads
            .lock()
            .expect("nobody panics here")
            .push((offset, part.len()));
        let mut work = self
            .log
            .starts(format_args!("read of {} at offset {offset}", part.len()));
        if self.broken == Some(offset) {
            sleep(Duration::from_millis(5)).await;
            return Err(format!("offset {offset} is broken"));
        }
        sleep(Duration::from_millis(10)).await;
        for (n, byte) in part.iter_mut().enumerate() {
            *byte = (offset + n) as u8;
        }
        work.ends();
        Ok(())
    }
}

type Filled = (Result<(), String>, Vec<u8>, u64, Vec<String>);

fn filled(length: usize, part: usize, broken: Option<usize>) -> Filled {
    let done = driven("fill to come back", move || async move {
        let log = Log::new();
        let source = Numbers::new(&log, broken);
        let mut buffer = vec![255; length];
        let result: Result<(), GroupError<String>> = fill(&source, &mut buffer, part).await;
        (
            result.map_err(|error| error.to_string()),
            buffer,
            now(),
            log.sorted(),
        )
    });
    done.output
}

#[test]
fn every_part_is_in_its_place() {
    for (length, part) in [(6, 2), (6, 6), (6, 1), (1, 1)] {
        let (result, buffer, ..) = filled(length, part, None);
        let right: Vec<u8> = (0..length as u8).collect();
        assert_answer(
            format!("for {length} bytes in parts of {part}"),
            (result, buffer),
            (Ok(()), right),
        );
    }
}

#[test]
fn the_last_part_may_be_shorter() {
    let (result, buffer, ..) = filled(7, 3, None);
    assert_answer(
        "for 7 bytes in parts of 3",
        (result, buffer),
        (Ok(()), (0..7).collect()),
    );
    let reads = driven("fill to come back", || async {
        let source = Numbers::new(&Log::new(), None);
        let _ = fill(&source, &mut [255; 7], 3).await;
        let mut reads = source.reads.lock().expect("nobody panics here").clone();
        reads.sort_unstable();
        reads
    });
    assert_answer(
        "for 7 bytes in parts of 3, asked for the offset and the length of each read",
        reads.output,
        vec![(0, 3), (3, 3), (6, 1)],
    );
}

#[test]
fn an_empty_buffer_needs_no_read() {
    let (result, _, at, log) = filled(0, 3, None);
    assert_answer(
        "for an empty buffer",
        (result, at, log.len()),
        (Ok(()), 0, 0),
    );
}

#[test]
fn reads_are_under_way_at_the_same_time() {
    let (.., at, _) = filled(30, 3, None);
    assert_answer(
        "for ten parts of 10 ms each, asked for the milliseconds it took",
        at,
        10,
    );
}

#[test]
fn the_first_error_stops_the_other_reads() {
    let (result, _, at, log) = filled(9, 3, Some(3));
    let case = "where the read at offset 3 fails after 5 ms";
    assert_answer(case, result, Err("Group[offset 3 is broken]".to_owned()));
    assert_answer(format!("{case}, asked when it came back"), at, 5);
    let dropped = [
        "read of 3 at offset 0 is dropped at 5",
        "read of 3 at offset 6 is dropped at 5",
    ];
    assert!(
        dropped
            .iter()
            .all(|line| log.iter().any(|noted| noted == line)),
        "{case}, the other reads were not dropped"
    );
}

#[test]
fn nothing_is_spawned() {
    let tasks = driven("fill to come back", || async {
        let source = Numbers::new(&Log::new(), None);
        let mut buffer = vec![0; 6];
        let reads = fill(&source, &mut buffer, 2);
        tokio::select! {
            biased;
            _ = reads => 0,
            () = sleep(Duration::from_millis(5)) => tokio::runtime::Handle::current().metrics().num_alive_tasks(),
        }
    });
    assert_answer("asked for its tasks while it reads", tasks.output, 0);
}
