//! std's atomics and its `Mutex`, with a place before each operation where a judge can let somebody else come in.
//!
//! Between a load and a store lie some nanoseconds, and a test that runs two threads hits them once in ten thousand
//! rounds, or never. [`at_every_step`] needs no second thread and no luck: it stops the one before its first operation, its
//! second, and so on, and does there what the other would do.
//!
//! Outside of [`at_every_step`] these types are std's.

use std::cell::{Cell, RefCell};
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::rc::Rc;
use std::sync::{self, LockResult, MutexGuard, TryLockError, TryLockResult, atomic::Ordering};

/// After so many operations, who came in between is spinning: it waits for the one that it interrupts.
const SPINNING: usize = 1000;

/// What is to happen, and before which of the operations to come.
type Visit = (usize, Box<dyn FnOnce()>);

thread_local! {
    static VISIT: RefCell<Option<Visit>> = const { RefCell::new(None) };
    /// The operations of the one who came in between; `None` while nobody is there.
    static VISITOR: Cell<Option<usize>> = const { Cell::new(None) };
}

/// The panic of a visitor that waits for whom it interrupts. Two threads would go on; this round is given up.
struct Waits;

/// Something is about to be done that others can see.
fn step() {
    if let Some(steps) = VISITOR.get() {
        if steps > SPINNING {
            resume_unwind(Box::new(Waits));
        }
        return VISITOR.set(Some(steps + 1));
    }
    let visit = VISIT.with_borrow_mut(|visit| match visit {
        Some((0, _)) => visit.take(),
        Some((before, _)) => {
            *before -= 1;
            None
        }
        None => None,
    });
    if let Some((_, visitor)) = visit {
        VISITOR.set(Some(0));
        visitor();
        VISITOR.set(None);
    }
}

/// Lets `other` come in between before the first operation of `one`, in a second round before its second, and so on; in the
/// last round, `other` comes when `one` has ended. Each round is given to `check`, with what `fresh` made for it.
///
/// A round in which `other` would have to wait for `one`, because of a lock, is not checked.
///
/// ```
/// use judge::stepped::{AtomicU8, at_every_step};
/// use std::cell::RefCell;
/// use std::sync::atomic::Ordering::SeqCst;
/// thread_local!(static SEEN: RefCell<Vec<u8>> = RefCell::default());
/// let twice = |it: &AtomicU8| it.store(it.load(SeqCst) + 1, SeqCst); // two operations
/// at_every_step(AtomicU8::default, twice, twice, |it, (), ()| {
///     SEEN.with_borrow_mut(|seen| seen.push(it.load(SeqCst)));
/// });
/// assert_eq!(SEEN.take(), [2, 1, 2]);
/// ```
#[track_caller]
pub fn at_every_step<S: 'static, A, B: 'static>(
    fresh: impl Fn() -> S,
    one: impl Fn(&S) -> A,
    other: impl Fn(&S) -> B + 'static,
    check: impl Fn(&S, A, B),
) {
    let other = Rc::new(other);
    for before in 0.. {
        let state = Rc::new(fresh());
        let came = Rc::new(RefCell::new(None));
        let visitor = {
            let (state, came, other) = (Rc::clone(&state), Rc::clone(&came), Rc::clone(&other));
            move || *came.borrow_mut() = Some(other(&state))
        };
        VISIT.set(Some((before, Box::new(visitor))));
        let one = catch_unwind(AssertUnwindSafe(|| one(&state)));
        VISITOR.set(None);
        let last = VISIT.take().is_some();
        match one {
            Ok(one) => {
                let other = came.take().unwrap_or_else(|| other(&state));
                check(&state, one, other);
            }
            Err(panic) if panic.is::<Waits>() => {}
            Err(panic) => resume_unwind(panic),
        }
        if last {
            return;
        }
    }
}

macro_rules! atomic {
    ($(#[$doc:meta])* $name:ident, $value:ty, { $($function:ident)* }) => {
        $(#[$doc])*
        #[derive(Debug, Default)]
        pub struct $name(sync::atomic::$name);

        #[allow(missing_docs, reason = "std's functions, under std's names")]
        impl $name {
            pub const fn new(value: $value) -> Self {
                Self(sync::atomic::$name::new(value))
            }

            pub fn load(&self, order: Ordering) -> $value {
                step();
                self.0.load(order)
            }

            pub fn store(&self, value: $value, order: Ordering) {
                step();
                self.0.store(value, order);
            }

            $(pub fn $function(&self, value: $value, order: Ordering) -> $value {
                step();
                self.0.$function(value, order)
            })*

            pub fn compare_exchange(
                &self,
                current: $value,
                new: $value,
                success: Ordering,
                failure: Ordering,
            ) -> Result<$value, $value> {
                step();
                self.0.compare_exchange(current, new, success, failure)
            }

            pub fn compare_exchange_weak(
                &self,
                current: $value,
                new: $value,
                success: Ordering,
                failure: Ordering,
            ) -> Result<$value, $value> {
                step();
                self.0.compare_exchange_weak(current, new, success, failure)
            }

            pub fn fetch_update(
                &self,
                set: Ordering,
                fetch: Ordering,
                mut update: impl FnMut($value) -> Option<$value>,
            ) -> Result<$value, $value> {
                let mut before = self.load(fetch);
                while let Some(after) = update(before) {
                    match self.compare_exchange_weak(before, after, set, fetch) {
                        Ok(before) => return Ok(before),
                        Err(changed) => before = changed,
                    }
                }
                Err(before)
            }

            pub fn get_mut(&mut self) -> &mut $value {
                self.0.get_mut()
            }

            pub fn into_inner(self) -> $value {
                self.0.into_inner()
            }
        }
    };
}

atomic!(
    /// std's `AtomicU8`; each operation is a step.
    AtomicU8, u8,
    { swap fetch_or fetch_and fetch_xor fetch_nand fetch_add fetch_sub fetch_max fetch_min }
);
atomic!(
    /// std's `AtomicBool`; each operation is a step.
    AtomicBool, bool,
    { swap fetch_or fetch_and fetch_xor fetch_nand }
);

/// std's `Mutex`; each lock is a step.
#[derive(Debug, Default)]
pub struct Mutex<T: ?Sized>(sync::Mutex<T>);

#[allow(missing_docs, reason = "std's functions, under std's names")]
impl<T> Mutex<T> {
    pub const fn new(value: T) -> Self {
        Self(sync::Mutex::new(value))
    }

    pub fn into_inner(self) -> LockResult<T> {
        self.0.into_inner()
    }
}

#[allow(missing_docs, reason = "std's functions, under std's names")]
impl<T: ?Sized> Mutex<T> {
    pub fn lock(&self) -> LockResult<MutexGuard<'_, T>> {
        step();
        if VISITOR.get().is_none() {
            return self.0.lock();
        }
        match self.0.try_lock() {
            Ok(guard) => Ok(guard),
            Err(TryLockError::Poisoned(error)) => Err(error),
            // Held by whom it interrupts, on this very thread.
            Err(TryLockError::WouldBlock) => resume_unwind(Box::new(Waits)),
        }
    }

    pub fn try_lock(&self) -> TryLockResult<MutexGuard<'_, T>> {
        step();
        self.0.try_lock()
    }

    pub fn get_mut(&mut self) -> LockResult<&mut T> {
        self.0.get_mut()
    }

    pub fn is_poisoned(&self) -> bool {
        self.0.is_poisoned()
    }

    pub fn clear_poison(&self) {
        self.0.clear_poison();
    }
}
