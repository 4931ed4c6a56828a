"""Two tasks lose their handle: one that the loop still knows by its timer, and one that nobody else knows."""

import asyncio
import gc


# ANCHOR: tasks
async def save(name, waits_for):
    print(f"{name}: begins")
    await waits_for
    print(f"{name}: saved")


async def main():
    loop = asyncio.get_running_loop()
    loop.set_exception_handler(lambda _, context: print("asyncio:", context["message"]))
    asyncio.create_task(save("timed", asyncio.sleep(0.02)))
    asyncio.create_task(save("unknown", loop.create_future()))
    await asyncio.sleep(0.01)
    print("main: the garbage collector runs")
    gc.collect()
    await asyncio.sleep(0.02)
# ANCHOR_END: tasks


asyncio.run(main())
