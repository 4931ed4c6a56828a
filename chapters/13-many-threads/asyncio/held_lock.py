"""A threading lock that is held across an await, and the same with the lock given back before."""

import asyncio
import threading


class Visits:
    def __init__(self):
        self.lock, self.count = threading.Lock(), 0


async def visit(visits):
    if not visits.lock.acquire(timeout=0.2):  # without a time limit: for ever, and the loop with it
        return "the lock did not come: whoever holds it waits for this thread"
    visits.count += 1
    visits.lock.release()


# ANCHOR: both
async def keeps_the_lock(visits):
    with visits.lock:
        visits.count += 1
        report = await asyncio.create_task(visit(visits))
    return report or f"{visits.count} visits"


async def gives_it_back(visits):
    with visits.lock:
        visits.count += 1
    report = await asyncio.create_task(visit(visits))
    return report or f"{visits.count} visits"
# ANCHOR_END: both


print("keeps the lock:", asyncio.run(keeps_the_lock(Visits())))
print("gives it back:", asyncio.run(gives_it_back(Visits())))
