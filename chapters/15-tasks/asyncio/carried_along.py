"""What a new task knows of the one that made it: a copy of everything."""

import asyncio
from contextvars import ContextVar

# ANCHOR: carried_along
USER = ContextVar("user")
HITS = ContextVar("hits")


async def child():
    print("child: ", USER.get("no value"))
    USER.set("Mallory")
    HITS.get().append(1)  # the list is shared, the variable is not


async def parent():
    USER.set("Ada")
    HITS.set([])
    heir = asyncio.create_task(child())
    USER.set("Grace")  # too late for the heir
    await heir
    print(f"parent: {USER.get()}, {len(HITS.get())} hit")
# ANCHOR_END: carried_along


asyncio.run(parent())
