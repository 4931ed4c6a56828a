"""A child that is being cancelled tries to spawn: the group refuses."""
import asyncio


class Boom(Exception):
    pass


def name(error):
    """`Boom(A)`, `Group[Boom(A)]`"""
    if isinstance(error, BaseExceptionGroup):
        return "Group[" + ", ".join(map(name, error.exceptions)) + "]"
    if isinstance(error, asyncio.CancelledError):
        return "Cancelled"
    return f"{type(error).__name__}({error})"


async def failing():
    await asyncio.sleep(0.01)
    raise Boom("A")


async def extra():
    print("extra work started: not reached")


# ANCHOR: stubborn
async def stubborn(group):
    try:
        await asyncio.sleep(1)
    except asyncio.CancelledError:
        print("B sees cancel")
        work = extra()
        try:
            group.create_task(work)
            print("spawn accepted")
        except RuntimeError:
            work.close()
            print("spawn refused: Misuse")
        raise
# ANCHOR_END: stubborn


async def main():
    try:
        async with asyncio.TaskGroup() as group:
            group.create_task(failing())
            group.create_task(stubborn(group))
    except* Boom as error:
        print("block raised", name(error))


asyncio.run(main())
