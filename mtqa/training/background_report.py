"""How well known names tell right ones from garbled ones: the tables of ``models/known-names.md``."""

from __future__ import annotations

import csv
import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from mtqa.names.alphabet import fold
from mtqa.names.lexicon import lexicon
from mtqa.training.background_sources import ROLES, Levels
from mtqa.training.lexicon import split_of
from mtqa.training.name_sets import synthetic

__all__ = ["Sample", "log_likelihood_ratio", "real", "report", "synthetic_sample"]

_LOWER_WORD = re.compile(r"(?<!\w)[a-z]{3,}(?!\w)")


@dataclass(frozen=True, slots=True)
class Sample:
    """Distinct folded words and whole names, garbled and right.

    A word of a garbled name is garbled if the right name does not have it; what it says elsewhere does not matter.
    """

    garbled: frozenset[str]
    right: frozenset[str]
    garbled_names: frozenset[str]
    right_names: frozenset[str]

    def of_length(self, shortest: int, longest: int) -> Sample:
        """The words with so many letters."""
        return Sample(
            frozenset(word for word in self.garbled if shortest <= len(word) <= longest),
            frozenset(word for word in self.right if shortest <= len(word) <= longest),
            frozenset(),
            frozenset(),
        )

    def whole(self) -> Sample:
        """The whole names in place of the words."""
        return Sample(self.garbled_names, self.right_names, frozenset(), frozenset())


def synthetic_sample(data: Path) -> Sample:
    """Names garbled on the way through another script and back, beside the right ones; none of the pair benchmark."""
    pairs = [(_tokens(wrong), _tokens(right)) for wrong, right, _ in synthetic(data)]
    return Sample(
        frozenset(word for wrong, right in pairs for word in wrong if word not in right),
        frozenset(word for wrong, right in pairs for word in right if word not in wrong),
        frozenset(" ".join(wrong) for wrong, right in pairs if wrong != right),
        frozenset(" ".join(right) for wrong, right in pairs),
    )


def real(data: Path) -> Sample:
    """Names of zh-en systems of the training and development documents; ordinary words are left out."""
    kept: dict[str, list[dict[str, str]]] = {}
    for kind in ("pos", "neg"):
        with (data / "names" / f"wmt_zh-en_{kind}.tsv").open(encoding="utf-8", newline="") as file:
            rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
            kept[kind] = [row for row in rows if split_of(row["doc"]) != "test"]
    ordinary = {word for text in {row["mt"] for row in kept["neg"]} for word in _LOWER_WORD.findall(text)}
    errors = [(_tokens(row["wrong"]), _tokens(row["correct"])) for row in kept["pos"] if row["kind"] in "SR"]
    names = [_tokens(row["name"]) for row in kept["neg"]] + [right for _, right in errors]
    names = [tuple(w for w in name if w not in ordinary and not lexicon().is_ordinary(w)) for name in names]
    right_names = frozenset(" ".join(name) for name in names if name)
    return Sample(
        frozenset(word for wrong, right in errors for word in wrong if word not in right and word not in ordinary),
        frozenset(word for name in names for word in name),
        frozenset(" ".join(wrong) for wrong, right in errors if wrong != right) - right_names,
        right_names,
    )


def _tokens(name: str) -> tuple[str, ...]:
    return tuple(token for token in fold(name).split() if len(token) > 1)


def log_likelihood_ratio(garbled: int, right: int, *, of_garbled: int, of_right: int) -> float:
    """Evidence that a word is right, in nats: over 0 for right.  Half a word is added to each count."""
    return math.log((right + 0.5) / (of_right + 1)) - math.log((garbled + 0.5) / (of_garbled + 1))


def _row(label: str, samples: tuple[Sample, Sample], test: Callable[[str], bool]) -> str:
    cells = [label]
    for sample in samples:
        garbled = sum(map(test, sample.garbled))
        right = sum(map(test, sample.right))
        ratio = log_likelihood_ratio(garbled, right, of_garbled=len(sample.garbled), of_right=len(sample.right))
        cells += [_share(garbled, len(sample.garbled)), _share(right, len(sample.right)), f"{ratio:+.2f}"]
    return f"| {' | '.join(cells)} |"


def _share(count: int, of: int) -> str:
    return f"{count / max(of, 1):.2%} ({count})"


def _head(what: str) -> str:
    return f"\n| {what} | synthetic garbled | right | LLR | real garbled | right | LLR |\n|---|---|---|---|---|---|---|"


def _between(level: Callable[[str], int], low: int, high: int) -> Callable[[str], bool]:
    return lambda name: low <= level(name) <= high


def _level_in(known: Mapping[str, Levels], role: int) -> Callable[[str], int]:
    return lambda name: known[name][role] if name in known else 0


def _highest(known: Mapping[str, Levels]) -> Callable[[str], int]:
    return lambda name: max(known[name]) if name in known else 0


def report(data: Path, *, sources: Mapping[str, Mapping[str, int]], known: Mapping[str, Levels]) -> str:
    """The tables.

    Args:
        data: The data folder.
        sources: For each source, the highest level of each name before the limits of length.
        known: The levels of each name of the list that is shipped, by role.

    Returns:
        Markdown.
    """
    samples = (synthetic_sample(data), real(data))
    counts = [f"{len(sample.garbled):,} garbled words, {len(sample.right):,} right" for sample in samples]
    lines = [f"Synthetic: {counts[0]}; real: {counts[1]}.", _head("source, level (words not in those above)")]
    seen: set[str] = set()
    for low, high in ((5, 15), (3, 4), (2, 2), (1, 1)):
        for source, levels in sources.items():
            new = {key for key, level in levels.items() if low <= level <= high} - seen
            if new:
                seen |= new
                lines.append(_row(f"{source} {low}-{high} ({len(new):,})", samples, new.__contains__))
    lines.append(_head("role, its level in the list"))
    for number, role in enumerate(ROLES):
        for low, high in ((1, 2), (3, 4), (5, 6), (7, 15)):
            test = _between(_level_in(known, number), low, high)
            lines.append(_row(f"{role}, {low}-{high}", samples, test))
    lines.append(_head("letters, highest level in the list"))
    highest = _highest(known)
    for shortest, longest in ((2, 4), (5, 6), (7, 64)):
        part = (samples[0].of_length(shortest, longest), samples[1].of_length(shortest, longest))
        for low, high in (*((level, level) for level in range(9)), (9, 15)):
            test = _between(highest, low, high)
            lines.append(_row(f"{shortest}-{longest}, {low}{'+' if high > low else ''}", part, test))
    lines.append(_head("whole name: its least known word"))
    whole = (samples[0].whole(), samples[1].whole())
    for low, high in (*((level, level) for level in range(9)), (9, 15)):
        test = _between(lambda name: min(map(highest, name.split())), low, high)
        lines.append(_row(f"{low}{'+' if high > low else ''}", whole, test))
    return "\n".join(lines)
