"""A gather is cancelled from outside, while its children need some time to put their things away."""

import asyncio

from helpers.jumping import now, run


# ANCHOR: children
async def child(name, tidying):
    try:
        await asyncio.sleep(1)
    finally:
        await asyncio.sleep(tidying)
        print(f"  {name} is tidy at {now()}")


async def asked():
    await asyncio.gather(child("c", 0.01), child("d", 0.02))


async def main():
    print("asked")
    task = asyncio.create_task(asked())
    await asyncio.sleep(0.05)
    task.cancel("closing time")
    try:
        await task
    except asyncio.CancelledError as error:
        print(f"  gather gave: {error!r}, at {now()}")
    await asyncio.sleep(0.05)
# ANCHOR_END: children


run(main())
