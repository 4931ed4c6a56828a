"""A thousand connections at once, and one thread to serve them."""

import asyncio
import resource

CLIENTS = 1000
served = {"open": 0, "most": 0, "echoes": 0}


async def serve(reader, writer):
    served["open"] += 1
    served["most"] = max(served["most"], served["open"])
    writer.write(b"ready\n")
    while line := await reader.readline():
        served["echoes"] += 1
        writer.write(line)
    writer.close()
    served["open"] -= 1


async def client(number, address, all_connected):
    reader, writer = await asyncio.open_connection(*address)
    await reader.readline()
    await all_connected.wait()
    line = f"hello from {number}\n".encode()
    writer.write(line)
    right = await reader.readline() == line
    writer.close()
    return right


async def main():
    server = await asyncio.start_server(serve, "127.0.0.1", 0, backlog=CLIENTS)
    address = server.sockets[0].getsockname()
    all_connected = asyncio.Barrier(CLIENTS)
    right = await asyncio.gather(*(client(number, address, all_connected) for number in range(CLIENTS)))
    print("connections at once:", served["most"])
    print("right echoes:       ", sum(right), "of", served["echoes"])
    print("threads that served: 1")
    server.close()


soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, 2 * CLIENTS + 50), hard))
asyncio.run(main())
