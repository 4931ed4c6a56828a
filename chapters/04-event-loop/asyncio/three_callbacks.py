"""Three clients want one second each of a server with one thread, in callbacks: asyncio without async and await."""

import asyncio
import socket
import threading
import time

PACE = 20  # one second on the clock of this demo lasts 50 ms on yours
all_greeted = threading.Barrier(3)
now = 0  # virtual time, in seconds, that only waits move, as in the Rust demo


# ANCHOR: server
def accept_client(loop, listener, gone):
    stream, _ = listener.accept()
    stream.setblocking(False)
    stream.send(b"ready\n")
    loop.add_reader(stream, echo, loop, stream, gone)


def echo(loop, stream, gone):
    piece = stream.recv(4096)
    if piece:
        stream.send(piece)
    else:
        loop.remove_reader(stream)
        stream.close()
        gone.append(stream)
        if len(gone) == 3:
            loop.stop()
# ANCHOR_END: server


def client(name, address, lines):
    global now
    with socket.create_connection(address) as stream, stream.makefile("rw") as file:
        file.readline()
        greeted = now
        all_greeted.wait()
        time.sleep(1 / PACE)
        now = max(now, greeted + 1)
        file.write("hello\n")
        file.flush()
        file.readline()
    lines[name] = f"client {name}: greeted at {greeted} s, answered at {now} s"


loop = asyncio.SelectorEventLoop()
listener = socket.create_server(("127.0.0.1", 0))
listener.setblocking(False)
loop.add_reader(listener, accept_client, loop, listener, [])
lines = {}
threads = [threading.Thread(target=client, args=(name, listener.getsockname(), lines)) for name in "ABC"]
for thread in threads:
    thread.start()
loop.run_forever()
for thread in threads:
    thread.join()
for name in "ABC":
    print(lines[name])
print(f"all done at {now} s")
loop.close()
