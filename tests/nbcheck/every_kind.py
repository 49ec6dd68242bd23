"""One cell of each kind that a lesson may hold, for the tests of what is refused and tolerated."""

import base64
import io

import numpy as np
from PIL import Image

FIGURE = "plt.plot([0, 1]); plt.title('Accuracy 0.93'); plt.show()"
LOG = (
    "import os\n"
    "os.write(2, f'I0000 00:00:{time.time():.6f} {os.getpid():7} device.cc:20] Up\\n'.encode())\n"
    "time.sleep(0.3)"
)
ANIMATION = """\
from IPython.display import HTML
from matplotlib.animation import FuncAnimation
figure, ax = plt.subplots(figsize=(2, 1))
line, = ax.plot([0, 1])
made = FuncAnimation(figure, lambda k: line.set_data([0, 1], [k / 2, 1]), frames=3)
plt.close()
HTML(made.to_jshtml())"""
UPDATES = """\
from IPython.display import display
handle = display("step 0", display_id=True)
for step in range(1, 4):
    print("at", step)
    handle.update(f"step {step}")"""
CELLS = {
    "setup": (
        "import time, warnings\nimport matplotlib.pyplot as plt\n"
        "%config InlineBackend.print_figure_kwargs = {'bbox_inches': None}"
    ),
    "prints": "print('accuracy', 0.93)",
    "prints_in_pieces": "print('a', end='', flush=True); time.sleep(0.3); print('b')",
    "tolerant": ("print(f'loss {0.5:.2f} after 12 steps')", {"atol": 0.02}),
    "table": (
        "from IPython.display import HTML\nHTML('<table><td>tanh</td><td>0.50</td></table>')",
        {"rtol": 0.05},
    ),
    "shows": FIGURE,
    "shows_two": f"{FIGURE}\n{FIGURE}",
    "moves": ANIMATION,
    "has_address": "object()",
    "ends_in_semicolon": "1 + 1;",
    "uses_history": "Out[len(In) - 1] if False else _i[:3]",
    "warns": "warnings.warn('a curve is flat')",
    "writes_like_a_library": "import os\n_ = os.write(1, b'from C'); time.sleep(0.5)",
    "logs": LOG,
    "updates": UPDATES,
    "live": ("print(time.time())", {"live": True}),
    "controls": "import ipywidgets\nipywidgets.IntSlider(3)",
    "raises": ("1 / 0", {"tags": ["raises-exception"]}),
    "says_nothing": "x = 1",
    # As dl.setup does it: from here on, figures are sharp and have a text.
    "shows_sharp": (
        "from dlcourse.plots.notebook import show_with_text\n"
        f"show_with_text(get_ipython())\n{FIGURE}"
    ),
}


def redrawn(picture: str, change) -> str:
    """Return a stored picture after a change of its pixels."""
    image = np.array(Image.open(io.BytesIO(base64.b64decode(picture))).convert("RGB"))
    file = io.BytesIO()
    Image.fromarray(change(image)).save(file, format="PNG")
    return base64.b64encode(file.getvalue()).decode()


def redraw_in_html(output, change) -> None:
    """Change the first picture that stands in the HTML of an output."""
    html = output.data["text/html"]
    start = html.index("base64,") + len("base64,")
    picture = html[start : html.index('"', start)]
    output.data["text/html"] = html.replace(picture, redrawn(picture, change))
