"""One frame crosses a socket in pieces: asyncio's `read` is as short as Rust's, `readexactly` is not."""

import asyncio

PAYLOAD = b"three awaits in a row"


async def send_in_pieces(reader, writer):
    """Sends ten bytes, and ten more for every line that comes back."""
    frame = len(PAYLOAD).to_bytes(4, "big") + PAYLOAD
    for start in range(0, len(frame), 10):
        writer.write(frame[start : start + 10])
        if not await reader.readline():
            break
    writer.close()


async def read_frame(port, trusting):
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    length = int.from_bytes(await reader.readexactly(4), "big")
    if trusting:
        payload = await reader.read(length)
    else:
        writer.write(b"more\n" * 3)
        payload = await reader.readexactly(length)
    writer.close()
    return payload


async def main():
    server = await asyncio.start_server(send_in_pieces, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    print("sent:    ", PAYLOAD)
    print("trusting:", await read_frame(port, trusting=True))
    print("careful: ", await read_frame(port, trusting=False))
    server.close()


asyncio.run(main())
