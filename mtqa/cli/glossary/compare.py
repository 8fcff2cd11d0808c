"""``mtqa glossary diff`` and ``merge``: two states of a glossary beside each other, and brought together."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from mtqa.cli.boundary import ExitStatus, bounded, emit, note
from mtqa.cli.entry_options import DryRunOption
from mtqa.cli.glossary.common import GlossaryOption, JsonOption, chosen, print_json, print_table
from mtqa.cli.terminal import printable
from mtqa.glossary.threeway_entry import Side

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mtqa.glossary.diff import Diff
    from mtqa.glossary.model import Entry, Glossary
    from mtqa.glossary.threeway import Conflict, Merged

__all__ = ["register"]

_LONGEST = 60  # code points of a value in the table of conflicts; the JSON has all of it


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("diff")(diff)
    app.command("merge", no_args_is_help=True)(merge)


@bounded
def diff(
    old: Annotated[
        str | None,
        typer.Argument(
            metavar="OLD",
            help="A glossary of any format that can be imported, or the number of a version; the version before the "
            "last change unless given.",
        ),
    ] = None,
    new: Annotated[
        str | None, typer.Argument(metavar="NEW", help="Likewise; the glossary of the project unless given.")
    ] = None,
    glossary: GlossaryOption = None,
    as_json: JsonOption = False,
) -> None:
    """Show which entries were added (+), removed (-) and changed (~) from OLD to NEW, column by column.

    A number is a version of mtqa glossary history: `mtqa glossary diff 12` shows what was done since version 12,
    and `mtqa glossary diff` what the last change did.
    The exit code is 0 if the entries are the same, 1 if they differ.
    """
    from mtqa.glossary.diff import diff as compared

    before = _state(old if old is not None else _before_last(glossary), glossary)
    after = _state(new, glossary) if new is not None else _project(glossary)
    done = compared(before.glossary, after.glossary)
    if as_json:
        print_json({"old": before.name, "new": after.name, **_diff_as_dict(done)})
    elif done:
        emit("".join(f"{printable_line(line)}\n" for line in _diff_lines(done)))
    if done:
        raise typer.Exit(ExitStatus.FINDINGS)


@bounded
def merge(
    files: Annotated[
        list[str],
        typer.Argument(
            metavar="[OURS] THEIRS",
            help="Two glossaries; OURS is that of the project unless given. THEIRS may be of any format.",
        ),
    ],
    base: Annotated[
        str | None,
        typer.Option(
            "--base", metavar="BASE", help="What both began with: a file, or the number of a version of the history."
        ),
    ] = None,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="PATH", help="Write the result there; OURS stays.")
    ] = None,
    in_place: Annotated[bool, typer.Option("--in-place", help="Change OURS; can be undone with restore.")] = False,
    prefer: Annotated[
        Side | None, typer.Option("--prefer", help="Whose state to take where the two are in conflict.")
    ] = None,
    driver: Annotated[
        str | None,
        typer.Option("--driver", metavar="NAME", help="Work as git's merge driver for the file of that name."),
    ] = None,
    dry_run: DryRunOption = False,
    glossary: GlossaryOption = None,
    as_json: JsonOption = False,
) -> None:
    """Bring the changes of two people together, and list what only a person can decide.

    With --base, what one side changed is changed; without it, the entries and lists of both are joined.

    If both say something different, nothing is written and the exit code is 1; --prefer says whose word counts.

    \b
    Git merges a glossary this way after
      git config merge.mtqa.driver \\
        "mtqa glossary merge --driver %P --base %O %A %B"
      echo "glossary.csv merge=mtqa" >> .gitattributes

    Where there are conflicts, the file is then as on our side, and git asks to look at it.
    """  # noqa: D301 - click's mark for lines that are not to be wrapped
    ours = _ours(files, glossary, output=output, in_place=in_place, driver=driver, dry_run=dry_run)
    theirs = _state(files[-1], glossary)
    if driver is not None:  # git names a file of its own
        theirs = replace(theirs, name="theirs")
    start = None if base is None else _base(base, glossary)
    task = _Merge(ours, theirs, start, prefer)
    if dry_run:
        done = task.read()
    elif output is not None or driver is not None:
        done = task.write(ours if output is None else output, always=driver is not None)
    else:
        done = task.edit()
    task.tell(done, name=driver or str(output or ours), dry_run=dry_run, as_json=as_json)
    if done.merged.conflicts and prefer is None:
        raise typer.Exit(ExitStatus.FINDINGS)


def printable_line(line: str) -> str:
    """``line`` without characters that would command the terminal, its indentation kept."""
    return line[: len(line) - len(line.lstrip())] + printable(line)


def _before_last(glossary: Path | None) -> str:
    from mtqa.cli.glossary.versions import before_last
    from mtqa.glossary.store import GlossaryFile

    return str(before_last(GlossaryFile(chosen(glossary), note=note)))


@dataclass(frozen=True, slots=True)
class _State:
    """A glossary and what to call it."""

    glossary: Glossary
    name: str


def _state(reference: str, glossary: Path | None) -> _State:
    """The glossary of a file, or of a version of the history."""
    from mtqa.glossary.formats.files import import_file
    from mtqa.glossary.model import Glossary
    from mtqa.glossary.store import GlossaryFile

    path = Path(reference)
    if reference.isdecimal() and len(reference) < 10 and not path.exists():
        file = GlossaryFile(chosen(glossary), note=note)
        return _State(file.version(int(reference)), f"{file.path}, version {reference}")
    imported = import_file(path)
    for sentence in imported.lost:
        note(printable(f"{path}: {sentence}"))
    return _State(Glossary(imported.entries), reference)


def _project(glossary: Path | None) -> _State:
    from mtqa.glossary.store import GlossaryFile

    path = chosen(glossary)
    return _State(GlossaryFile(path, note=note).read(), str(path))


def _base(reference: str, glossary: Path | None) -> Glossary | None:
    """What both sides began with; git gives an empty file where there was none."""
    path = Path(reference)
    if path.is_file() and path.stat().st_size == 0:
        return None
    return _state(reference, glossary).glossary


def _ours(
    files: Sequence[str],
    glossary: Path | None,
    *,
    output: Path | None,
    in_place: bool,
    driver: str | None,
    dry_run: bool,
) -> Path:
    """Our glossary, once it is certain where the result goes."""
    from mtqa.errors import ConfigError
    from mtqa.output import require_writable

    if len(files) > 2:
        raise ConfigError(f"two glossaries are merged at a time, not {len(files)}; merge the result with the next")
    if len(files) == 2 and glossary is not None:
        raise ConfigError("OURS is given twice, as a file and with --glossary; leave one out")
    if sum((output is not None, in_place, driver is not None)) > 1 or (driver is not None and dry_run):
        raise ConfigError("--output, --in-place and --driver say where the result goes: give one of them")
    ours = Path(files[0]) if len(files) == 2 else chosen(glossary)
    if len(files) == 2 and not (output is not None or in_place or driver is not None or dry_run):
        raise ConfigError(
            f"say where the result goes: --in-place changes {ours}, --output PATH writes another file, --dry-run "
            "writes nothing"
        )
    if output is not None and not dry_run:
        require_writable(output, inputs=[ours, *(Path(one) for one in files)])
    return ours


@dataclass(frozen=True, slots=True)
class _Done:
    """A merge, what it began with, and whether it was written."""

    before: Glossary
    merged: Merged
    written: bool = False


class _UndecidedError(Exception):
    """There are conflicts, and nobody says whose word counts."""


@dataclass(frozen=True, slots=True)
class _Merge:
    """One merge."""

    ours: Path
    theirs: _State
    base: Glossary | None
    prefer: Side | None

    def read(self) -> _Done:
        """Merge, and write nothing."""
        from mtqa.glossary.store import GlossaryFile

        return self._of(GlossaryFile(self.ours, note=note).read())

    def write(self, path: Path, *, always: bool) -> _Done:
        """Merge into another file, if there is nothing to decide or always."""
        from mtqa.glossary.changes import require_same
        from mtqa.glossary.rows import decode
        from mtqa.glossary.store_csv import parse_csv, read_bytes
        from mtqa.glossary.write_csv import updated_csv
        from mtqa.output import write_whole

        data = read_bytes(self.ours)
        decode(data, origin=str(self.ours))
        text = data.decode("utf-8")
        done = self._of(parse_csv(text, origin=str(self.ours)))
        if done.merged.conflicts and self.prefer is None and not always:
            return done
        new = updated_csv(text, done.merged.glossary, origin=str(self.ours))
        require_same(parse_csv(new, origin=str(path)), done.merged.glossary, shown=str(path))
        write_whole(path, new)
        return _Done(done.before, done.merged, written=True)

    def edit(self) -> _Done:
        """Merge into our file, if there is nothing to decide."""
        from mtqa.glossary.store import GlossaryFile

        tried: list[_Done] = []

        def change(now: Glossary) -> Glossary:
            tried.append(self._of(now))
            if tried[-1].merged.conflicts and self.prefer is None:
                raise _UndecidedError
            return tried[-1].merged.glossary

        try:
            GlossaryFile(self.ours, note=note).edit(change, summary=f"merged {Path(self.theirs.name).name}")
        except _UndecidedError:
            return tried[-1]
        return _Done(tried[-1].before, tried[-1].merged, written=True)

    def _of(self, now: Glossary) -> _Done:
        from mtqa.glossary.threeway import three_way

        side = Side.OURS if self.prefer is None else self.prefer
        return _Done(now, three_way(now, self.theirs.glossary, base=self.base, prefer=side))

    def tell(self, done: _Done, *, name: str, dry_run: bool, as_json: bool) -> None:
        """Print what was done, and what is to be decided."""
        from mtqa.glossary.diff import diff as compared
        from mtqa.glossary.formats.losses import counted

        conflicts = done.merged.conflicts
        changed = compared(done.before, done.merged.glossary)
        if as_json:
            result = {"ours": str(self.ours), "theirs": self.theirs.name, "output": name, "dry_run": dry_run}
            result |= {"written": done.written, "preferred": None if self.prefer is None else self.prefer.value}
            result |= {
                "added": [entry.id for entry in changed.added],
                "removed": [entry.id for entry in changed.removed],
                "changed": [one.new.id for one in changed.changed],
            }
            print_json(result | {"conflicts": [asdict(conflict) for conflict in conflicts]})
            return
        if conflicts:
            print_table(("entry", "column", "it was", "ours", "theirs"), map(_conflict_row, conflicts))
        counts = ((changed.added, "added"), (changed.removed, "removed"), (changed.changed, "changed"))
        parts = [f"{len(some):,} {what}" for some, what in counts if some] or ["nothing new"]
        if conflicts:
            parts.insert(0, counted(len(conflicts), "conflict"))
        verb = "merged" if done.written else "would be merged" if dry_run else "not merged"
        emit(printable(f"{name}: {verb} with {self.theirs.name}: {', '.join(parts)}") + "\n")
        if not conflicts:
            return
        if self.prefer is not None:
            note(f"where they are in conflict, {self.prefer} counts")
        elif done.written:
            note(f"where they are in conflict, {name} is as it was on our side; look at these entries")
        else:
            note(
                "nothing was written; mend one of the files, or say whose word counts with --prefer ours or "
                "--prefer theirs"
            )


def _conflict_row(conflict: Conflict) -> tuple[str, ...]:
    column = f"{conflict.field}: {_clipped(conflict.item)}" if conflict.item else conflict.field
    gone = "(removed)" if conflict.base is not None else "(not there)"
    sides = (_clipped(gone if one is None else one or "(empty)") for one in (conflict.ours, conflict.theirs))
    return (conflict.id, column, _clipped(conflict.base or ""), *sides)


def _clipped(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"


def _diff_lines(done: Diff) -> list[str]:
    from mtqa.glossary.formats.losses import counted

    lines = [f"- {_named(entry)}" for entry in done.removed]
    lines += [f"+ {_named(entry)}" for entry in done.added]
    for one in done.changed:
        lines.append(f"~ {_named(one.new)}")
        lines += [f"    {change}" for change in one.fields]
    counts = ((done.removed, "removed"), (done.added, "added"), (done.changed, "changed"))
    parts = [counted(len(some), f"entry {what}", f"entries {what}") for some, what in counts if some]
    return [*lines, ", ".join(parts)]


def _named(entry: Entry) -> str:
    return f"{entry.id}: {entry.term} ({entry.kind})"


def _diff_as_dict(done: Diff) -> dict[str, Any]:
    from mtqa.glossary.formats.json_ import entry_to_dict

    return {
        "added": [entry_to_dict(entry) for entry in done.added],
        "removed": [entry_to_dict(entry) for entry in done.removed],
        "changed": [
            {
                "id": one.new.id,
                "old_id": one.old.id,
                "term": one.new.term,
                "fields": [
                    {"field": change.field, "removed": list(change.removed), "added": list(change.added)}
                    for change in one.fields
                ],
            }
            for one in done.changed
        ],
    }
