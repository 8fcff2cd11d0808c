"""Other spellings of a name: what a machine writes that took the name through another system.

Where two systems differ, sound does not help: 周潤發 is "Chow Yun-fat" in Hong Kong and "Zhou Runfa" in
pinyin, 可可西里 is officially "Hoh Xil" and by its characters "Kekexili".  Knowledge of the systems does.
It is kept as data in ``models/romanisation/``: which syllable of one system is which of another, with
probabilities, learned from readings of characters and from names; and a table of names that are not
spelt by syllables.  Nothing here knows a single person's name.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from mtqa.glossary.model import EntryKind
from mtqa.names.alphabet import fold
from mtqa.names.romanisation.cyrillic import CYRILLIC
from mtqa.names.romanisation.places import NATIVE
from mtqa.names.romanisation.semitic import ARABIC, HEBREW
from mtqa.names.romanisation.spelling import Spelling
from mtqa.names.romanisation.syllabic import LABELS

__all__ = ["CONVENTIONS", "MOST_SPELLINGS", "Spelling", "other_spellings"]

#: At most so many other spellings of one name.
MOST_SPELLINGS: Final = 12
#: Nats; a spelling that is less probable is left out.
_TOO_RARE: Final = 6.5
#: So many of one system: a Korean name has a dozen newspaper spellings, which sound alike, and one right pinyin.
_MOST_OF: Final = {
    LABELS["newspaper"]: 3,
    LABELS["revised"]: 2,
    LABELS["mccune"]: 1,
    LABELS["wade"]: 2,
    LABELS["cantonese"]: 6,
    LABELS["palladius"]: 2,
    LABELS["reading"]: 4,
    "pinyin family name": 1,
}
#: Systems that newspapers and passports use: such a spelling is not the glossary's, but it is no slip of a machine.
CONVENTIONS: Final = frozenset(
    {LABELS["wade"], LABELS["cantonese"], LABELS["newspaper"], LABELS["revised"], LABELS["mccune"], NATIVE, *CYRILLIC}
    | {ARABIC, HEBREW}
)
#: A term with more letters is no name.
_MAX_LETTERS: Final = 60


def other_spellings(term: str, *, kind: EntryKind, source_term: str | None = None) -> tuple[Spelling, ...]:
    """Forms in which another system writes the same name, most probable first, at most 12.

    Args:
        term: The name as the glossary has it.
        kind: What it names.
        source_term: The name in its own script, if known; it settles what the spelling leaves open.

    Returns:
        Never the term itself; nothing if the term does not parse in any system.
    """
    return _other_spellings(term, kind, source_term or "")


@lru_cache(maxsize=20_000)
def _other_spellings(term: str, kind: EntryKind, source: str) -> tuple[Spelling, ...]:
    from mtqa.names.romanisation.people import person_spellings
    from mtqa.names.romanisation.places import place_spellings, table_spellings
    from mtqa.names.romanisation.semitic import arabic_spellings, looks_arabic

    own = fold(term)
    if not own or len(own) > _MAX_LETTERS or not kind.is_name:
        return ()
    found: list[Spelling] = []
    if source:
        from mtqa.names.romanisation.scripts import spellings_of_source

        found += spellings_of_source(term, source, kind=kind)
    if not found:
        found += table_spellings(term, kind=kind)
        if kind is EntryKind.PERSON:
            found += person_spellings(term)
            if looks_arabic(term):
                found += arabic_spellings(term)
        elif kind is EntryKind.PLACE and all(spelling.system in (NATIVE, LABELS["reading"]) for spelling in found):
            found += place_spellings(term)
    return _most_probable(found, own)


def _most_probable(found: list[Spelling], own: str) -> tuple[Spelling, ...]:
    """The cheapest of each form, the cheapest forms first."""
    kept: dict[str, Spelling] = {}
    taken: dict[str, int] = {}
    own_key = own.replace(" ", "")
    own_words = sorted(own.split())
    for spelling in sorted(found, key=lambda one: (one.cost, one.text)):
        if spelling.cost > _TOO_RARE:
            break
        folded = fold(spelling.text)
        key = folded.replace(" ", "")
        if key and key != own_key and key not in kept and sorted(folded.split()) != own_words:
            taken[spelling.system] = taken.get(spelling.system, 0) + 1
            if taken[spelling.system] > _MOST_OF.get(spelling.system, MOST_SPELLINGS):
                continue
            kept[key] = spelling
            if len(kept) == MOST_SPELLINGS:
                break
    return tuple(kept.values())
