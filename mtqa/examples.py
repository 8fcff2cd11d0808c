"""The examples that entries carry, held against what mtqa finds in them.

An entry may say in which sentences something of it must be found (``must_flag``) and in which nothing of it
may be (``must_pass``).  Each sentence is checked as an article would be, with the whole glossary: another
entry may well stand in the way, and that is to be seen.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from mtqa.options import Options
from mtqa.pipeline import assess

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from mtqa.data import Document, Finding
    from mtqa.glossary.model import Entry, Glossary
    from mtqa.names.analysis import NameAnalysis
    from mtqa.names.index.large import LargeGlossary

__all__ = ["Must", "Outcome", "entry_ids", "try_examples"]

#: Reasons that are given for one failure.
_MOST_REASONS = 3


class Must(StrEnum):
    """What an example asks for."""

    BE_FLAGGED = "must_flag"
    BE_LEFT = "must_pass"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of an example.

    Attributes:
        entry: The entry that carries it.
        must: What it asks for.
        sentence: The example.
        holds: Whether mtqa does what it asks for.
        found: What is found in the sentence, of whatever entry; in order.
        why: Where it does not hold, reasons in sentences, the most telling first.
    """

    entry: Entry
    must: Must
    sentence: str
    holds: bool
    found: tuple[Finding, ...] = ()
    why: tuple[str, ...] = ()


def try_examples(
    entries: Iterable[Entry], glossary: Glossary | LargeGlossary, *, options: Options | None = None
) -> Iterator[Outcome]:
    """Check the examples of some entries.

    Args:
        entries: Entries of the glossary.
        glossary: All that an article would be held against; indexed once for all sentences.
        options: As for :func:`mtqa.pipeline.assess`.

    Yields:
        One outcome for each example, in the order of the entries; what must be flagged first.

    Raises:
        InputError: An example is no text that can be checked; names the entry.
    """
    options = Options() if options is None else options
    for entry in entries:
        for must, sentences in ((Must.BE_FLAGGED, entry.must_flag), (Must.BE_LEFT, entry.must_pass)):
            for sentence in sentences:
                yield _tried(entry, must, sentence, glossary=glossary, options=options)


def _tried(entry: Entry, must: Must, sentence: str, *, glossary: Glossary | LargeGlossary, options: Options) -> Outcome:
    document = _document(sentence, entry)
    findings = assess(document, glossary=glossary, options=options).findings
    own = [one for one in findings if entry.id in entry_ids(one, document, glossary)]
    holds = bool(own) is (must is Must.BE_FLAGGED)
    if holds:
        return Outcome(entry, must, sentence, holds, findings)
    why = [_reason(one) for one in own] if own else _silence(entry, document, glossary, options=options)
    return Outcome(entry, must, sentence, holds, findings, tuple(why[:_MOST_REASONS]))


def entry_ids(finding: Finding, document: Document, glossary: Glossary | LargeGlossary) -> frozenset[str]:
    """Ids of the entries that a finding is about: those it suggests, or the one that is watched there."""
    named = {suggestion.entry for suggestion in finding.suggestions if suggestion.entry is not None}
    if finding.check == "term-watch":
        watched = _names(document, glossary).watched
        named |= {mention.entry.id for mention in watched if mention.span == finding.span}
    return frozenset(named)


def _document(sentence: str, entry: Entry) -> Document:
    from mtqa.errors import InputError
    from mtqa.readers import read_text
    from mtqa.segment import segment

    try:
        return segment(read_text(sentence, id=f"an example of {entry.id!r}"))
    except InputError as exc:
        raise InputError(f"{exc} ({entry.origin})" if entry.origin else str(exc)) from exc


def _names(document: Document, glossary: Glossary | LargeGlossary) -> NameAnalysis:
    from mtqa.names.analysis import analyse

    return analyse(document, glossary)


def _reason(finding: Finding) -> str:
    said = "; ".join(one.detail for one in finding.evidence[:2])
    return f"{finding.check} ({finding.confidence:.2f}): {finding.message}" + (f" - {said}" if said else "")


def _silence(entry: Entry, document: Document, glossary: Glossary | LargeGlossary, *, options: Options) -> list[str]:
    """Why nothing of the entry is found."""
    from mtqa.glossary.match import find_forms
    from mtqa.glossary.model import Glossary as Small
    from mtqa.names.evidence import LOWEST

    why: list[str] = []
    if options.min_confidence > LOWEST:
        low = assess(document, glossary=glossary, options=Options(min_confidence=LOWEST)).findings
        why += [
            f"“{one.text}” is suspected of it, at a confidence of {one.confidence:.2f}; findings count from "
            f"{options.min_confidence:.2f} on"
            for one in low
            if entry.id in entry_ids(one, document, glossary)
        ]
    names = _names(document, glossary)
    meant = {mention.span for mention in names.mentions}
    for mention in names.mentions:
        if mention.right:
            of = "the entry" if mention.entry.id == entry.id else f"{mention.entry.term!r} (id {mention.entry.id!r})"
            why.append(f"“{mention.span.of(document.text)}” is a right form of {of}")
    for form in find_forms(document.text, Small((entry,))):
        if form.span not in meant and not any(form.span.overlaps(other) for other in meant):
            why.append(
                f"“{form.span.of(document.text)}” is short or an ordinary word, and nothing beside it says that "
                "the entry is meant"
            )
    return why or ["nothing in it is near enough to a form of the entry"]
