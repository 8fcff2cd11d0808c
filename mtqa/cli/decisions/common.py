"""What the commands about decisions share: which file they work on."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from mtqa.cli.boundary import note

if TYPE_CHECKING:
    from mtqa.decisions import DecisionLog, Decisions

__all__ = ["DecisionsOption", "found", "log_of"]

DecisionsOption = Annotated[
    Path | None,
    typer.Option(
        "--decisions",
        "-d",
        metavar="PATH",
        help="File of decisions, or the folder or article beside which it is; else decisions.jsonl here or in the project.",
    ),
]


def log_of(path: Path | None) -> DecisionLog:
    """The file that a command works on; need not be there.

    Args:
        path: As given: the file itself, a folder or an article.
    """
    from mtqa.cli.project import current_config, shortest
    from mtqa.decisions import NAME, DecisionLog
    from mtqa.decisions.find import decisions_path
    from mtqa.readers import SUFFIXES

    config = current_config()
    project = None if config is None else config.path.parent
    if path is None:
        chosen = shortest(decisions_path(None, project=project))
    elif path.is_dir():
        chosen = path / NAME
    elif path.suffix.lower() in SUFFIXES:
        chosen = decisions_path(path, project=project)
    else:
        chosen = path
    return DecisionLog(chosen, note=note)


def found(log: DecisionLog) -> Decisions:
    """What is in the file.

    Raises:
        InputError: It is not there, or is no file of decisions.
    """
    from mtqa.errors import InputError

    if not log.path.exists():
        raise InputError(
            f"{log.path}: there is no such file of decisions; make some with `mtqa review`, or name another with --decisions"
        )
    decisions = log.read()
    for sentence in decisions.notices:
        note(sentence)
    return decisions
