"""One sample of asyncio or uvloop: the same work as in ../src/workloads, and the same line of JSON at the end."""

import asyncio
import json
import socket
import sys
import time

LATE = "sleepers woke before all of them slept"


def resident():
    with open("/proc/self/smaps_rollup") as about:
        for line in about:
            if line.startswith("Rss:"):
                return int(line.split()[1]) * 1024


def median(values):
    values, half = sorted(values), len(values) // 2
    return values[half] if len(values) % 2 else (values[half - 1] + values[half]) / 2


def value(*each):
    exact = {"median": median(each), "min": min(each), "max": max(each)}
    return {name: round(number, 3) for name, number in exact.items()} | {"batches": len(each)}


async def batches(job, batch):
    """Repeats a batch until its time is over; the first one, if there are several, is not counted."""
    count, each, warm = job["count"], [], job["batches"] == 1
    started = time.monotonic()
    while len(each) < job["batches"] or (time.monotonic() - started) * 1000 < job["budget_ms"]:
        before = time.process_time_ns()
        await batch(count)
        spent = (time.process_time_ns() - before) / count
        if warm:
            each.append(spent)
        else:
            warm, started = True, time.monotonic()
    return {job["key"]: value(*each)}


async def give(number):
    return number


async def spawn_join(count):
    tasks = [asyncio.create_task(give(number)) for number in range(count)]
    total = 0
    for task in tasks:
        total += await task
    assert total == count * (count - 1) // 2, "a task's result was lost"


async def yields(count):
    for _ in range(count):
        await asyncio.sleep(0)


class Mailbox:
    """One number, and whoever waits for its turn."""

    def __init__(self):
        self.number, self.waiting = 0, None

    async def turn(self, side, end):
        while self.number < end and self.number % 2 != side:
            self.waiting = asyncio.get_running_loop().create_future()
            await self.waiting
        taken = self.number
        self.number += taken < end
        waiting, self.waiting = self.waiting, None
        if waiting is not None and not waiting.done():
            waiting.set_result(None)
        return taken


async def play(mailbox, side, end):
    total = 0
    while (taken := await mailbox.turn(side, end)) != end:
        total += taken
    return total


async def ping_pong(count):
    mailbox = Mailbox()
    players = [asyncio.create_task(play(mailbox, side, count)) for side in (0, 1)]
    total = 0
    for player in players:
        total += await player
    assert total == count * (count - 1) // 2, "a turn was lost"


async def timeouts(count):
    for _ in range(count):
        async with asyncio.timeout(10):
            await asyncio.sleep(0)


async def idle(job):
    async def wait():
        await asyncio.get_running_loop().create_future()

    before = resident()
    tasks = [asyncio.create_task(wait()) for _ in range(job["count"])]
    await asyncio.sleep(0)
    each = (resident() - before) / job["count"]
    for task in tasks:
        task.cancel()
    return {job["key"] + "_bytes": value(each)}


def scattered(index, spread):
    return ((index * 0x9E3779B97F4A7C15 & (1 << 64) - 1) >> 33) % spread


async def sleepers(job):
    count, awake, done = job["count"], 0, asyncio.get_running_loop().create_future()

    async def sleeper(index):
        nonlocal awake
        await asyncio.sleep((job["base_ms"] + scattered(index, job["spread_ms"])) / 1000)
        awake += 1
        if awake == count:
            done.set_result(None)

    held, spent = resident(), time.process_time_ns()
    tasks = [asyncio.create_task(sleeper(index)) for index in range(count)]
    await asyncio.sleep(0)
    each = (resident() - held) / count
    assert awake == 0, LATE
    await done
    spent = (time.process_time_ns() - spent) / count
    del tasks
    return {job["key"] + "_bytes": value(each), job["key"] + "_cpu": value(spent)}


async def three_sleeps(job):
    started = time.monotonic()
    tasks = [asyncio.create_task(asyncio.sleep(1)) for _ in range(job["count"])]
    for task in tasks:
        await task
    return {job["key"]: value((time.monotonic() - started - 1) * 1000)}


async def echo(job):
    connections = job["connections"]
    first = connections * 10 + 500
    last = first + job["count"]
    served, opened, closed, left = 0, 0, 0, connections
    done = asyncio.get_running_loop().create_future()

    async def serve(reader, writer):
        nonlocal served, opened, closed, left
        while message := await reader.read(4096):
            served += 1
            if served == first:
                opened = time.process_time_ns()
            elif served == last:
                closed = time.process_time_ns()
            writer.write(message)
            await writer.drain()
        writer.close()
        left -= 1
        if left == 0:
            done.set_result(None)

    listener = socket.create_server(("127.0.0.1", 0), backlog=1024)
    print(f"port {listener.getsockname()[1]}", flush=True)
    server = await asyncio.start_server(serve, sock=listener)
    await done
    server.close()
    assert served == last, f"the server read {served} messages in the place of {last}"
    return {job["key"] + "_cpu": value((closed - opened) / job["count"])}


BATCHES = {"spawn_join": spawn_join, "yield": yields, "ping_pong": ping_pong, "timeout": timeouts}
WHOLE = {"idle": idle, "sleepers": sleepers, "three_sleeps": three_sleeps, "echo": echo, "calls": echo}


async def root(job):
    """The work runs inside a task, as everywhere."""
    work = job["work"]
    whole = WHOLE[work](job) if work in WHOLE else batches(job, BATCHES[work])
    return await asyncio.create_task(whole)


def main():
    contender, job = sys.argv[1], json.loads(sys.argv[2])
    if contender == "uvloop":
        import uvloop

        values = uvloop.run(root(job))
    else:
        values = asyncio.run(root(job))
    print(json.dumps(values), flush=True)


main()
