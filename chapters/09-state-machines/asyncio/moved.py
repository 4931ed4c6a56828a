"""Why Python has no Pin: names change places, objects stay where they are."""


class Note:
    def __init__(self, text):
        self.text = text
        self.address = id(self.text)

    def points_at_itself(self):
        return "yes" if self.address == id(self.text) else "no"


a, b = Note(bytearray(b"mine")), Note(bytearray(b"hers"))
print("two notes that keep the address of their own text")
print("  a points at its own text: ", a.points_at_itself())
a, b = b, a
print("swapped")
print("  a points at its own text: ", a.points_at_itself())
