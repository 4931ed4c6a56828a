"""The same work twice, one after the other and by two threads: Python's threads take turns at it."""

import sys
import threading
import time

LIMIT = 100_000  # counting the primes below this takes a fraction of a second


def count_primes(limit):
    return sum(all(n % d for d in range(2, int(n**0.5) + 1)) for n in range(2, limit))


def one_after_the_other():
    count_primes(LIMIT)
    count_primes(LIMIT)


# ANCHOR: two_threads
def two_threads():
    threads = [threading.Thread(target=count_primes, args=(LIMIT,)) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
# ANCHOR_END: two_threads


def millis(work):
    start = time.perf_counter()
    work()
    return (time.perf_counter() - start) * 1000


gil = getattr(sys, "_is_gil_enabled", lambda: True)()
print(f"Python {sys.version.split()[0]}, {'with' if gil else 'without'} a global interpreter lock")
alone, together = millis(one_after_the_other), millis(two_threads)
print(f"one after the other: {alone:5.0f} ms")
print(f"two threads:         {together:5.0f} ms")
print(f"two threads are {alone / together:.1f} times as fast")
