"""Send, throw and close go through `yield from` to the delegate, and its return value comes back."""


class Discount(Exception):
    """Thrown in: the customer pays half."""


# ANCHOR: shop
def shop():
    customer = 1
    try:
        while True:
            total = yield from tally()
            print(f"  shop: customer {customer} pays {total}")
            customer += 1
    finally:
        print("  shop: closes")


def tally():
    total = 0
    try:
        while True:
            try:
                item = yield total
            except Discount:
                total //= 2
            else:
                if item is None:
                    return total
                total += item
    finally:
        print("  tally: over")
# ANCHOR_END: shop


day = shop()
print("next(): yielded", next(day))
print("send(6): yielded", day.send(6))
print("throw(Discount): yielded", day.throw(Discount()))
print("send(None): yielded", day.send(None))
day.close()
print("close(): closed")
