"""Four pages are fetched, and each has its own end."""

import asyncio

from helpers.jumping import now, run


# ANCHOR: program
async def fetch(page):
    await asyncio.sleep(0.01)
    match page:
        case "/index":
            return 200
        case "/secret":
            raise PermissionError("403 forbidden")
        case "/loop":
            await asyncio.get_running_loop().create_future()
    raise AssertionError(f"no rule for {page}")


async def main():
    pages = ["/index", "/secret", "/new", "/loop"]
    tasks = [asyncio.create_task(fetch(page)) for page in pages]
    tasks[3].cancel()
    for result in await asyncio.gather(*tasks, return_exceptions=True):
        print(repr(result))
    print("all of them at", now())
# ANCHOR_END: program


run(main())
