"""A generator that pauses twice, resumed by hand."""


# ANCHOR: interview
def interview():
    name = yield "name?"
    quest = yield f"quest, {name}?"
    return f"{name} seeks {quest}"
# ANCHOR_END: interview


def show(resume):
    try:
        print("yielded ", resume())
    except StopIteration as end:
        if end.value is None:
            print("over     (finished before)")
        else:
            print("returned", end.value)


talk = interview()
print("made")
show(lambda: next(talk))
show(lambda: talk.send("Lancelot"))
print("(the caller does something else)")
show(lambda: talk.send("the Grail"))
show(lambda: next(talk))
