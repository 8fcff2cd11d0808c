"""What the form "add to the glossary" holds when it is opened on a finding."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from mtqa.glossary.conflicts import surface
from mtqa.glossary.kinds import infer_kind
from mtqa.glossary.model import Entry
from mtqa.review.entry_form import digest_of, form_of
from mtqa.text import strip_possessive

if TYPE_CHECKING:
    from mtqa.data import Finding
    from mtqa.glossary.model import Glossary

__all__ = ["Choice", "choices"]


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
    an entry of its own.  Where the glossary has the entry already, that one is changed.
    """
    found = _bare(finding.text)
    wanted = _bare(finding.suggestions[0].text) if finding.suggestions else ""
    own = _own(found, glossary)
    if not wanted or surface(wanted) == surface(found):
        return (own,)
    entry = _entry(finding, wanted, glossary)
    if entry is None:
        new = Entry("", wanted, infer_kind(wanted))
        wrong = _changed(new, "wrong", found)
        right = _changed(new, "variants", found)
        return (
            Choice(f"“{found}” is wrong for “{wanted}”", wrong),
            Choice(f"“{found}” is another right form of “{wanted}”", right),
            own,
        )
    seen = digest_of(entry)
    return (
        Choice(
            f"“{found}” is wrong for “{entry.term}”, which is in the glossary", _changed(entry, "wrong", found), seen
        ),
        Choice(f"“{found}” is another right form of “{entry.term}”", _changed(entry, "variants", found), seen),
        own,
    )


def _own(found: str, glossary: Glossary) -> Choice:
    """What stands in the article is right, and an entry."""
    known = next((one for one in glossary.entries if surface(found) in map(surface, one.forms)), None)
    if known is not None:
        return Choice(f"“{found}” is right; it is in the glossary", form_of(known), digest_of(known))
    return Choice(f"“{found}” is right, with an entry of its own", form_of(Entry("", found, infer_kind(found))))


def _entry(finding: Finding, wanted: str, glossary: Glossary) -> Entry | None:
    """The entry of the glossary that the suggestion is of."""
    named = finding.suggestions[0].entry
    if named is not None and named in glossary.by_id:
        return glossary.by_id[named]
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
