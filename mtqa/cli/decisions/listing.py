"""``mtqa decisions list`` and ``undo``."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import PurePath
from typing import TYPE_CHECKING, Annotated

import typer

from mtqa.cli.boundary import bounded, emit, note
from mtqa.cli.decisions.common import DecisionsOption, found, log_of
from mtqa.cli.glossary.common import JsonOption, print_json, print_table
from mtqa.cli.terminal import printable
from mtqa.data import Judgement

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mtqa.data import Decision
    from mtqa.decisions import Decisions

__all__ = ["register"]


def register(app: typer.Typer) -> None:
    """Add the commands to ``app``."""
    app.command("list")(list_)
    app.command("undo")(undo)


@bounded
def list_(
    decisions: DecisionsOption = None,
    every: Annotated[
        bool, typer.Option("--all", help="The whole history, also what was decided otherwise since or taken back.")
    ] = False,
    check: Annotated[str | None, typer.Option("--check", metavar="CHECK", help="Only about this check.")] = None,
    by: Annotated[str | None, typer.Option("--by", metavar="NAME", help="Only what this person decided.")] = None,
    judgement: Annotated[
        Judgement | None, typer.Option("--judgement", help="Only accepted, dismissed, unsure or, with --all, open.")
    ] = None,
    file: Annotated[
        str | None, typer.Option("--file", metavar="NAME", help="Only about this article, by path or name.")
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """List what people decided, the oldest first.

    Example: mtqa decisions list --check name-near-miss --judgement dismissed
    """
    held = found(log_of(decisions))
    chosen = [
        one
        for one in (held.events if every else held.current.values())
        if (check is None or one.check == check)
        and (by is None or one.by == by)
        and (judgement is None or one.judgement is judgement)
        and (file is None or file in {one.file, PurePath(one.file).name})
    ]
    if as_json:
        print_json([_fields(one) for one in chosen])
        return
    if not chosen:
        note("no decision is like that" if held.events else "nothing was decided yet")
        return
    print_table(
        ("finding", "judgement", "check", "found", "should be", "who", "when", "article", "note"),
        [
            (
                one.fingerprint[:8],
                f"{one.judgement} (taken back to this)" if one.undoes else one.judgement.value,
                one.check,
                _short(one.found),
                _short(one.text),
                one.by,
                one.at[:16].replace("T", " "),
                PurePath(one.file).name,
                _short(one.note),
            )
            for one in chosen
        ],
    )


@bounded
def undo(
    fingerprints: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="FINGERPRINT...",
            help="Findings, by the beginning of what `list` prints; else the last decision.",
            show_default=False,
        ),
    ] = None,
    last: Annotated[
        int, typer.Option("--last", "-n", min=1, metavar="N", help="Take back what was decided last about N findings.")
    ] = 1,
    decisions: DecisionsOption = None,
) -> None:
    """Take decisions back: what was decided before them holds again. Nothing is deleted; a line is added.

    Example: mtqa decisions undo 1f2e8a90
    """
    from mtqa.cli.glossary.common import user

    log = log_of(decisions)
    held = found(log)
    keys = _named(held, fingerprints, path=str(log.path)) if fingerprints else _last(held, last)
    if not keys:
        note("nothing to take back")
        return
    before = held.current
    # what somebody decides in this very moment is not what was asked to be taken back
    done = log.undo(keys, by=user(), seen={key: held.last[key].id for key in keys})
    for one in done:
        was = before[one.fingerprint]
        now = "nobody has decided" if one.judgement is Judgement.OPEN else f"{one.judgement} holds again"
        emit(f"{one.fingerprint[:8]} {printable(_short(was.found))}: {was.judgement} taken back; {now}\n")


def _named(held: Decisions, names: Sequence[str], *, path: str) -> list[str]:
    """The findings whose fingerprint begins like this.

    Raises:
        InputError: None does, or several do.
    """
    from mtqa.errors import InputError

    keys = []
    for name in names:
        like = [key for key in held.current if key.startswith(name)]
        if name in like:
            like = [name]
        if len(like) != 1:
            problem = "nothing is decided about" if not like else f"{len(like)} findings begin with"
            raise InputError(f"{path}: {problem} {name[:40]!r}; `mtqa decisions list` prints them")
        keys += like
    return keys


def _last(held: Decisions, n: int) -> list[str]:
    """The findings about which was decided last, the last one first."""
    current = held.current
    found_last = dict.fromkeys(one.fingerprint for one in reversed(held.events) if one.fingerprint in current)
    return list(found_last)[:n]


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:59]}…"


def _fields(one: Decision) -> dict[str, object]:
    """A decision as in its file, with every field."""
    return {key: (value or None) if isinstance(value, str) else value for key, value in asdict(one).items()}
