"""Names of places, and names that a table knows: the spelling in use against the pinyin of the characters."""

from __future__ import annotations

from typing import Final

from mtqa.glossary.model import EntryKind
from mtqa.names.alphabet import fold
from mtqa.names.romanisation import syllabic
from mtqa.names.romanisation.heteronyms import READING, another_place, one_misread
from mtqa.names.romanisation.lists import words
from mtqa.names.romanisation.spelling import Spelling
from mtqa.names.romanisation.syllabic import LABELS
from mtqa.names.romanisation.tables import Choice, OtherName, known_names
from mtqa.names.tables import DIRECTIONS, GENERIC_HEADS

__all__ = ["NATIVE", "place_spellings", "table_spellings"]

#: Nats for a name that the table has.
_KNOWN: Final = 0.2
#: Nats for a word that stays as it is although the table has other names for it.
_UNCHANGED: Final = 1.5
#: Nats for another spelling in the name's own language; none more for the pinyin.
_NATIVE_FIRST: Final = 1.0
_SAME: Final = 0.0
#: Nats for the usual reading of characters where the name has another.
_MISREAD: Final = 1.0
#: Nats for a pinyin that is another, important place's own name: Thai Nguyen is written 太原, which is Taiyuan.
_FAMOUS: Final = 3.0
#: Nats for a person of whom the table knows one name only: Muhammad is more often none of Xinjiang.
_STRANGE: Final = 2.5
#: A longer term is no name.
_MOST_WORDS: Final = 8
#: Longest name of the table, words.
_LONGEST: Final = 3
_LABEL: Final = "pinyin of its Chinese characters"
#: What an explanation calls the name in use, where the glossary has the pinyin.
NATIVE: Final = "its own language's spelling"
#: Nats; a place name whose syllables are rarer is not of that system.
_RARE: Final = 8.0
#: Words of place names that are no syllables of a Chinese name, though they read like ones.
_NOT_SYLLABLES: Final = frozenset(words("san la le los las long sun man son ban tan den dan van can nan sin men"))


def table_spellings(term: str, *, kind: EntryKind) -> list[Spelling]:
    """The term with the words that the table of names knows written otherwise."""
    words = term.split()
    if len(words) > _MOST_WORDS:
        return []
    table = known_names("person" if kind is EntryKind.PERSON else "")
    keys = [fold(word).replace(" ", "") for word in words]
    parts: list[tuple[Choice, ...]] = []
    pinyin: dict[str, str] = {}  # pinyin to its characters
    misread: set[str] = set()
    start = 0
    while start < len(words):
        for end in range(min(len(words), start + _LONGEST), start, -1):
            key = "".join(keys[start:end])
            others = table.get(key, ()) if len(key) > 2 else ()
            if others:
                own = " ".join(words[start:end])
                parts.append((*(_choice(other, rank) for rank, other in enumerate(others[:4])), (own, _UNCHANGED)))
                pinyin.update({other.text: other.characters for other in others if other.characters})
                misread |= {other.text for other in others if other.misread}
                misread -= {other.text for other in others if not other.misread}
                start = end
                break
        else:
            parts.append(((words[start], 0.0),))
            start += 1
    strange = sum(len(part) == 1 for part in parts)
    if strange == len(parts):
        return []
    extra = _STRANGE if strange and kind is EntryKind.PERSON else 0.0
    results = []
    for cost, chosen in syllabic.best(parts, most=6):
        characters = "".join(pinyin.get(text, "") for text in chosen)
        if not misread.isdisjoint(chosen):
            results.append(Spelling(" ".join(chosen), READING, cost + extra))
            continue
        label = f"{_LABEL} ({characters})" if characters else NATIVE
        results.append(Spelling(" ".join(chosen), label, cost + extra))
    return results


def _choice(other: OtherName, rank: int) -> Choice:
    """One other name with its cost."""
    if other.misread:
        return other.text, _KNOWN + 0.2 * rank + _MISREAD + another_place(other.text)
    kind = _FAMOUS if other.famous else _SAME if other.characters else _NATIVE_FIRST
    return other.text, _KNOWN + 0.2 * rank + kind


def place_spellings(term: str) -> list[Spelling]:
    """A place's name by its syllables: Cantonese, Wade-Giles or Vietnamese to pinyin, pinyin to the others."""
    words = term.split()
    size = len(words)
    while size > 1 and (fold(words[size - 1]) in GENERIC_HEADS or fold(words[size - 1]) in DIRECTIONS):
        size -= 1
    tokens = [piece for word in words[:size] for piece in fold(word).split()]
    if not 1 <= len(tokens) <= 3 or any(token in _NOT_SYLLABLES for token in tokens[:1]):
        return []
    tail = words[size:]
    results: list[Spelling] = []
    found = []
    for system in ("cantonese", "wade", "vietnamese", "pinyin"):
        divided = syllabic.divide(tokens, system, role="place")
        if divided is not None and 2 <= len(divided[1]) <= 3 and divided[0] < _RARE * len(divided[1]):
            found.append(syllabic.Parsed(system, "", divided[1], divided[0]))
    for parsed, price in syllabic.posterior(found):
        if parsed.system == "pinyin":
            for cost, syllables in one_misread(parsed.given, ["place"] * len(parsed.given)):
                text = syllabic.render("", syllables, "pinyin")
                results.append(Spelling(" ".join([text, *tail]), READING, price + cost + another_place(text)))
        for target, extra in syllabic.TARGETS[parsed.system]:
            if target == "cantonese":
                continue
            role = "any" if target in ("palladius", "passport") else "place"
            parts = [syllabic.syllable_map(parsed.system, target, role).choices(s) for s in parsed.given]
            if all(parts):
                most = 6 if target == "pinyin" else 1
                for cost, chosen in syllabic.best(parts, most=most):
                    text = syllabic.render("", chosen, "pinyin")
                    results.append(Spelling(" ".join([text, *tail]), LABELS[target], price + extra + cost))
    return results
