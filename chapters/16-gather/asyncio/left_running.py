"""Three tasks gathered; the second one fails, and main goes on without the others."""

import asyncio

from helpers.jumping import run
from helpers.lanes import draw, lane


# ANCHOR: program
async def work(seconds, result):
    await asyncio.sleep(seconds)
    if isinstance(result, Exception):
        raise result
    return result


async def program():
    try:
        await asyncio.gather(
            lane("a", work(0.03, 1)),
            lane("b", work(0.01, ValueError("b failed"))),
            lane("c", work(0.02, 3)),
        )
    except ValueError as error:
        print("main:", repr(error))
    await lane("main's rest", asyncio.sleep(0.05))
    print("main: done\n")
# ANCHOR_END: program


async def main():
    await lane("main", program())


run(main())
draw()
