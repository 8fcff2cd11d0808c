"""Names of people: which word is the family name, in which system it is spelt, how others spell it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from mtqa.names.alphabet import fold
from mtqa.names.romanisation import syllabic
from mtqa.names.romanisation.heteronyms import READING, one_misread
from mtqa.names.romanisation.japanese import japanese_spellings
from mtqa.names.romanisation.spelling import Spelling
from mtqa.names.romanisation.syllabic import LABELS, Parsed
from mtqa.names.romanisation.tables import english_names, syllable_map

__all__ = ["person_spellings"]

#: Nats for a family name that stands last although the given name has no hyphen: "Chan-wook Park" has one.
_REVERSED: Final = 1.5
#: Nats for a given name of another language before the family name, in place of its syllables: "Andy Lau".
_FOREIGN: Final = 5.0
#: Nats more if that name is not among the common ones of English.
_UNKNOWN: Final = 2.0
#: Nats more if it is itself a family name.
_FAMILY: Final = 4.0
_FAMILY_MAPS: Final = (("cantonese", "pinyin"), ("wade", "pinyin"), ("korean", "pinyin"), ("pinyin", "wade"))
#: Nats for a machine that converts the family name and leaves the given name: "Li Jae-myung".
_PARTLY: Final = 1.4
_FAMILY_ALONE: Final = {
    "pinyin": ("cantonese",),
    "cantonese": ("pinyin",),
    "wade": ("pinyin",),
    "mixed": ("pinyin",),
    "korean": ("pinyin",),
    "north": ("pinyin",),
}
#: Nats for a family name alone: little speaks for the system.
_ALONE: Final = 0.7
#: Nats; a syllabic parse rarer than this per syllable is chance.
_RARE: Final = 8.5


class _Reading(NamedTuple):
    """One way to take the words: what stands before the name, the family name, the given name."""

    before: str
    family: str
    given: tuple[str, ...]
    penalty: float


def _readings(words: Sequence[str]) -> Iterator[_Reading]:
    """The ways to divide two to four words into family name and given name."""
    pieces = [tuple(fold(word).split()) for word in words]
    if not all(pieces) or len(words) > 4:
        return
    joined = ["".join(piece) for piece in pieces]
    if len(words) == 1:
        yield _Reading("", joined[0], (), 0.0)
        return
    rest = tuple(piece for word in pieces[1:] for piece in word)
    yield _Reading("", joined[0], rest, 0.0)
    first = tuple(piece for word in pieces[:-1] for piece in word)
    yield _Reading("", joined[-1], first, 0.2 if len(pieces[-2]) > 1 and len(words) == 2 else _REVERSED)
    if len(joined[0]) > 2 and len(pieces[0]) == 1:
        price = _FOREIGN + (0.0 if joined[0] in english_names() else _UNKNOWN)
        if any(joined[0] in syllable_map(*names, "family") for names in _FAMILY_MAPS):
            price += _FAMILY  # "Lee Hsien Loong"
        if len(words) == 2:
            yield _Reading(words[0], joined[1], (), price)
        elif joined[0] in english_names():
            yield _Reading(words[0], joined[1], tuple(piece for word in pieces[2:] for piece in word), price - 2)


def person_spellings(term: str) -> list[Spelling]:
    """Spellings of a person's name in other systems; unsorted, with repetitions."""
    words = term.split()
    if not words:
        return []
    found: list[tuple[_Reading, Parsed]] = []
    # "Kim Jong Un": given names in words of their own are the style of the North.
    northern = len(words) == 3 and "-" not in term
    systems = syllabic.ALL if northern else syllabic.SOUTHERN
    for reading in _readings(words):
        for parsed in syllabic.parse(reading.family, reading.given, systems=systems):
            syllables = 1 + len(parsed.given)
            if parsed.cost <= _RARE * syllables:
                found.append((reading, parsed._replace(cost=parsed.cost + reading.penalty)))
    if not found:
        return japanese_spellings(words)
    results: list[Spelling] = []
    if all(reading.before for reading, _ in found):  # "Naoto Kan" rather than a Westerner called Kan
        results = japanese_spellings(words)
    shares = {id(parsed): price for parsed, price in syllabic.posterior([parsed for _, parsed in found])}
    extra = _ALONE if results else 0.0
    hyphen = "-" in term or len(words) > 2
    for reading, parsed in found:
        price = shares.get(id(parsed))
        if price is not None:
            price += extra + (_ALONE if not parsed.given and not reading.before else 0.0)
            results += _spelt(
                reading, parsed, price, words=words, hyphen=hyphen or parsed.system not in ("korean", "north")
            )
    return results


def _spelt(reading: _Reading, parsed: Parsed, price: float, *, words: Sequence[str], hyphen: bool) -> list[Spelling]:
    """The spellings of one parse, whole and with the family name alone converted."""
    before = f"{reading.before} " if reading.before and not parsed.given else ""
    results = [
        Spelling(before + text, LABELS[system], price + cost)
        for text, system, cost in syllabic.spell(parsed, hyphen=hyphen)
    ]
    if parsed.system == "pinyin" and parsed.given and not reading.before:
        results += [Spelling(text, READING, price + cost) for text, cost in _misread(parsed)]
    if parsed.given and not reading.before and fold(words[0]).replace(" ", "") == parsed.family:
        rest = " ".join(words[1:])
        for target, cost in syllabic.TARGETS[parsed.system]:
            if target in _FAMILY_ALONE.get(parsed.system, ()):
                for text, more in syllabic.choices(parsed.system, target, "family", parsed.family)[:2]:
                    total = price + cost + more + _PARTLY
                    results.append(Spelling(f"{text.capitalize()} {rest}", f"{LABELS[target]} family name", total))
    return results


def _misread(parsed: Parsed) -> list[tuple[str, float]]:
    """A Chinese name with one character read otherwise."""
    # "Zhang Le" and "Zhang Yue" are two people more often than one misread.
    role = "given" if len(parsed.given) > 1 else ""
    chosen = one_misread((parsed.family, *parsed.given), ("family", *(role for _ in parsed.given)))
    return [(syllabic.render(syllables[0], syllables[1:], "pinyin"), cost) for cost, syllables in chosen]
