"""What each call says on a non-blocking socket in Python, which is what asyncio is built on."""

import socket


def say(call, work):
    try:
        print(f"{call:30}  {work()!r}")
    except OSError as error:
        print(f"{call:30}  {error!r}")


def wait_for_bytes(sock):
    """Blocks until the next recv has something to say, so that the demo says the same in every run."""
    sock.setblocking(True)
    sock.recv(1, socket.MSG_PEEK)
    sock.setblocking(False)


def main():
    listener = socket.create_server(("127.0.0.1", 0))
    listener.setblocking(False)
    say("accept, nobody has connected", listener.accept)
    peer = socket.create_connection(listener.getsockname())
    listener.setblocking(True)
    sock, _ = listener.accept()
    sock.setblocking(False)
    say("recv, nothing was sent", lambda: sock.recv(100))
    peer.sendall(b"hello")
    wait_for_bytes(sock)
    say("recv, five bytes were sent", lambda: sock.recv(100))
    peer.shutdown(socket.SHUT_WR)
    wait_for_bytes(sock)
    say("recv, the peer has closed", lambda: sock.recv(100))


main()
