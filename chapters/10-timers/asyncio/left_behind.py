"""A thousand requests, each with a limit of a minute and answered at once: what is left in the loop's heap."""

import asyncio


# ANCHOR: sleep
async def sleep(delay):
    """asyncio.sleep, without its shortcut for zero."""
    loop = asyncio.get_running_loop()
    future = loop.create_future()
    handle = loop.call_later(delay, future.set_result, None)
    try:
        await future
    finally:
        handle.cancel()
# ANCHOR_END: sleep


def heap():
    """How many entries there are, and how many of them are set."""
    entries = asyncio.get_running_loop()._scheduled
    return len(entries), sum(not handle.cancelled() for handle in entries)


# ANCHOR: requests
async def request():
    await asyncio.sleep(0)  # the limit's timer is set now
    return heap()


async def requests():
    heartbeat = asyncio.create_task(sleep(30))  # due before all others
    most = 0
    for _ in range(1000):
        async with asyncio.timeout(60):
            entries, _ = await request()
        most = max(most, entries)
    print("most entries in the heap:", most)
    entries, timers = heap()
    print(f"entries in the end: {entries}, of which are set: {timers}")
    heartbeat.cancel()
# ANCHOR_END: requests


asyncio.run(requests())
