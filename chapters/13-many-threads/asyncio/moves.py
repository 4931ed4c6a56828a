"""One task, two turns, one thread: there is nowhere else to go."""

import asyncio
import threading


# ANCHOR: traveller
async def traveller(turns, wake):
    turns.append(threading.get_ident())
    await wake.wait()
    turns.append(threading.get_ident())


async def main():
    turns, wake = [], asyncio.Event()
    task = asyncio.create_task(traveller(turns, wake))
    await asyncio.sleep(0)
    wake.set()
    await task
    print("the same thread in both turns:", turns[0] == turns[1])
# ANCHOR_END: traveller


asyncio.run(main())
