//! `cargo lab watch`: judges again whenever a file is saved.
//!
//! One loop takes events in turn: a save, a key, a verdict, a signal. The judge runs on a thread of its own, so that a save
//! or a key need not wait for it.

use std::io::{self, IsTerminal};
use std::path::Path;
use std::process::ExitCode;
use std::sync::mpsc::{self, Sender};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use catalog::{Exercise, Stop};

use crate::args::Watch;
use crate::check::{self, Outcome};
use crate::failure::Failure;
use crate::files::{self, Watching};
use crate::keys::{Key, Keys};
use crate::lab::Lab;
use crate::{here, hint, list, report, signals};

/// What the loop waits for.
enum Event {
    /// A file of the exercises was saved.
    Saved,
    /// A key was pressed.
    Pressed(Key),
    /// The run with this number has ended; `None` if it was stopped.
    Judged(u64, Result<Option<Outcome>, Failure>),
    /// Ctrl-C, or a request to terminate.
    End,
}

/// Watches one exercise until the learner has had enough.
///
/// # Errors
/// If the name is unknown, files cannot be watched, or nobody reads the output.
pub fn command(mut lab: Lab, asked: &Watch) -> Result<ExitCode, Failure> {
    let exercises = lab.exercises()?;
    let Some(first) = here::exercise(&lab, &exercises, asked.exercise.as_deref())? else {
        lab.screen.print(&lab.next_line(&exercises, None))?;
        return Ok(ExitCode::SUCCESS);
    };
    let current = first.clone();
    let (sender, events) = mpsc::channel();
    let end = sender.clone();
    signals::on_any(move || send(&end, Event::End));
    let watching = watch_answers(&lab, asked.poll, sender.clone())?;
    let keys = listen_to_keys(&sender);
    lab.screen.raw = keys.is_some();
    if let Some(remark) = &watching.remark {
        lab.screen.remark(remark);
    }
    let mut session = Session {
        lab,
        exercises,
        current,
        limit: asked.limit.duration(),
        sender,
        runs: 0,
        running: None,
    };
    session.judge()?;
    for event in events {
        if session.handle(event)? == Then::Quit {
            break;
        }
    }
    session.stop();
    Ok(ExitCode::SUCCESS)
}

/// Sends an event; the loop may have ended already, and then nobody cares.
fn send(to: &Sender<Event>, event: Event) {
    let _ = to.send(event);
}

/// Watches every answer, not only the current one: they are modules of one crate, so a mistake in one keeps the others from
/// compiling, and mending it has to show.
fn watch_answers(lab: &Lab, poll: bool, sender: Sender<Event>) -> Result<Watching, Failure> {
    let folder = lab.workspace.root().join("exercises");
    let is_answer = |path: &Path| {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        // What `reset` has put aside is no part of the crate.
        name.ends_with(".rs") && !name.ends_with(".mine.rs") && !name.starts_with('.')
    };
    files::watch(&[folder], poll, is_answer, move || {
        send(&sender, Event::Saved)
    })
    .map_err(Failure::new)
}

fn listen_to_keys(sender: &Sender<Event>) -> Option<Keys> {
    if !io::stdin().is_terminal() {
        return None;
    }
    let sender = sender.clone();
    Keys::listen(move |key| send(&sender, Event::Pressed(key))).ok()
}

/// What the loop does after an event.
#[derive(PartialEq)]
enum Then {
    GoOn,
    Quit,
}

struct Session {
    lab: Lab,
    exercises: Vec<Exercise>,
    current: Exercise,
    limit: Duration,
    sender: Sender<Event>,
    /// How many runs were started: tells the verdict of the running judge from a late one.
    runs: u64,
    running: Option<(Stop, JoinHandle<()>)>,
}

impl Session {
    fn handle(&mut self, event: Event) -> Result<Then, Failure> {
        match event {
            Event::Saved => self.judge()?,
            Event::Judged(run, outcome) => {
                if run == self.runs
                    && let Some(outcome) = outcome?
                {
                    self.say(&outcome)?;
                }
            }
            Event::Pressed(Key::Hint) => {
                let hint = hint::next(&mut self.lab, &self.current);
                self.lab.screen.print(&format!("\n{hint}"))?;
            }
            Event::Pressed(Key::Next) => self.go_on()?,
            Event::Pressed(Key::List) => {
                let list = list::all(&self.lab, &self.exercises)?;
                let keys = self.keys();
                self.lab.screen.print(&format!("\n{list}{keys}"))?;
            }
            Event::Pressed(Key::Quit) | Event::End => return Ok(Then::Quit),
        }
        Ok(Then::GoOn)
    }

    /// Starts the judge; one that is running is stopped first, since it judges what is no longer there.
    fn judge(&mut self) -> Result<(), Failure> {
        self.stop();
        self.runs += 1;
        let id = self.current.id();
        self.lab
            .screen
            .print(&format!("\n---- {id}: judging ...\n"))?;
        let (run, stop, sender) = (self.runs, Stop::new(), self.sender.clone());
        let (exercise, limit) = (self.current.clone(), self.limit);
        let (here, colour) = (self.lab.here.clone(), self.lab.colour());
        let to_set = stop.clone();
        let thread = thread::spawn(move || {
            let outcome = check::judge(&exercise, &here, colour, limit, &stop);
            send(&sender, Event::Judged(run, outcome));
        });
        self.running = Some((to_set, thread));
        Ok(())
    }

    /// Stops the judge, and waits until it and its children are gone.
    fn stop(&mut self) {
        if let Some((stop, thread)) = self.running.take() {
            stop.set();
            // A panic on that thread has been printed; there is no verdict to lose.
            let _ = thread.join();
        }
    }

    fn say(&mut self, outcome: &Outcome) -> Result<(), Failure> {
        check::tick(&mut self.lab, &self.exercises, &self.current, outcome);
        let said = report::of(&self.lab, &self.exercises, &self.current, outcome);
        let keys = self.keys();
        self.lab.screen.print(&format!("\n{said}{keys}"))
    }

    /// The line that names the keys, where there are keys.
    fn keys(&self) -> &'static str {
        match self.lab.screen.raw {
            true => "\nh hint   n next   l list   q quit\n",
            false => "",
        }
    }

    /// Goes to the next open exercise, because the learner said so; never by itself.
    fn go_on(&mut self) -> Result<(), Failure> {
        match self.lab.next_open(&self.exercises, Some(&self.current)) {
            Some(next) if next.id() != self.current.id() => {
                self.current = next.clone();
                let line = format!("\n{}\n", self.lab.shown(&self.current.stub()));
                self.lab.screen.print(&line)?;
                self.judge()
            }
            Some(_) => self.lab.screen.print("\nThis is the only open exercise.\n"),
            None => self.lab.screen.print("\nAll exercises are done.\n"),
        }
    }
}

impl Drop for Session {
    /// Also on the way out of an error: a judge must not outlive the lab.
    fn drop(&mut self) {
        self.stop();
    }
}
