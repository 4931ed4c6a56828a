"""A child of the outer group fails while the body is inside an inner one."""
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


async def crash(tag, delay):
    try:
        await asyncio.sleep(delay)
    except asyncio.CancelledError:
        print(tag, "cancelled at", now())
        raise
    print(tag, "fails at", now())
    raise Boom(tag)


async def main():
    try:
        async with asyncio.TaskGroup() as outer:
            outer.create_task(crash("outer-child", 0.1))
            try:
                async with asyncio.TaskGroup() as inner:
                    inner.create_task(crash("inner-child", 10))
            except asyncio.CancelledError as error:
                print("inner block raised", name(error))
                raise
    except* Boom as error:
        print("outer block raised", name(error), "at", now())


run(main())
