"""The same mistake in asyncio: `call_soon` from another thread puts the call in and wakes nobody."""

import asyncio
import threading


async def attempt(schedule, limit):
    """Another thread schedules a call while the loop sleeps; it then waits so long for the call."""
    called = threading.Event()
    told = asyncio.get_running_loop().create_future()
    loop = asyncio.get_running_loop()

    def helper():
        schedule(loop)(called.set)
        in_time = called.wait(limit)
        print("  helper  the call was made" if in_time else f"  helper  no call after {limit} s: the loop sleeps on")
        loop.call_soon_threadsafe(told.set_result, None)

    # The loop has nothing else to do: it sleeps in select, without a time limit.
    loop.call_soon(threading.Thread(target=asleep_first, args=(loop, helper)).start)
    await told


def asleep_first(loop, helper):
    """Gives the loop the time to fall asleep."""
    threading.Event().wait(0.1)
    helper()


async def main():
    print("call_soon from a thread:")
    await attempt(lambda loop: loop.call_soon, 0.3)
    print("call_soon_threadsafe from a thread:")
    await attempt(lambda loop: loop.call_soon_threadsafe, 10)


asyncio.run(main())
