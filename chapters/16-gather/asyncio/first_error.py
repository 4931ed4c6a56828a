"""Paying fails after 10 ms while shipping, which takes 30 ms, is under way: what becomes of the parcel?"""

import asyncio

from helpers.jumping import now, run


# ANCHOR: orders
async def work(name, seconds):
    print(f"  {name} starts at {now()}")
    try:
        await asyncio.sleep(seconds)
        print(f"  {name} ends at {now()}")
    except asyncio.CancelledError:
        print(f"  {name} is cancelled at {now()}")
        raise


async def pay():
    await work("pay", 0.01)
    raise ValueError("no money")


async def ship():
    await work("ship", 0.03)
    return "parcel"


async def settled():
    return await asyncio.gather(pay(), ship(), return_exceptions=True)


async def group():
    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(pay())
        tasks.create_task(ship())


async def gathered():
    return await asyncio.gather(pay(), ship())
# ANCHOR_END: orders


async def order(program):
    try:
        print(f"  gave {await program()!r} at {now()}")
    except (ValueError, ExceptionGroup) as error:
        print(f"  raised {error!r} at {now()}")
    await asyncio.sleep(0.1)


for title, program in {
    "gather(return_exceptions=True)": settled,
    "TaskGroup": group,
    "gather": gathered,
}.items():
    print(title)
    run(order(program))
