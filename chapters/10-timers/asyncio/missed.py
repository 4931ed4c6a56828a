"""A tick every 20 ms, and a second one whose work takes 70 ms: two ways to write the loop, with sleep alone."""

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


PERIOD = 0.020


# ANCHOR: ticks
def work(tick):
    asyncio.get_running_loop().now += 0.070 if tick == 1 else 0.005


async def drifts():
    for tick in range(8):
        yield tick
        await asyncio.sleep(PERIOD)


async def keeps_the_beat():
    due = asyncio.get_running_loop().time()
    for tick in range(8):
        yield tick
        due += PERIOD
        await asyncio.sleep(due - asyncio.get_running_loop().time())
# ANCHOR_END: ticks


async def main(ticks):
    times = []
    async for tick in ticks():
        times.append(now())
        work(tick)
    print(f"{ticks.__name__:15}", *(f"{time:4}" for time in times))


run(main(drifts))
run(main(keeps_the_beat))
