"""A running average that is sent its items, and a filter in front of it."""


# ANCHOR: average
def average():
    total, count = 0.0, 0
    while True:
        item = yield total / count if count else None
        if item is None:
            return count
        total += item
        count += 1


def keep(wanted, target):
    answer = next(target)
    while True:
        item = yield answer
        unwanted = item is not None and not wanted(item)
        answer = None if unwanted else target.send(item)
# ANCHOR_END: average


def in_words(value):
    return "no average" if value is None else f"average {value:g}"


running = average()
print("started:     ", in_words(next(running)))
for number in 10.0, 20.0, 60.0:
    print(f"send {number:g}:     ", in_words(running.send(number)))
try:
    running.send(None)
except StopIteration as end:
    print("send nothing: returned", end.value, "items")

positive = keep(lambda item: item > 0, average())
next(positive)
for number in 10.0, -99.0, 30.0:
    print(f"filter, send {number:g}:", in_words(positive.send(number)))
