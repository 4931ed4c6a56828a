"""Three mirrors are asked for one file: who is done, who is not, and what becomes of them."""

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


# ANCHOR: mirrors
async def ask(mirror, seconds):
    await asyncio.sleep(seconds)
    return mirror


async def main():
    mirrors = [
        asyncio.create_task(ask(name, seconds), name=name)
        for name, seconds in [("a", 0.4), ("b", 0.1), ("c", 0.2)]
    ]
    done, pending = await asyncio.wait(mirrors, return_when=asyncio.FIRST_COMPLETED)
    show(done, pending)

    done, pending = await asyncio.wait(pending, timeout=0.2)
    show(done, pending)

    for slow in pending:
        print(slow.get_name(), "is asked to stop:", slow.cancel())
    print("b, asked once more:", mirrors[1].result())
# ANCHOR_END: mirrors


def show(done, pending):
    done, pending = (", ".join(sorted(task.get_name() for task in tasks)) for tasks in (done, pending))
    print(f"at {now()} ms: done {{{done}}}, pending {{{pending}}}")


with asyncio.Runner(loop_factory=Paused) as runner:
    runner.run(main())
