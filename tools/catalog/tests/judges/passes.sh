#!/bin/sh
cat <<'END'

running 2 tests
test a_short_read_is_continued ... ok
test an_early_end_is_an_error ... ok

test result: ok. 2 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.00s

END
