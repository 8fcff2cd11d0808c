"""Adding what a finding is about to the glossary, from the terminal review."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import typer

from mtqa.cli.boundary import note
from mtqa.cli.terminal import printable

if TYPE_CHECKING:
    from collections.abc import Callable

    from rich.console import Console

    from mtqa.cli.keys import Keys
    from mtqa.data import Finding
    from mtqa.glossary.model import Entry

__all__ = ["add_from"]

_WRONG: Final = "w"
_VARIANT: Final = "v"


def add_from(finding: Finding, *, keys: Keys, console: Console, user: str) -> bool:
    """Ask for an entry, with what the finding knows filled in, and add it as ``mtqa glossary add`` does.

    Where what is suggested is of an entry of the glossary, that entry may be given one more form instead.  What
    speaks against it is said before anything is written.

    Returns:
        Whether the glossary was changed.

    Raises:
        GlossaryError, ConfigError: There is no glossary to add to, or it cannot be read.
    """
    from rich.text import Text

    from mtqa.cli.glossary.common import chosen
    from mtqa.glossary.conflicts import surface
    from mtqa.glossary.model import Glossary
    from mtqa.glossary.store import GlossaryFile
    from mtqa.text import strip_possessive

    target = chosen(None)
    glossary = GlossaryFile(target, note=note).read() if target.exists() else Glossary()
    found = strip_possessive(" ".join(finding.text.split()))
    suggestion = finding.suggestions[0] if finding.suggestions else None
    wanted = strip_possessive(" ".join(suggestion.text.split())) if suggestion is not None else ""
    entry = glossary.by_id.get(suggestion.entry) if suggestion is not None and suggestion.entry else None
    if entry is None and wanted:
        entry = next((one for one in glossary.entries if surface(wanted) in map(surface, one.forms)), None)
    console.print(Text(printable(f"Add to {target}; Ctrl-D leaves it.")))
    before = target.read_bytes() if target.exists() else b""
    if entry is not None and surface(found) not in map(surface, entry.forms):
        answer = keys.line(
            f"“{printable(found)}” is w: a wrong form of {printable(entry.term)}, v: another right form of it, "
            "n: something else",
            _WRONG,
        )
        if not answer:
            return False
        if answer[:1].lower() in (_WRONG, _VARIANT):
            return _given_form(entry, found, finding, is_wrong=answer[:1].lower() == _WRONG) and (
                target.read_bytes() != before
            )
        wanted = found
    options = _asked(wanted or found, found, keys)
    if options is None:
        return False
    from mtqa.cli.glossary.add import add

    done = _ran(lambda: add(**options, finding=finding.fingerprint, by=user))
    return done and target.exists() and target.read_bytes() != before


def _given_form(entry: Entry, form: str, finding: Finding, *, is_wrong: bool) -> bool:
    from mtqa.cli.glossary.change import edit

    lists: dict[str, Any] = {"wrong" if is_wrong else "variant": [form]}
    return _ran(lambda: edit(entry.id, **lists, finding=finding.fingerprint))


def _asked(wanted: str, found: str, keys: Keys) -> dict[str, Any] | None:
    """The options of ``mtqa glossary add``; ``None`` if the user leaves it."""
    from mtqa.cli.entry_options import kind_named
    from mtqa.errors import GlossaryError
    from mtqa.glossary.conflicts import surface
    from mtqa.glossary.kinds import infer_kind
    from mtqa.glossary.model import EntryKind

    term = keys.line("Term, as it is right", wanted)
    if not term:
        return None
    kind: str | None = infer_kind(term).value
    while True:
        kind = keys.line(f"Kind ({', '.join(EntryKind)})", kind or "")
        if not kind:
            return None
        try:
            kind_named(kind)
            break
        except GlossaryError as exc:
            note(str(exc))
    questions = (
        ("variant", "Other right forms, | between them", ""),
        ("wrong", "Wrong forms, | between them", found if surface(found) != surface(term) else ""),
        ("source_term", "Source term with its language, such as ko:윤석열", ""),
    )
    options: dict[str, Any] = {"term": term, "kind": kind}
    for name, question, text in questions:
        answer = keys.line(question, text)
        if answer is None:
            return None
        options[name] = [answer] if answer else None
    said = keys.line("Note", "")
    return None if said is None else {**options, "text": said or None}


def _ran(command: Callable[[], None]) -> bool:
    """Whether a command did what it was asked; it has said why not."""
    try:
        command()
    except typer.Exit as exc:
        return exc.exit_code == 0
    return True
