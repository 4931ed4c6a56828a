"""Chapter 01's three clients, as three tasks on one thread."""

import asyncio

PACE = 20  # one second on the clock of this demo lasts 50 ms on yours


class Clock:
    """Virtual time that only waits move, as in the Rust demo."""

    now = 0.0

    async def sleep(self, seconds):
        end = self.now + seconds
        await asyncio.sleep(seconds / PACE)
        self.now = max(self.now, end)


clock = Clock()


# ANCHOR: client
async def client(name):
    greeted = clock.now
    await clock.sleep(1)  # it thinks
    return f"client {name}: greeted at {greeted:.0f} s, answered at {clock.now:.0f} s"


async def main():
    tasks = [asyncio.create_task(client(name)) for name in "ABC"]
    for task, name in zip(tasks, "ABC"):
        task.set_name(f"client {name}")
    print(tasks[0].get_name(), "finished:", tasks[0].done())
    await asyncio.wait(tasks)
    for task in tasks:
        print(task.result())
    print(f"all done at {clock.now:.0f} s")
# ANCHOR_END: client


asyncio.run(main())
