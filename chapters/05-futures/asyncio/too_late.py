"""Sent to after its end: a coroutine refuses."""


async def five():
    return 5


coroutine = five()
for _ in range(2):
    try:
        coroutine.send(None)
    except StopIteration as stop:
        print("returns", stop.value)
    except RuntimeError as error:
        print("RuntimeError:", error)
