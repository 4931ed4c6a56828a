extern crate sol04_event_loop as ex04_event_loop;
include!("../../../exercises/04-event-loop/tests/wake.rs");
