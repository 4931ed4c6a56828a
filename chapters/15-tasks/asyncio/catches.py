"""A task that catches the cancel and returns has ended as any other (reference program TK-17)."""

import asyncio


# ANCHOR: catches
async def body(first, second):
    await first
    print("passed the first wait")
    try:
        await second
    except asyncio.CancelledError:
        print("caught the cancel")
        return 42
# ANCHOR_END: catches


async def main():
    loop = asyncio.get_running_loop()
    first, second = loop.create_future(), loop.create_future()
    task = asyncio.create_task(body(first, second))
    first.set_result(None)
    await asyncio.sleep(0.01)
    print("cancel accepted", task.cancel())
    print("second future cancelled", second.cancelled(), "task done", task.done())
    print(f"task gave ok({await task})")
    print(f"task is ok({task.result()})")
    print("cancel after the end accepted", task.cancel())


asyncio.run(main())
