"""Two tasks are to stop in the middle of a record: one lets the cancel pass, the other one answers it."""

import asyncio


async def for_ever(file):
    number = 0
    while True:
        number += 1
        file.append(f"<{number}")
        await asyncio.sleep(0.06)
        file.append(">")
        await asyncio.sleep(0.03)


# ANCHOR: until_asked
async def until_asked(file):
    number = 0
    while True:
        number += 1
        asked = False
        file.append(f"<{number}")
        try:
            await asyncio.sleep(0.06)
        except asyncio.CancelledError:
            asked = True
            await asyncio.sleep(0.03)  # the rest of the record
        file.append(">")
        if asked:
            return number
        await asyncio.sleep(0.03)
# ANCHOR_END: until_asked


async def main():
    for body in (for_ever, until_asked):
        file = []
        task = asyncio.create_task(body(file))
        await asyncio.sleep(0.12)
        task.cancel()
        [outcome] = await asyncio.gather(task, return_exceptions=True)
        print(f"{body.__name__}: {outcome!r}:", "".join(file))


asyncio.run(main())
