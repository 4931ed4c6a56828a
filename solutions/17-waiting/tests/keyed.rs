extern crate sol17_waiting as ex17_waiting;
include!("../../../exercises/17-waiting/tests/keyed.rs");
