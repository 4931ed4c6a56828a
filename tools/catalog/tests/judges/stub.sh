#!/bin/sh
cat <<'END'

running 1 test
test a_short_read_is_continued ... FAILED

failures:

---- a_short_read_is_continued stdout ----

thread '<unnamed>' (4711) panicked at exercises/01-first/src/x.rs:12:5:
not yet implemented: read the header
note: run with `RUST_BACKTRACE=1` environment variable to display a backtrace

thread 'a_short_read_is_continued' (4712) panicked at exercises/01-first/tests/x.rs:11:5:
the answer panicked


failures:
    a_short_read_is_continued

test result: FAILED. 0 passed; 1 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.00s

END
exit 101
