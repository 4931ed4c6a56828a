extern crate sol09_state_machines as ex09_state_machines;
include!("../../../exercises/09-state-machines/tests/unpin.rs");
