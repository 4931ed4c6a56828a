"""Two coroutines, gathered: their steps take turns on one thread."""

import asyncio


async def countdown(name, strip):
    for step in range(3):
        strip.append(f"{name}{step}")
        if step < 2:
            await asyncio.sleep(0)
    return "lift-off"


async def main():
    strip = []
    print(await asyncio.gather(countdown("a", strip), countdown("b", strip)))
    print(*strip)


asyncio.run(main())
