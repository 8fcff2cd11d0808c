"""Spellings of one article that disagree with each other, with or without a glossary.

The article's own names are grouped into referents (:mod:`.spellings`), those that sound alike are
compared (:mod:`.comparisons`), and what the article says for and against their being one is weighed
(:mod:`.clues`).  Two people with similar names are the rule, not the exception ("Kim Jong Un",
"Kim Jong Il"), so much of it speaks against.  A family name alone is no disagreement with the full
name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from mtqa.data import Evidence, Span
from mtqa.names.clusters.clues import default_weights, features
from mtqa.names.clusters.comparisons import Comparison, compare
from mtqa.names.clusters.reasons import Choice, choose, reasons
from mtqa.names.clusters.spellings import Referent, Unit, referents, spellings_of, units_of
from mtqa.names.evidence import REPORT_FROM
from mtqa.names.spans import NameSpan
from mtqa.text import is_all_caps

if TYPE_CHECKING:
    from mtqa.data import Document
    from mtqa.glossary.match import FormMatch

__all__ = ["Inconsistency", "find_inconsistencies"]

#: Places of the other form that a finding points to.
_RELATED: Final = 5
_WORD: Final = re.compile(r"\S+")


@dataclass(frozen=True, slots=True)
class Inconsistency:
    """A form that disagrees with another form of the same entity.

    Attributes:
        span: Range in the document's text.
        text: What stands there.
        suggestion: The form that the rest of the article uses, as a replacement for ``span``.
        confidence: 0 to 1.
        evidence: Why, strongest first.
        related: Where the other form stands.
    """

    span: Span
    text: str
    suggestion: str
    confidence: float
    evidence: tuple[Evidence, ...]
    related: tuple[Span, ...]


def find_inconsistencies(
    document: Document, names: Sequence[NameSpan], *, taken: Sequence[Span], mentions: Iterable[FormMatch]
) -> tuple[Inconsistency, ...]:
    """Forms that disagree with another form of the article.

    Args:
        document: The article.
        names: Its name runs.
        taken: Spans that another check flags already.
        mentions: Right and wrong forms of the glossary in the text; a right one may be what another
            form disagrees with, and is never flagged.

    Returns:
        In order of position; confidence at least ``REPORT_FROM``.
    """
    found = referents(spellings_of(document.text, names, taken=taken, mentions=mentions))
    asked = compare(found)
    if not asked:
        return ()
    weights = default_weights()
    likely = [
        (probability, one)
        for one, row in zip(asked, features(asked), strict=True)
        if (probability := weights.probability(row)) >= REPORT_FROM
    ]
    likely.sort(key=lambda item: (-item[0], item[1].left.places[0][0], item[1].right.places[0][0]))
    flagged: dict[Span, Inconsistency] = {}
    for probability, choice in _settled(likely):
        for one in _findings(document.text, choice, probability=probability):
            flagged.setdefault(one.span, one)
    return tuple(flagged[span] for span in sorted(flagged))


def _settled(likely: Sequence[tuple[float, Comparison]]) -> list[tuple[float, Choice]]:
    """For each referent that is another's misspelling, whose: no chains, and the more probable first."""
    settled: list[tuple[float, Choice]] = []
    wrong: set[int] = set()
    right: set[int] = set()
    for probability, one in likely:
        choice = choose(one)
        if id(choice.wrong) in wrong | right or id(choice.right) in wrong:
            continue
        wrong.add(id(choice.wrong))
        right.add(id(choice.right))
        settled.append((probability, choice))
    return settled


def _findings(text: str, choice: Choice, *, probability: float) -> list[Inconsistency]:
    """One for each place of the wrong spelling, in full or for short."""
    instead = {bad.key: good for bad, good in choice.changed}
    related = _places(choice.right, {good.key for good in instead.values()})
    evidence = reasons(choice)
    found = []
    for span in _places(choice.wrong, set(instead)):
        surface = span.of(text)
        mended = _WORD.sub(lambda word: _mended(word.group(), instead), surface)
        if mended != surface:
            suggestion = mended.upper() if is_all_caps(surface) else mended
            found.append(Inconsistency(span, surface, suggestion, probability, evidence, related[:_RELATED]))
    return found


def _places(one: Referent, keys: set[str]) -> tuple[Span, ...]:
    """Where the referent is named with one of these units, in order."""
    return tuple(sorted(span for s in one.spellings if keys & set(s.keys) for span, _ in s.places))


def _mended(word: str, instead: dict[str, Unit]) -> str:
    for unit in units_of(word):
        good = instead.get(unit.key)
        if good is not None:
            return word.replace(unit.text, good.text)
    return word
