"""What is suggested for a glossary, with the evidence for it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mtqa.glossary.entry_change import Change
    from mtqa.glossary.model import Entry

__all__ = ["Quote", "Suggested"]


@dataclass(frozen=True, slots=True)
class Quote:
    """A place where a name stands.

    Attributes:
        document: Id of the document.
        line: Line of the file as read, from 1.
        text: What stands there, in one line.
    """

    document: str
    line: int
    text: str


@dataclass(frozen=True, slots=True)
class Suggested:
    """An entry that the glossary may want, or a change of one that it has.

    Attributes:
        entry: The entry as it would be; its id is free in the glossary, or that of the entry to change.
        usefulness: 0 to 1, higher is more useful: a rank among the suggestions of one run, no probability.
        count: How often it was seen, in full or for short.
        documents: In how many documents.
        quotes: At most three places.
        reasons: Why it is suggested, in sentences, strongest first.
        change: What to change about the entry that has this id; ``None`` for a new one.
    """

    entry: Entry
    usefulness: float
    count: int = 1
    documents: int = 1
    quotes: tuple[Quote, ...] = ()
    reasons: tuple[str, ...] = ()
    change: Change | None = None
