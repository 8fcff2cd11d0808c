"""Where library errors become messages and exit codes; nothing else catches them."""

from __future__ import annotations

import functools
import os
import sys
from collections.abc import Callable
from enum import IntEnum
from typing import ParamSpec, TypeVar

import typer

from mtqa.errors import MtqaError, OutputError

__all__ = ["ExitStatus", "bounded", "discard_stdout", "emit", "note", "require_stdout"]

_Params = ParamSpec("_Params")
_Result = TypeVar("_Result")


class ExitStatus(IntEnum):
    """What the process says to its caller."""

    CLEAN = 0
    FINDINGS = 1
    FAILURE = 2
    INTERRUPTED = 130


def note(message: str) -> None:
    """A line for the user beside the result: on stderr, so that stdout stays clean."""
    print(f"mtqa: {message}", file=sys.stderr, flush=True)  # noqa: T201 - this is the command line


def require_stdout() -> None:
    """Refuse to work for minutes when there is nowhere to print the result.

    Raises:
        OutputError: Standard output was closed by the caller.
    """
    if sys.stdout is None:
        raise OutputError("standard output is closed; name a file with --output PATH")


def emit(text: str) -> None:
    """Write a result to standard output, whole.

    A reader that leaves early (``head``, ``less``) has seen enough: that is no error.

    Raises:
        OutputError: Standard output cannot take it, as on a full disk.
    """
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except BrokenPipeError:
        discard_stdout()
    except OSError as exc:
        discard_stdout()
        raise OutputError(f"the result cannot be written to standard output ({exc.strerror})") from exc


def discard_stdout() -> None:
    """Send what is left to nowhere; Python would complain about it once more at exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def bounded(command: Callable[_Params, _Result]) -> Callable[_Params, _Result]:
    """Turn errors a user can mend into one message and exit code 2, and Ctrl-C into 130."""

    @functools.wraps(command)
    def run(*args: _Params.args, **kwargs: _Params.kwargs) -> _Result:
        try:
            return command(*args, **kwargs)
        except MtqaError as exc:
            _say(f"mtqa: error: {exc}")
            raise typer.Exit(ExitStatus.FAILURE) from exc
        except KeyboardInterrupt as exc:
            _say("mtqa: interrupted")
            raise typer.Exit(ExitStatus.INTERRUPTED) from exc

    return run


def _say(message: str) -> None:
    if sys.stderr is not None:
        print(message, file=sys.stderr, flush=True)  # noqa: T201 - this is the command line
