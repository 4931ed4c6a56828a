"""One callback blocks, another one raises, and asyncio reports both, the first in debug mode only."""

import asyncio
import logging
import os
import sys
import time


class Words(logging.Handler):
    """Prints what asyncio logs, without the folder of this file and without the traceback."""

    def emit(self, record):
        folder = os.path.dirname(__file__)
        sentence = record.getMessage().splitlines()[0].replace(folder + os.sep, "")
        print("report:", sentence)


def blocks():
    print("slow: I block for 250 ms")
    time.sleep(0.25)


def fails():
    raise RuntimeError("cannot go on")


def last():
    print("last: still called")
    loop.stop()


logging.getLogger("asyncio").addHandler(Words())
logging.getLogger("asyncio").propagate = False
loop = asyncio.new_event_loop()
loop.set_debug(True)
loop.call_soon(blocks)
loop.call_soon(fails)
loop.call_soon(last)
loop.run_forever()
loop.close()
