"""A socket that is used where no event loop runs."""

import asyncio
import socket


async def connect(port):
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    return reader, writer


async def read(reader):
    return await reader.read(16)


# ANCHOR: main
try:
    asyncio.get_running_loop()
except RuntimeError as error:
    print("outside:", error)

listener = socket.create_server(("127.0.0.1", 0))
reader, writer = asyncio.run(connect(listener.getsockname()[1]))
try:
    asyncio.run(read(reader))
except RuntimeError as error:
    print("later:", "attached" + str(error).split(" attached")[1])
# ANCHOR_END: main
listener.close()
