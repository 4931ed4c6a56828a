"""Two children that block until the other one runs as well: gathered on one loop, and on two threads."""

import asyncio
import threading


# ANCHOR: attend
def attend(meeting):
    try:
        meeting.wait(0.2)
        return "met"
    except threading.BrokenBarrierError:
        return "nobody came"


async def child(meeting):
    return attend(meeting)


async def main():
    meeting = threading.Barrier(2)
    print("gathered:   ", await asyncio.gather(child(meeting), child(meeting)))
    meeting = threading.Barrier(2)
    threads = [asyncio.to_thread(attend, meeting) for _ in range(2)]
    print("two threads:", await asyncio.gather(*threads))
# ANCHOR_END: attend


asyncio.run(main())
