"""A coroutine polled by hand: its states, what it waits for, and what lives in its frame."""

import inspect
import types


# ANCHOR: wait
@types.coroutine
def wait(name, value):
    """Pending once, then value. The bare yield goes to whoever sends, as Pending goes to whoever polls."""
    print(f"    {name} is pending")
    yield
    return value


async def add(first, second):
    a = await first
    b = await second
    return a + b
# ANCHOR_END: wait


def show(coroutine):
    state = inspect.getcoroutinestate(coroutine)
    frame = coroutine.cr_frame
    lives = ", ".join(frame.f_locals) if frame else "no frame"
    waiting = coroutine.cr_await
    awaits = waiting.gi_frame.f_locals["name"] if waiting else "nothing"
    print(f"{state}: awaits {awaits}; in its frame: {lives}")


# ANCHOR: drive
coroutine = add(wait("first", 1), wait("second", 2))
show(coroutine)
while True:
    try:
        print("  send(None)")
        coroutine.send(None)
    except StopIteration as done:
        print(f"  StopIteration, value {done.value}")
        break
    show(coroutine)
show(coroutine)
# ANCHOR_END: drive

try:
    coroutine.send(None)
except RuntimeError as error:
    print(f"once more: RuntimeError, {error}")
