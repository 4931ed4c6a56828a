extern crate sol16_gather as ex16_gather;
include!("../../../exercises/16-gather/tests/bounded.rs");
