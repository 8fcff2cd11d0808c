"""``mtqa glossary history`` and ``restore``: the way back."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from mtqa.cli.boundary import bounded, emit, note
from mtqa.cli.glossary.common import GlossaryOption, JsonOption, chosen, print_json, print_table

if TYPE_CHECKING:
    from mtqa.glossary.changes import Changes
    from mtqa.glossary.history import Counts, Version
    from mtqa.glossary.store import GlossaryFile

__all__ = ["before_last", "register"]


def register(app: typer.Typer) -> None:
    """Add the commands to ``app``."""
    app.command("history")(history)
    app.command("restore")(restore)


@bounded
def history(
    number: Annotated[
        int | None, typer.Argument(help="Show what this version changed, entry by entry.", show_default=False)
    ] = None,
    glossary: GlossaryOption = None,
    as_json: JsonOption = False,
) -> None:
    """List the versions of a glossary that can be restored, the newest first."""
    file = _file(glossary)
    versions = file.history()
    if number is not None:
        _show(file, number, as_json=as_json)
        return
    current = file.current()
    now = None if current is None else current.number
    if as_json:
        print_json([_as_json(version, is_current=version.number == now) for version in versions])
        return
    if versions and current is None and file.path.exists():
        note(f"{file.path} was changed in another program since; the next edit keeps that state too")
    if not versions:
        note(f"{file.path} has no history yet; the first edit begins one")
        return
    print_table(
        ("version", "when", "who", "entries", "changes", "what"),
        [
            (
                f"{version.number}{' (now)' if version.number == now else ''}",
                version.at.replace("T", " ").replace("+00:00", " UTC"),
                version.by,
                "" if version.entries is None else f"{version.entries:,}",
                _counted(version.counts),
                f"damaged: {version.problem}" if version.problem else version.summary,
            )
            for version in versions
        ],
    )


@bounded
def restore(
    number: Annotated[
        int | None, typer.Argument(help="A version of `mtqa glossary history`.", show_default=False)
    ] = None,
    last: Annotated[
        bool, typer.Option("--last", help="The newest version that is not the present state: undo the last change.")
    ] = False,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="PATH", help="Write the version there and leave the glossary alone."),
    ] = None,
    glossary: GlossaryOption = None,
) -> None:
    """Put a glossary back as it was in a version; this can be undone."""
    from mtqa.errors import ConfigError
    from mtqa.output import require_writable, write_whole

    if (number is None) is not last:
        raise ConfigError("name one version, such as: mtqa glossary restore 12, or the one before: --last")
    file = _file(glossary)
    chosen_number = before_last(file) if number is None else number
    if output is not None:
        require_writable(output, inputs=[file.path])
        write_whole(output, file.version_bytes(chosen_number))
        note(f"version {chosen_number} written to {output}")
        return
    restored = file.restore(chosen_number)
    emit(f"{file.path} is as it was in version {chosen_number}: {len(restored.entries):,} entries\n")


def _file(path: Path | None) -> GlossaryFile:
    from mtqa.glossary.store import GlossaryFile

    return GlossaryFile(chosen(path), note=note)


def before_last(file: GlossaryFile) -> int:
    """The newest version that is not the present state.

    Raises:
        GlossaryError: There is none.
    """
    from mtqa.errors import GlossaryError

    current = file.current()
    for version in file.history():
        if not version.problem and (current is None or version.sha256 != current.sha256):
            return version.number
    raise GlossaryError(f"{file.path}: no version before the present one; see: mtqa glossary history")


def _show(file: GlossaryFile, number: int, *, as_json: bool) -> None:
    """Print what a version changed in the one before."""
    from mtqa.glossary.changes import changes
    from mtqa.glossary.model import Glossary

    numbers = [version.number for version in file.history() if version.number < number]
    new = file.version(number)
    done = changes(file.version(numbers[0]) if numbers else Glossary(()), new)
    if as_json:
        print_json({"number": number, "since": numbers[0] if numbers else None, **asdict(done)})
        return
    terms = {entry.id: entry.term for entry in new.entries}
    print_table(("change", "id", "term"), list(_rows(done, terms)))


def _rows(done: Changes, terms: dict[str, str]) -> list[tuple[str, str, str]]:
    groups = (("added", done.added), ("changed", done.changed), ("removed", done.removed))
    return [(change, identity, terms.get(identity, "")) for change, found in groups for identity in found]


def _counted(counts: Counts | None) -> str:
    if counts is None:
        return ""
    said = (f"+{counts.added:,}" if counts.added else "", f"-{counts.removed:,}" if counts.removed else "")
    return " ".join([*filter(None, said), *([f"{counts.changed:,} changed"] if counts.changed else [])])


def _as_json(version: Version, *, is_current: bool) -> dict[str, Any]:
    return {**asdict(version), "path": str(version.path), "current": is_current}
