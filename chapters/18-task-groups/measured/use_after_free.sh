#!/bin/sh
# What AddressSanitizer says of the third kind of group: the lines that name it. Run at the root of the workspace.
target=x86_64-unknown-linux-gnu
echo "measured on $(date +%Y-%m-%d), $(rustc +nightly --version | cut -d' ' -f1,2), $target"
echo
RUSTFLAGS=-Zsanitizer=address ASAN_OPTIONS="strip_path_prefix=$PWD/" \
    cargo +nightly run -q -p ch18-task-groups --features unsound --example use_after_free --target $target 2>&1 |
    sed -n '/^=*$/d; /^==.*ERROR/p; /^READ/p; /use_after_free.rs/p; /is located/p; /^freed by/p; /^previously/p; /^==.*ABORTING/p' |
    sed -E 's/^==[0-9]+==//; s/ in (<.*)?use_after_free::/ in /; s/ at pc .*//' | cut -c1-125
