"""Which referents of an article may be one, and what differs between them."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from mtqa.names.alphabet import fold, sound_classes
from mtqa.names.clusters.spellings import Referent, Spelling, Unit
from mtqa.names.lexicon import lexicon
from mtqa.names.tables import DEMONYMS, GENERIC_HEADS, LOOK_ALIKES
from mtqa.names.transducer import Strings, default_transducer
from mtqa.names.variants import inflected
from mtqa.text import is_all_caps

__all__ = ["Comparison", "Shape", "compare"]

#: Least sum of two similarities, of letters and of classes of sounds, each 0 to 100, for the transducer to be asked.
ALIKE: Final = 100
#: Comparisons of one article at most: a list of similar names is no article.
MAX_COMPARISONS: Final = 2000
#: Nats over staying the same, above which two names are not spellings of one.
FAR: Final = 30.0
#: Letters by which a name that holds another is a longer name, and no longer spelling.
SPLIT_OFF: Final = 3
_ROMAN: Final = re.compile(r"[ivx]{1,6}")


class Shape(StrEnum):
    """How two spellings stand to each other."""

    FULL = "full"
    PART = "part"
    SINGLE = "single"


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two referents, and what they would differ in if they were one.

    Attributes:
        left: One of them; the single word, if the other is a longer name.
        right: The other.
        shape: Two names of the same number of words, a word and a part of a name, two single words.
        changed: Units of ``left`` and ``right`` that differ, paired.
        shared: Units that both have.
        excess: Nats over staying the same, of all changed units: ``left`` heard as ``right``, and the reverse.
        worst: Excess of the worst changed unit, per letter, likewise.
    """

    left: Referent
    right: Referent
    shape: Shape
    changed: tuple[tuple[Unit, Unit], ...]
    shared: tuple[Unit, ...]
    excess: tuple[float, float] = (0.0, 0.0)
    worst: tuple[float, float] = (0.0, 0.0)

    @property
    def sounds(self) -> tuple[tuple[str, str], ...]:
        """What is compared by sound: the changed units, or the syllables that differ ("myung", "yong" of "Jae-myung")."""
        return tuple(pair for a, b in self.changed for pair in _pieces(a, b))


def compare(found: Sequence[Referent]) -> list[Comparison]:
    """Every two referents that sound alike enough to ask whether they are one."""
    alike = _alike(found)
    asked = []
    for one in _candidates(found, alike):
        if _may_be_one(one):
            asked.append(one)
            if len(asked) == MAX_COMPARISONS:
                break
    return _heard(asked)


def _alike(found: Sequence[Referent]) -> dict[str, frozenset[str]]:
    """For each unit's sound, the other sounds that are spelt alike."""
    import numpy as np
    from rapidfuzz import fuzz
    from rapidfuzz.process import cdist

    sounds = list(dict.fromkeys(unit.sound for one in found for unit in one.full.units if len(unit.sound) > 1))
    if len(sounds) < 2:
        return {}
    classes = [sound_classes(sound) for sound in sounds]
    similarity = cdist(sounds, sounds, scorer=fuzz.ratio, dtype=np.uint8).astype(np.uint16)
    similarity += cdist(classes, classes, scorer=fuzz.ratio, dtype=np.uint8)
    np.fill_diagonal(similarity, 0)
    near: defaultdict[str, set[str]] = defaultdict(set)
    for i, j in np.argwhere(similarity >= ALIKE).tolist():
        near[sounds[i]].add(sounds[j])
    return {sound: frozenset(others) for sound, others in near.items()}


def _candidates(found: Sequence[Referent], alike: dict[str, frozenset[str]]) -> Iterator[Comparison]:
    """Pairs with a unit each that sounds like the other's; every pair once."""
    holding: defaultdict[str, list[int]] = defaultdict(list)
    for i, one in enumerate(found):
        for sound in {unit.sound for unit in one.full.units}:
            holding[sound].append(i)
    for i, one in enumerate(found):
        partners = {
            j for unit in one.full.units for sound in alike.get(unit.sound, ()) for j in holding[sound] if j != i
        }
        for j in sorted(partners):
            other = found[j]
            if one.full.heads and other.full.heads:
                if i < j:
                    yield from _same_kind(one, other, alike)
            elif len(one.full.units) == len(other.full.units):
                if i < j:
                    yield from _same_length(one, other, alike)
            elif one.single and not one.parts_of:
                yield from _with_part(one, other, alike)


def _same_length(one: Referent, other: Referent, alike: dict[str, frozenset[str]]) -> Iterator[Comparison]:
    if one.single:
        if one.parts_of and other.parts_of:
            return  # each is introduced by a longer name of its own; those are compared
        yield Comparison(one, other, Shape.SINGLE, ((one.full.units[0], other.full.units[0]),), ())
        return
    ours, theirs = _difference(one.full, other.full), _difference(other.full, one.full)
    if not 1 <= len(ours) <= 2 or len(ours) != len(theirs):
        return
    if all(b.sound in alike.get(a.sound, ()) for a, b in zip(ours, theirs, strict=True)):
        left = set(ours)
        shared = tuple(unit for unit in one.full.units if unit not in left)
        yield Comparison(one, other, Shape.FULL, tuple(zip(ours, theirs, strict=True)), shared)


def _pieces(one: Unit, other: Unit) -> list[tuple[str, str]]:
    ours, theirs = fold(one.text).split(), fold(other.text).split()
    differing = [(a, b) for a, b in zip(ours, theirs, strict=False) if a != b]
    return differing if len(ours) == len(theirs) > 1 and differing else [(one.sound, other.sound)]


def _same_kind(one: Referent, other: Referent, alike: dict[str, frozenset[str]]) -> Iterator[Comparison]:
    """Two counties: only what tells counties apart is compared."""
    ours, theirs = one.full.specific, other.full.specific
    kinds = one.full.heads, other.full.heads
    if len(ours) == len(theirs) == 1 and (kinds[0] <= kinds[1] or kinds[1] <= kinds[0]):
        if theirs[0].sound in alike.get(ours[0].sound, ()):
            shared = tuple(unit for unit in one.full.units if unit.key in other.full.keys)
            yield Comparison(one, other, Shape.FULL, ((ours[0], theirs[0]),), shared)
    elif kinds[0] == kinds[1] and len(one.full.units) == len(other.full.units):
        yield from _same_length(one, other, alike)


def _difference(one: Spelling, other: Spelling) -> list[Unit]:
    """Units of ``one`` that ``other`` does not have, in order."""
    left = Counter(other.keys)
    rest = []
    for unit in one.units:
        if left[unit.key]:
            left[unit.key] -= 1
        else:
            rest.append(unit)
    return rest


def _with_part(word: Referent, name: Referent, alike: dict[str, frozenset[str]]) -> Iterator[Comparison]:
    unit = word.full.units[0]
    ends = [end for end in name.full.ends if end.sound in alike.get(unit.sound, ())]
    for end in ends:
        yield Comparison(word, name, Shape.PART, ((unit, end),), ())


def _may_be_one(one: Comparison) -> bool:
    """Whether nothing rules out that the two are one."""
    if one.left.segments & one.right.segments:
        return False  # a sentence that names both means two
    if one.left.full.trusted and one.right.full.trusted:
        return False
    words = lexicon()
    for a, b in one.changed:
        if min(len(a.sound), len(b.sound)) < 2 or a.key == b.key:
            return False  # initials tell people apart
        pieces = set(fold(a.text).split()), set(fold(b.text).split())
        if pieces[0] < pieces[1] or pieces[1] < pieces[0]:
            return False  # "Sino", "Sino-US"
        if (
            any(is_all_caps(piece) for unit in (a, b) for piece in unit.text.split("-"))
            and len(pieces[0] | pieces[1]) > 2
        ):
            return False  # "China-US", "Sino-US"
        if abs(len(a.sound) - len(b.sound)) >= SPLIT_OFF and (a.sound in b.sound or b.sound in a.sound):
            return False  # "Yuebao", "Bao": a name written as one word, and a part of it
        if any(unit.sound.removesuffix("s") in DEMONYMS for unit in (a, b)):
            return False
        if any(map(str.isdigit, a.sound + b.sound)) or (_ROMAN.fullmatch(a.sound) and _ROMAN.fullmatch(b.sound)):
            return False
        if a.sound in GENERIC_HEADS or b.sound in GENERIC_HEADS or frozenset((a.sound, b.sound)) in LOOK_ALIKES:
            return False
        if inflected(a.sound, b.sound, known_words=words.is_known_word(a.sound) or words.is_known_word(b.sound)):
            return False
        if words.is_known_word(a.sound) and words.is_known_word(b.sound):
            return False
    return True


def _heard(asked: Sequence[Comparison]) -> list[Comparison]:
    """The comparisons with what the transducer says of them; those that are far apart left out."""
    import numpy as np

    pairs = [pair for one in asked for pair in one.sounds]
    if not pairs:
        return []
    sounds = {sound: i for i, sound in enumerate(dict.fromkeys(sound for pair in pairs for sound in pair))}
    strings = Strings(list(sounds))
    left = np.array([sounds[a] for a, _ in pairs], dtype=np.intp)
    right = np.array([sounds[b] for _, b in pairs], dtype=np.intp)
    both = default_transducer().excess(
        strings, strings, left=np.concatenate((left, right)), right=np.concatenate((right, left))
    )
    letters = np.maximum((strings.lengths[left] + strings.lengths[right]) / 2 - 2, 1)
    nats = both.reshape(2, -1)
    per_letter = (nats / letters).tolist()
    heard: list[Comparison] = []
    at = 0
    for one in asked:
        end = at + len(one.sounds)
        there, back = nats[:, at:end].sum(axis=1).tolist()
        if min(there, back) <= FAR:
            worst = max(per_letter[0][at:end]), max(per_letter[1][at:end])
            heard.append(Comparison(one.left, one.right, one.shape, one.changed, one.shared, (there, back), worst))
        at = end
    return heard
