"""Three calls that block for a second each, and `asyncio.to_thread` with a pool of two threads under it."""

import asyncio
import threading
import time
from concurrent.futures import ThreadPoolExecutor

PACE = 20  # one second on the clock of this demo lasts 50 ms on yours
LIMIT = 10  # nothing here waits longer than this, in seconds of yours


class Clock:
    """Virtual time that only waits move, as in the Rust demo."""

    now = 0.0

    def wait_from(self, start, seconds):
        time.sleep(seconds / PACE)
        self.now = max(self.now, start + seconds)


def blocking_call(name, clock, company):
    begun = clock.now
    company.wait(LIMIT)  # who works together starts and ends together
    clock.wait_from(begun, 1)
    ended = clock.now
    company.wait(LIMIT)
    return f"call {name}: begun at {begun:.0f} s, done at {ended:.0f} s"


# ANCHOR: pool_of_two
async def main():
    asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(max_workers=2))
    clock, pair, alone = Clock(), threading.Barrier(2), threading.Barrier(1)
    calls = [("A", pair), ("B", pair), ("C", alone)]
    for line in await asyncio.gather(
        *(asyncio.to_thread(blocking_call, name, clock, company) for name, company in calls)
    ):
        print(line)
# ANCHOR_END: pool_of_two


asyncio.run(main())
