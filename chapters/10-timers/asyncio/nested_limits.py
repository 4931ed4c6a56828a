"""asyncio's row TO-03: two limits with one deadline, one inside the other; the outermost reports."""

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


# ANCHOR: nested
async def nested():
    deadline = asyncio.get_running_loop().time() + 0.100
    try:
        async with asyncio.timeout_at(deadline) as outer:
            try:
                async with asyncio.timeout_at(deadline) as inner:
                    try:
                        await asyncio.sleep(10)
                    except asyncio.CancelledError:
                        print("body sees Cancelled at", now())
                        raise
            except asyncio.CancelledError:
                print("between the blocks Cancelled")
                raise
    except TimeoutError:
        print("outside Timeout")
    print("inner expired", inner.expired(), "outer expired", outer.expired())
    print("pending cancel requests", asyncio.current_task().cancelling())
    await asyncio.sleep(0.010)
    print("task goes on at", now())
# ANCHOR_END: nested


run(nested())
