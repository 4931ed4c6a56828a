"""A sleep outside a loop, and inside."""

import asyncio

coroutine = asyncio.sleep(0.001)
try:
    coroutine.send(None)  # what a loop would do
except RuntimeError as error:
    print("outside:", error)
asyncio.run(asyncio.sleep(0.001))
print("inside: slept")
