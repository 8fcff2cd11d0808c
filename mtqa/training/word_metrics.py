"""How well scores of words agree with what raters marked.

A *word* is a word of :func:`mtqa.text.words`: marks of punctuation are none, and an error that
covers only such marks is seen by the character figures alone.  A word is bad if a marked error touches it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mtqa.mqm import WEIGHTS, Severity
from mtqa.text import words
from mtqa.training.mqm_rows import Row

__all__ = [
    "WordTable",
    "average_precision",
    "best_threshold",
    "character_f1",
    "interval",
    "mcc",
    "pairs_of_raters",
    "span_precision",
    "table",
]

Floats = NDArray[np.float64]
Ints = NDArray[np.intp]
Flags = NDArray[np.bool_]

_MAJOR = WEIGHTS[Severity.MAJOR]


@dataclass(frozen=True, slots=True)
class WordTable:
    """The words of many rows, one after the other.

    Attributes:
        rows: The rows.
        row: Index of each word's row.
        start: Each word's first code point in its target; ``end`` is one past its last.
        weight: MQM points of the worst error that touches the word: 0, 1, 5 or 25.
        cluster: Index of each word's source segment: what is drawn with it in a bootstrap, since all
            systems stumble over the same places.
    """

    rows: tuple[Row, ...]
    row: Ints
    start: Ints
    end: Ints
    weight: NDArray[np.int32]
    cluster: Ints

    @property
    def bad(self) -> Flags:
        """Whether a rater marked the word."""
        return np.asarray(self.weight > 0)

    def __len__(self) -> int:
        return len(self.row)

    def chosen(self, keep: Sequence[bool] | Flags) -> tuple[WordTable, Flags]:
        """The table of some rows only, and which words of this table those are."""
        kept = np.asarray(keep, dtype=bool)
        inside = kept[self.row]
        renumber = np.cumsum(kept) - 1
        rows = tuple(row for row, use in zip(self.rows, kept, strict=True) if use)
        return (
            WordTable(
                rows,
                renumber[self.row[inside]],
                self.start[inside],
                self.end[inside],
                self.weight[inside],
                self.cluster[inside],
            ),
            inside,
        )


def table(rows: Sequence[Row]) -> WordTable:
    """The words of ``rows``."""
    clusters: dict[tuple[str, str], int] = {}
    columns: list[tuple[int, int, int, int, int]] = []
    for index, row in enumerate(rows):
        cluster = clusters.setdefault((row.document, row.source), len(clusters))
        for span in words(row.target):
            weight = max((mark.weight for mark in row.marks if mark.span.overlaps(span)), default=0)
            columns.append((index, span.start, span.end, weight, cluster))
    array = np.array(columns, dtype=np.intp).reshape(-1, 5)
    return WordTable(tuple(rows), array[:, 0], array[:, 1], array[:, 2], array[:, 3].astype(np.int32), array[:, 4])


def mcc(flags: Flags, bad: Flags, weight: Floats | None = None) -> float:
    """Matthews correlation of flagged and bad words, -1 to 1; 0 if either is the same everywhere."""
    one = np.ones(len(bad)) if weight is None else weight
    both = float(one[flags & bad].sum())
    flagged, gold, n = float(one[flags].sum()), float(one[bad].sum()), float(one.sum())
    spread = flagged * (n - flagged) * gold * (n - gold)
    return (both * n - flagged * gold) / spread**0.5 if spread > 0 else 0.0


def best_threshold(scores: Floats, bad: Flags) -> float:
    """The threshold with the highest MCC **on these words**: choose it on one set, use it on another."""
    order = np.argsort(-scores, kind="stable")
    hit = np.cumsum(bad[order], dtype=np.float64)
    flagged = np.arange(1, len(bad) + 1, dtype=np.float64)
    n, gold = float(len(bad)), float(bad.sum())
    spread = flagged * (n - flagged) * gold * (n - gold)
    value = np.where(spread > 0, (hit * n - flagged * gold) / np.sqrt(np.maximum(spread, 1e-12)), -1.0)
    value[:-1][scores[order][1:] == scores[order][:-1]] = -1.0  # a threshold cannot divide equal scores
    return float(scores[order][int(value.argmax())])


def average_precision(scores: Floats, bad: Flags, weight: Floats | None = None) -> float:
    """Area under precision over recall, 0 to 1; random order gives the share of bad words."""
    order = np.argsort(-scores, kind="stable")
    one = np.ones(len(bad)) if weight is None else weight[order]
    gold = one * bad[order]
    total = gold.sum()
    if total == 0:
        return 0.0
    return float((np.cumsum(gold) / np.maximum(np.cumsum(one), 1e-12) * gold).sum() / total)


def runs(table_: WordTable, flags: Flags) -> tuple[Ints, Ints]:
    """First and last word of each run of flagged words that are neighbours in a row."""
    before = np.zeros(len(flags), dtype=bool)
    before[1:] = flags[:-1] & (table_.row[1:] == table_.row[:-1])
    after = np.zeros(len(flags), dtype=bool)
    after[:-1] = flags[1:] & (table_.row[1:] == table_.row[:-1])
    return np.flatnonzero(flags & ~before), np.flatnonzero(flags & ~after)


def span_precision(table_: WordTable, scores: Floats, *, share: float) -> tuple[float, int, Floats, Ints]:
    """Of the spans made of the highest-scored words, the share that touches any marked word.

    Args:
        table_: The words.
        scores: One per word, higher is worse.
        share: Of all words, how many are flagged: .005 is one in 200.

    Returns:
        Precision, number of spans, and for a bootstrap whether each span is right and its cluster.
    """
    count = max(1, round(share * len(scores)))
    flags = np.zeros(len(scores), dtype=bool)
    flags[np.argsort(-scores, kind="stable")[:count]] = True
    first, last = runs(table_, flags)
    cumulative = np.concatenate([[0], np.cumsum(table_.bad)])
    right = (cumulative[last + 1] > cumulative[first]).astype(np.float64)
    return float(right.mean()), len(right), right, table_.cluster[first]


def character_f1(table_: WordTable, flags: Flags, *, severe: Flags | None = None) -> float:
    """F1 over code points pooled over all rows, 0 to 1, severity counted.

    A flagged code point with the rater's severity earns 1, with the other one .5: WMT's rule for span detection.

    Args:
        table_: The words.
        flags: Which are flagged; a run of them is one span, marks between them included.
        severe: Which words are flagged as major; default all.
    """
    by_row: list[list[tuple[int, int, bool]]] = [[] for _ in table_.rows]
    for first, last in zip(*runs(table_, flags), strict=True):
        major = True if severe is None else bool(severe[first : last + 1].any())
        by_row[table_.row[first]].append((int(table_.start[first]), int(table_.end[last]), major))
    credit = predicted = gold = 0.0
    for row, spans in zip(table_.rows, by_row, strict=True):
        marked = np.zeros(len(row.target), dtype=np.int8)
        for mark in row.marks:
            part = marked[mark.span.start : mark.span.end]
            np.maximum(part, 2 if mark.weight >= _MAJOR else 1, out=part)
        said = np.zeros(len(row.target), dtype=np.int8)
        for start, end, major in spans:
            said[start:end] = 2 if major else 1
        both = (said > 0) & (marked > 0)
        credit += float(np.where(said[both] == marked[both], 1.0, 0.5).sum())
        predicted += float((said > 0).sum())
        gold += float((marked > 0).sum())
    return 2 * credit / (predicted + gold) if predicted + gold else 0.0


def pairs_of_raters(rows: Sequence[Row]) -> tuple[WordTable, WordTable]:
    """Two tables with the same words: each pair of raters that read the same translation of a segment.

    The systems often write the same; a pair counts once, the first rater of the file first.
    """
    same: dict[tuple[str, str, str], list[Row]] = {}
    for row in rows:
        if row.rater is not None:
            same.setdefault((row.document, row.source, row.target), []).append(row)
    left: list[Row] = []
    right: list[Row] = []
    for group in same.values():
        for index, row in enumerate(group):
            for other in group[index + 1 :]:
                if other.rater != row.rater:
                    left.append(row)
                    right.append(other)
    return table(left), table(right)


def interval(
    cluster: Ints, statistic: Callable[[Floats], float], *, draws: int = 200, seed: int = 0
) -> tuple[float, float]:
    """The middle 90% of ``statistic`` over bootstrap draws of whole clusters.

    Args:
        cluster: Cluster of each item.
        statistic: Value for a weight per item: how often its cluster was drawn.
        draws: How many.
        seed: Of the draws.
    """
    rng = np.random.default_rng(seed)
    names, index = np.unique(cluster, return_inverse=True)
    values = []
    for _ in range(draws):
        times = np.bincount(rng.integers(0, len(names), len(names)), minlength=len(names)).astype(np.float64)
        values.append(statistic(times[index]))
    low, high = np.quantile(values, [0.05, 0.95])
    return float(low), float(high)
