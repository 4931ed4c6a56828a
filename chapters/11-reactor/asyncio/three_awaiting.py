"""Three clients want one second each of a server that has one thread and a few lines."""

import asyncio

PACE = 20  # one second on the clock of this demo lasts 50 ms on yours


class Clock:
    """Virtual time that only waits move, as in the Rust demo."""

    now = 0.0

    async def wait(self, seconds):
        end = self.now + seconds
        await asyncio.sleep(seconds / PACE)
        self.now = max(self.now, end)


# ANCHOR: server
async def echo_lines(reader, writer):
    writer.write(b"ready\n")
    while line := await reader.readline():
        writer.write(line)
        await writer.drain()
    writer.close()
# ANCHOR_END: server


async def client(name, port, clock):
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    await reader.readline()
    greeted = clock.now
    await clock.wait(1)
    writer.write(b"hello\n")
    await reader.readline()
    writer.close()
    return f"client {name}: greeted at {greeted:.0f} s, answered at {clock.now:.0f} s"


async def main():
    clock = Clock()
    server = await asyncio.start_server(echo_lines, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    for line in await asyncio.gather(*(client(name, port, clock) for name in "ABC")):
        print(line)
    print(f"all done at {clock.now:.0f} s")
    server.close()


asyncio.run(main())
