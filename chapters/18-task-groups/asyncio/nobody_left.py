"""The same order in a task group."""
import asyncio

from helpers.jumping import now, run


def at():
    return f"{now():3} ms "


async def reserve():
    await asyncio.sleep(0.1)
    raise LookupError("sold out")


async def charge():
    await asyncio.sleep(0.3)
    print(at(), "the card is charged")
    return 30


# ANCHOR: order
async def order():
    async with asyncio.TaskGroup() as group:
        seat = group.create_task(reserve())
        price = group.create_task(charge())
    return seat.result(), price.result()
# ANCHOR_END: order


async def main():
    print(at(), "order")
    try:
        print(at(), await order())
    except* LookupError as group:
        print(at(), list(group.exceptions))
    await asyncio.sleep(0.3)
    print(at(), "good night")


run(main())
