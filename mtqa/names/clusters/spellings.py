"""The spellings of an article's names, and who is named by them.

A :class:`Spelling` is one way in which something is written; a :class:`Referent` is what is named by
one spelling in full and by its family name alone.  Two referents may still be one person: that is
for :mod:`mtqa.names.clusters.comparisons` to ask.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Final

from mtqa.data import Span
from mtqa.names.alphabet import fold
from mtqa.names.lexicon import lexicon
from mtqa.names.spans import NameSpan, NameWord, WordKind
from mtqa.names.surroundings import roles_beside
from mtqa.names.tables import DIRECTIONS, FUNCTION_WORDS, GENERIC_HEADS, PARTICLES, PLACE_PREPOSITIONS
from mtqa.names.variants import variant_key
from mtqa.text import is_all_caps, is_capitalised

if TYPE_CHECKING:
    from mtqa.glossary.match import FormMatch

__all__ = ["Referent", "Spelling", "Unit", "referents", "spellings_of", "units_of"]

#: Pairs of spellings are too many in a list of names; beyond this many the rarest are left out.
MAX_SPELLINGS: Final = 400
#: Longer runs are titles of works and lists, not names that are repeated.
MAX_UNITS: Final = 6
#: Context words on each side that may be the same beside two spellings.
_REACH: Final = 3


@dataclass(frozen=True, slots=True)
class Unit:
    """One written word of a name; "Suk-yeol" is one.

    Attributes:
        text: As written, a lower-case particle left out ("al-Assad" is "Assad").
        sound: Folded letters without spaces: what is compared by sound.
        key: What spellings that usage holds equal share ("Zelensky", "Zelenskyy").
    """

    text: str
    sound: str
    key: str

    @property
    def is_head(self) -> bool:
        """Whether it names a kind: "University", "County"."""
        return self.sound in GENERIC_HEADS

    @property
    def is_generic(self) -> bool:
        """Whether it tells no two names apart: a head, or an ordinary word such as "National"."""
        return self.is_head or self.sound in DIRECTIONS or lexicon().is_ordinary(self.sound)


@dataclass
class Spelling:
    """One way of writing a name, and everywhere it stands.

    Attributes:
        text: As first written.
        units: Its words.
        places: Range in the text and name run of each mention.
        trusted: Whether the glossary says that it is right.
    """

    text: str
    units: tuple[Unit, ...]
    places: list[tuple[Span, NameSpan]] = field(default_factory=list)
    trusted: bool = False

    @cached_property
    def keys(self) -> tuple[str, ...]:
        """Keys of the units."""
        return tuple(unit.key for unit in self.units)

    @cached_property
    def heads(self) -> frozenset[str]:
        """The kinds that it names, singular."""
        return frozenset(unit.sound.rstrip("s") for unit in self.units if unit.is_head)

    @cached_property
    def specific(self) -> tuple[Unit, ...]:
        """The units that tell it from other names of its kind; all units of a name without a kind."""
        return tuple(unit for unit in self.units if not unit.is_generic) if self.heads else self.units

    @property
    def ends(self) -> tuple[Unit, ...]:
        """The units by which it may be called for short: the first or last of a name, "Wesel" of "Wesel County"."""
        if self.heads:
            return self.specific if len(self.specific) == 1 else ()
        return tuple(dict.fromkeys((self.units[0], self.units[-1])))


@dataclass
class Referent:
    """Somebody or something that the article names in one spelling, in full or for short.

    Attributes:
        full: The fullest spelling.
        short: Single words of ``full`` that stand alone and belong to no other full name.
        parts_of: Number of longer names that hold a single word, if ``full`` is one.
    """

    full: Spelling
    short: tuple[Spelling, ...] = ()
    parts_of: int = 0

    @cached_property
    def spellings(self) -> tuple[Spelling, ...]:
        """The full one first."""
        return (self.full, *self.short)

    @cached_property
    def places(self) -> tuple[tuple[Span, NameSpan], ...]:
        """Every mention, in order."""
        return tuple(sorted((p for s in self.spellings for p in s.places), key=lambda place: place[0]))

    @property
    def count(self) -> int:
        """Mentions."""
        return len(self.places)

    @property
    def single(self) -> bool:
        """Whether it is only ever named by one word."""
        return len(self.full.units) == 1

    @cached_property
    def segments(self) -> frozenset[int]:
        """Segments that name it."""
        return frozenset(name.segment for _, name in self.places)

    @cached_property
    def roles(self) -> frozenset[str]:
        """What people are called beside it."""
        return frozenset().union(*(roles_beside(name) for _, name in self.places))

    @cached_property
    def context(self) -> frozenset[str]:
        """Words of some length that stand close to it."""
        near = {word for _, name in self.places for word in (*name.left[-_REACH:], *name.right[:_REACH])}
        return frozenset(word for word in near if len(word) > 3 and word not in FUNCTION_WORDS)

    @cached_property
    def person(self) -> float:
        """Share of mentions with a title before or a verb of speech after."""
        return sum(name.person_like for _, name in self.places) / self.count

    @cached_property
    def place(self) -> float:
        """Share of mentions after a preposition of place."""
        after = (bool(name.left) and name.left[-1] in PLACE_PREPOSITIONS for _, name in self.places)
        return sum(after) / self.count


def spellings_of(
    text: str, names: Sequence[NameSpan], *, taken: Iterable[Span], mentions: Iterable[FormMatch]
) -> list[Spelling]:
    """The spellings of the article that nothing has settled, and those that the glossary says are right.

    Args:
        text: The article.
        names: Its name runs.
        taken: Spans that another check flags or that are right as they stand.
        mentions: Forms of the glossary in the text.

    Returns:
        Most frequent first, at most ``MAX_SPELLINGS``.
    """
    covered = bytearray(len(text) + 1)
    for span in taken:
        covered[span.start : span.end] = b"\x01" * len(span)
    for mention in mentions:
        covered[mention.span.start : mention.span.end] = (b"\x02" if mention.right else b"\x01") * len(mention.span)
    found: dict[tuple[tuple[str, ...], bool], Spelling] = {}
    for name in names:
        for part in _parts(name):
            words = _core(part)
            if not words:
                continue
            span = Span(words[0].span.start, words[-1].span.end)
            states = set(covered[span.start : span.end])
            surface = span.of(text)
            if 1 in states or (states == {0, 2}) or (is_all_caps(surface) and not name.headline):
                continue
            units = units_of(surface)
            if 0 < len(units) <= MAX_UNITS and sum(len(unit.sound) for unit in units) > 2:
                trusted = states == {2}
                key = (tuple(unit.key for unit in units), trusted)
                found.setdefault(key, Spelling(surface, units, trusted=trusted)).places.append((span, name))
    for spelling in found.values():
        mixed = [span.of(text) for span, _ in spelling.places if not is_all_caps(span.of(text))]
        if mixed and is_all_caps(spelling.text):  # first met in a headline
            spelling.text, spelling.units = mixed[0], units_of(mixed[0])
    return sorted(found.values(), key=lambda one: (not one.trusted, -len(one.places)))[:MAX_SPELLINGS]


def referents(found: Sequence[Spelling]) -> list[Referent]:
    """Full names with the family names that belong to them alone, then the other single words."""
    owners: defaultdict[str, list[Spelling]] = defaultdict(list)
    for spelling in found:
        if len(spelling.units) > 1:
            for key in set(spelling.keys):
                owners[key].append(spelling)
    short: defaultdict[int, list[Spelling]] = defaultdict(list)
    alone: list[Referent] = []
    for spelling in found:
        if len(spelling.units) == 1:
            having = owners[spelling.keys[0]]
            mine = [one for one in having if any(end.key == spelling.keys[0] for end in one.ends)]
            if len(having) == len(mine) == 1 and mine[0].trusted == spelling.trusted:
                short[id(mine[0])].append(spelling)
            else:
                alone.append(Referent(spelling, parts_of=len(having)))
    full = [Referent(one, tuple(short[id(one)])) for one in found if len(one.units) > 1]
    return [*full, *alone]


def _parts(name: NameSpan) -> list[list[NameWord]]:
    """The words of the run after its titles, taken apart at "and": two counties are two names."""
    parts: list[list[NameWord]] = [[]]
    for word in name.words:
        if word.span.start < name.span.start:
            continue
        if word.kind is WordKind.INNER and word.key == "and":
            parts.append([])
        else:
            parts[-1].append(word)
    return parts


def _core(part: Sequence[NameWord]) -> tuple[NameWord, ...]:
    """The words without what does not name at its ends, or nothing if no word of it names."""
    words = list(part)
    keep = (WordKind.PLAIN, WordKind.GENERIC)
    while words and words[0].kind not in keep:
        words.pop(0)
    while words and words[-1].kind not in keep:
        words.pop()
    return tuple(words) if any(word.kind.names for word in words) else ()


def units_of(surface: str) -> tuple[Unit, ...]:
    """The written words of a name; lower-case particles are left out."""
    units: list[Unit] = []
    for word in surface.split():
        if not is_capitalised(word) and fold(word) in PARTICLES:
            continue
        head, hyphen, tail = word.partition("-")
        if (
            hyphen
            and fold(head) in PARTICLES
            and (head.islower() or fold(head) in ("al", "el"))
            and is_capitalised(tail)
        ):
            word = tail  # noqa: PLW2901 - the particle is no part of what is compared
        sound = fold(word).replace(" ", "")
        if sound:
            units.append(Unit(word, sound, variant_key(word)))
    return tuple(units)
