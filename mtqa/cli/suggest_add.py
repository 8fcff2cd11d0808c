"""Adding suggestions to a glossary: those picked, all of them, or one by one as the user says."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from mtqa.cli.boundary import emit, note
from mtqa.cli.terminal import ask, can_ask, printable

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from mtqa.cli.concerns import Concerns
    from mtqa.glossary.model import Entry, Glossary
    from mtqa.glossary.store import GlossaryFile
    from mtqa.names.suggest import Suggested

__all__ = ["add_suggestions", "require_choice"]

_ANSWERS = "y: add it, n: do not, k: another kind, q: no more"


def require_choice(pick: Sequence[str], *, yes: bool) -> None:
    """Refuse to add where it is not said what, and nobody can be asked.

    Raises:
        ConfigError: So it is.
    """
    from mtqa.errors import ConfigError

    if not (pick or yes or can_ask()):
        raise ConfigError("nobody can be asked here; name the suggestions with --pick ID, or add all with --yes")


def add_suggestions(
    suggestions: Sequence[Suggested],
    said: Mapping[str, Concerns],
    target: Path,
    *,
    pick: Sequence[str],
    yes: bool,
    force: bool,
) -> dict[str, Any]:
    """Add suggestions to a glossary file, all in one edit.

    Args:
        suggestions: What is suggested.
        said: What speaks against each, by id.
        target: The glossary; made if it is not there.
        pick: Ids of those to add.
        yes: Add all that nothing serious speaks against.
        force: Add also those that something serious speaks against.

    Returns:
        What was done, as JSON has it.

    Raises:
        ConfigError: A picked id is not among them.
        GlossaryError: The file cannot be changed; it is as it was.
        KeyboardInterrupt: The user wants no more of it; nothing was added.
    """
    from mtqa.glossary.store import GlossaryFile

    is_asked = not (pick or yes)
    wanted = _asked(suggestions, said, target) if is_asked else _picked(suggestions, pick)
    chosen, skipped = [], []
    for one in wanted:
        serious = said[one.entry.id].serious
        if serious and not (force or is_asked):
            skipped.append(one)
            note(printable(f"left out, --force insists on it: {one.entry.term}: {'; '.join(serious)}"))
        else:
            chosen.append(one)
    written: list[Entry] = []
    if chosen:
        written = _write(GlossaryFile(target, note=note), [_signed(one) for one in chosen])
    from mtqa.glossary.formats.json_ import entry_to_dict

    counted = "1 suggestion" if len(written) == 1 else f"{len(written):,} suggestions"
    note(printable(f"{target}: {counted} added" if written else f"{target}: nothing was added"))
    for entry in written:
        note(printable(f"  {entry.term} ({entry.kind}) as {entry.id}"))
    return {
        "glossary": str(target),
        "added": [entry_to_dict(entry) for entry in written],
        "left_out": [one.entry.id for one in skipped],
    }


def _picked(suggestions: Sequence[Suggested], pick: Sequence[str]) -> list[Suggested]:
    from mtqa.errors import ConfigError

    if not pick:
        return list(suggestions)
    by_id = {one.entry.id: one for one in suggestions}
    for name in pick:
        if name not in by_id:
            shown = ", ".join(list(by_id)[:8]) or "nothing"
            raise ConfigError(f"--pick {name[:80]!r} is not among the suggestions; they are: {shown}; or raise --limit")
    return [by_id[name] for name in dict.fromkeys(pick)]


def _asked(suggestions: Sequence[Suggested], said: Mapping[str, Concerns], target: Path) -> list[Suggested]:
    """Those that the user wants, asked one by one."""
    from mtqa.cli.suggest_view import described
    from mtqa.glossary.model import Glossary
    from mtqa.glossary.store import GlossaryFile

    held = GlossaryFile(target).read() if target.exists() else Glossary()
    chosen: list[Suggested] = []
    for number, one in enumerate(suggestions, start=1):
        emit("".join(f"{line}\n" for line in described(one, said[one.entry.id], _old(one, held))))
        answer = _answer(
            f"{number} of {len(suggestions)}: {_ANSWERS}", default="n" if said[one.entry.id].serious else "y"
        )
        if answer == "q":
            break
        if answer == "k":
            one = _with_kind(one)  # noqa: PLW2901 - the same suggestion, of another kind
            answer = "y"
        if answer == "y":
            chosen.append(one)
    return chosen


def _answer(question: str, *, default: str) -> str:
    while True:
        answer = ask(question, default=default).lower()[:1]
        if answer in ("y", "n", "k", "q"):
            return answer


def _with_kind(one: Suggested) -> Suggested:
    from mtqa.cli.entry_options import kind_named
    from mtqa.errors import GlossaryError
    from mtqa.glossary.entry_change import Change
    from mtqa.glossary.model import EntryKind

    while True:
        try:
            kind = EntryKind(kind_named(ask(f"Kind ({', '.join(EntryKind)})", default=one.entry.kind.value)))
        except GlossaryError as exc:
            note(str(exc))
            continue
        change = None if one.change is None else replace(one.change or Change(), kind=kind)
        return replace(one, entry=replace(one.entry, kind=kind), change=change)


def _old(one: Suggested, glossary: Glossary) -> Entry | None:
    return glossary.by_id.get(one.entry.id) if one.change is not None else None


def _signed(one: Suggested) -> Suggested:
    """A new entry with who adds it and when."""
    from mtqa.cli.glossary.common import now, user

    if one.change is not None:
        return one
    return replace(one, entry=replace(one.entry, added_by=user(), added_at=now()))


def _write(file: GlossaryFile, suggestions: Sequence[Suggested]) -> list[Entry]:
    """Write them to the file as it is by now, and return the entries as they went in."""
    from mtqa.errors import GlossaryError
    from mtqa.glossary.edit import added, entry_of, new_id, replaced
    from mtqa.glossary.entry_change import changed

    written: list[Entry] = []

    def change(glossary: Glossary) -> Glossary:
        written.clear()
        for one in suggestions:
            if one.change is not None:
                entry = changed(entry_of(glossary, one.entry.id), one.change)
                glossary = replaced(glossary, entry, id=entry.id)
            else:
                entry = replace(one.entry, id=new_id(glossary, one.entry.term, one.entry.kind))
                glossary = added(glossary, entry)
            written.append(entry)
        return glossary

    if not file.path.exists():
        try:
            file.create()
        except GlossaryError:
            if not file.path.exists():  # otherwise another process has made it meanwhile
                raise
    file.edit(change, summary=f"added suggestions: {', '.join(one.entry.term for one in suggestions)[:200]}")
    return written
