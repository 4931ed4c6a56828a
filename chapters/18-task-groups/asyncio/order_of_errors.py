"""Three errors in one aggregate."""
import asyncio


class Boom(Exception):
    pass


class Bang(Exception):
    pass


def name(error):
    """`Boom(A)`, `Group[Boom(A)]`"""
    if isinstance(error, BaseExceptionGroup):
        return "Group[" + ", ".join(map(name, error.exceptions)) + "]"
    if isinstance(error, asyncio.CancelledError):
        return "Cancelled"
    return f"{type(error).__name__}({error})"


async def fails_in_cleanup():
    try:
        await asyncio.sleep(10)
    finally:
        print("first-spawned child fails in cleanup")
        raise Bang("late")


async def fails_early():
    await asyncio.sleep(0.01)
    print("second-spawned child fails")
    raise Boom("early")


async def main():
    try:
        async with asyncio.TaskGroup() as group:
            group.create_task(fails_in_cleanup())
            group.create_task(fails_early())
            try:
                await asyncio.sleep(10)
            finally:
                raise Boom("body")
    except* Exception as error:
        print("block raised", name(error))


asyncio.run(main())
