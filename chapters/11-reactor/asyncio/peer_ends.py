"""A peer that speaks and three that end, and what a read and a write say to each."""

import asyncio
import socket


async def pair():
    listener = socket.create_server(("127.0.0.1", 0))
    peer = socket.create_connection(listener.getsockname())
    accepted, _ = listener.accept()
    accepted.setblocking(False)
    listener.close()
    return peer, accepted


async def words(call):
    try:
        result = await call
    except OSError as error:
        return type(error).__name__
    if result is None:
        return "sent"
    return f"{len(result)} bytes" if result else "the end"


async def tell(ending, stream):
    loop = asyncio.get_running_loop()
    read = await words(loop.sock_recv(stream, 16))
    write = await words(loop.sock_sendall(stream, b"answer"))
    print(f"{ending:12} read: {read:27} write: {write}")
    stream.close()


# ANCHOR: main
async def main():
    peer, stream = await pair()
    peer.send(b"hi")
    await tell("speaks", stream)
    peer.close()

    peer, stream = await pair()
    peer.shutdown(socket.SHUT_WR)
    await tell("half-closes", stream)
    print(f"{'':12} reads: {len(peer.recv(16))} bytes")
    peer.close()

    peer, stream = await pair()
    peer.close()
    await tell("closes", stream)

    peer, stream = await pair()
    await asyncio.get_running_loop().sock_sendall(stream, b"unread")
    peer.recv(1, socket.MSG_PEEK)  # it has come
    peer.close()  # with bytes that nobody has read: the kernel answers with a reset
    await tell("resets", stream)
# ANCHOR_END: main


asyncio.run(main())
