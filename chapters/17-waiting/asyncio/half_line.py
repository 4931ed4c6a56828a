"""A line that arrives in two halves, read with a time limit: the stream keeps the first half."""

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


async def slow_peer(stream):
    for half in [b"hel", b"lo\n"]:
        await asyncio.sleep(0.01)
        stream.feed_data(half)
        await asyncio.sleep(0.01)


# ANCHOR: loop
async def read(stream):
    while True:
        try:
            return await asyncio.wait_for(stream.readline(), 0.02)
        except TimeoutError:
            print("  tick at", now(), "ms")
# ANCHOR_END: loop


async def main():
    stream = asyncio.StreamReader()
    peer = asyncio.create_task(slow_peer(stream))
    print("the line is in the stream:")
    line = await read(stream)
    print(" ", line.decode().rstrip())
    await peer


with asyncio.Runner(loop_factory=Paused) as runner:
    runner.run(main())
