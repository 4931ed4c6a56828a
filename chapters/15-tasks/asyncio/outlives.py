"""A task outlives the one that made it, everybody who knew of it, and hears of main's end."""

import asyncio

TASKS = set()  # the loop keeps only weak references


def now():
    return f"{round(asyncio.get_running_loop().time() * 20 - START) * 50:>3} ms "


# ANCHOR: outlives
async def backup():
    part = 0
    try:
        while True:
            await asyncio.sleep(0.1)
            part += 1
            print(now(), f"backup: part {part} is saved")
    except asyncio.CancelledError:
        print(now(), "backup: was asked to stop")
        raise


async def request():
    TASKS.add(asyncio.create_task(backup()))
    await asyncio.sleep(1)  # works on an answer


async def server():
    task = asyncio.create_task(request())
    await asyncio.sleep(0.15)
    task.cancel()
    await asyncio.wait([task])
    print(now(), "main: the request is cancelled:", task.cancelled())
    await asyncio.sleep(0.2)
    print(now(), "main: returns")
# ANCHOR_END: outlives


async def main():
    global START
    START = asyncio.get_running_loop().time() * 20
    await server()


asyncio.run(main())
