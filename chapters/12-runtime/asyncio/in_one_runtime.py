"""Everything that a task can wait for, in one loop: another task, the clock, a socket, another thread."""

import asyncio


async def shouts(reader, writer):
    writer.write((await reader.readexactly(5)).upper())
    writer.close()


async def main():
    server = await asyncio.start_server(shouts, "127.0.0.1", 0)
    reader, writer = await asyncio.open_connection(*server.sockets[0].getsockname())
    writer.write(b"hello")
    print("a socket:", (await reader.read()).decode())
    writer.close()
    print("a task:", await asyncio.create_task(asyncio.sleep(0, "its result")))
    print("a thread:", await asyncio.to_thread(lambda: "done"))
    try:
        async with asyncio.timeout(0.02):
            await asyncio.sleep(1)
    except TimeoutError:
        print("the clock: TimeoutError")
    worker = asyncio.create_task(asyncio.sleep(1))
    worker.cancel()
    try:
        await worker
    except asyncio.CancelledError:
        print("a task that was cancelled: CancelledError")
    server.close()


asyncio.run(main())
