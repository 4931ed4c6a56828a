"""A message and the request to stop are there at once: wait gives both."""

import asyncio


# ANCHOR: both
async def main():
    messages, stop = asyncio.Queue(), asyncio.Event()
    messages.put_nowait("message")
    stop.set()
    message = asyncio.create_task(messages.get(), name="message")
    stopped = asyncio.create_task(stop.wait(), name="stop")
    done, _ = await asyncio.wait({message, stopped}, return_when=asyncio.FIRST_COMPLETED)
    print("done:", *sorted(task.get_name() for task in done))
# ANCHOR_END: both


asyncio.run(main())
