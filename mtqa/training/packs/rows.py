"""The entries of generated packs: forms tidied, and how each is to be looked for."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from mtqa.glossary.conflicts import surface
from mtqa.glossary.model import CaseRule, Entry, EntryKind, FormRule, MatchMode, Term
from mtqa.names.background import background
from mtqa.names.lexicon import lexicon
from mtqa.names.tables import GENERIC_HEADS, INNER_WORDS
from mtqa.text import fold

__all__ = ["PEOPLE", "entry", "is_distinct", "unique"]

#: Letters of the longest word of a name, from which it may be listened for; shorter ones sound like too much.
SHORTEST: Final = 6
#: Letters up to which a form in capitals is an abbreviation.
ABBREVIATION: Final = 5
#: Level in the list of known names from which a word is a name of people too ("Victoria", "Kingston").
PEOPLE: Final = 3
#: Characters that nobody sees and that Persian and Indian spelling needs.
_JOINERS: Final = "\N{ZERO WIDTH NON-JOINER}\N{ZERO WIDTH JOINER}"


def entry(
    identity: str,
    forms: Iterable[str],
    *,
    kind: EntryKind,
    sources: Iterable[tuple[str, str]],
    note: str,
    heard: bool,
) -> Entry:
    """An entry of a pack.

    Args:
        identity: Its id, made of the source's own code.
        forms: Right forms, the preferred one first.
        kind: What it names.
        sources: Languages and forms.
        note: For people.
        heard: Whether what sounds like it may be suspected of being it, garbled.  Of forms that are not
            distinct (:func:`is_distinct`) nothing ever is.
    """
    term, *variants = dict.fromkeys(plain for form in forms if (plain := _plain(form)))
    match = MatchMode.SOUND if heard and is_distinct(term) else MatchMode.INFLECTED
    rules = ((form, _match(form, match)) for form in variants)
    return Entry(
        id=identity,
        term=term,
        kind=kind,
        variants=tuple(variants),
        sources=tuple(Term(text, lang) for lang, raw in dict.fromkeys(sources) if (text := _plain(raw))),
        match=match,
        exceptions=tuple(FormRule(form, own, CaseRule.AS_WRITTEN) for form, own in rules if own is not match),
        note=note,
    )


def is_distinct(form: str) -> bool:
    """Whether a name may be listened for: long, no English word and no name of people.

    A short name, or one that is something else besides, is still right where it stands; but what only
    sounds like it is no reason to suspect anything.
    """
    words = [word for word in fold(form).split() if word not in GENERIC_HEADS and word not in INNER_WORDS]
    own = [word for word in words if not _is_common(word)]
    return bool(own) and max(map(len, own)) >= SHORTEST


def unique(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """One entry for all that are written alike but for accents, the first of them: two towns of one name are one."""
    kept: dict[str, Entry] = {}
    for one in entries:
        first = kept.setdefault(fold(one.term), one)
        if one.note not in first.note.split("; "):
            kept[fold(one.term)] = replace(first, note=f"{first.note}; {one.note}")
    return tuple(kept.values())


def _is_common(word: str) -> bool:
    """Whether a folded word is an English word, or a name that people have."""
    known = background().look_up(word)
    return lexicon().is_known_word(word) or max(known.given, known.family) >= PEOPLE


def _match(form: str, match: MatchMode) -> MatchMode:
    letters = "".join(filter(str.isalpha, form))
    if letters.isascii() and letters.isupper() and len(letters) <= ABBREVIATION and " " not in form:
        return MatchMode.EXACT
    return match if match is not MatchMode.SOUND or is_distinct(form) else MatchMode.INFLECTED


def _plain(text: str) -> str:
    """Composed, with single spaces and straight apostrophes, without marks of direction."""
    text = unicodedata.normalize("NFC", text)
    return surface("".join(char for char in text if char.isprintable() or char.isspace() or char in _JOINERS))
