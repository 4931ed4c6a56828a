extern crate sol05_futures as ex05_futures;
include!("../../../exercises/05-futures/tests/timeout_polls.rs");
