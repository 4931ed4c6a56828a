"""GA-18: the first error comes out at once, and the other children are left running."""

import asyncio

from helpers.jumping import now, run


# ANCHOR: program
class Boom(Exception):
    def __repr__(self):
        return f"Boom({self})"


async def failing():
    await asyncio.sleep(0.01)
    raise Boom("A")


async def slow():
    await asyncio.sleep(0.05)
    print("B effect at", now())
    return "b"


async def main():
    a, b = asyncio.create_task(failing()), asyncio.create_task(slow())
    try:
        await asyncio.gather(a, b)
    except Boom as error:
        print(f"gather raised {error!r} at {now()}")
    print("B is", f"ok({b.result()})" if b.done() else "pending")
    await asyncio.sleep(0.09)
    print("B is", f"ok({b.result()})" if b.done() else "pending")
# ANCHOR_END: program


run(main())
