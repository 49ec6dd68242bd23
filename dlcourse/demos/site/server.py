"""The server of the site: Voila, with a gallery in front and addresses that are names of demos."""

import json
import logging
import tempfile
import webbrowser
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Thread

import tornado.web
import traitlets
from jupyter_server import DEFAULT_STATIC_FILES_PATH
from tornado.ioloop import IOLoop
from voila.app import Voila
from voila.shutdown_kernel_handler import VoilaShutdownKernelHandler
from voila.tornado.handler import TornadoVoilaHandler

from dlcourse.cli.servers import kernel_arguments
from dlcourse.demos.site.pages import Exhibit, gallery, notebook
from dlcourse.plots.style import use_course_style

# The browser asks this server alone: Voila's page names style sheets elsewhere, for which a
# classroom without internet would wait.
HERE_ALONE = "default-src 'self' data: blob: ws: 'unsafe-inline' 'unsafe-eval'"
# A page ends its kernel when it is closed; a browser that crashed cannot.
CULLING = {"cull_idle_timeout": 15, "cull_interval": 5}
# Of all that JupyterLab would load, what shows a widget.
EXTENSIONS = ["@voila-dashboards/widgets-manager8", "anywidget"]
_DRAWING = ThreadPoolExecutor(1)  # Matplotlib is not made for several threads


class DemoServer(Voila):
    """Voila for the demos.

    Attributes:
        exhibits: What to show, by name.
        opening: Path of the page that is opened first: empty for the gallery, or a name.
        browse: Whether to open it in the browser.
    """

    exhibits = traitlets.Dict()
    opening = traitlets.Unicode()
    browse = traitlets.Bool(True)

    def init_handlers(self) -> list:
        """Put gallery, pictures and pages before what Voila serves."""
        drawn = {"exhibits": self.exhibits}
        page = {
            "template_paths": self.template_paths,
            "config": self.config,
            "voila_configuration": self.voila_configuration,
        }
        own = [(r"/", Gallery, drawn), (r"/pictures/(\w+)\.png", Picture, drawn)]
        own.append((r"/voila/api/shutdown/([\w-]+)", End))
        for name, exhibit in self.exhibits.items():
            Path(self.root_dir, f"{name}.ipynb").write_text(json.dumps(notebook(exhibit)))
            own.append(
                (f"/{name}", TornadoVoilaHandler, {"notebook_path": f"{name}.ipynb", **page})
            )
        return own + super().init_handlers()

    def listen(self) -> None:
        """Serve until the end; tell the address as soon as it answers."""
        IOLoop.current().add_callback(self._announce)
        super().listen()

    def _announce(self) -> None:
        address = f"http://localhost:{self.port}/{self.opening}"
        print(f"{address}  Ctrl-C stops it.", flush=True)
        if self.browse:
            Thread(target=webbrowser.open, args=(address,), daemon=True).start()


class End(VoilaShutdownKernelHandler):
    """A page that is closed or loaded anew says goodbye to its kernel.

    Voila's page does so without the token that Jupyter asks of a form, and Voila refuses: so each
    reload left a kernel. The name of the kernel is secret enough.
    """

    def check_xsrf_cookie(self) -> None:
        """Ask for no token."""


class _Handler(tornado.web.RequestHandler):
    def initialize(self, exhibits: dict[str, Exhibit]) -> None:
        self.exhibits = exhibits


class Gallery(_Handler):
    """The page with all demos."""

    def get(self) -> None:
        """Answer with the page."""
        self.set_header("Content-Security-Policy", HERE_ALONE)
        self.finish(gallery(self.exhibits))


class Picture(_Handler):
    """The picture of a demo at its start, drawn when it is first seen."""

    async def get(self, name: str) -> None:
        """Answer with the picture as PNG."""
        if name not in self.exhibits:
            raise tornado.web.HTTPError(404)
        exhibit = self.exhibits[name]
        drawn = IOLoop.current().run_in_executor(_DRAWING, lambda: exhibit.picture)
        self.set_header("Content-Type", "image/png")
        self.finish(await drawn)


def serve(exhibits: dict[str, Exhibit], *, opening: str, port: int, browse: bool) -> None:
    """Serve demos until the user stops the server.

    Args:
        exhibits: What to show, by name.
        opening: Name of the demo to open first; the gallery if empty.
        port: Where to listen; it must be free.
        browse: Whether to open the browser.
    """
    use_course_style()
    logging.getLogger("tornado").setLevel(logging.ERROR)
    headers = {"Content-Security-Policy": HERE_ALONE}
    with tempfile.TemporaryDirectory(prefix="dlcourse-", ignore_cleanup_errors=True) as folder:
        culling = [f"--MappingKernelManager.{name}={value}" for name, value in CULLING.items()]
        usual = [
            "--no-browser",
            "--Voila.port_retries=0",
            "--VoilaConfiguration.show_tracebacks=True",
            "--Voila.log_level=CRITICAL",
            f"--VoilaConfiguration.extension_allowlist={EXTENSIONS}",
        ]
        DemoServer.launch_instance(
            [folder, f"--port={port}", *usual, *culling, *kernel_arguments()],
            exhibits=exhibits,
            opening=opening,
            browse=browse,
            # Jupyter's page for an error wants the address of a picture.
            tornado_settings={"headers": headers, "static_path": DEFAULT_STATIC_FILES_PATH},
        )
