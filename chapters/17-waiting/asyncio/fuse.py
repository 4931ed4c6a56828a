"""What has finished, awaited once more: a task gives its result again, a coroutine does not."""

import asyncio


async def upload():
    await asyncio.sleep(0)
    return "uploaded"


async def main():
    task = asyncio.create_task(upload())
    print("a task:", await task, "and", await task)
    coroutine = upload()
    print("a coroutine:", await coroutine)
    try:
        await coroutine
    except RuntimeError as error:
        print("a coroutine, once more:", error)


asyncio.run(main())
