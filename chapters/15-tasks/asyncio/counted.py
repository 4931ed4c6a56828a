"""Requests are delivered once and counted each: a task is asked twice, then once more."""

import asyncio


# ANCHOR: counted
async def body():
    task = asyncio.current_task()
    for _ in range(4):
        try:
            await asyncio.sleep(0.1)
            print("slept", end="")
        except asyncio.CancelledError as request:
            print(f"cancelled: {request}", end="")
        print(f", asked {task.cancelling()} times")
    task.uncancel()
    print(f"one taken back, {task.cancelling()} are left")


async def main():
    task = asyncio.create_task(body())
    await asyncio.sleep(0.05)
    task.cancel("a")
    task.cancel("b")
    await asyncio.sleep(0.15)
    task.cancel("c")
    print("the task gave", await task)
# ANCHOR_END: counted


asyncio.run(main())
