"""Three tasks sleep for 3, 1 and 2 seconds; the loop keeps their timers."""

import asyncio

PACE = 20  # one second of this demo lasts 50 ms


# ANCHOR: tasks
async def cook(what, seconds):
    begin = asyncio.get_running_loop().time()
    await asyncio.sleep(seconds / PACE)
    now = (asyncio.get_running_loop().time() - begin) * PACE
    print(f"{what} at {now:.0f} s")


async def breakfast():
    await asyncio.gather(cook("tea", 3), cook("bread", 1), cook("egg", 2))
# ANCHOR_END: tasks


asyncio.run(breakfast())
