"""A task that computes in six parts without an await, and one that wanted to run in between."""

import asyncio


# ANCHOR: tasks
async def compute():
    for part in range(1, 7):
        print("computer: part", part)  # work, and no await


async def tick():
    for turn in range(1, 7):
        print("ticker:   turn", turn)
        await asyncio.sleep(0)
# ANCHOR_END: tasks


async def main():
    await asyncio.wait([asyncio.create_task(tick()), asyncio.create_task(compute())])


asyncio.run(main())
