"""Copy the lessons into a workspace and open JupyterLab.

Your work is never overwritten: a lesson that has changed since you began to work in it arrives
beside your file as NAME.new.ipynb. To get a fresh copy of a lesson, rename or delete yours.
"""

import argparse
from pathlib import Path

from dlcourse.cli.errors import writing_to
from dlcourse.cli.lessons import sound_lessons
from dlcourse.cli.progress import first_unfinished, load_record
from dlcourse.cli.servers import (
    add_server_arguments,
    kernel_arguments,
    prepare_to_serve,
    require_free_port,
)
from dlcourse.course.catalogue import Lesson, all_lessons, find_lesson
from dlcourse.course.edition import LEARNER, SOLVED
from dlcourse.course.workspace import FOLDER, Arrival, Workspace

SETTINGS = Path(__file__).parent.parent / "course" / "jupyterlab"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of `dlcourse start`."""
    parser.add_argument(
        "lesson", nargs="?", help="number or name of a lesson (default: the first unfinished one)"
    )
    parser.add_argument(
        "--workspace",
        type=Path,
        metavar="DIR",
        help=f"folder for your copies (default: {FOLDER} in the current folder)",
    )
    parser.add_argument(
        "--solutions", action="store_true", help="copy the solved lessons too, into solutions/"
    )
    add_server_arguments(parser)


def run(options: argparse.Namespace) -> int:
    """Copy the lessons, then serve them until the user stops the server."""
    lesson = find_lesson(options.lesson) if options.lesson else _first_unfinished()
    require_free_port(options.port)
    workspace = Workspace(options.workspace) if options.workspace else Workspace.around()
    with writing_to(workspace.folder, "--workspace"):
        arrivals = workspace.deliver(lesson.folder, _files(options.solutions))
    _report(workspace.folder, arrivals)
    _ = lesson.notebook  # stops here if it is damaged
    print(f"Opening lesson {lesson.number}, {lesson.title}. Ctrl-C stops JupyterLab.", flush=True)
    prepare_to_serve()
    _trust(workspace.folder, arrivals)
    return _serve(workspace.folder, lesson, options)


def _files(solutions: bool) -> list[str]:
    """Return the names of the notebooks to deliver."""
    lessons = all_lessons()
    files = [LEARNER.file(lesson.file) for lesson in lessons]
    if solutions:
        files += [SOLVED.file(each.file) for each in lessons if each.path(SOLVED).is_file()]
    return files


def _first_unfinished() -> Lesson:
    lessons = sound_lessons()
    return first_unfinished(lessons, load_record()) or lessons[0]


def _report(folder: Path, arrivals: list[Arrival]) -> None:
    """Say what is new, and what became of work that has been overtaken."""
    count = {state: sum(a.state == state for a in arrivals) for state in ("new", "updated")}
    news = ", ".join(f"{number} {state}" for state, number in count.items() if number)
    print(f"Your lessons are in {folder}" + (f" ({news})." if news else "."))
    for arrival in arrivals:
        if arrival.state == "damaged":
            print(f"  {arrival.name} is damaged in this installation and was not copied.")
        if arrival.state == "beside":
            print(
                f"  {arrival.name} holds your work and stays as it is; "
                f"its new version is beside it: {arrival.beside}"
            )


def _trust(folder: Path, arrivals: list[Arrival]) -> None:
    """Sign what has just come from the course, as `jupyter trust` does: it may show its outputs."""
    from nbformat import read
    from nbformat.sign import NotebookNotary

    notary = NotebookNotary()
    for arrival in arrivals:
        if arrival.state in ("new", "updated"):
            notary.sign(read(folder / arrival.name, as_version=4))
    notary.store.close()


def _serve(folder: Path, lesson: Lesson, options: argparse.Namespace) -> int:
    from jupyterlab.labapp import LabApp

    arguments = [
        f"--ServerApp.root_dir={folder}",
        f"--LabApp.default_url=/lab/tree/{lesson.path().name}",
        # Defaults that a learner wants, below what the user has set; see overrides.json there.
        f"--LabApp.app_settings_dir={SETTINGS}",
        # Ctrl-C stops the server at once; the kernels go with it.
        "--ServerApp.answer_yes=True",
        *kernel_arguments(),
        # In a container one is often root, and the server listens on this machine alone.
        "--ServerApp.allow_root=True",
        "--Application.log_level=ERROR",
    ]
    if options.no_browser:
        arguments.append("--no-browser")
    if options.port is not None:
        arguments += [f"--port={options.port}", "--ServerApp.port_retries=0"]
    LabApp.launch_instance(arguments)
    return 0
