extern crate sol01_blocking_io as ex01_blocking_io;
include!("../../../exercises/01-blocking-io/tests/read_frame.rs");
