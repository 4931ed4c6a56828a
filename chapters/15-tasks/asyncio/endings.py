"""Tasks end in three ways: an error and a broken program are the same to asyncio."""

import asyncio


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
    tasks = [asyncio.create_task(fetch(page)) for page in ["/index", "/secret", "/new", "/loop"]]
    tasks[3].cancel()
    for task in tasks:
        try:
            print("result:   ", await task)
        except asyncio.CancelledError:
            print("cancelled:", task.cancelled())
        except Exception as error:
            print("error:    ", error)


asyncio.run(main())
