#!/bin/sh
echo
echo "running 1 test"
echo "thread 'x' (4711) has overflowed its stack" >&2
echo "fatal runtime error: stack overflow, aborting" >&2
kill -6 $$
