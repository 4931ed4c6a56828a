"""The caller of a group meets a time limit: asyncio cancels it, and waits."""
import asyncio

from helpers.jumping import now, run


def at():
    return f"  {now():3} ms "


# ANCHOR: caller_gone
async def tidy():
    try:
        await asyncio.sleep(1)
    finally:
        await asyncio.sleep(0.05)
        print(at(), "tidied up")


async def work():
    async with asyncio.TaskGroup() as group:
        group.create_task(tidy())
        await asyncio.sleep(1)
# ANCHOR_END: caller_gone


async def main():
    print(at(), "a time limit")
    try:
        async with asyncio.timeout(0.1):
            await work()
    except TimeoutError as error:
        print(at(), repr(error), "tasks:", len(asyncio.all_tasks()) - 1)


run(main())
