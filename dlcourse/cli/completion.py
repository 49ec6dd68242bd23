"""Let your shell complete commands, lessons, demos and data sets with Tab.

bash        eval "$(dlcourse completion bash)"     in ~/.bashrc
zsh         eval "$(dlcourse completion zsh)"      in ~/.zshrc, after compinit
fish        dlcourse completion fish | source      in ~/.config/fish/config.fish
powershell  dlcourse completion powershell | Out-String | Invoke-Expression
"""

import argparse
from collections.abc import Callable, Iterable, Iterator

from dlcourse.cli.lessons import sound_lessons

SHELLS = ("bash", "zsh", "fish", "powershell")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of `dlcourse completion`."""
    parser.add_argument("shell", choices=SHELLS, help="one of %(choices)s")


def run(options: argparse.Namespace) -> int:
    """Print the script for one shell; it knows the lessons of today's installation."""
    import shtab

    from dlcourse.cli import build_parser

    parser = build_parser()
    for action in _arguments(parser):
        # Only here: while a command runs, it answers a wrong name itself, with the nearest one.
        if action.choices is None and action.dest in WORDS:
            action.choices = list(WORDS[action.dest]())
    print(shtab.complete(parser, options.shell))
    return 0


def _arguments(parser: argparse.ArgumentParser) -> Iterator[argparse.Action]:
    """Yield the arguments of all commands and of what stands below them."""
    for action in parser._actions:
        yield action
        if isinstance(action, argparse._SubParsersAction):
            for below in action.choices.values():
                yield from _arguments(below)


def _lessons() -> list[str]:
    lessons = sound_lessons()
    return [lesson.number for lesson in lessons] + [lesson.name for lesson in lessons]


def _demos() -> list[str]:
    from dlcourse import demos

    return demos.names()


def _data() -> list[str]:
    from dlcourse.cli.data import known

    return list(known())


#: What can stand in the place of an argument, by the name of the argument.
WORDS: dict[str, Callable[[], Iterable[str]]] = {
    "lesson": _lessons,
    "lessons": _lessons,
    "name": _demos,
    "names": _data,
}
