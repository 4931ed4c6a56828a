"""A user, her orders and whether she may log in, asked for at once: three values of three types."""

import asyncio

from helpers.jumping import now, run


# ANCHOR: program
async def user():
    await asyncio.sleep(0.03)
    return "Ada"


async def orders():
    await asyncio.sleep(0.01)
    return [7, 12]


async def may_log_in():
    await asyncio.sleep(0.02)
    return True


async def main():
    who, bought, allowed = await asyncio.gather(user(), orders(), may_log_in())
    print(f"{who}, {bought}, {allowed} at {now()}")
# ANCHOR_END: program


run(main())
