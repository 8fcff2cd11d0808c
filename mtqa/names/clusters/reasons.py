"""Which of two spellings is taken as right, and why, in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from mtqa.data import Evidence
from mtqa.names.clusters.clues import known_level
from mtqa.names.clusters.comparisons import Comparison, Shape
from mtqa.names.clusters.spellings import Referent, Unit

__all__ = ["Choice", "choose", "reasons"]

#: Levels by which a name must be better known than another to be taken as right for that.
BETTER_KNOWN: Final = 3


@dataclass(frozen=True, slots=True)
class Choice:
    """A comparison with its sides told apart.

    Attributes:
        comparison: What was compared.
        wrong: The side to flag.
        right: The side to keep.
        changed: Units of the wrong and the right side that differ, paired.
        because: Why the right side is taken as right.
    """

    comparison: Comparison
    wrong: Referent
    right: Referent
    changed: tuple[tuple[Unit, Unit], ...]
    because: str


def choose(one: Comparison) -> Choice:
    """Tell the sides apart: by the glossary, how well known, how frequent, how full and how early they are."""
    left, right = one.left, one.right
    counts = [_count(left, [a for a, _ in one.changed]), _count(right, [b for _, b in one.changed])]
    levels = [min(known_level(a) for a, _ in one.changed), min(known_level(b) for _, b in one.changed)]
    pairs: tuple[tuple[float, float, int, str], ...] = (
        (float(left.full.trusted), float(right.full.trusted), 1, "the glossary has it"),
        (float(levels[0] > 0), float(levels[1] > 0), 1, "it is a known name"),
        (levels[0], levels[1], BETTER_KNOWN, "it is the better known name"),
        (counts[0], counts[1], 1, "it is more frequent"),
        (len(left.full.units), len(right.full.units), 1, "the full name has it"),
        (-left.places[0][0].start, -right.places[0][0].start, 1, "it comes first"),
    )
    for ours, theirs, by, because in pairs:
        if abs(ours - theirs) >= by:
            if ours > theirs:
                return Choice(one, right, left, tuple((b, a) for a, b in one.changed), because)
            return Choice(one, left, right, one.changed, because)
    return Choice(one, left, right, one.changed, "")


def _count(one: Referent, units: list[Unit]) -> int:
    keys = {unit.key for unit in units}
    return sum(len(spelling.places) for spelling in one.spellings if keys & set(spelling.keys))


def reasons(choice: Choice) -> tuple[Evidence, ...]:
    """Why the wrong side is taken for the right one, strongest first."""
    from mtqa.names.pairs import NameMatcher, describe

    one, wrong, right = choice.comparison, choice.wrong, choice.right
    bad = " ".join(unit.text for unit, _ in choice.changed)
    good = " ".join(unit.text for _, unit in choice.changed)
    matches = NameMatcher([good]).match([bad], top=1)[0]
    differs = describe(matches[0].alignment) if matches else ""
    found = [Evidence("sound", f"“{bad}” sounds like “{good}”" + (f": {differs}" if differs else ""))]
    shared = " ".join(unit.text for unit in one.shared)
    if shared:
        found.append(Evidence("document", f"the rest of the name is the same: “{shared}”"))
    if one.shape is Shape.PART:
        single, full = (wrong, right) if wrong.single else (right, wrong)
        found.append(
            Evidence("document", f"the article has “{full.full.text}”, but no longer name with “{single.full.text}”")
        )
    roles = sorted(wrong.roles & right.roles)
    if roles:
        found.append(Evidence("document", f"the same word stands beside both: {', '.join(roles[:3])}"))
    context = sorted((wrong.context & right.context) - set(roles))
    if context:
        found.append(Evidence("document", f"both stand close to {', '.join(f'“{word}”' for word in context[:3])}"))
    n_bad = _count(wrong, [unit for unit, _ in choice.changed])
    n_good = _count(right, [unit for _, unit in choice.changed])
    because = f"; “{good}” is taken as right because {choice.because}" if choice.because else ""
    found.append(Evidence("count", f"the article has “{good}” {n_good}× and “{bad}” {n_bad}×{because}"))
    return tuple(found)
