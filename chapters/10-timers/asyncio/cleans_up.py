"""asyncio's row WF-10: the limit is over at 50 ms, the task needs 30 ms more to clean up, and is given them."""

import asyncio


class Jumping(asyncio.SelectorEventLoop):
    """Virtual time: instead of sleeping, the clock is set to the next timer."""

    def __init__(self):
        self.now = 0.0
        super().__init__()
        select = self._selector.select

        def jump(timeout):
            self.now += timeout or 0
            return select(0)

        self._selector.select = jump

    def time(self):
        return self.now


def now():
    return round(asyncio.get_running_loop().time() * 1000)


def run(main):
    with asyncio.Runner(loop_factory=Jumping) as runner:
        runner.run(main)


# ANCHOR: cleans_up
async def inner():
    try:
        await asyncio.sleep(10)
    except asyncio.CancelledError:
        print("inner sees cancel at", now())
        await asyncio.sleep(0.030)
        print("inner cleaned up at", now())
        raise


async def wait_for():
    task = asyncio.create_task(inner())
    try:
        await asyncio.wait_for(task, 0.050)
    except TimeoutError:
        print("wait_for gave Timeout at", now())
    print("inner is", "cancelled" if task.cancelled() else "done")
# ANCHOR_END: cleans_up


run(wait_for())
