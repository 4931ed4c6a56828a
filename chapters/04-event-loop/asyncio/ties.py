"""Five timers, all due at the same moment: asyncio's order is undefined, and its documentation says so."""

import asyncio

loop = asyncio.new_event_loop()
when = loop.time() + 0.010
for number in range(1, 6):
    loop.call_at(when, print, "timer", number)
loop.call_at(when + 0.001, loop.stop)
loop.run_forever()
loop.close()
