"""Where an article mentions the entries of a glossary: their forms, and what stands for these later on.

After "Yoon Suk-yeol" an article says "Yoon"; after "Korea Institute for National Unification (KINU)" it says
"KINU".  Both are mentions of the entry, though the glossary lists neither.  Forms that are ordinary words
count only where they are meant (:mod:`mtqa.names.guards`).
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING, Final

from mtqa.data import Span
from mtqa.glossary.match import FormMatch, Guise, find_forms
from mtqa.glossary.model import EntryKind
from mtqa.names.forms import name_parts
from mtqa.names.guards import Guard
from mtqa.names.spans import WordKind
from mtqa.names.tables import FUNCTION_WORDS, INNER_WORDS
from mtqa.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from mtqa.glossary.model import Glossary
    from mtqa.names.spans import NameSpan

__all__ = ["initials_of", "mentions_of", "shortened_after"]

#: An abbreviation in brackets right after a name: "... (KINU)", "...’s (“the KINU”)".
_IN_BRACKETS: Final = re.compile(
    r"(?:['\N{RIGHT SINGLE QUOTATION MARK}]s)?\s?[(\[\N{FULLWIDTH LEFT PARENTHESIS}]"
    r"(?:the )?[\"\N{LEFT DOUBLE QUOTATION MARK}]?(?:the )?([A-Z][A-Z0-9&.]{1,11})"
    r"[\"\N{RIGHT DOUBLE QUOTATION MARK}]?[)\],;\N{FULLWIDTH RIGHT PARENTHESIS}]"
)
#: Characters after a name in which that is looked for.
_REACH: Final = 32
_WHOLE: Final = (Guise.FORM, Guise.PLURAL)


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
    later = [
        mention
        for mention in (*_parts(names, found), *_initials(text, found))
        if not any(taken[mention.span.start : mention.span.end])
    ]
    return tuple(sorted((*found, *later), key=lambda mention: mention.span)) if later else found


def shortened_after(text: str, end: int) -> str:
    """The abbreviation in brackets right after what ends at ``end``; ``""`` if there is none."""
    found = _IN_BRACKETS.match(text, end, end + _REACH)
    return "" if found is None else found[1]


def _parts(names: Sequence[NameSpan], found: Iterable[FormMatch]) -> Iterator[FormMatch]:
    """Parts of people's names that stand alone after the full name; of namesakes the one named last is meant."""
    owners: defaultdict[str, list[FormMatch]] = defaultdict(list)
    for mention in found:
        if mention.right and mention.entry.kind is EntryKind.PERSON and mention.guise is Guise.FORM:
            for part in name_parts(mention.form):
                owners[fold(part)].append(mention)
    for name in names if owners else ():
        after = [word for word in name.words if word.span.start >= name.span.start]
        titled = name.words[0].kind is WordKind.TITLE
        if len(after) != 1 or name.headline or (after[0].kind is WordKind.CALENDAR and not titled):
            continue
        span = after[0].span
        before = [owner for owner in owners.get(after[0].key, ()) if owner.span.end <= span.start]
        if before:
            yield FormMatch(before[-1].entry, before[-1].form, span, before[-1].status, Guise.PART)


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
