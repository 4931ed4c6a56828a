"""Half a line arrives and the reader gives up: asyncio's reader keeps it."""

import asyncio


# ANCHOR: give_up
async def send_in_halves(reader, writer):
    """Sends half a line, and the rest when the other side asks for it."""
    writer.write(b"three awa")
    await reader.readline()
    writer.write(b"its in a row\n")
    writer.close()


async def main():
    server = await asyncio.start_server(send_in_halves, "127.0.0.1", 0)
    reader, writer = await asyncio.open_connection(*server.sockets[0].getsockname())
    try:
        async with asyncio.timeout(0.1):
            await reader.readline()
    except TimeoutError as error:
        print("readline:", repr(error))
    writer.write(b"more\n")
    print("readline:", await reader.readline())
    writer.close()
    server.close()
# ANCHOR_END: give_up


asyncio.run(main())
