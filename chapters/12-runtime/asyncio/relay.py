"""Three tasks hand a baton on."""

import asyncio


async def runner(name, mine, following):
    await mine.wait()
    await asyncio.sleep(0.02)
    print(name, "hands on")
    following.set()


async def main():
    batons = [asyncio.Event() for _ in range(4)]
    tasks = [asyncio.create_task(runner(name, *batons[me : me + 2])) for me, name in enumerate(["Ann", "Bob", "Cleo"])]
    batons[0].set()
    await batons[3].wait()
    print("main has the baton")


asyncio.run(main())
