"""``mtqa glossary remove``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from mtqa.cli.boundary import bounded, emit, note
from mtqa.cli.entry_options import DryRunOption
from mtqa.cli.glossary.common import GlossaryOption, JsonOption, chosen, print_json
from mtqa.cli.terminal import can_ask, confirm, printable

if TYPE_CHECKING:
    from mtqa.glossary.model import Glossary
    from mtqa.glossary.store import GlossaryFile

__all__ = ["register"]


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("remove", no_args_is_help=True)(remove)


@bounded
def remove(
    entries: Annotated[list[str], typer.Argument(metavar="ENTRY...", help="Ids, terms or other forms of the entries.")],
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")] = False,
    dry_run: DryRunOption = False,
    glossary: GlossaryOption = None,
    as_json: JsonOption = False,
) -> None:
    """Take entries out of the glossary, and say how to bring them back."""
    from mtqa.glossary.edit import removed
    from mtqa.glossary.find import resolve
    from mtqa.glossary.store import GlossaryFile

    file = GlossaryFile(chosen(glossary), note=note)
    before = file.read()
    going = list({one.id: one for one in (resolve(before, entry) for entry in entries)}.values())
    if len(going) > 1 and not yes and not dry_run and can_ask():
        for one in going:
            note(printable(f"{one.id}: {one.term} ({one.kind})"))
        if not confirm(f"Remove these {len(going):,} entries?", default=False):
            note("nothing was removed")
            return

    def change(now: Glossary) -> Glossary:
        for one in going:
            now = removed(now, one.id)
        return now

    undo = ""
    if not dry_run:
        file.edit(change, summary=f"removed {', '.join(one.term for one in going)[:200]}")
        undo = _undo(file, glossary)
    if as_json:
        from mtqa.glossary.formats.json_ import entry_to_dict

        removed_entries = [entry_to_dict(one) for one in going]
        print_json({"glossary": str(file.path), "dry_run": dry_run, "removed": removed_entries, "undo": undo})
        return
    verb = "would remove" if dry_run else "removed"
    emit("".join(printable(f"{file.path}: {verb} {one.term} ({one.kind}), id {one.id}") + "\n" for one in going))
    if undo:
        note(f"to bring back: {undo}")


def _undo(file: GlossaryFile, glossary: Path | None) -> str:
    """The command that puts back the state before the last edit."""
    from mtqa.glossary.entry_change import quoted

    versions = [version.number for version in file.history() if not version.problem]
    if len(versions) < 2:
        return ""
    option = "" if glossary is None else f" --glossary {quoted(str(glossary))}"
    return f"mtqa glossary restore {versions[1]}{option}"
