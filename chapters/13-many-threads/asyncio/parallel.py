"""Two pieces of work that want to meet: gathered on the loop, and on two threads."""

import asyncio
import threading


def work(meeting):
    """Says whether the other one was at work at the same time. It blocks."""
    try:
        meeting.wait()
        return True
    except threading.BrokenBarrierError:
        return False


async def on_the_loop(meeting):
    return work(meeting)


# ANCHOR: ways
async def gathered():
    meeting = threading.Barrier(2, timeout=0.2)
    return all(await asyncio.gather(on_the_loop(meeting), on_the_loop(meeting)))


async def on_threads():
    meeting = threading.Barrier(2, timeout=10)
    return all(await asyncio.gather(*(asyncio.to_thread(work, meeting) for _ in range(2))))
# ANCHOR_END: ways


def show(how, met):
    print(f"{how:<22} {'at the same time' if met else 'one after the other'}")


show("gather, on the loop:", asyncio.run(gathered()))
show("gather of to_thread:", asyncio.run(on_threads()))
