"""An asyncio server with three silent clients: what the silence costs."""

import asyncio
import time


async def echo_lines(reader, writer):
    writer.write(b"ready\n")
    while line := await reader.readline():
        writer.write(line)
    writer.close()


# ANCHOR: silence
async def main():
    server = await asyncio.start_server(echo_lines, "127.0.0.1", 0)
    address = server.sockets[0].getsockname()
    clients = [await asyncio.open_connection(*address) for _ in range(3)]
    for reader, _ in clients:
        await reader.readline()
    start = time.thread_time()
    await asyncio.sleep(0.2)
    burnt = time.thread_time() - start
    print(f"200 ms of silence: {burnt * 1000:.1f} ms of processor time")
# ANCHOR_END: silence
    for reader, writer in clients:
        writer.write_eof()
        await reader.read()
        writer.close()
    server.close()


asyncio.run(main())
