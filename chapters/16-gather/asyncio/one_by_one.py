"""Three sleeps of one second, awaited one by one."""

import asyncio

from helpers.jumping import run
from helpers.lanes import draw, lane


# ANCHOR: program
async def nap(name):
    await lane(name, asyncio.sleep(1))
    return name


async def program():
    clock = asyncio.get_running_loop().time
    start = clock()
    names = (await nap("a"), await nap("b"), await nap("c"))
    print(names, f"after {clock() - start:.2f} s\n")
# ANCHOR_END: program


async def main():
    await lane("main", program())


run(main())
draw()
