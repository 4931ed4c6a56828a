"""Four tasks end in four ways, and their handles say how."""

import asyncio


# ANCHOR: fetch
async def fetch(page):
    await asyncio.sleep(0)
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
    tasks = [asyncio.create_task(fetch(page), name=page) for page in pages]
    tasks[3].cancel()
    await asyncio.wait(tasks)
    for task in tasks:
        if task.cancelled():
            print("cancelled:", task.get_name())
        elif task.exception():
            print("error:    ", repr(task.exception()))
        else:
            print("result:   ", task.result())
# ANCHOR_END: fetch


asyncio.run(main())
