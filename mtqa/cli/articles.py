"""What the commands that check articles share: their options, and how the articles are read."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mtqa.data import Document
    from mtqa.options import Options

__all__ = [
    "ArticlesArgument",
    "DecisionsOption",
    "GlossariesOption",
    "LmOption",
    "NoProjectOption",
    "OfflineOption",
    "PackOption",
    "names_of",
    "read_all",
    "require_checks",
]

ArticlesArgument = Annotated[
    list[Path], typer.Argument(metavar="FILE", help="Articles: text, Markdown or HTML; - reads standard input.")
]
GlossariesOption = Annotated[
    list[Path] | None,
    typer.Option(
        "--glossary",
        "-g",
        metavar="PATH",
        help="Glossary CSV of right forms, on top of the project's (mtqa.toml). Repeat it: a later entry replaces "
        "the same one of an earlier file.",
    ),
]
PackOption = Annotated[
    list[str] | None,
    typer.Option("--pack", metavar="NAME", help="Pack of ready entries; see `mtqa glossary pack list`. Repeat."),
]
NoProjectOption = Annotated[bool, typer.Option("--no-project", help="Leave mtqa.toml and its glossaries out.")]
LmOption = Annotated[
    str | None,
    typer.Option("--lm", metavar="NAME|none", help="Language model: see `mtqa models list`, or hf:NAME_OR_PATH."),
]
OfflineOption = Annotated[bool, typer.Option("--offline", help="Never fetch anything; say what is missing.")]
DecisionsOption = Annotated[
    Path | None,
    typer.Option("--decisions", metavar="PATH", help="File of decisions; else the article's or the project's."),
]


def names_of(values: Sequence[str] | None) -> tuple[str, ...]:
    """The names of an option that may be repeated and may hold several, with commas between."""
    return tuple(name.strip() for value in values or () for name in value.split(",") if name.strip())


def require_checks(options: Options) -> None:
    """Complain about a misspelt check before anything is read.

    Raises:
        ConfigError: There is no such check.
    """
    from mtqa.checks import all_checks

    if options.select or options.ignore:
        options.chosen(all_checks())


def read_all(files: Sequence[Path]) -> list[Document]:
    """Read every article before any is checked.

    Raises:
        InputError: Some cannot be read; names every one of them.
    """
    from mtqa.errors import InputError
    from mtqa.readers import read, read_path

    documents, errors = [], []
    for path in files:
        try:
            documents.append(read(_stdin(), id="<stdin>") if str(path) == "-" else read_path(path))
        except InputError as exc:
            errors.append(str(exc))
    if errors:
        raise InputError("\nmtqa: error: ".join(errors))
    return documents


def _stdin() -> bytes:
    from mtqa.errors import InputError
    from mtqa.readers import MAX_BYTES

    if sys.stdin is None:
        raise InputError("<stdin>: standard input is closed; name a file instead of -")
    # One byte more than allowed is enough to know, and bounds the memory.
    return sys.stdin.buffer.read(MAX_BYTES + 1)
