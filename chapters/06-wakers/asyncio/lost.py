"""The same mistake in asyncio: `call_soon` from another thread puts the call in and wakes nobody."""

import asyncio
import threading
import time


async def attempt(name):
    """Another thread schedules a call while the loop has nothing to do and sleeps in select."""
    loop = asyncio.get_running_loop()
    called, done = threading.Event(), asyncio.Event()

    def helper():
        time.sleep(0.1)  # the loop falls asleep meanwhile
        getattr(loop, name)(called.set)
        in_time = called.wait(0.3 if name == "call_soon" else 10)
        print(f"{name} from a thread:", "called" if in_time else "not called, the loop sleeps on")
        loop.call_soon_threadsafe(done.set)

    threading.Thread(target=helper).start()
    await done.wait()


async def main():
    await attempt("call_soon")
    await attempt("call_soon_threadsafe")


asyncio.run(main())
