"""The end of a loop: tasks that are left are cancelled while it is still there."""

import asyncio


async def worker(name):
    try:
        await asyncio.sleep(1)
    finally:
        heir = asyncio.create_task(asyncio.sleep(0))
        print(f"{name} goes; its heir is finished: {heir.done()}")


async def main():
    tasks = [asyncio.create_task(worker(name)) for name in ["Ann", "Bob"]]
    await asyncio.sleep(0.02)
    print(f"main ends: {len(tasks)} tasks left")


asyncio.run(main())
