"""Main ends while two tasks are still there: asyncio.run cancels them, waits, and reports."""

import asyncio

TASKS = set()


async def log():
    try:
        await asyncio.get_running_loop().create_future()
    except asyncio.CancelledError:
        await asyncio.sleep(0.01)
        print("log: the last line is written")


async def save():
    try:
        await asyncio.get_running_loop().create_future()
    except asyncio.CancelledError:
        await asyncio.sleep(0.05)
        raise OSError("the disk is full")


def report(loop, context):
    print("report:", context["message"] + ":", context["exception"])


async def main():
    asyncio.get_running_loop().set_exception_handler(report)
    TASKS.add(asyncio.create_task(log(), name="log"))
    TASKS.add(asyncio.create_task(save(), name="save"))
    await asyncio.sleep(0.01)
    return 42


print("run gave", asyncio.run(main()))
