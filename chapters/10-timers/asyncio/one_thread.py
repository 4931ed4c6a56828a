"""A hundred sleeps at once: the loop keeps their timers, on one thread."""

import asyncio
import threading

SLEEPS = 100


async def main():
    tasks = [asyncio.create_task(asyncio.sleep(0.1)) for _ in range(SLEEPS)]
    await asyncio.sleep(0)  # each of them has a turn
    print(f"{SLEEPS} sleeps of asyncio: {threading.active_count()} thread")
    await asyncio.wait(tasks)


asyncio.run(main())
