"""How much memory an idle task takes."""

import asyncio
import tracemalloc

TASKS = 10_000


async def main():
    waiting = asyncio.Event()
    tasks = [None] * TASKS
    tracemalloc.start()
    before, _ = tracemalloc.get_traced_memory()
    for i in range(TASKS):
        tasks[i] = asyncio.create_task(waiting.wait())
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    after, _ = tracemalloc.get_traced_memory()
    print(f"asyncio.create_task {round((after - before) / TASKS, -1):.0f} bytes for each of {TASKS} idle tasks")
    waiting.set()
    tracemalloc.stop()


asyncio.run(main())
