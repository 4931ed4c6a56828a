"""The same hundred tasks on asyncio's loop: what does one turn cost?"""

import asyncio
import time

TASKS = 100
TURNS = 200


async def turns():
    for _ in range(TURNS):
        await asyncio.sleep(0)


async def main():
    start = time.process_time_ns()
    tasks = [asyncio.create_task(turns()) for _ in range(TASKS)]
    for task in tasks:
        await task
    each = (time.process_time_ns() - start) / (TASKS * TURNS)
    print(f"{'asyncio':<20}{each:>6.0f} ns a turn")


asyncio.run(main())
