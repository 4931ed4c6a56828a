"""A coroutine, polled by hand: `send(None)` is Python's poll, a yield its Pending, StopIteration its Ready."""


# ANCHOR: by_hand
class Countdown:
    def __init__(self, left):
        self.left = left

    def __await__(self):
        while self.left > 0:
            self.left -= 1
            yield
        return "lift-off"


async def wait_for(countdown):
    return await countdown


countdown = Countdown(3)
coroutine = wait_for(countdown)
print(f"made:   {countdown.left} left")
for number in range(1, 5):
    try:
        coroutine.send(None)
        print(f"send {number}: yields, {countdown.left} left")
    except StopIteration as stop:
        print(f"send {number}: returns {stop.value!r}")
# ANCHOR_END: by_hand
