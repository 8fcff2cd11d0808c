"""The tables in ``models/romanisation``, read when first needed and row by row."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Final, NamedTuple, TypeAlias

from mtqa.artefacts import artefact

__all__ = [
    "Character",
    "Choice",
    "OtherName",
    "SyllableMap",
    "character",
    "chinese_places",
    "english_names",
    "known_names",
    "syllable_map",
]

#: One counterpart of a syllable, and its cost in nats.
Choice: TypeAlias = tuple[str, float]

_MARK: Final = "["
_PERSON: Final = "person"
_ABROAD: Final = "abroad"
_READ: Final = "read"


class SyllableMap:
    """Which syllable of one system is which of another, in one role (family, given, place).

    A row is read when it is asked for: an article asks for a few hundred of many thousands.
    """

    __slots__ = ("_raw", "_read")

    def __init__(self, block: str) -> None:
        self._raw: dict[str, str] = {}
        for line in block.splitlines():
            syllable, tab, rest = line.partition("\t")
            if tab:
                self._raw[syllable] = rest
        self._read: dict[str, tuple[float, tuple[Choice, ...]]] = {}

    def __contains__(self, syllable: str) -> bool:
        return syllable in self._raw

    def own(self, syllable: str) -> float | None:
        """Nats: how rare the syllable itself is in this role; ``None`` if the system has none such."""
        row = self._row(syllable)
        return None if row is None else row[0]

    def choices(self, syllable: str) -> tuple[Choice, ...]:
        """Counterparts with their costs, most probable first."""
        row = self._row(syllable)
        return () if row is None else row[1]

    def _row(self, syllable: str) -> tuple[float, tuple[Choice, ...]] | None:
        row = self._read.get(syllable)
        if row is None and syllable in self._raw:
            own, _, rest = self._raw[syllable].partition("\t")
            words = rest.split(" ")
            row = (float(own), tuple(zip(words[::2], map(float, words[1::2]), strict=True)))
            self._read[syllable] = row
        return row


@lru_cache(maxsize=1)
def _blocks() -> dict[str, str]:
    text = artefact("romanisation/syllables.tsv").read_text(encoding="utf-8")
    blocks = {}
    for block in text.split("\n" + _MARK)[1:]:
        name, _, rows = block.partition("]\n")
        blocks[name] = rows
    return blocks


@lru_cache(maxsize=64)
def syllable_map(source: str, target: str, role: str) -> SyllableMap:
    """The map between two systems in one role; empty if there is none."""
    return SyllableMap(_blocks().get(f"{source} {target} {role}", ""))


def _rows(name: str) -> Iterator[list[str]]:
    for line in artefact(f"romanisation/{name}").read_text(encoding="utf-8").splitlines():
        if line and line[0] != "#":
            yield line.split("\t")


def _key(name: str) -> str:
    """A folded name without its spaces; most names need no folding, which is slow for thousands."""
    from mtqa.names.alphabet import fold

    joined = name.replace(" ", "")
    return joined.lower() if joined.isascii() and joined.isalpha() else fold(name).replace(" ", "")


class OtherName(NamedTuple):
    """Another name of a place or a person that the table has.

    Attributes:
        text: The name, capitalised.
        characters: The Chinese characters; ``""`` if the name is not the pinyin of them.
        famous: Whether another, important place has this name.
        misread: Whether the name is the pinyin of the characters as they are usually read, but not in this name.
    """

    text: str
    characters: str
    famous: bool
    misread: bool = False


@lru_cache(maxsize=2)
def known_names(group: str) -> dict[str, tuple[OtherName, ...]]:
    """Names without capitals, marks, spaces and hyphens: names in use with the pinyin, the pinyin with those in use.

    Args:
        group: ``person`` for given names of peoples of China, ``""`` for places.
    """
    result: dict[str, tuple[OtherName, ...]] = {}
    for names, pinyin, characters, *marks in _rows("places.tsv"):
        kind = marks[0] if marks else ""
        if (kind == _PERSON) != (group == _PERSON):
            continue
        forms = [
            OtherName(pinyin.capitalize(), characters, famous=len(marks) > 1, misread=kind == _READ),
            *(OtherName(name, "", famous=False) for name in names.split("|")),
        ]
        keys = [_key(form.text) for form in forms]
        # From its pinyin alone a place abroad is not known: Guangzhou is not Gwangju.
        for key in dict.fromkeys(keys[1:] if kind in (_ABROAD, _READ) or len(marks) > 1 else keys):
            # Several names in use are all right: none of them is an other spelling of another.
            others = tuple(forms[1:] if key == keys[0] else forms[:1])
            result[key] = result.get(key, ()) + others
    return result


class Character(NamedTuple):
    """Readings of a Chinese character; an empty string where it has none.

    Attributes:
        family: Pinyin as a family name, where that differs.
        pinyin: Syllables, most usual first.
        jyutping: One syllable without tone.
        hangul: Hangul syllables, most usual first.
        on: Readings from Chinese in Japanese.
        vietnamese: One syllable without marks.
        rare: Syllables of pinyin that dictionaries have beside the usual ones.
    """

    family: str
    pinyin: tuple[str, ...]
    jyutping: str
    hangul: str
    on: tuple[str, ...]
    vietnamese: str
    rare: tuple[str, ...] = ()


@lru_cache(maxsize=1)
def _characters() -> dict[str, str]:
    text = artefact("romanisation/hanzi.tsv").read_text(encoding="utf-8")
    return {line[0]: line for line in text.splitlines() if line[1:2] == "\t"}


@lru_cache(maxsize=20_000)
def character(char: str) -> Character | None:
    """Readings of a character, or ``None`` if it is none or rare."""
    line = _characters().get(char)
    if line is None:
        return None
    columns = [*line.split("\t")[1:], "", "", "", "", ""]
    syllables = columns[0].split(" ")
    family = syllables[0].lower() if syllables[0].isupper() else ""
    pinyin = tuple(dict.fromkeys(s for s in syllables if s.islower()))
    on, rare = tuple(columns[3].split()), tuple(columns[5].split())
    return Character(family or pinyin[0], pinyin, columns[1], columns[2], on, columns[4], rare)


def _words(name: str) -> frozenset[str]:
    text = artefact(f"romanisation/{name}").read_text(encoding="utf-8")
    return frozenset(word for line in text.splitlines() if not line.startswith("#") for word in line.split())


@lru_cache(maxsize=1)
def english_names() -> frozenset[str]:
    """Common given names of English, folded."""
    return _words("given-en.txt")


@lru_cache(maxsize=1)
def chinese_places() -> frozenset[str]:
    """Pinyin of the places of China that a newspaper may well mean, letters only."""
    return _words("places-china.txt")
