"""A child fails: its sibling is cancelled, and the group raises an aggregate."""
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


async def failing():
    print("A start")
    await asyncio.sleep(0.1)
    print("A fails at", now())
    raise Boom("A")


async def sleeping():
    print("B start")
    try:
        await asyncio.sleep(1)
        print("B finished")
    except asyncio.CancelledError:
        print("B sees cancel at", now())
        raise


# ANCHOR: state
def state(task):
    if task.cancelled():
        return "cancelled"
    if error := task.exception():
        return f"failed({name(error)})"
    return f"ok({task.result()})"
# ANCHOR_END: state


async def main():
    try:
        async with asyncio.TaskGroup() as group:
            a = group.create_task(failing())
            b = group.create_task(sleeping())
            print("body end")
    except* Boom as error:
        print("block raised", name(error), "at", now())
    print("A is", state(a))
    print("B is", state(b))


run(main())
