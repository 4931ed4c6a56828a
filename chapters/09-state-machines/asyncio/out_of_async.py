"""Two generators, one feeding the other, both made of async def: a value wanted is a send."""

import types


# ANCHOR: generator
@types.coroutine
def yield_(value):
    yield value


def generator(coroutine):
    try:
        while True:
            yield coroutine.send(None)
    except StopIteration:
        return
# ANCHOR_END: generator


async def numbers():
    for n in range(1, 5):
        await yield_(n)


async def squares():
    for n in generator(numbers()):
        if n % 2 == 0:
            await yield_(n * n)


print("squares of even numbers:", list(generator(squares())))
