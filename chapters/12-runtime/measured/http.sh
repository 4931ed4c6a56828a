#!/usr/bin/env bash
# curl, wrk and ab talk to the HTTP demo; what they say goes into http.txt beside this file.
# On Debian: apt-get install curl wrk apache2-utils
set -euo pipefail
cd "$(dirname "$0")/../../.."
for tool in curl wrk ab; do
    command -v "$tool" >/dev/null || { echo "there is no $tool here: apt-get install curl wrk apache2-utils" >&2; exit 1; }
done
ulimit -n 4096
cargo build --quiet --release --package ch12-runtime --bin http_server
target=$(cargo metadata --no-deps --format-version 1 | sed 's/.*"target_directory":"\([^"]*\)".*/\1/')
exec {server}< <("$target/release/http_server" 127.0.0.1:0)
read -r -t 10 url <&"$server"

show() {
    echo
    echo "$ $*"
    "$@"
}

out=chapters/12-runtime/measured/http.txt
{
    echo "measured on $(date +%F) by \`bash chapters/12-runtime/measured/http.sh\`"
    echo "processor: $(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -1)"
    echo "system: linux $(uname -r), $(nproc) cores, shared by server and load"
    show curl -sS "$url"
    show wrk -t1 -c1000 -d10 "$url"
    show ab -q -k -c 1000 -n 200000 "$url" | grep -E '^$|^\$|^(Concurrency|Complete|Failed|Keep-Alive|Requests)'
    show curl -sS "${url}stop"
    timeout 10 cat <&"$server" # the server's last words: how many it has answered
} | cat -s >"$out"
cat "$out"
