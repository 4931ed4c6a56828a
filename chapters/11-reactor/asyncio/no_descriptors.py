"""A server that has no descriptor left for its third client: what it hears, and how often."""

import asyncio
import resource
import socket

asyncio.constants.ACCEPT_RETRY_DELAY = 0.2  # asyncio waits for a second before it accepts again


def leave_room_for(room):
    before = resource.getrlimit(resource.RLIMIT_NOFILE)
    free = [socket.socket() for _ in range(room)]
    highest = max(end.fileno() for end in free)
    for end in free:
        end.close()
    resource.setrlimit(resource.RLIMIT_NOFILE, (highest + 1, before[1]))
    return before


# ANCHOR: main
async def greet(reader, writer):
    writer.write(b"hello")
    print("server: greeted a client")
    await reader.read(16)  # until it says something, or goes
    writer.close()


async def main():
    loop = asyncio.get_running_loop()
    reports = []
    loop.set_exception_handler(lambda _, context: reports.append(context["message"]))
    server = await asyncio.start_server(greet, "127.0.0.1", 0)
    address = server.sockets[0].getsockname()
    clients = [socket.create_connection(address) for _ in range(3)]
    before = leave_room_for(2)
    await asyncio.sleep(0.1)
    print("server:", reports[0], f"({len(reports)} reports)")
    print("a tenth of a second later, a client leaves")
    clients.pop(0).close()
    await asyncio.sleep(0.3)
    print("the third client reads:", clients[1].recv(5).decode())
    resource.setrlimit(resource.RLIMIT_NOFILE, before)
    server.close()
# ANCHOR_END: main


asyncio.run(main())
