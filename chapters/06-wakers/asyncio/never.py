"""A future that nobody resolves: asyncio waits as long as it is allowed to, and cannot say why."""

import asyncio


class Kettle:
    """Awaitable, and ready as soon as the water boils. It tells nobody."""

    def __await__(self):
        yield from asyncio.get_running_loop().create_future()
        return "tea"


async def main():
    try:
        print("kettle:", await asyncio.wait_for(Kettle(), 0.1))
    except TimeoutError:
        print("kettle: nothing, and nobody knows why")
    print("whistling kettle:", await asyncio.sleep(0.1, "tea"))


asyncio.run(main())
