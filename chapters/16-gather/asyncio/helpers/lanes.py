"""Lanes of coroutines, drawn as the book draws them: `[` begins to run, `P` waits, `R` is done, `!` fails, `w` is woken."""

import asyncio

events = []  # (seconds, lane, letter); a blank letter is the birth of a lane


def note(name, letter):
    events.append((asyncio.get_running_loop().time(), name, letter))


class lane:
    """Awaits a coroutine, and notes every time that it runs."""

    def __init__(self, name, coroutine):
        self.name, self.coroutine = name, coroutine
        note(name, " ")

    def __await__(self):
        error = None
        while True:
            note(self.name, "[")
            try:
                future = self.coroutine.throw(error) if error else self.coroutine.send(None)
            except StopIteration as end:
                note(self.name, "R")
                return end.value
            except BaseException:
                note(self.name, "!")
                raise
            note(self.name, "P")
            future.add_done_callback(lambda _: note(self.name, "w"))
            try:
                yield future
                error = None
            except BaseException as raised:
                error = raised


def draw():
    names = list(dict.fromkeys(name for _, name, _ in events))
    rows, last, column = {name: {} for name in names}, None, 0
    ruler = ""
    for at, name, letter in events:
        if at != last:
            column += last is not None
            if not ruler or len(ruler) < column:
                ruler = ruler.ljust(column) + show(at)
            last = at
        rows[name][column] = letter
        column += letter != " "
    margin = max(map(len, names)) + 2
    print(" " * margin + ruler)
    for name in names:
        print(name.ljust(margin) + "".join(row(rows[name], column)).rstrip())


def row(letters, columns):
    fill, drawn = " ", []
    for column in range(columns):
        letter = letters.get(column, fill)
        drawn.append(letter if letter != " " else fill)
        if column in letters:
            fill = {"[": "=", "P": ".", "w": ".", " ": "."}.get(letter, " ")
            if letter == " ":
                drawn[-1] = "."
    return drawn


def show(seconds):
    return f"{seconds:g} s" if seconds == 0 or seconds >= 1 else f"{seconds * 1000:g} ms"
