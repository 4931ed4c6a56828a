"""Three clients want one second each of a server that has one thread, plain sockets, and no event loop."""

import socket
import threading

PACE = 20  # one second on the clock of this demo lasts 50 ms on yours


class Clock:
    """Virtual time that only waits move, as in the Rust demo."""

    now = 0.0
    lock = threading.Lock()

    def wait_from(self, start, seconds):
        end = start + seconds
        threading.Event().wait(seconds / PACE)
        with self.lock:
            self.now = max(self.now, end)


# ANCHOR: server
class Connection:
    def __init__(self, sock):
        sock.setblocking(False)
        self.sock, self.unfinished, self.unwritten, self.open = sock, b"", b"ready\n", True

    def turn(self):
        try:
            data = self.sock.recv(4096)
            self.open = bool(data)
            whole, feed, self.unfinished = (self.unfinished + data).rpartition(b"\n")
            self.unwritten += whole + feed
        except BlockingIOError:
            pass  # nothing now
        try:
            self.unwritten = self.unwritten[self.sock.send(self.unwritten) :]
        except BlockingIOError:
            pass  # the kernel's buffer is full


def serve(listener, clients):
    listener.setblocking(False)
    connections = []
    while clients > 0:
        try:
            connections.append(Connection(listener.accept()[0]))
        except BlockingIOError:
            pass  # nobody new
        for connection in list(connections):
            connection.turn()
            if not connection.open:
                connection.sock.close()
                connections.remove(connection)
                clients -= 1
# ANCHOR_END: server


def client(name, port, clock, all_greeted, say):
    with socket.create_connection(("127.0.0.1", port), timeout=10) as sock:
        replies = sock.makefile("rb")
        replies.readline()
        greeted = clock.now
        all_greeted.wait()  # nobody moves the clock before all have read it
        clock.wait_from(greeted, 1)
        sock.sendall(b"hello\n")
        replies.readline()
        say[name] = f"client {name}: greeted at {greeted:.0f} s, answered at {clock.now:.0f} s"


def main():
    clock, all_greeted, say = Clock(), threading.Barrier(3), {}
    listener = socket.create_server(("127.0.0.1", 0))
    port = listener.getsockname()[1]
    clients = [
        threading.Thread(target=client, args=(name, port, clock, all_greeted, say), daemon=True)
        for name in "ABC"
    ]
    for thread in clients:
        thread.start()
    serve(listener, len(clients))
    for thread in clients:
        thread.join(10)
    for name in "ABC":
        print(say[name])
    print(f"all done at {clock.now:.0f} s")


main()
