extern crate sol06_wakers as ex06_wakers;
include!("../../../exercises/06-wakers/tests/oneshot.rs");
