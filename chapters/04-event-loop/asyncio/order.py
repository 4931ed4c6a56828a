"""In which order asyncio's loop calls what it was given."""

import asyncio
import threading
import time

loop = asyncio.new_event_loop()


def first():
    print("soon: first")
    loop.call_soon(print, "soon: added by the first")
    cancelled.cancel()


def third():
    print("soon: third, starts a thread")
    threading.Thread(target=work).start()


def work():
    time.sleep(0.005)  # the thread works, the loop sleeps
    loop.call_soon_threadsafe(set_timers)


def set_timers():
    print("threadsafe: the thread is done")
    loop.call_later(0.020, stop)
    loop.call_later(0.010, print, "later: 10 ms")


def stop():
    print("later: 20 ms")
    loop.stop()
    loop.call_soon(print, "soon: never, the loop has stopped")


cancelled = loop.call_later(0.001, print, "later: never, cancelled")
loop.call_soon(first)
loop.call_soon(print, "soon: second")
loop.call_soon(third)
print("main: run_forever")
loop.run_forever()
print(f"main: stopped, {len(loop._ready)} callback left")  # nothing public counts them
loop.close()
