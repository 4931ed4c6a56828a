"""A failed task that nobody looks at is reported when it is dropped (reference program UR-01)."""

import asyncio
import gc


async def failing(tag):
    raise RuntimeError(f"Boom({tag})")


def report(loop, context):
    kind = "never retrieved" if "never retrieved" in context["message"] else context["message"]
    print("report:", kind, context["exception"])


async def main():
    asyncio.get_running_loop().set_exception_handler(report)
    for mode in ("ignored", "error read", "awaited"):
        task = asyncio.create_task(failing(mode))
        await asyncio.sleep(0.01)
        if mode == "error read":
            task.exception()
        elif mode == "awaited":
            await asyncio.gather(task, return_exceptions=True)
        print("dropping the", mode, "task")
        del task
        gc.collect()


asyncio.run(main())
