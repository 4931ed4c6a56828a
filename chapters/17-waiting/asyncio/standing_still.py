"""Two tasks take turns with a lock, and whoever waits for them wants it, too: nobody stands still."""

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


# ANCHOR: store
async def store(name, database):
    async with database:
        print(name, "has the lock at", now(), "ms")
        await asyncio.sleep(0.02)
    return name


async def main():
    database = asyncio.Lock()
    tasks = [asyncio.create_task(store(name, database)) for name in "ab"]
    for item in asyncio.as_completed(tasks):
        print(await item, "is stored at", now(), "ms")
        async with database:  # to note it
            print("main has the lock at", now(), "ms")
# ANCHOR_END: store


with asyncio.Runner(loop_factory=Paused) as runner:
    runner.run(main())
