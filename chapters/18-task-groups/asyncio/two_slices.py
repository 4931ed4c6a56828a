"""Two children sort what main has lent them, in turns."""
import asyncio


async def slowly_sort(numbers, delay):
    await asyncio.sleep(delay)
    numbers.sort()
    return numbers[-1]


async def main():
    left, right = [31, 4, 15], [92, 6, 5]
    async with asyncio.TaskGroup() as group:
        a = group.create_task(slowly_sort(left, 0.02))
        b = group.create_task(slowly_sort(right, 0.01))
    print(f"largest: ({a.result()}, {b.result()})")
    print(f"sorted: {left + right}")


asyncio.run(main())
