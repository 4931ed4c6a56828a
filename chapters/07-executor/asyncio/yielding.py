"""The same two tasks; the one that computes yields after every part."""

import asyncio


# ANCHOR: tasks
async def compute():
    for part in range(1, 7):
        print("computer: part", part)
        await asyncio.sleep(0)  # asyncio's yield_now
# ANCHOR_END: tasks


async def tick():
    for turn in range(1, 7):
        print("ticker:   turn", turn)
        await asyncio.sleep(0)


async def main():
    await asyncio.wait([asyncio.create_task(tick()), asyncio.create_task(compute())])


asyncio.run(main())
