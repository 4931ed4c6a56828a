"""A task writes a log line while main returns: asyncio.run cancels it, and waits for its end."""

import asyncio


# ANCHOR: tasks
async def log():
    try:
        print("  log:  opening the file")
        await asyncio.sleep(0.01)
        print("  log:  order 1 was taken")
    except asyncio.CancelledError:
        print("  log:  cancelled; closing the file takes a while")
        await asyncio.sleep(0.01)
        print("  log:  the file is closed")
        raise


async def take_order(wait):
    task = asyncio.create_task(log())
    await asyncio.sleep(0)
    print("  main: took order 1")
    if wait:
        await task
# ANCHOR_END: tasks


for wait in [False, True]:
    print("main, which awaits the log:" if wait else "main, which forgets the log:")
    asyncio.run(take_order(wait))
