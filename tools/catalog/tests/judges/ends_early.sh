#!/bin/sh
echo
echo "running 1 test"
exit 0
