"""Where one article names what the glossary does not have, and what stands beside it there."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from mtqa.data import Span
from mtqa.glossary.match import find_watched
from mtqa.glossary.model import EntryKind
from mtqa.names.mentions import initials_of, mentions_of, shortened_after
from mtqa.names.spans import find_names, segments_of
from mtqa.names.suggest.clues import kind_clues, roles_of
from mtqa.names.suggest.parts import parts_of
from mtqa.names.suggest.records import Quote
from mtqa.text import fold, is_capitalised, words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from mtqa.data import Document
    from mtqa.glossary.match import FormMatch
    from mtqa.glossary.model import Glossary
    from mtqa.names.spans import NameSpan
    from mtqa.names.suggest.parts import Part

__all__ = ["Sighting", "lower_words", "quote_at", "sightings"]

#: Code points of a quotation on each side of the name.
_REACH: Final = 90
#: A title of a work, between quotation marks.
_QUOTED: Final = re.compile(
    r"[\N{LEFT DOUBLE QUOTATION MARK}\"]([^\"\N{RIGHT DOUBLE QUOTATION MARK}\n]{4,70})[\N{RIGHT DOUBLE QUOTATION MARK}\"]"
)
#: An abbreviation in brackets, and as many words before it as it may stand for.
_EXPLAINED: Final = re.compile(r"\(([A-Z][A-Z0-9]{2,7})s?\)")
_WORDS_BEFORE: Final = 120  # code points
_SMALL: Final = 3  # letters up to which a word of a title may be small


@dataclass(frozen=True, slots=True)
class Sighting:
    """A name that stands somewhere.

    Attributes:
        text: As it stands there.
        span: Where.
        short: Its abbreviation, if the article gives it there.
        free: Whether a capital of it is one that grammar does not ask for.
        has_plain: Whether a word of it is a name by itself.
        headed: Whether a word of it names a kind of thing: "University".
        titled: Whether a title stands before it.
        roles: What it is called beside it.
        clues: For each kind how much speaks for it.
        quoted: Whether it is a title between quotation marks, or a term in small letters.
    """

    text: str
    span: Span
    short: str = ""
    free: bool = True
    has_plain: bool = True
    headed: bool = False
    titled: bool = False
    roles: tuple[str, ...] = ()
    clues: tuple[tuple[EntryKind, float], ...] = field(default=())
    quoted: bool = False


def sightings(document: Document, glossary: Glossary) -> list[Sighting]:
    """Every mention of what may be an entry, in order; headlines and page furniture left out.

    Args:
        document: An article with segments.
        glossary: What there is; its forms are left out.

    Raises:
        GlossaryError: A form that is a pattern cannot be used.
    """
    text = document.text
    names = find_names(document)
    known = [*mentions_of(text, names, glossary), *(find_watched(text, glossary) if glossary.entries else ())]
    known.sort(key=lambda one: one.span)
    starts = [one.span.start for one in known]
    found: list[Sighting] = []
    for name in names:
        if not name.headline:
            here = _within(known, starts, name)
            found += (_sighting(part, name, document) for part in parts_of(name, text, here))
    found = _without_brackets(found, text)
    taken = _marked([one.span for one in known], len(text))
    places = [one.span.start for one in found]
    within: set[int] = set()
    titles: list[Sighting] = []
    for title in _titles(document):
        low, high = bisect_left(places, title.span.start), bisect_left(places, title.span.end)
        is_work = any(kind is EntryKind.WORK for kind, _ in title.clues)
        # Without a word such as "film" before it, what is quoted may be anything that holds a name.
        if not any(taken[title.span.start : title.span.end]) and (is_work or low == high):
            within.update(range(low, high))
            titles.append(title)
    found = [one for at, one in enumerate(found) if at not in within] + titles
    taken = _marked([*(one.span for one in known), *(one.span for one in found)], len(text))
    found += _terms(text, taken)
    return sorted(found, key=lambda one: one.span)


def lower_words(document: Document) -> Counter[str]:
    """Folded words of the article that stand in lower case."""
    return Counter(
        token.key for _, _, tokens in segments_of(document) for token in tokens if not token.capital and token.key
    )


def quote_at(document: Document, span: Span) -> Quote:
    """What stands around ``span`` in its sentence, in one line."""
    segment = document.segment_at(span.start)
    bounds = segment.span if segment is not None else Span(0, len(document.text))
    start, end = max(bounds.start, span.start - _REACH), min(bounds.end, span.end + _REACH)
    body = " ".join(document.text[start:end].split())
    left = "…" if start > bounds.start else ""
    right = "…" if end < bounds.end else ""
    return Quote(document.id, document.line_column(span)[0], f"{left}{body}{right}")


def _within(known: Sequence[FormMatch], starts: Sequence[int], name: NameSpan) -> list[FormMatch]:
    """The forms that overlap a run; ``known`` is in order."""
    run = Span(name.words[0].span.start, name.words[-1].span.end)
    # A watched form may lie over another one, so that more than one may reach into the run.
    first = max(0, bisect_right(starts, run.start) - 2)
    return [one for one in known[first : bisect_left(starts, run.end)] if one.span.overlaps(run)]


def _sighting(part: Part, name: NameSpan, document: Document) -> Sighting:
    text = document.text
    letters = shortened_after(text, part.span.end)
    surface = " ".join(part.span.of(text).split())
    return Sighting(
        text=surface,
        span=part.span,
        short=letters if fold(letters).replace(".", "").replace("&", "") in initials_of(surface) else "",
        free=part.free,
        has_plain=part.has_plain,
        headed=any(word.kind == "generic" for word in part.words),
        titled=bool(part.titles),
        roles=roles_of(part, name, text),
        clues=kind_clues(part, name, text),
    )


def _without_brackets(found: Sequence[Sighting], text: str) -> list[Sighting]:
    """The sightings without the abbreviation in brackets that explains the one before: it is said once."""
    left: list[Sighting] = []
    for one in found:
        before = left[-1] if left else None
        if before is not None and one.text == before.short:
            between = text[before.span.end : one.span.start]
            if any(mark in between for mark in "([") and not any(mark in between for mark in ")]"):
                continue
        left.append(one)
    return left


def _titles(document: Document) -> Iterator[Sighting]:
    """Titles of works between quotation marks: two words or more, all with capitals but for small ones."""
    text = document.text
    for match in _QUOTED.finditer(text):
        inside = [word.of(match[1]) for word in words(match[1])]
        large = [word for word in inside if len(word) > _SMALL or is_capitalised(word)]
        if len(large) > 1 and all(map(is_capitalised, large)) and match[1][-1] not in ".,!?;:":
            clues = kind_clues(None, None, text, span=Span(match.start(), match.end()))
            span = Span(match.start(1), match.end(1))
            yield Sighting(" ".join(match[1].split()), span, clues=clues, quoted=True, has_plain=False)


def _terms(text: str, taken: bytearray) -> Iterator[Sighting]:
    """Terms whose abbreviation the article gives: "gross domestic product (GDP)"."""
    for match in _EXPLAINED.finditer(text):
        start = max(0, match.start() - _WORDS_BEFORE)
        before = [word.shift(start) for word in words(text[start : match.start()])]
        letters = match[1].lower()
        for size in range(2, min(len(before), len(letters) + 3) + 1):
            span = Span(before[-size].start, before[-1].end)
            if text[span.start].lower() != letters[0] or letters not in initials_of(span.of(text)):
                continue
            if "\n" not in span.of(text) and not any(taken[span.start : span.end]):
                surface = " ".join(span.of(text).split())
                clues = ((EntryKind.TERM, 1.0),)
                yield Sighting(surface, span, short=match[1], clues=clues, quoted=True, has_plain=False)
            break


def _marked(spans: Iterable[Span], length: int) -> bytearray:
    """For each code point whether a span covers it."""
    covered = bytearray(length + 1)
    for span in spans:
        covered[span.start : span.end] = b"\x01" * len(span)
    return covered
