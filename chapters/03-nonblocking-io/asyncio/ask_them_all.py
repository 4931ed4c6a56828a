"""One client of many says a line: how many questions it takes to find out which, if you ask as asyncio does."""

import selectors
import socket


def questions(clients):
    """Asks the kernel about all sockets at once until it names one."""
    listener = socket.create_server(("127.0.0.1", 0), backlog=clients)
    peers = [socket.create_connection(listener.getsockname()) for _ in range(clients)]
    with selectors.DefaultSelector() as selector:
        for _ in peers:
            selector.register(listener.accept()[0], selectors.EVENT_READ)
        peers[-1].sendall(b"here\n")
        ready = selector.select(timeout=10)
        return 1, len(ready)


def main():
    print(f"{'clients':>8} {'questions':>10} {'ready':>8}")
    for clients in (1, 10, 100):
        asked, ready = questions(clients)
        print(f"{clients:>8} {asked:>10} {ready:>8}")


main()
