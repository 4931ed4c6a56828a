"""Three sleeps of one second, gathered."""

import asyncio

from helpers.jumping import now, run
from helpers.lanes import draw, lane


# ANCHOR: program
async def nap(name):
    await lane(name, asyncio.sleep(1))


async def program():
    await asyncio.gather(
        nap("a"), nap("b"), nap("c")
    )
# ANCHOR_END: program


async def main():
    await lane("main", program())
    print(f"{now() / 1000:.2f} s\n")


run(main())
draw()
