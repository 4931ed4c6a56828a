//! Tasks that are born while the runtime shuts down.

use std::cell::Cell;
use std::future::pending;
use std::rc::Rc;

use ch12_runtime::{block_on, spawn, yield_now};
use conformance::bounded;

/// Spawns when it is dropped, and notes whether the new task has ended already.
struct Heir(Rc<Cell<bool>>);

impl Drop for Heir {
    fn drop(&mut self) {
        self.0.set(spawn(pending::<()>()).is_finished());
    }
}

#[test]
fn what_a_destructor_spawns_at_the_end_has_ended_before_it_began() {
    bounded(|| {
        let ended = Rc::new(Cell::new(false));
        block_on(async {
            let heir = Heir(Rc::clone(&ended));
            drop(spawn(async move {
                pending::<()>().await;
                drop(heir);
            }));
            yield_now().await;
        });
        assert!(ended.get());
    });
}
