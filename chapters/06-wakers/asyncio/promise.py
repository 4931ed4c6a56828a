"""Callbacks of a future are called in order, and never inside the setter."""

import asyncio


class Boom(Exception):
    pass


def state(future):
    error = future.exception()
    return f"failed(Boom({error}))" if error else f"ok({future.result()})"


# ANCHOR: promise
async def main():
    loop = asyncio.get_running_loop()
    for kind in ("result", "error"):
        future = loop.create_future()
        future.add_done_callback(lambda _: print("callback 1"))
        future.add_done_callback(lambda _: print("callback 2"))
        print("before", kind)
        if kind == "result":
            future.set_result("v")
        else:
            future.set_exception(Boom("e"))
        print("after", kind, "done", future.done())
        await asyncio.sleep(0)
        print("one turn later", state(future))
        try:
            future.set_result("again")
        except asyncio.InvalidStateError:
            print("second set: InvalidState")
# ANCHOR_END: promise


asyncio.run(main())
