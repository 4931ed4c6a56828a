//! Two tasks are to stop in the middle of a record: one is aborted, the other one is asked.

use std::io;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use ch15_tasks::{Requests, TaskResult, create_cooperative, create_task};
use paused::now;
use tokio::time::sleep;
use trace::{Picture, lane};

const MS: Duration = Duration::from_millis(1);

// ANCHOR: tasks
type File = Arc<Mutex<String>>;

async fn write_record(file: &File, number: u32) {
    *file.lock().expect("unpoisoned") += &format!("<{number}");
    sleep(20 * MS).await;
    *file.lock().expect("unpoisoned") += ">";
}

async fn for_ever(file: File) -> Result<u32, String> {
    for number in 1.. {
        write_record(&file, number).await;
        sleep(10 * MS).await;
    }
    unreachable!("numbers do not end")
}

async fn until_asked(requests: Requests, file: File) -> TaskResult<u32, String> {
    for number in 1.. {
        write_record(&file, number).await; // nobody listens here
        if requests.run_until_cancelled(sleep(10 * MS)).await.is_err() {
            return Ok(number);
        }
    }
    unreachable!("numbers do not end")
}
// ANCHOR_END: tasks

async fn stop_both() {
    let files = [File::default(), File::default()];
    let [a, b] = files.clone();
    let tasks = [
        create_task(lane("aborted", for_ever(a))),
        create_cooperative(|requests| lane("asked", until_asked(requests, b))),
    ];
    sleep(40 * MS).await;
    for (task, file) in tasks.into_iter().zip(files) {
        task.cancel();
        let outcome = task.await.map_err(|error| error.to_string());
        let file = file.lock().expect("unpoisoned");
        println!("{:>3} ms  {outcome:?}: {file}", now());
    }
}

fn main() -> io::Result<()> {
    let ((), recording) = paused::record(async { lane("main", stop_both()).await });
    println!();
    recording.publish_polls(&Picture {
        title: "One is aborted, the other one is asked",
        description: "Both tasks write a record from 0 to 20 ms, and another one from 30 ms on. At 40 ms main cancels the first one, which is dropped in the middle of its record. Then it asks the second one, which goes on: at 50 ms its record is complete, it hears of the request, and ends with its value.",
        column: MS,
    })
}
