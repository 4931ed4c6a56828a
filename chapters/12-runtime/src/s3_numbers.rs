//! Step 3, a waker is a number. From `s2_local`; changed: no `Arc` is counted up and down at each wake, and a number that
//! belongs to nobody any more is known by its generation.

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::mem::take;
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll, Waker};

use ch06_wakers::{Driving, Park, ThreadPark};

use crate::remote::{Entry, Inbox};
use crate::word::{Home, LAST_GENERATION, Word, waker};

type BoxedTask = Pin<Box<dyn Future<Output = ()>>>;

// ANCHOR: place
/// A task in its place. The place outlives it.
#[derive(Default)]
struct Place {
    /// How many tasks have left this place.
    generation: u32,
    queued: bool,
    /// `None` while it is polled, and once it has ended.
    task: Option<BoxedTask>,
}

#[derive(Default)]
struct Tasks {
    runtime: u16,
    places: Vec<Place>,
    vacant: Vec<u32>,
    ready: VecDeque<Word>,
}

impl Tasks {
    fn insert(&mut self, task: BoxedTask) {
        let slot = self.vacant.pop().unwrap_or_else(|| {
            self.places.push(Place::default());
            self.places.len() as u32 - 1
        });
        let place = &mut self.places[slot as usize];
        place.task = Some(task);
        let word = Word::new(self.runtime, place.generation, slot);
        self.wake(word);
    }

    fn wake(&mut self, word: Word) {
        if let Some(place) = self.places.get_mut(word.slot() as usize)
            && place.generation == word.generation()
            && !place.queued
        {
            place.queued = true;
            self.ready.push_back(word);
        }
    }

    fn next(&mut self) -> Option<(Word, BoxedTask)> {
        let word = self.ready.pop_front()?;
        let place = &mut self.places[word.slot() as usize];
        place.queued = false;
        Some((word, place.task.take()?))
    }

    fn remove(&mut self, word: Word) {
        let place = &mut self.places[word.slot() as usize];
        place.generation = (place.generation + 1) & LAST_GENERATION;
        if take(&mut place.queued) {
            self.ready.retain(|queued| *queued != word); // woken by itself in its last poll: rare
        }
        self.vacant.push(word.slot());
    }
}
// ANCHOR_END: place

thread_local! {
    static RUNTIME: Cell<u16> = const { Cell::new(0) };
    static TASKS: RefCell<Tasks> = RefCell::default();
}

struct Here;

impl Home for Here {
    fn wake(word: Word) -> bool {
        let home = RUNTIME.get() == word.runtime();
        if home {
            TASKS.with_borrow_mut(|tasks| tasks.wake(word));
        }
        home
    }
}

/// A task's result, once it is there.
#[derive(Debug)]
pub struct JoinHandle<T>(Rc<RefCell<(Option<T>, Option<Waker>)>>);

impl<T> Future for JoinHandle<T> {
    type Output = T;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<T> {
        let mut inside = self.0.borrow_mut();
        if let Some(value) = inside.0.take() {
            return Poll::Ready(value);
        }
        inside.1 = Some(cx.waker().clone());
        Poll::Pending
    }
}

/// Queues a task.
///
/// # Panics
/// Outside [`block_on`].
pub fn spawn<F: Future + 'static>(future: F) -> JoinHandle<F::Output> {
    assert!(RUNTIME.get() != 0, "spawn called outside block_on");
    let handle = JoinHandle(Rc::default());
    let result = Rc::clone(&handle.0);
    let task = Box::pin(async move {
        let value = future.await;
        result.borrow_mut().0 = Some(value);
        let waiter = result.borrow_mut().1.take();
        waiter.into_iter().for_each(Waker::wake);
    });
    TASKS.with_borrow_mut(|tasks| tasks.insert(task));
    handle
}

// ANCHOR: block_on
/// Runs a task, and all that it spawns, until it gives its output.
pub fn block_on<F: Future + 'static>(main: F) -> F::Output {
    let _driving = Driving::begin();
    let mut park = ThreadPark::new();
    let entry = Entry::new(Inbox::new(park.unparker()));
    RUNTIME.set(entry.0);
    TASKS.set(Tasks {
        runtime: entry.0,
        ..Tasks::default()
    });
    let mut main = spawn(main);
    let unused = &mut Context::from_waker(Waker::noop());
    let mut woken = Vec::new();
    loop {
        if entry.1.take(&mut woken) {
            TASKS.with_borrow_mut(|tasks| woken.drain(..).for_each(|word| tasks.wake(word)));
        }
        let next = TASKS.with_borrow_mut(Tasks::next);
        let Some((word, mut task)) = next else {
            park.park(None);
            continue;
        };
        let waker = waker::<Here>(word);
        if task
            .as_mut()
            .poll(&mut Context::from_waker(&waker))
            .is_pending()
        {
            TASKS.with_borrow_mut(|tasks| tasks.places[word.slot() as usize].task = Some(task));
            continue;
        }
        TASKS.with_borrow_mut(|tasks| tasks.remove(word));
        if let Poll::Ready(output) = Pin::new(&mut main).poll(unused) {
            TASKS.take();
            RUNTIME.set(0);
            return output;
        }
    }
}
// ANCHOR_END: block_on
