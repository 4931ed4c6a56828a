"""A coroutine function that is called and not awaited: it never starts, and asyncio says so when the object is thrown away."""

import asyncio
import warnings


# ANCHOR: forgotten
async def fetch(page):
    print(f"  fetch: asks for {page}")
    return len(page)


async def main():
    print("main: calls fetch")
    fetch("/news")
    print("main: calls fetch, keeps the coroutine")
    coroutine = fetch("/weather")
    print("main: awaits it")
    print("main: has", await coroutine)
# ANCHOR_END: forgotten


# Warnings go to stderr by default; here they stand where they happen.
warnings.showwarning = lambda message, category, *_: print(f"{category.__name__}: {message}")
asyncio.run(main())
