"""Asking the user, where there is one, and printing what others wrote."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["ask", "can_ask", "confirm", "printable"]


def can_ask() -> bool:
    """Whether somebody sits there: both standard input and output are a terminal."""
    return all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stdout))


def ask(question: str, *, default: str = "") -> str:
    """The answer to a question, trimmed; ``default`` if it is empty.

    Raises:
        KeyboardInterrupt: The user wants no more of it, or the input has ended.
    """
    return str(
        _unless_aborted(lambda: typer.prompt(question, default=default, show_default=bool(default), err=True))
    ).strip()


def confirm(question: str, *, default: bool) -> bool:
    """Whether the user says yes.

    Raises:
        KeyboardInterrupt: As for :func:`ask`.
    """
    return bool(_unless_aborted(lambda: typer.confirm(question, default=default, err=True)))


def printable(text: str) -> str:
    """``text`` in one line, without characters that would command the terminal."""
    line = " ".join(text.split())
    return (
        line
        if line.isprintable()
        else "".join(char if char.isprintable() else "\N{REPLACEMENT CHARACTER}" for char in line)
    )


def _unless_aborted(question: Callable[[], object]) -> object:
    try:
        return question()
    except typer.Abort as exc:
        raise KeyboardInterrupt from exc
