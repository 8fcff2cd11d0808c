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
from mtqa.training.word_metrics import WordTable

__all__ = ["Flag", "calibrate", "effective_raters", "flags", "logistic"]

Floats = NDArray[np.float32]
Doubles = NDArray[np.float64]
Flags = NDArray[np.bool_]

#: Phrases of an article that are learnt from, per 100 words: what ``--phrases many`` may show.
PER_100_WORDS = 4.0
#: Raters of one text that it takes to learn what one of several marks.
_RATERS = 3
_HALF = 0.5


@dataclass(frozen=True, slots=True)
class Flag:
    """A phrase of an annotated article.

    Attributes:
        row: Index of its row.
        first: Its first word, in the table.
        last: Its last word.
        score: Log-odds of its worst word.
        major: Log-odds that a rater marks that word as a major error.
        article: Log-odds of the article's mean probability.
        marked: Whether the row's rater marked a word of it.
    """

    row: int
    first: int
    last: int
    score: float
    major: float
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
                    float(logits[part[phrase.peak], 1]),
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
    majors: list[float] = []
    with_major: list[bool] = []
    several: list[tuple[float, float, bool, bool]] = []
    for data, logits, keep in sets:
        peers = _peers(data.words, keep)
        firsts = np.searchsorted(data.words.row, np.arange(len(data.words.rows)))
        bad = data.words.bad
        for article in flags(data, logits, keep & ~data.human, per_100_words=PER_100_WORDS):
            for flag in article:
                inputs.append((flag.score, flag.article))
                answers.append(flag.marked)
                majors.append(flag.major)
                with_major.append(
                    bool((data.words.weight[flag.first : flag.last + 1] >= WEIGHTS[Severity.MAJOR]).any())
                )
                others = peers.get(flag.row, [])[: _RATERS - 1]
                if len(others) < _RATERS - 1:
                    continue
                marked = flag.marked
                for other in others:
                    shift = int(firsts[other] - firsts[flag.row])
                    marked |= bool(bad[flag.first + shift : flag.last + shift + 1].any())
                several.append((flag.score, flag.article, flag.marked, marked))
    x = np.column_stack([np.ones(len(inputs)), np.array(inputs)])
    chance = logistic(x, np.array(answers, dtype=np.float64))
    y = np.array(several, dtype=np.float64)
    logit = np.column_stack([np.ones(len(y)), y[:, :2]]) @ chance
    raters = effective_raters(logit, y[:, 2], y[:, 3])
    print(
        f"calibration: {len(answers)} phrases, {np.mean(answers):.3f} marked; {len(y)} read by three: "
        f"{y[:, 2].mean():.3f} marked by one, {y[:, 3].mean():.3f} by any, who amount to {raters:.2f}"
    )
    return Calibration(
        (float(chance[0]), float(chance[1]), float(chance[2])),
        raters,
        _major(np.array(majors), np.array(with_major, dtype=np.float64)),
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


def _major(scores: Doubles, answers: Doubles) -> float:
    """The lowest log-odds above which half of the phrases hold a major mark.

    Whether a rater calls an error major or minor cannot be told from the text; how likely a major mark is, can.
    """
    order = np.argsort(-scores, kind="stable")
    share = np.cumsum(answers[order]) / np.arange(1, len(order) + 1)
    enough = np.flatnonzero(share >= _HALF)
    last = int(enough[-1]) if len(enough) else 0
    called = scores >= scores[order][last]
    print(
        f"called major: {called.mean():.3f} of the phrases, {answers[called].mean():.3f} of them hold a major mark, "
        f"{answers[~called].mean():.3f} of the others"
    )
    return float(scores[order][last])


def effective_raters(logit: Doubles, one: Doubles, any_: Doubles) -> float:
    """How many independent raters three real ones amount to, by likelihood.

    What several raters read is what several systems wrote alike, and easier than the rest: the log-odds are first
    shifted to what a single rater marked there.

    Args:
        logit: Log-odds that one rater marks each phrase.
        one: Whether the first rater did.
        any_: Whether one of three did.
    """
    shift = 0.0
    for _ in range(50):
        p = 1 / (1 + np.exp(-(logit + shift)))
        shift += float((one - p).sum() / (p * (1 - p)).sum())
    miss = 1 - 1 / (1 + np.exp(-(logit + shift)))
    tried = np.linspace(1.0, 3.0, 201)
    none = np.clip(miss[None, :] ** tried[:, None], 1e-9, 1 - 1e-9)
    likelihood = (any_ * np.log(1 - none) + (1 - any_) * np.log(none)).sum(axis=1)
    return float(tried[int(likelihood.argmax())])


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
