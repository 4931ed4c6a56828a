"""Three generators on asyncio's loop: `yield from`, as it was done before `async`."""

import asyncio
import selectors
import socket


# ANCHOR: coroutines
def interview():
    name = yield "name?"
    quest = yield f"quest, {name}?"
    return f"{name} seeks {quest}"


def asks(sock):
    talk = interview()
    question = next(talk)
    while True:
        print("asks:", question)
        sock.sendall(question.encode())
        answer = yield from recv(sock)
        try:
            question = talk.send(answer)
        except StopIteration as end:
            return end.value


def knight(sock, answers):
    for answer in answers:
        yield from recv(sock)
        yield from sleep(0.8)
        print("knight:", answer)
        sock.sendall(answer.encode())


def bell():
    while True:
        yield from sleep(0.6)
        print("bell: ding")
# ANCHOR_END: coroutines


# ANCHOR: scheduler
def sleep(delay):
    yield "sleep", delay


def recv(sock):
    while True:
        try:
            return sock.recv(4096).decode()
        except BlockingIOError:
            yield "readable", sock


def spawn(loop, coroutine, done=lambda value: None):
    def step():
        try:
            wait, what = next(coroutine)
        except StopIteration as end:
            return done(end.value)
        if wait == "sleep":
            loop.call_later(what, step)
        else:
            loop.add_reader(what, lambda: (loop.remove_reader(what), step()))

    loop.call_soon(step)
# ANCHOR_END: scheduler


class Story(selectors.DefaultSelector):
    """Nobody has to wait: when nothing can go on, the clock jumps to the next timer."""

    now = 0.0

    def select(self, timeout=None):
        ready = super().select(timeout and 0)
        if not ready and timeout:
            self.now += timeout
        return ready


story = Story()
event_loop = asyncio.SelectorEventLoop(story)
event_loop.time = lambda: story.now
ours, theirs = socket.socketpair()
for end in ours, theirs:
    end.setblocking(False)


def show(sentence):
    print("asks returned:", sentence)
    event_loop.stop()


spawn(event_loop, asks(ours), show)
spawn(event_loop, knight(theirs, ["Lancelot", "the Grail"]))
spawn(event_loop, bell())
event_loop.run_forever()
event_loop.close()
