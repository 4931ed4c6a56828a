"""What lives while a coroutine waits: in Python a name ends with del or with the function, and with no block."""

import types
import weakref


class Buffer(bytearray):
    """A bytearray that can be watched."""


@types.coroutine
def pause():
    yield


async def held(watch):
    buffer = Buffer(1024)
    watch(buffer)
    await pause()
    return len(buffer)


async def in_a_block(watch):
    if True:
        buffer = Buffer(1024)
        watch(buffer)
    await pause()


async def deleted(watch):
    buffer = Buffer(1024)
    watch(buffer)
    del buffer
    await pause()


for function in (held, in_a_block, deleted):
    watched = []
    coroutine = function(lambda buffer: watched.append(weakref.ref(buffer)))
    coroutine.send(None)
    alive = "yes" if watched[0]() is not None else "no"
    print(f"{function.__name__}: the buffer lives across the await: {alive}")
    coroutine.close()
