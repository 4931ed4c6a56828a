"""Two fetches with a limit of 20 ms: one is quick enough, the other is cancelled."""

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


# ANCHOR: fetch
async def fetch(takes):
    try:
        await asyncio.sleep(takes)
        return "a page"
    except asyncio.CancelledError:
        print("fetch: cancelled, its connection is closed")
        raise


async def fetch_both():
    for name, takes in ("quick", 0.010), ("slow", 0.050):
        try:
            async with asyncio.timeout(0.020):
                outcome = await fetch(takes)
        except TimeoutError:
            outcome = "TimeoutError"
        print(f"{name}: {outcome} at {now()} ms")
# ANCHOR_END: fetch


run(fetch_both())
