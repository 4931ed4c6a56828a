"""An event loop whose clock jumps to the next timer, as Tokio's paused one does."""
import asyncio


class Jumping(asyncio.SelectorEventLoop):
    def __init__(self):
        self.at = 0.0
        super().__init__()
        select = self._selector.select

        def jump(timeout):
            if timeout:
                self.at = max(self.at, self._scheduled[0]._when)
            return select(0)

        self._selector.select = jump

    def time(self):
        return self.at


def now():
    """Milliseconds since the start."""
    return round(asyncio.get_running_loop().time() * 1000)


def run(main):
    with asyncio.Runner(loop_factory=Jumping) as runner:
        runner.run(main)
