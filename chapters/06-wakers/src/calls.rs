//! The heart of chapter 04's loop, without sockets and timers: a queue of calls.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::fmt;
use std::rc::Rc;

// ANCHOR: calls
/// Calls that are due, first come, first called. Clones are the same queue.
#[derive(Clone, Default)]
pub struct Calls(Rc<RefCell<VecDeque<Call>>>);

type Call = Box<dyn FnOnce()>;

impl Calls {
    /// Has `call` made in the next turn: never now.
    pub fn call_soon(&self, call: impl FnOnce() + 'static) {
        self.0.borrow_mut().push_back(Box::new(call));
    }

    /// Makes the calls that are due. What they queue is for the turn after this one.
    pub fn turn(&self) {
        let due = self.0.borrow().len();
        for _ in 0..due {
            // The queue is free again when the call begins: it may want to queue something.
            let call = self.0.borrow_mut().pop_front();
            call.into_iter().for_each(|call| call());
        }
    }
}
// ANCHOR_END: calls

impl fmt::Debug for Calls {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let due = self.0.borrow().len();
        f.debug_struct("Calls")
            .field("due", &due)
            .finish_non_exhaustive()
    }
}
