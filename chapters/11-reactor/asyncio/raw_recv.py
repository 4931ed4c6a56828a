"""One recv from its await to epoll_ctl and back: every call into the kernel is printed."""

import asyncio
import selectors
import socket

watched = None  # the descriptor whose calls are printed


def show(fd, call):
    if fd == watched:
        print("   ", call)


class Watched(selectors.EpollSelector):
    """asyncio's selector on Linux; its methods are calls of epoll_ctl and epoll_wait."""

    def register(self, fd, events, data=None):
        show(fd, "epoll_ctl: add, one direction, levels")
        return super().register(fd, events, data)

    def modify(self, fd, events, data=None):
        show(fd, "epoll_ctl: modify")
        return super().modify(fd, events, data)

    def unregister(self, fd):
        show(fd, "epoll_ctl: delete")
        return super().unregister(fd)

    def select(self, timeout=None):
        ready = super().select(timeout)
        for key, _ in ready:
            show(key.fd, "epoll_wait: readable")
        return ready


class WatchedSocket(socket.socket):
    def recv(self, size):
        try:
            data = super().recv(size)
        except BlockingIOError:
            show(self.fileno(), "recv: it would block")
            raise
        show(self.fileno(), f"recv: {len(data)} bytes")
        return data


# ANCHOR: main
async def main(ours, theirs):
    loop = asyncio.get_running_loop()
    print("the reader waits")
    reader = asyncio.create_task(loop.sock_recv(ours, 16))
    await asyncio.sleep(0)  # the reader's turn
    print("main sends")
    theirs.send(b"hello")
    print("received:", (await reader).decode())
# ANCHOR_END: main


ours, theirs = socket.socketpair()
ours.setblocking(False)
ours = WatchedSocket(ours.family, ours.type, ours.proto, ours.detach())
watched = ours.fileno()
with asyncio.Runner(loop_factory=lambda: asyncio.SelectorEventLoop(Watched())) as runner:
    runner.run(main(ours, theirs))
ours.close()
theirs.close()
