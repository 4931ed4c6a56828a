"""GA-01: completion order b, c, a; result order a, b, c; total time is the maximum."""

import asyncio

from helpers.jumping import now, run


# ANCHOR: program
async def work(tag, seconds):
    await asyncio.sleep(seconds)
    print(tag, "done at", now())
    return tag.upper()


async def main():
    values = await asyncio.gather(work("a", 0.3), work("b", 0.1), work("c", 0.2))
    print("gathered", *values, "at", now())
# ANCHOR_END: program


run(main())
