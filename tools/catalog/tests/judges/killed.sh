#!/bin/sh
echo
echo "running 1 test"
kill -9 $$
