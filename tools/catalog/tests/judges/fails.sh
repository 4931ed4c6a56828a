#!/bin/sh
cat <<'END'

running 3 tests
test a_short_read_is_continued ... FAILED
test an_early_end_is_an_error ... FAILED
test nothing_is_read_twice ... ok

failures:

---- a_short_read_is_continued stdout ----
the answer printed this

  and this

thread 'a_short_read_is_continued' (4711) panicked at exercises/01-first/tests/x.rs:11:5:
assertion `left == right` failed: the answer stopped early
  left: 1
 right: 2
note: run with `RUST_BACKTRACE=1` environment variable to display a backtrace
and this while it was dropped

---- an_early_end_is_an_error stdout ----

thread 'an_early_end_is_an_error' (4712) panicked at exercises/01-first/src/x.rs:7:9:
index out of bounds: the len is 0 but the index is 1


failures:
    a_short_read_is_continued
    an_early_end_is_an_error

test result: FAILED. 1 passed; 2 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.00s

END
exit 101
