extern crate sol03_nonblocking_io as ex03_nonblocking_io;
include!("../../../exercises/03-nonblocking-io/tests/round_robin.rs");
