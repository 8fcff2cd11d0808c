"""``mtqa decisions import`` and ``export``."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from mtqa.cli.boundary import bounded, emit, note, require_stdout
from mtqa.cli.decisions.common import DecisionsOption, found, log_of
from mtqa.cli.terminal import printable
from mtqa.decisions.merging import OnConflict

if TYPE_CHECKING:
    from mtqa.decisions import Decisions
    from mtqa.decisions.merging import Conflict

__all__ = ["register"]

#: Conflicts named one by one.
_MOST = 20


class Form(StrEnum):
    """A form of the result."""

    JSONL = "jsonl"
    CSV = "csv"


def register(app: typer.Typer) -> None:
    """Add the commands to ``app``."""
    app.command("import")(import_)
    app.command("export")(export)


@bounded
def import_(
    files: Annotated[
        list[Path],
        typer.Argument(
            metavar="FILE...", help="Files of decisions: what a report's page exported, or another person's."
        ),
    ],
    decisions: DecisionsOption = None,
    on_conflict: Annotated[
        OnConflict,
        typer.Option(
            "--on-conflict",
            help="Where two people disagree: keep ours, take theirs or the newest, or fail and write nothing.",
        ),
    ] = OnConflict.KEEP,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would be added.")] = False,
) -> None:
    """Take decisions of other files in. Doing it twice adds nothing; names, times and notes stay.

    Example: mtqa decisions import ~/Downloads/decisions.jsonl
    """
    from mtqa.decisions.merging import merged
    from mtqa.errors import InputError

    log = log_of(decisions)
    others = [(path, _read(path)) for path in files]  # all of them are looked at before one is taken in
    for path, _ in others:
        if path.exists() and log.path.exists() and path.samefile(log.path):
            raise InputError(f"{path}: is the file that decisions are taken into; name another")
    theirs = [held.events for _, held in others]
    if dry_run:
        result = merged(log.read(), *theirs, on_conflict=on_conflict)
    else:
        result = log.merge(*theirs, on_conflict=on_conflict)
    for conflict in result.conflicts[:_MOST]:
        note(_said(conflict))
    if len(result.conflicts) > _MOST:
        note(f"... and {len(result.conflicts) - _MOST:,} more")
    kept = sum(not one.is_taken for one in result.conflicts)
    parts = [f"{_counted(len(result.added), 'decision')} {'would be ' if dry_run else ''}added"]
    if result.n_known:
        parts.append(f"{result.n_known:,} {'was' if result.n_known == 1 else 'were'} there already")
    if kept:
        parts.append(
            f"about {_counted(kept, 'finding')} ours was kept: --on-conflict theirs or newest decides otherwise"
        )
    emit(f"{printable(str(log.path))}: {'; '.join(parts)}\n")


@bounded
def export(
    decisions: DecisionsOption = None,
    form: Annotated[Form, typer.Option("--form", "-f", help="Lines of JSON, or a table.")] = Form.JSONL,
    every: Annotated[
        bool, typer.Option("--all", help="The whole history; else what holds now, one line for each finding.")
    ] = False,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="PATH", help="Write there, not to stdout.")
    ] = None,
) -> None:
    """Give decisions out, for another person or a spreadsheet.

    Example: mtqa decisions export --form csv -o decisions.csv
    """
    from mtqa.output import require_writable, write_whole
    from mtqa.report.exports.log import to_csv, to_jsonl

    log = log_of(decisions)
    if output is None:
        require_stdout()
    else:
        require_writable(output, inputs=[log.path])
    held = found(log)
    chosen = held.events if every else tuple(held.current.values())
    content = to_csv(chosen) if form is Form.CSV else to_jsonl(chosen)
    if output is None:
        emit(content)
        return
    write_whole(output, content)
    note(f"{_counted(len(chosen), 'decision')}: {output}")


def _read(path: Path) -> Decisions:
    """The decisions of a file that must be there."""
    from mtqa.decisions import DecisionLog
    from mtqa.errors import InputError

    if not path.exists():
        raise InputError(f"{path}: there is no such file of decisions; check the path")
    held = DecisionLog(path).read()
    for sentence in held.notices:
        note(sentence)
    return held


def _said(conflict: Conflict) -> str:
    """A conflict in one sentence."""
    ours, theirs = conflict.ours, conflict.theirs
    what = printable(ours.found or theirs.found or ours.fingerprint)
    sides = [f"{one.judgement}{f' “{printable(one.text)}”' if one.text else ''}" for one in (ours, theirs)]
    who = [printable(one.by) or "somebody" for one in (ours, theirs)]
    ending = "theirs taken" if conflict.is_taken else "ours kept"
    return f"{what[:60]}: here {sides[0]} ({who[0]}), there {sides[1]} ({who[1]}); {ending}"


def _counted(n: int, what: str) -> str:
    return f"{n:,} {what}{'' if n == 1 else 's'}"
