"""Two small graphs, and what a picture of one says in a colour."""

from dlcourse.scratch import Value


def square_error():
    w, x = Value(3.0), Value(2.0)
    loss = (w * x - 4) ** 2
    loss.backward()
    return loss, {"w": w, "x": x, "L": loss}


def fork():
    a, w = Value(1.0), Value(3.0)
    loss = ((a + w) * w) ** 2
    loss.backward()
    return loss, {"a": a, "w": w}


def numbers(ax, color):
    return sorted(
        text.get_text() for text in ax.texts if text.get_text() and text.get_color() == color
    )
