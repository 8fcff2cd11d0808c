"""How a phrase's score becomes a probability, fitted on documents that the networks had not seen."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mtqa.data import Span
from mtqa.mqm import WEIGHTS, Severity
from mtqa.scoring.phrases import Phrase, phrases
from mtqa.scoring.suspicions import Calibration, article_logit
from mtqa.training.word_data import WordData
from mtqa.training.word_metrics import WordTable, best_threshold, mcc

__all__ = ["Flag", "calibrate", "flags", "logistic"]

Floats = NDArray[np.float32]
Doubles = NDArray[np.float64]
Flags = NDArray[np.bool_]

#: Phrases of an article that are learnt from, per 100 words: what ``--phrases many`` may show.
PER_100_WORDS = 4.0
#: Raters of one text that it takes to learn what one of several marks.
_RATERS = 3


@dataclass(frozen=True, slots=True)
class Flag:
    """A phrase of an annotated article.

    Attributes:
        row: Index of its row.
        first: Its first word, in the table.
        last: Its last word.
        score: Log-odds of its worst word.
        article: Log-odds of the article's mean probability.
        marked: Whether the row's rater marked a word of it.
    """

    row: int
    first: int
    last: int
    score: float
    article: float
    marked: bool


def flags(data: WordData, logits: Floats, keep: Flags, *, per_100_words: float) -> Iterator[list[Flag]]:
    """The worst phrases of each article, as the check finds them.

    Args:
        data: The articles.
        logits: Of each word, (words, 2).
        keep: Rows to look at.
        per_100_words: How many phrases.
    """
    words = data.words
    inside = np.flatnonzero(keep[words.row])
    if not len(inside):
        return
    cuts = np.flatnonzero(np.diff(data.article[inside])) + 1
    for part in np.split(inside, cuts):
        marked = logits[part, 0]
        article = article_logit(marked)
        bad = words.bad[part]
        found: list[Flag] = []
        for phrase in _phrases(data, part, marked):
            if len(found) >= -int(-len(part) * per_100_words // 100):
                break
            found.append(
                Flag(
                    int(words.row[part[phrase.peak]]),
                    int(part[phrase.first]),
                    int(part[phrase.last]),
                    float(marked[phrase.peak]),
                    article,
                    bool(bad[phrase.first : phrase.last + 1].any()),
                )
            )
        yield found


def _phrases(data: WordData, part: NDArray[np.intp], marked: Floats) -> Iterator[Phrase]:
    words = data.words
    texts: list[str] = []
    starts: dict[int, int] = {}
    at = 0
    for row in np.unique(words.row[part]):
        starts[int(row)] = at
        texts.append(words.rows[row].target)
        at += len(texts[-1]) + 2
    spans = [
        Span(starts[int(words.row[word])] + int(words.start[word]), starts[int(words.row[word])] + int(words.end[word]))
        for word in part
    ]
    yield from phrases("\n\n".join(texts), spans, data.sequence[part], marked, np.ones(len(part), dtype=bool))


def calibrate(sets: Sequence[tuple[WordData, Floats, Flags]]) -> Calibration:
    """Fit the calibration on cross-fitted logits.

    Args:
        sets: Articles, logits of their words, and which rows to use; human translations are left out.
    """
    inputs: list[tuple[float, float]] = []
    answers: list[bool] = []
    several: list[tuple[float, float, bool]] = []
    for data, logits, keep in sets:
        peers = _peers(data.words, keep)
        firsts = np.searchsorted(data.words.row, np.arange(len(data.words.rows)))
        bad = data.words.bad
        for article in flags(data, logits, keep & ~data.human, per_100_words=PER_100_WORDS):
            for flag in article:
                inputs.append((flag.score, flag.article))
                answers.append(flag.marked)
                others = peers.get(flag.row, [])[: _RATERS - 1]
                if len(others) < _RATERS - 1:
                    continue
                marked = flag.marked
                for other in others:
                    shift = int(firsts[other] - firsts[flag.row])
                    marked |= bool(bad[flag.first + shift : flag.last + shift + 1].any())
                several.append((flag.score, flag.article, marked))
    x = np.column_stack([np.ones(len(inputs)), np.array(inputs)])
    chance = logistic(x, np.array(answers, dtype=np.float64))
    y = np.array(several, dtype=np.float64)
    logit = np.column_stack([np.ones(len(y)), y[:, :2]]) @ chance
    confidence = logistic(np.column_stack([np.ones(len(y)), logit]), y[:, 2])
    print(
        f"calibration: {len(answers)} phrases, {np.mean(answers):.3f} marked; {len(y)} read by three, {y[:, 2].mean():.3f}"
    )
    return Calibration(
        (float(chance[0]), float(chance[1]), float(chance[2])),
        (float(confidence[0]), float(confidence[1])),
        _major(sets),
    )


def _peers(words: WordTable, keep: Flags) -> dict[int, list[int]]:
    """For each row, one row of every other rater who read the same text."""
    same: defaultdict[tuple[str, str, str], dict[str, int]] = defaultdict(dict)
    for index in np.flatnonzero(keep).tolist():
        row = words.rows[index]
        if row.rater is not None:
            same[row.document, row.source, row.target].setdefault(row.rater, index)
    found: dict[int, list[int]] = {}
    for index in np.flatnonzero(keep).tolist():
        row = words.rows[index]
        raters = same.get((row.document, row.source, row.target), {})
        found[index] = [other for rater, other in raters.items() if rater != row.rater]
    return found


def _major(sets: Sequence[tuple[WordData, Floats, Flags]]) -> float:
    """From which difference of the two logits a marked word is called major: what tells raters' severities best."""
    difference: list[Floats] = []
    major: list[Flags] = []
    for data, logits, keep in sets:
        words, inside = data.words.chosen(keep & ~data.human)
        marked = logits[inside][words.bad]
        difference.append(marked[:, 1] - marked[:, 0])
        major.append(words.weight[words.bad] >= WEIGHTS[Severity.MAJOR])
    scores, answers = np.concatenate(difference).astype(np.float64), np.concatenate(major)
    threshold = best_threshold(scores, answers)
    print(
        f"severity of marked words: {answers.mean():.3f} major; called major {np.mean(scores >= threshold):.3f}, "
        f"MCC {mcc(scores >= threshold, answers):.3f}"
    )
    return threshold


def logistic(x: Doubles, y: Doubles, *, penalty: float = 1.0) -> Doubles:
    """Weights of a logistic regression, by Newton's steps; the first column is not penalised."""
    weights = np.zeros(x.shape[1])
    ridge = np.diag([0.0, *([penalty] * (x.shape[1] - 1))])
    for _ in range(50):
        p = 1 / (1 + np.exp(-(x @ weights)))
        step = np.linalg.solve((x * (p * (1 - p))[:, None]).T @ x + ridge, x.T @ (y - p) - ridge @ weights)
        weights += step
        if np.abs(step).max() < 1e-8:
            break
    return weights
