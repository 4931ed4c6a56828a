"""A generator is an iterator already, and `yield from` makes an iterator one half of a generator."""

from itertools import islice


# ANCHOR: countdown
def countdown(left):
    while left > 0:
        print(f"  (works on {left})")
        yield left
        left -= 1
    return "lift-off"
# ANCHOR_END: countdown


print("take two of three, doubled:")
for item in islice((item * 2 for item in countdown(3)), 2):
    print("  item", item)
print("collected:", list(countdown(3)))


def letters(items):
    yield from items


walk = letters("ab")
print("from an iterator:", next(walk), next(walk), next(walk, "over"))
