"""An event loop whose clock jumps to the next timer when there is nothing else to do."""

import asyncio


class JumpingLoop(asyncio.SelectorEventLoop):
    def __init__(self):
        super().__init__()
        self.clock = 0.0
        self._clock_resolution = 1e-6
        really_select = self._selector.select
        self._selector.select = lambda timeout: self.jump(timeout) or really_select(0)

    def jump(self, timeout):
        if timeout:
            self.clock = self._scheduled[0]._when

    def time(self):
        return self.clock


def now():
    """Milliseconds since the loop was made."""
    return round(asyncio.get_running_loop().time() * 1000)


def run(main):
    with asyncio.Runner(loop_factory=JumpingLoop) as runner:
        return runner.run(main)
