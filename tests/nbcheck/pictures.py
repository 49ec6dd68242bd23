"""Pictures of figures, for the tests that compare them."""

import io

import matplotlib.pyplot as plt
from matplotlib.figure import Figure


def png(figure: Figure) -> bytes:
    file = io.BytesIO()
    figure.savefig(file, format="png")
    plt.close(figure)
    return file.getvalue()
