"""The command `dlcourse`: one module per subcommand, each with `add_arguments` and `run`.

The modules import the standard library alone at their top; what a command needs beyond it, it
imports when it runs. So `dlcourse --help` answers at once.
"""

import argparse
import os
import sys
from collections.abc import Sequence
from typing import NoReturn

from dlcourse import __version__
from dlcourse._text import called, did_you_mean
from dlcourse.cli import completion, data, demo, doctor, list_, next_, progress, run, start
from dlcourse.cli.terminal import fill
from dlcourse.course.errors import CourseError

COMMANDS = {
    "start": start,
    "list": list_,
    "run": run,
    "progress": progress,
    "next": next_,
    "demo": demo,
    "data": data,
    "doctor": doctor,
    "completion": completion,
}


class _Parser(argparse.ArgumentParser):
    """An argument parser whose complaints are one line long."""

    def error(self, message: str) -> NoReturn:
        self.exit(2, f"{self.prog}: error: {message}. `{self.prog} --help` explains the usage.\n")


def build_parser() -> argparse.ArgumentParser:
    """Return the parser of the whole command line."""
    parser = _Parser(prog="dlcourse", description="A deep-learning course in Keras notebooks.")
    parser.add_argument("--version", action="version", version=f"dlcourse {__version__}")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", parser_class=_Parser)
    for name, module in COMMANDS.items():
        summary, _, rest = module.__doc__.partition("\n")
        command = commands.add_parser(
            name,
            help=summary.rstrip("."),
            description=summary,
            epilog=_filled(rest),
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )
        module.add_arguments(command)
    return parser


def _filled(text: str) -> str:
    """Break the paragraphs of a docstring for the terminal; those with columns stay."""
    paragraphs = text.strip("\n").split("\n\n")
    kept = (each if "  " in each else fill(" ".join(each.split())) for each in paragraphs)
    return "\n\n".join(kept)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command.

    Args:
        arguments: The words after `dlcourse`; those of this process by default.

    Returns:
        The exit status: 0, or 1 if the command failed, or 130 if it was interrupted. Words that
        are no command leave with status 2, as is usual.
    """
    for stream in (sys.stdout, sys.stderr):
        # A terminal that cannot show Hangul or a tick shows a question mark, and no traceback.
        stream.reconfigure(errors="replace")
    try:
        status = _dispatch(sys.argv[1:] if arguments is None else list(arguments))
        sys.stdout.flush()  # here, and not at the interpreter's exit, a reader that has gone is met
        return status
    except CourseError as error:
        message = str(error)
    except BrokenPipeError:
        # The reader (`| head`) has gone; leave no second complaint at the interpreter's exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except OSError as error:
        message = f"{error.strerror or error}: {error.filename}" if error.filename else str(error)
    except ModuleNotFoundError as error:
        if (error.name or "dlcourse").startswith("dlcourse"):
            raise
        message = f"The package {error.name} is missing; {called('doctor')} says how to mend it."
    except KeyboardInterrupt:
        return 130
    print(f"dlcourse: error: {message}", file=sys.stderr)
    return 1


def _dispatch(arguments: list[str]) -> int:
    parser = build_parser()
    if not arguments:
        parser.print_help()
        return 0
    if arguments[0] == "help":
        arguments = [*arguments[1:2], "--help"]
    if not arguments[0].startswith("-") and arguments[0] not in COMMANDS:
        hint = did_you_mean(arguments[0], COMMANDS)
        parser.error(f"Unknown command {arguments[0]!r}.{hint} There are: {', '.join(COMMANDS)}")
    options = parser.parse_args(arguments)
    return COMMANDS[options.command].run(options)
