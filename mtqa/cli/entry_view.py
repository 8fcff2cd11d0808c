"""An entry as text for people."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from mtqa.glossary.conflicts import place
from mtqa.glossary.diff import field_changes, item_text
from mtqa.glossary.model import TARGET_LANG, CaseRule, MatchMode, Term, TermStatus

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mtqa.glossary.model import Entry

__all__ = ["described", "differences"]

_MATCHES: Final = {
    MatchMode.SOUND: "also where it is garbled",
    MatchMode.INFLECTED: "also inflected",
    MatchMode.EXACT: "letter for letter",
    MatchMode.PATTERN: "a pattern",
}
_CASES: Final = {
    CaseRule.AS_WRITTEN: "a capital is a capital",
    CaseRule.SAME_CASE: "every letter as it is written",
    CaseRule.ANY_CASE: "capitals do not matter",
}


def described(entry: Entry) -> Iterator[tuple[str, str]]:
    """Everything that an entry says: what it is, and the value, line by line; a line without the first goes on."""
    yield "term", entry.term
    yield "kind", entry.kind
    yield "id", entry.id
    if entry.watch:
        yield "watch", "yes: each of its forms is a question to the reader, and nothing is suspected"
    yield "looked for", f"{_MATCHES[entry.match]} ({entry.match}); {_CASES[entry.case]} ({entry.case})"
    target = [term for term in entry.terms if term.lang == TARGET_LANG]
    for title, status in (
        ("right", TermStatus.ADMITTED),
        ("wrong", TermStatus.DEPRECATED),
        ("superseded", TermStatus.SUPERSEDED),
    ):
        yield from _titled(title, [_form(term, entry) for term in target if term.status is status])
    yield from _titled("source", [item_text(term) for term in entry.sources])
    yield from _titled("stands beside", list(entry.roles))
    yield from _titled("context", list(entry.context))
    yield from _titled("must be flagged", list(entry.must_flag))
    yield from _titled("must pass", list(entry.must_pass))
    yield from _titled("subject", [entry.subject] if entry.subject else [])
    yield from _titled("note", entry.note.splitlines())
    yield from _titled("address", [entry.url] if entry.url else [])
    added = " ".join(part for part in (entry.added_by, entry.added_at) if part)
    yield from _titled("added", [added] if added else [])
    yield from _titled("finding", [entry.finding] if entry.finding else [])
    for name, value in entry.extra:
        yield from _titled(name, value.splitlines())
    if entry.origin:
        yield "stands in", place(entry.origin)


def differences(old: Entry, new: Entry) -> Iterator[str]:
    """What was changed, a line for each column."""
    yield from map(str, field_changes(old, new))


def _titled(title: str, values: list[str]) -> Iterator[tuple[str, str]]:
    for at, value in enumerate(values):
        yield (title if at == 0 else ""), value


def _form(term: Term, entry: Entry) -> str:
    rule = [] if term.match is entry.match else [term.match.value]
    rule += [] if term.case is entry.case else [term.case.value]
    return f"{term.text} ({', '.join(rule)})" if rule else term.text
