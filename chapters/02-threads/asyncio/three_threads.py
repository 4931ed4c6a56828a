"""Three clients want one second each of a server that has a thread for each; asyncio keeps its loop out of it."""

import asyncio
import socket
import socketserver
import threading
import time

PACE = 20  # one second on the clock of this demo lasts 50 ms on yours
LIMIT = 10  # nothing here waits longer than this, in seconds of yours


class Clock:
    """Virtual time that only waits move, as in the Rust demo."""

    now = 0.0

    def wait_from(self, start, seconds):
        time.sleep(seconds / PACE)
        self.now = max(self.now, start + seconds)


# ANCHOR: server
class EchoLines(socketserver.StreamRequestHandler):
    def handle(self):  # called on a thread of its own
        self.wfile.write(b"ready\n")
        for line in self.rfile:
            self.wfile.write(line)
# ANCHOR_END: server


# ANCHOR: client
def client(name, port, clock, all_greeted):  # an ordinary function: it blocks
    with socket.create_connection(("127.0.0.1", port), LIMIT) as connection:
        lines = connection.makefile("rb")
        lines.readline()
        greeted = clock.now
        all_greeted.wait(LIMIT)
        clock.wait_from(greeted, 1)
        connection.sendall(b"hello\n")
        lines.readline()
        return f"client {name}: greeted at {greeted:.0f} s, answered at {clock.now:.0f} s"


async def three_clients(port, clock):
    all_greeted = threading.Barrier(3)
    return await asyncio.gather(
        *(asyncio.to_thread(client, name, port, clock, all_greeted) for name in "ABC")
    )
# ANCHOR_END: client


clock = Clock()
with socketserver.ThreadingTCPServer(("127.0.0.1", 0), EchoLines) as server:
    threading.Thread(target=server.serve_forever, args=(0.01,)).start()
    for line in asyncio.run(three_clients(server.server_address[1], clock)):
        print(line)
    print(f"all done at {clock.now:.0f} s")
    server.shutdown()
