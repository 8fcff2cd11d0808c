"""What the form "add to the glossary" holds when it is opened on a finding."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from mtqa.glossary.conflicts import surface
from mtqa.glossary.kinds import infer_kind
from mtqa.glossary.model import Entry
from mtqa.review.entry_form import digest_of, form_of
from mtqa.text import strip_possessive

if TYPE_CHECKING:
    from mtqa.data import Finding, Suggestion
    from mtqa.glossary.model import EntryKind, Glossary

__all__ = ["Choice", "choices"]

#: Suggestions that become choices, and words of what a glossary holds.
_MOST: Final = 2
_LONGEST: Final = 8


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing that a person may mean by adding what a finding is about.

    Attributes:
        label: What is meant, as a sentence about the words of the article.
        form: The form as it is then.
        seen: Digest of the entry that is changed; ``""`` for a new one.
    """

    label: str
    form: dict[str, Any]
    seen: str = ""


def choices(finding: Finding, glossary: Glossary) -> tuple[Choice, ...]:
    """What may be meant, the most probable first.

    What stands in the article is wrong for what is suggested; or it is right as well; or it is something else, with
    an entry of its own; or it is wrong for what nobody suggested.  Where the glossary has the entry already, that one
    is changed.
    """
    found = _bare(finding.text)
    if not _is_form(found):  # a sentence, a stop: nothing that a glossary could hold
        return (Choice("A new entry", form_of(Entry("", ""))),)
    wanted: list[Choice] = []
    kind = infer_kind(found)
    for suggestion in reversed(finding.suggestions[:_MOST]):
        text = _bare(suggestion.text)
        if not _is_form(text) or surface(text) == surface(found):
            continue
        entry = _entry(suggestion, text, glossary)
        base, seen = (Entry("", text, infer_kind(text)), "") if entry is None else (entry, digest_of(entry))
        kind = base.kind if base.kind.is_name else kind
        there = "" if entry is None else ", which is in the glossary"
        wanted[:0] = [
            Choice(f"“{found}” is a wrong form of “{base.term}”{there}", _changed(base, "wrong", found), seen),
            Choice(f"“{found}” is another right form of “{base.term}”", _changed(base, "variants", found), seen),
        ]
    unknown = Choice(
        f"“{found}” is a wrong form of something else; write that under Term",
        _changed(Entry("", "", kind), "wrong", found),
    )
    by_label = {one.label: one for one in (*wanted, _own(found, kind, glossary), unknown)}
    return tuple(by_label.values())


def _own(found: str, kind: EntryKind, glossary: Glossary) -> Choice:
    """What stands in the article is right, and an entry."""
    known = next((one for one in glossary.entries if surface(found) in map(surface, one.forms)), None)
    if known is not None:
        return Choice(f"“{found}” is right; it is in the glossary", form_of(known), digest_of(known))
    return Choice(f"“{found}” is right, with an entry of its own", form_of(Entry("", found, kind)))


def _is_form(text: str) -> bool:
    """Whether a glossary could hold ``text``: words, and not a whole sentence of them."""
    return any(map(str.isalpha, text)) and len(text.split()) <= _LONGEST


def _entry(suggestion: Suggestion, wanted: str, glossary: Glossary) -> Entry | None:
    """The entry of the glossary that the suggestion is of."""
    if suggestion.entry is not None and suggestion.entry in glossary.by_id:
        return glossary.by_id[suggestion.entry]
    return next((one for one in glossary.entries if surface(wanted) in map(surface, one.forms)), None)


def _changed(entry: Entry, name: str, form: str) -> dict[str, Any]:
    """The form of an entry with one more form in a list, and in no other."""
    values = form_of(entry)
    for one in ("variants", "wrong", "superseded"):
        values[one] = [item for item in values[one] if surface(item) != surface(form)]
    values[name].append(form)
    return values


def _bare(text: str) -> str:
    return strip_possessive(" ".join(text.split()))
