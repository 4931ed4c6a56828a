"""The same order with bare tasks: nobody cleans up."""
import asyncio

from helpers.jumping import now, run


def at():
    return f"{now():3} ms "


# ANCHOR: order
async def reserve():
    await asyncio.sleep(0.1)
    raise LookupError("sold out")


async def charge():
    await asyncio.sleep(0.3)
    print(at(), "the card is charged")
    return 30


async def order():
    seat = asyncio.create_task(reserve())
    price = asyncio.create_task(charge())
    return await seat, await price
# ANCHOR_END: order


async def main():
    print(at(), "order")
    try:
        print(at(), await order())
    except LookupError as error:
        print(at(), repr(error))
    await asyncio.sleep(0.3)
    print(at(), "good night")


run(main())
