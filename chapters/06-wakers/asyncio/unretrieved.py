"""A task that fails and that nobody looks at is reported when it is dropped."""

import asyncio
import gc


class Boom(Exception):
    pass


async def failing(tag):
    raise Boom(tag)


def report(loop, context):
    print(f"report: never retrieved Boom({context['exception']})")


async def main():
    asyncio.get_running_loop().set_exception_handler(report)
    for mode in ("ignored", "error read", "awaited"):
        task = asyncio.create_task(failing(mode))
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        if mode == "error read":
            task.exception()
        elif mode == "awaited":
            try:
                await task
            except Boom as error:
                error.__traceback__ = None  # it holds the task alive
        print("dropping the", mode, "task")
        del task
        gc.collect()


asyncio.run(main())
