"""A child spawns into its own group while the body has ended already."""
import asyncio

from helpers.jumping import now, run


class Boom(Exception):
    pass


def name(error):
    """`Boom(A)`, `Group[Boom(A)]`"""
    if isinstance(error, BaseExceptionGroup):
        return "Group[" + ", ".join(map(name, error.exceptions)) + "]"
    if isinstance(error, asyncio.CancelledError):
        return "Cancelled"
    return f"{type(error).__name__}({error})"


async def grandchild(tag, delay):
    await asyncio.sleep(delay)
    print(tag, "done at", now())


async def child(group):
    await asyncio.sleep(0.1)
    group.create_task(grandchild("grandchild-1", 0.1))
    group.create_task(grandchild("grandchild-2", 0.2))
    print("child spawned two and ends at", now())


async def main():
    async with asyncio.TaskGroup() as group:
        group.create_task(child(group))
        print("body end at", now())
    print("block left at", now())
    late = grandchild("too-late", 0)
    try:
        group.create_task(late)
    except RuntimeError:
        late.close()
        print("spawn after the block: Misuse")


run(main())
