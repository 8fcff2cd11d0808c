"""What a fresh rater would mark: soft labels from everything that is known of a source segment.

One rater's marks are a noisy answer: another rater of the same text repeats two in five.  But the systems that
translated the same segment share words, and their raters differ; two human references say which words a person
would write.  A small model predicts, from the rater's own mark and these hints, what *another* rater of the same
text marked; where a text has one rater only, its prediction is the label to train on.  The hints are never
features of the tagger: at run time there is one translation and no source.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from mtqa.names.calibration import Calibration
from mtqa.text import fold
from mtqa.training.mqm_rows import is_reference
from mtqa.training.trees import Settings, boost
from mtqa.training.word_metrics import WordTable

__all__ = ["HINTS", "fit", "hints", "soft_labels"]

Floats = NDArray[np.float32]

HINTS = (
    "marked",
    "marked major",
    "marks beside",
    "marked elsewhere",
    "elsewhere",
    "marked elsewhere in the same words",
    "elsewhere in the same words",
    "references",
    "references with the next word",
    "share of systems",
    "length",
    "capital",
    "human",
    "strictness",
    "strictness elsewhere",
)
_SETTINGS = Settings(trees=200, rate=0.1, share=0.5, least=200)
#: Pairs of raters from which the model learns, at most.
_MAX_WORDS = 150_000


def hints(words: WordTable) -> Floats:
    """The hints of each word, (words, :data:`HINTS`).

    Other rows of the very same text say nothing here: what their raters marked is what is to be predicted.
    """
    keys = [
        fold(words.rows[row].target[start:end])
        for row, start, end in zip(words.row, words.start, words.end, strict=True)
    ]
    texts = [row.target for row in words.rows]
    strict: defaultdict[str | None, list[float]] = defaultdict(list)
    for index, marked in _by_row(words):
        strict[words.rows[index].rater].append(float(marked.mean()) if len(marked) else 0.0)
    strictness = {rater: float(np.mean(values)) for rater, values in strict.items()}
    found = np.zeros((len(words), len(HINTS)), dtype=np.float32)
    bad = words.bad
    for members in _clusters(words):
        rows: dict[int, list[int]] = defaultdict(list)
        for word in members:
            rows[int(words.row[word])].append(word)
        at: dict[str, list[int]] = defaultdict(list)
        for word in members:
            at[keys[word]].append(word)
        pairs = {row: {(keys[a], keys[b]) for a, b in pairwise(own)} for row, own in rows.items()}
        references = [row for row in rows if is_reference(words.rows[row].system)]
        machines = [row for row in rows if not is_reference(words.rows[row].system)]
        vocabulary = {row: {keys[word] for word in own} for row, own in rows.items()}
        for row, own in rows.items():
            peers = [other for other in rows if texts[other] != texts[row]]
            elsewhere = float(np.mean([strictness[words.rows[other].rater] for other in peers])) if peers else 0.12
            for place, word in enumerate(own):
                before = keys[own[place - 1]] if place else ""
                after = keys[own[place + 1]] if place + 1 < len(own) else ""
                loose = tight = 0.0
                loose_bad = tight_bad = 0.0
                for other in at[keys[word]]:
                    if texts[int(words.row[other])] == texts[row]:
                        continue
                    loose += 1
                    loose_bad += bad[other]
                    left = keys[other - 1] if other and words.row[other - 1] == words.row[other] else ""
                    right = (
                        keys[other + 1] if other + 1 < len(keys) and words.row[other + 1] == words.row[other] else ""
                    )
                    if left == before and right == after:
                        tight += 1
                        tight_bad += bad[other]
                beside = bad[own[max(0, place - 1)]] * (place > 0) + bad[own[min(place + 1, len(own) - 1)]] * (
                    place + 1 < len(own)
                )
                others = [one for one in references if one != row]
                found[word] = (
                    bad[word],
                    words.weight[word] >= 5,
                    beside,
                    (loose_bad + 0.12) / (loose + 1),
                    loose,
                    (tight_bad + 0.12) / (tight + 1),
                    tight,
                    sum(keys[word] in vocabulary[one] for one in others) / max(len(others), 1),
                    sum((keys[word], after) in pairs[one] for one in others) / max(len(others), 1),
                    sum(keys[word] in vocabulary[one] for one in machines if one != row) / max(len(machines), 1),
                    len(keys[word]),
                    words.rows[row].target[words.start[word]].isupper(),
                    is_reference(words.rows[row].system),
                    strictness[words.rows[row].rater],
                    elsewhere,
                )
    return found


def _clusters(words: WordTable) -> list[list[int]]:
    """Words of each source segment, in order."""
    found: defaultdict[int, list[int]] = defaultdict(list)
    for word, cluster in enumerate(words.cluster.tolist()):
        found[cluster].append(word)
    return list(found.values())


def _by_row(words: WordTable) -> list[tuple[int, NDArray[np.bool_]]]:
    bad = words.bad
    cuts = np.flatnonzero(np.diff(words.row)) + 1
    return [(int(words.row[part[0]]), bad[part]) for part in np.split(np.arange(len(words)), cuts) if len(part)]


def pairs(words: WordTable, *, major: bool = False) -> tuple[NDArray[np.intp], NDArray[np.float64]]:
    """Words of texts with several raters, and what another rater said of each: the mean of the others."""
    same: defaultdict[tuple[int, str], list[int]] = defaultdict(list)
    firsts = {int(row): int(at) for at, row in reversed(list(enumerate(words.row)))}
    sizes = np.bincount(words.row, minlength=len(words.rows))
    for index, row in enumerate(words.rows):
        if index in firsts and row.rater is not None:
            same[int(words.cluster[firsts[index]]), row.target].append(index)
    answer = words.weight >= 5 if major else words.bad
    at: list[NDArray[np.intp]] = []
    said: list[NDArray[np.float64]] = []
    for group in same.values():
        for index in group:
            others = [other for other in group if words.rows[other].rater != words.rows[index].rater]
            if others:
                place = np.arange(firsts[index], firsts[index] + sizes[index])
                at.append(place)
                said.append(np.mean([answer[firsts[o] : firsts[o] + sizes[o]] for o in others], axis=0))
    if not at:
        return np.zeros(0, dtype=np.intp), np.zeros(0)
    return np.concatenate(at), np.concatenate(said)


def fit(words: WordTable, x: Floats, *, major: bool = False, seed: int = 0) -> Calibration:
    """Learn what another rater marks.

    Args:
        words: Rows of training documents.
        x: Their :func:`hints`.
        major: Whether only major errors count as marks.
        seed: Of the sample and the trees.
    """
    at, said = pairs(words, major=major)
    if len(at) > _MAX_WORDS:
        keep = np.sort(np.random.default_rng(seed).choice(len(at), _MAX_WORDS, replace=False))
        at, said = at[keep], said[keep]
    rising = ("marked", "marked major", "marks beside", "marked elsewhere", "marked elsewhere in the same words")
    directions = dict.fromkeys(rising, 1) | {"references": -1, "references with the next word": -1}
    return boost(x[at], said, np.ones(len(at)), names=HINTS, directions=directions, settings=_SETTINGS)


def soft_labels(model: Calibration, x: Floats) -> Floats:
    """The expected answer of a fresh rater, 0 to 1."""
    return model.probability(x).astype(np.float32)


def columns(names: Sequence[str]) -> list[int]:
    """Where these hints stand."""
    return [HINTS.index(name) for name in names]
