"""Results in the order in which they come, with an error in the middle."""

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


class Boom(Exception):
    def __str__(self):
        return f"Boom({self.args[0]})"


# ANCHOR: order
async def work(tag, delay, fails=False):
    await asyncio.sleep(delay)
    if fails:
        raise Boom(tag)
    return tag


async def main():
    tasks = [
        asyncio.create_task(work("a", 0.3)),
        asyncio.create_task(work("b", 0.1, fails=True)),
        asyncio.create_task(work("c", 0.2)),
    ]
    items = 0
    for item in asyncio.as_completed(tasks):
        items += 1
        try:
            outcome = f"ok({await item})"
        except Boom as error:
            outcome = error
        print("item", items, outcome, "at", now())
    print("items", items)
# ANCHOR_END: order


with asyncio.Runner(loop_factory=Paused) as runner:
    runner.run(main())
