"""Two sleeps on one thread: the loop itself watches the clock, and needs no helper threads."""

import asyncio
import threading


async def sleep(name, seconds):
    await asyncio.sleep(seconds / 20)
    print(f"{name} is ready; threads: {threading.active_count()}")


async def main():
    await asyncio.gather(sleep("tea", 2), sleep("bread", 1))


asyncio.run(main())
