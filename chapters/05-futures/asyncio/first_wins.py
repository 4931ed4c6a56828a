"""The first of two tasks wins; the other one goes on until somebody cancels it."""

import asyncio


# ANCHOR: fetch
async def fetch(name, turns):
    print(f"{name}: starts")
    for _ in range(turns):
        await asyncio.sleep(0)
    print(f"{name}: is done")
    return name


async def main():
    tasks = [asyncio.create_task(fetch("a", 10)), asyncio.create_task(fetch("b", 1))]
    done, pending = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    print(f"{done.pop().result()} won")
    await pending.pop()
# ANCHOR_END: fetch


asyncio.run(main())
