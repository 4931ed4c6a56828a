"""Three sleeps of one second, gathered."""

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
    names = await asyncio.gather(nap("a"), nap("b"), nap("c"))
    print(names, f"after {clock() - start:.2f} s\n")
# ANCHOR_END: program


async def main():
    await lane("main", program())


run(main())
draw()
