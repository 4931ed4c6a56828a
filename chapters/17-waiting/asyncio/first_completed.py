"""A wait for the first of two reports the winner, and leaves the other one alone."""

import asyncio


class Paused(asyncio.SelectorEventLoop):
    """A loop whose clock jumps to the next timer when nothing else can happen."""

    now = 0.0

    def time(self):
        return self.now

    def __init__(self):
        super().__init__()
        select = self._selector.select

        def jump(timeout=None):
            if timeout is None:
                raise RuntimeError("nothing that could wake anybody is left to happen")
            self.now += timeout
            return select(0)

        self._selector.select = jump


def now():
    return round(asyncio.get_running_loop().time() * 1000)


async def work(tag, delay):
    await asyncio.sleep(delay)
    print(tag, "done at", now())
    return tag


async def main():
    slow = asyncio.create_task(work("slow", 0.3))
    fast = asyncio.create_task(work("fast", 0.1))
    done, pending = await asyncio.wait({slow, fast}, return_when=asyncio.FIRST_COMPLETED)
    print("wait returned at", now())
    print("done:", *(task.result() for task in done))
    print("pending count", len(pending), "slow is", "done" if slow.done() else "pending")
    done, pending = await asyncio.wait({slow, fast})
    print("second wait at", now(), "done count", len(done), "pending count", len(pending))
    done, pending = await asyncio.wait({slow, fast})
    print("third wait at", now(), "done count", len(done))


with asyncio.Runner(loop_factory=Paused) as runner:
    runner.run(main())
