"""Five downloads, two at a time; the lengths differ, the results come in order. And again, where the second fails."""

import asyncio

from helpers.jumping import now, run


# ANCHOR: program
async def download(gate, name, seconds):
    async with gate:
        begin = now()
        await asyncio.sleep(seconds)
        if name == "broken":
            raise OSError(name)
        print(f"  {name} {begin}-{now()}")
        return name


async def two_at_a_time(files):
    gate = asyncio.Semaphore(2)
    try:
        names = await asyncio.gather(*(download(gate, *file) for file in files))
        print("done:", ", ".join(names), "at", now())
    except OSError as error:
        print("failed:", error, "at", now())
    await asyncio.sleep(0.1)
# ANCHOR_END: program


FILES = [("a", 0.05), ("b", 0.01), ("c", 0.015), ("d", 0.01), ("e", 0.03)]
BROKEN = [("a", 0.05), ("broken", 0.01), ("c", 0.015), ("d", 0.01), ("e", 0.03)]
run(two_at_a_time(FILES))
run(two_at_a_time(BROKEN))
