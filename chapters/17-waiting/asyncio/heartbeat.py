"""A heartbeat every 100 ms, in a loop that also reads messages: once it never comes, once it does."""

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


# ANCHOR: restarts
async def restarts(messages):
    while True:
        try:
            message = await asyncio.wait_for(messages.get(), 0.1)
        except TimeoutError:
            print(" BEAT at", now(), end="")
            continue
        if message is None:
            break
        print("", message, end="")
# ANCHOR_END: restarts


async def goes_on(messages):
    message = asyncio.create_task(messages.get())
    beat = asyncio.create_task(asyncio.sleep(0.1))
    while True:
        await asyncio.wait({message, beat}, return_when=asyncio.FIRST_COMPLETED)
        if beat.done():
            print(" BEAT at", now(), end="")
            beat = asyncio.create_task(asyncio.sleep(0.1))
        if message.done():
            if message.result() is None:
                break
            print("", message.result(), end="")
            message = asyncio.create_task(messages.get())
    beat.cancel()


async def chatter(messages):
    for nth in range(1, 10):
        await asyncio.sleep(0.03)
        await messages.put(30 * nth)
    await messages.put(None)


async def main():
    for title, loop in [("made in the loop: ", restarts), ("\nkept in a task:   ", goes_on)]:
        print(title, end="")
        asyncio.get_running_loop().now = 0.0
        messages = asyncio.Queue(1)
        await asyncio.gather(chatter(messages), loop(messages))
    print()


with asyncio.Runner(loop_factory=Paused) as runner:
    runner.run(main())
