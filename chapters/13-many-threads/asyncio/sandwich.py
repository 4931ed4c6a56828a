"""Async code that calls sync code that waits for async code."""

import asyncio
import concurrent.futures


async def fetch():
    return 5


# ANCHOR: sandwich
def with_a_loop_of_its_own():
    """As `asyncio.run`: refused, because this thread already runs a loop."""
    coroutine = fetch()
    try:
        return asyncio.run(coroutine)
    finally:
        coroutine.close()


def with_the_loop_that_runs(loop):
    """Hands `fetch` to the loop, and blocks the loop's thread until the loop has run it."""
    future = asyncio.run_coroutine_threadsafe(fetch(), loop)
    return future.result(timeout=0.2)


async def handle_request():
    try:
        print(with_a_loop_of_its_own())
    except RuntimeError as error:
        print(f"refused: {error}")
    try:
        print(with_the_loop_that_runs(asyncio.get_running_loop()))
    except concurrent.futures.TimeoutError:
        print("nobody ran `fetch`: its thread was waiting here")
    print("on another thread:", await asyncio.to_thread(asyncio.run, fetch()))
# ANCHOR_END: sandwich


asyncio.run(handle_request())
