"""What the glossary commands share: which file they work on, and how they print."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from mtqa.cli.boundary import emit

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

__all__ = ["GlossaryOption", "JsonOption", "chosen", "now", "print_json", "print_table", "user"]

GlossaryOption = Annotated[
    Path | None,
    typer.Option(
        "--glossary", "-g", metavar="PATH", help="The glossary to work on; else the one that mtqa.toml names."
    ),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON, for programs.")]


def chosen(path: Path | None) -> Path:
    """The glossary that a command works on: the one given, or else the project's.

    Raises:
        GlossaryError: None is given, and no project is around.
        ConfigError: The configuration of the project cannot be used.
    """
    from mtqa.cli.project import current_config, shortest
    from mtqa.errors import GlossaryError

    config = current_config()
    if path is not None:
        return path
    if config is None:
        raise GlossaryError(
            "no glossary: name one with --glossary PATH, or make a project of this folder with: mtqa init"
        )
    return shortest(config.glossary)


def user() -> str:
    """Who adds an entry: whom the project names, or else the user of the system."""
    from mtqa.cli.project import current_config
    from mtqa.glossary.lock import user_name

    config = current_config()
    return (config.user if config is not None else "") or user_name()


def now() -> str:
    """The time in UTC, as an entry has it."""
    from datetime import UTC, datetime

    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def print_json(value: Any) -> None:
    """Print ``value`` as indented JSON in UTF-8."""
    emit(json.dumps(value, ensure_ascii=False, indent=2) + "\n")


def print_table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Print rows under ``columns``, cells folded to the width of the terminal; whole lines where it is none."""
    import io
    import sys

    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    in_terminal = sys.stdout.isatty()
    buffer = io.StringIO()
    console = Console(file=buffer, force_terminal=in_terminal, width=None if in_terminal else 10_000)
    table = Table(box=box.SIMPLE_HEAD if in_terminal else None, show_edge=False, pad_edge=False)
    for column in columns:
        table.add_column(column, overflow="fold", no_wrap=not in_terminal)
    for row in rows:
        table.add_row(*(Text(_printable(cell)) for cell in row))
    console.print(table)
    emit("\n".join(line.rstrip() for line in buffer.getvalue().splitlines()) + "\n")


def _printable(cell: str) -> str:
    """``cell`` without characters that would command the terminal."""
    return "".join(char if char.isprintable() else "\N{REPLACEMENT CHARACTER}" for char in " ".join(cell.split()))
