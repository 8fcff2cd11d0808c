"""Where an article mentions the entries of a glossary: their forms, and what stands for these later on.

After "Yoon Suk-yeol" an article says "Yoon"; after "Korea Institute for National Unification (KINU)" it says
"KINU".  Both are mentions of the entry, though the glossary lists neither.  Forms that are ordinary words
count only where they are meant (:mod:`mtqa.names.guards`).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from mtqa.data import Span
from mtqa.glossary.match import FormMatch, Guise, find_forms
from mtqa.glossary.model import EntryKind
from mtqa.names.forms import name_parts
from mtqa.names.guards import Guard, is_ordinary
from mtqa.names.spans import WordKind
from mtqa.names.tables import FUNCTION_WORDS, INNER_WORDS, PARTICLES
from mtqa.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from mtqa.glossary.model import Glossary
    from mtqa.names.spans import NameSpan

__all__ = ["initials_of", "mentions_of", "short_names", "shortened_after"]

#: An abbreviation in brackets right after a name: "... (KINU)", "...’s (“the KINU”)".
_IN_BRACKETS: Final = re.compile(
    r"(?:['\N{RIGHT SINGLE QUOTATION MARK}]s)?\s?[(\[\N{FULLWIDTH LEFT PARENTHESIS}]"
    r"(?:the )?[\"\N{LEFT DOUBLE QUOTATION MARK}]?(?:the )?([A-Z][A-Z0-9&.]{1,11})s?"
    r"[\"\N{RIGHT DOUBLE QUOTATION MARK}]?[)\],;\N{FULLWIDTH RIGHT PARENTHESIS}]"
)
#: Characters after a name in which that is looked for.
_REACH: Final = 32
_WHOLE: Final = (Guise.FORM, Guise.PLURAL)
#: What follows a family name and is none, folded, without its point.
_GENERATIONS: Final = frozenset({"jr", "sr", "ii", "iii", "iv"})


def mentions_of(text: str, names: Sequence[NameSpan], glossary: Glossary) -> tuple[FormMatch, ...]:
    """Every mention of an entry of ``glossary``, by a right or a rejected form, but for entries to ``watch``.

    Args:
        text: The article.
        names: Its runs of names.
        glossary: Entries.

    Returns:
        In order, not overlapping.

    Raises:
        GlossaryError: A form that is a pattern cannot be used.
    """
    if not glossary.entries:
        return ()
    found = find_forms(text, glossary)
    if not found:
        return ()
    guard = Guard(text, names, found)
    found = tuple(mention for mention in found if guard.is_meant(mention))
    taken = bytearray(len(text) + 1)
    for mention in found:
        taken[mention.span.start : mention.span.end] = b"\x01" * len(mention.span)
    later: list[FormMatch] = []
    for mention in (*_parts(names, found, guard), *_initials(text, found)):
        if not any(taken[mention.span.start : mention.span.end]):
            taken[mention.span.start : mention.span.end] = b"\x01" * len(mention.span)
            later.append(mention)
    return tuple(sorted((*found, *later), key=lambda mention: mention.span)) if later else found


def shortened_after(text: str, end: int) -> str:
    """The abbreviation in brackets right after what ends at ``end``; ``""`` if there is none."""
    found = _IN_BRACKETS.match(text, end, end + _REACH)
    return "" if found is None else found[1]


def _parts(names: Sequence[NameSpan], found: Iterable[FormMatch], guard: Guard) -> Iterator[FormMatch]:
    """Parts of people's names that stand alone after the full name; of namesakes the one named last is meant."""
    owners: defaultdict[str, list[FormMatch]] = defaultdict(list)
    for mention in found:
        if mention.right and mention.entry.kind is EntryKind.PERSON and mention.guise is Guise.FORM:
            for part in short_names(mention.form):
                owners[part].append(mention)

    def of(key: str, span: Span) -> Iterator[FormMatch]:
        named = owners.get(key, [])
        before = bisect_right(named, span.start, key=lambda owner: owner.span.end)
        if before:
            last = named[before - 1]
            yield FormMatch(last.entry, last.form, span, last.status, Guise.PART)

    for name in names if owners else ():
        after = [word for word in name.words if word.span.start >= name.span.start]
        titled = name.words[0].kind is WordKind.TITLE
        if name.headline or (after[0].kind is WordKind.CALENDAR and not titled):
            continue
        if after[0].kind is WordKind.TITLE and name.left[-1:] == ("the",):
            continue  # "the King" of somewhere, after a man of that name
        yield from of(" ".join(word.key for word in after), Span(after[0].span.start, after[-1].span.end))
    for part, first in owners.items():
        if is_ordinary(part):
            for span in guard.speaking(part, after=first[0].span.end):
                yield from of(part, span)


@lru_cache(maxsize=20_000)
def short_names(form: str) -> tuple[str, ...]:
    """What a person of that full name is called alone, folded: "yoon"; "ben gvir"; "von der leyen", "der leyen", "leyen"."""
    surface = form.split()
    while len(surface) > 1 and fold(surface[-1]).rstrip(".") in _GENERATIONS:
        surface.pop()
    found = dict.fromkeys(fold(part) for part in name_parts(" ".join(surface).rstrip(",")))
    words = fold(" ".join(surface)).split()
    at = len(words) - 1
    if len(surface) > 1 and fold(surface[-1]) in found:
        last = fold(surface[-1]).split()
        at = len(words) - len(last)
        if last[0] in PARTICLES and len(last) > 1:
            found[" ".join(last[1:])] = None  # "Burhan" of "al-Burhan"
        while at > 1 and words[at - 1] in PARTICLES:
            at -= 1
            found[" ".join(words[at:])] = None
    return tuple(found)


def _initials(text: str, found: Iterable[FormMatch]) -> Iterator[FormMatch]:
    """Abbreviations that the article itself explains, from there on."""
    meant: dict[str, FormMatch] = {}
    for mention in found:
        if not mention.right or mention.guise not in _WHOLE or mention.entry.kind is EntryKind.PERSON:
            continue
        explained = shortened_after(text, mention.span.end)
        if explained:
            letters = fold(explained).replace(".", "").replace("&", "")
            if letters in initials_of(mention.form):
                meant.setdefault(letters, mention)
    for letters, of in meant.items():
        # "KINU", "K.I.N.U.", "KINU's", "KINU-led", "NGOs"; not "KINUX".
        spelt = r"\.?".join(map(re.escape, letters.upper()))
        for match in re.compile(rf"(?<![^\W_])(?:{spelt})(?:\.(?<=\..\.))?(?=s?(?![^\W_]))").finditer(
            text, of.span.end
        ):
            end = match.end() + text.startswith("s", match.end())
            yield FormMatch(of.entry, of.form, Span(match.start(), end), of.status, Guise.INITIALS)


def initials_of(form: str) -> frozenset[str]:
    """What a name of several words may be abbreviated to: "kinu" for "Korea Institute for National Unification"."""
    ways = (fold(form).split(), [fold(word) for word in form.split()])
    heavy = [[word for word in way if word not in INNER_WORDS | FUNCTION_WORDS] for way in ways]
    return frozenset("".join(word[0] for word in way if word) for way in (*ways, *heavy) if len(way) > 1)
