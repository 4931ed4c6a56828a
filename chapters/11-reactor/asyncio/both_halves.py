"""Three tasks wait for one socket: two of them to read, one to write."""

import asyncio
import socket


# ANCHOR: main
async def reads(name, sock):
    data = await asyncio.get_running_loop().sock_recv(sock, 16)
    print(f"{name}: {len(data)} bytes")


async def writes(sock, much):
    await asyncio.get_running_loop().sock_sendall(sock, bytes(much))
    print(f"writer: {much} bytes are sent")


async def main(ours, theirs):
    loop = asyncio.get_running_loop()
    tasks = [
        asyncio.create_task(reads("reader 1", ours)),
        asyncio.create_task(reads("reader 2", ours)),
        asyncio.create_task(writes(ours, 1_000_000)),
    ]
    await asyncio.sleep(0)  # everybody's first turn
    theirs.send(b"hello")
    missing = 1_000_000
    while missing > 0:
        missing -= len(await loop.sock_recv(theirs, 1_000_000))
    await tasks[2]
    theirs.close()
    _, waiting = await asyncio.wait(tasks, timeout=0.2)
    print("still waiting:", *(task.get_coro().cr_frame.f_locals["name"] for task in waiting))
    for task in waiting:
        task.cancel()
# ANCHOR_END: main


ours, theirs = socket.socketpair()
for end in (ours, theirs):
    end.setblocking(False)
asyncio.run(main(ours, theirs))
ours.close()
