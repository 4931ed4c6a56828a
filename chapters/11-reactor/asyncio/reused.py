"""A socket is closed while it has a reader, and its descriptor has a new owner at once. Who is called?"""

import asyncio
import socket


# ANCHOR: main
async def main():
    loop = asyncio.get_running_loop()
    old, old_peer = socket.socketpair()
    number = old.fileno()
    loop.add_reader(old, print, "the reader of the old socket is called")
    old.close()  # and its reader is not removed

    new, new_peer = socket.socketpair()
    print("same descriptor:", new.fileno() == number)
    try:
        loop.add_reader(new, print, "the reader of the new socket is called")
    except OSError as error:
        print("add_reader for the new socket:", type(error).__name__)
    new_peer.send(b"hello")
    await asyncio.sleep(0.1)
    print("done")
    for end in (old_peer, new, new_peer):
        end.close()
# ANCHOR_END: main


asyncio.run(main())
