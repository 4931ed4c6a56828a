"""Three waits of 100 ms, awaited in a row and gathered, on a loop whose clock jumps."""

import asyncio


class JumpingLoop(asyncio.SelectorEventLoop):
    """Where asyncio would sleep until the next timer, this loop moves its clock."""

    def __init__(self):
        super().__init__()
        self.clock = 0.0
        really_select = self._selector.select
        self._selector.select = lambda timeout: self.jump(timeout) or really_select(0)

    def jump(self, timeout):
        self.clock += timeout or 0

    def time(self):
        return self.clock


# ANCHOR: programs
async def fetch():
    await asyncio.sleep(0.1)


async def in_a_row():
    await fetch()
    await fetch()
    await fetch()


async def gathered():
    await asyncio.gather(fetch(), fetch(), fetch())


async def tasks_in_a_row():
    tasks = [asyncio.create_task(fetch()) for _ in range(3)]
    for task in tasks:
        await task
# ANCHOR_END: programs


for program in in_a_row, gathered, tasks_in_a_row:
    with asyncio.Runner(loop_factory=JumpingLoop) as runner:
        runner.run(program())
        print(f"{program.__name__}: {runner.get_loop().time() * 1000:.0f} ms")
