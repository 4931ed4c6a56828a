#!/bin/sh
cat <<'END'

running 3 tests
test it_ends ... ok
test bell::it_rings ... FAILED
test it_begins has been running for over 60 seconds
END
printf 'test it_goes_on ... '
exec sleep 1000
