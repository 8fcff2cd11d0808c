"""Measure the reference distribution of a language model: ``python -m mtqa.training.fluency --data DIR``.

Writes ``fluency-<model>.json`` and prints, as Markdown, the numbers of its card: how well several
statistics agree with human judgement on development data, and what the score and the check
``low-fluency`` do on documents that were held out.
"""

from __future__ import annotations

import argparse
import json
import math
import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from mtqa.data import Fluency, SegmentFluency
from mtqa.lm import DEFAULT_LM, LanguageModel, load
from mtqa.scoring.calibration import PRIOR_BITS, PRIOR_CHARS, START_BITS, Calibration, artefact_name, statistic
from mtqa.scoring.fluency import article_score, measure, share_below
from mtqa.scoring.judge import judge_for
from mtqa.training.da import PAIRS, read_da
from mtqa.training.wmt import Article, is_held_out, read_wmt21

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    Vector = NDArray[np.float64]

REFERENCE = "human translations of news from Chinese (WMT 2021)"
#: Shorter sentences are left out of the distribution: fragments, datelines and numbers.
_MIN_CHARS = 20


@dataclass(frozen=True, slots=True)
class Measured:
    """A translation and its fluency."""

    article: Article
    fluency: Fluency


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure, write, print."""
    parser = argparse.ArgumentParser(description="Measure the fluency reference of a language model.")
    parser.add_argument("--data", type=Path, default=os.environ.get("MTQA_DATA", "../shared/data"))
    parser.add_argument("--lm", default=DEFAULT_LM)
    parser.add_argument("--output", type=Path, default=Path("models"))
    parser.add_argument("--systems", nargs="+", metavar="NAME", help="only these translations: ref.A, hyp.Online-W ...")
    chosen = parser.parse_args(arguments)
    lm = load(chosen.lm, note=print)
    articles = read_wmt21(chosen.data / "mqm" / "wmt21_zh-en.tsv")
    if chosen.systems:
        articles = [article for article in articles if article.system in chosen.systems]
    measured = [Measured(article, measure(article.document, lm)) for article in articles]
    training = [item for item in measured if not is_held_out(item.article.document_id)]
    held = [item for item in measured if is_held_out(item.article.document_id)]
    calibration = calibrate(lm, training)
    path = chosen.output / artefact_name(lm.name)
    path.write_text(_json(calibration), encoding="utf-8")
    judged = judge_for(lm.name, lm.revision) is not None
    if judged:
        write_reference(path.with_suffix(".npz"), training)
    print(f"wrote {path}; documents: {_count(training)} for the distribution, {_count(held)} held out\n")
    report_judge(training, held)
    report_statistics(lm, training, chosen.data / "da")
    report_check("each document in turn", cross_fitted(training, calibration))
    sentences = _judgements(training) if judged else ()
    report_check("held-out documents", [rescored(item, calibration, sentences) for item in held])


def _count(measured: Sequence[Measured]) -> int:
    return len({item.article.document_id for item in measured})


def calibrate(lm: LanguageModel, measured: Sequence[Measured]) -> Calibration:
    """Quantiles of the human translations; ``typical`` from each document scored without itself."""
    references = [item for item in measured if item.article.is_reference]
    calibration = Calibration(lm.name, lm.revision, REFERENCE, _quantiles(references), (0.0, 100.0))
    without_head = [replace(one, fluency=replace(one.fluency, predicted=False)) for one in references]
    scores = [article_score(item.fluency.segments) for item in cross_fitted(without_head, calibration)]
    low, high = np.quantile([score for score in scores if score is not None], [0.1, 0.9])
    return replace(calibration, typical=(round(float(low), 1), round(float(high), 1)))


def write_reference(path: Path, measured: Sequence[Measured]) -> None:
    """Put what the human translations score into the artefact of the head: sentences, articles, and the usual range."""
    references = [item for item in measured if item.article.is_reference and item.fluency.score is not None]
    articles = [one.fluency.score for one in references if one.fluency.score is not None]
    with np.load(path, allow_pickle=False) as file:
        arrays = {key: file[key] for key in file.files}
    facts = json.loads(str(arrays["facts"]))
    low, high = np.quantile(articles, [0.1, 0.9])
    facts |= {
        "reference": REFERENCE,
        "sentences": _judgements(references),
        "articles": [round(float(value), 2) for value in np.quantile(articles, np.linspace(0, 1, 21))],
        "typical": [round(float(low), 1), round(float(high), 1)],
    }
    arrays["facts"] = np.array(json.dumps(facts))
    np.savez_compressed(path, **arrays)


def _judgements(measured: Sequence[Measured]) -> tuple[float, ...]:
    """The predicted judgement of the sentences of human translations, at every percentile; nothing without a head."""
    scores = [
        item.score
        for one in measured
        if one.article.is_reference and one.fluency.predicted
        for item in one.fluency.segments
        if item.score is not None and item.n_chars >= _MIN_CHARS
    ]
    return tuple(round(float(value), 2) for value in np.quantile(scores, np.linspace(0, 1, 101))) if scores else ()


def cross_fitted(measured: Sequence[Measured], calibration: Calibration) -> list[Measured]:
    """Every article scored against the human translations of the *other* documents."""
    found = []
    for document_id in sorted({item.article.document_id for item in measured}):
        others = [one for one in measured if one.article.is_reference and one.article.document_id != document_id]
        without = replace(calibration, quantiles=_quantiles(others))
        sentences = _judgements(others)
        found += [rescored(item, without, sentences) for item in measured if item.article.document_id == document_id]
    return found


def _quantiles(references: Sequence[Measured]) -> tuple[float, ...]:
    """The statistic at every half percentile."""
    values = [_statistic(item) for one in references for item in one.fluency.segments if item.n_chars >= _MIN_CHARS]
    return tuple(round(float(value), 4) for value in np.quantile(values, np.linspace(0, 1, 201)))


def rescored(one: Measured, calibration: Calibration, sentences: Sequence[float] = ()) -> Measured:
    """The same article beside another reference.

    Args:
        one: As measured.
        calibration: The reference of surprisal.
        sentences: Quantiles of the predicted judgement; without them the score is that of surprisal.
    """
    predictable = [calibration.score(_statistic(item)) for item in one.fluency.segments]
    segments = tuple(
        replace(item, predictability=share, percentile=share_below(sentences, item.score))
        if sentences and one.fluency.predicted and item.score is not None
        else replace(item, score=share, predictability=share, percentile=share)
        for item, share in zip(one.fluency.segments, predictable, strict=True)
    )
    predicted = bool(sentences) and one.fluency.predicted
    return Measured(
        one.article, replace(one.fluency, segments=segments, score=article_score(segments), predicted=predicted)
    )


def _statistic(item: SegmentFluency) -> float:
    return statistic(item.surprisal * item.n_tokens, item.n_chars)


def _json(calibration: Calibration) -> str:
    facts = {
        "model": calibration.model,
        "revision": calibration.revision,
        "reference": calibration.reference,
        "typical": calibration.typical,
        "quantiles": calibration.quantiles,
    }
    return json.dumps(facts, indent=1) + "\n"


_STATISTICS: dict[str, Callable[[Vector, Vector, Vector], Vector]] = {
    "bits per token": lambda bits, _chars, tokens: bits / tokens,
    "bits per character": lambda bits, chars, _tokens: bits / chars,
    "... drawn to the mean (20 characters)": lambda bits, chars, _: (bits + PRIOR_BITS * 20) / (chars + 20),
    "... drawn to the mean (60 characters)": lambda bits, chars, _: (bits + PRIOR_BITS * 60) / (chars + 60),
    "... minus its regression on log length": lambda bits, chars, _: bits / chars + 0.394 * np.log(chars),
    "... without 15 bits for the start": lambda bits, chars, _: (bits - 15) / chars,
    "... without 26 bits for the start": lambda bits, chars, _: (bits - START_BITS) / chars,
    "... without 26 bits, drawn (20) **(used)**": lambda bits, chars, _: (
        (bits - START_BITS + PRIOR_BITS * PRIOR_CHARS) / (chars + PRIOR_CHARS)
    ),
    "... without 26 bits, drawn (60)": lambda bits, chars, _: (bits - START_BITS + PRIOR_BITS * 60) / (chars + 60),
    "length alone": lambda _bits, chars, _tokens: chars,
}


def report_statistics(lm: LanguageModel, training: Sequence[Measured], folder: Path) -> None:
    """Print how statistics agree with judgements: MLQE-PE dev, and MQM of the training documents."""
    sets = []
    for pair in PAIRS:
        rows = read_da(folder, pair)
        scored = lm.token_logprobs([text for text, _ in rows])
        bits = np.array([-sum(token.logprob or 0.0 for token in tokens) / math.log(2) for tokens in scored])
        chars = np.array([float(len(text)) for text, _ in rows])
        tokens = np.array([float(len(tokens)) for tokens in scored])
        sets.append((bits, chars, tokens, np.array([z for _, z in rows])))
    found = [
        (item.surprisal * item.n_tokens, item.n_chars, item.n_tokens, -points / item.n_chars)
        for one in training
        if not one.article.is_reference
        for item, points in zip(one.fluency.segments, _penalties(one), strict=True)
        if item.n_chars >= _MIN_CHARS
    ]
    mqm = np.array(found).T
    references = [item for one in training if one.article.is_reference for item in one.fluency.segments]
    long = [item for item in references if item.n_chars >= _MIN_CHARS]
    slope, intercept = np.polyfit([1 / item.n_chars for item in long], [item.bits_per_char for item in long], 1)
    print(f"Reference sentences: bits per character = {intercept:.2f} + {slope:.1f} / length.\n")
    print("| statistic | MLQE-PE dev, mean of 5 pairs: Pearson / Spearman | MQM per character: Pearson / Spearman |")
    print("|---|---|---|")
    for name, function in _STATISTICS.items():
        both = [(_pearson(-function(b, c, t), z), _spearman(-function(b, c, t), z)) for b, c, t, z in sets]
        pearson, spearman = np.mean(both, axis=0)
        value = -function(mqm[0], mqm[1], mqm[2])
        print(
            f"| {name} | {pearson:.3f} / {spearman:.3f} | {_pearson(value, mqm[3]):.3f} / {_spearman(value, mqm[3]):.3f} |"
        )
    print()


def report_judge(*parts: Sequence[Measured]) -> None:
    """Print what the head says of human and machine translations, and how it agrees with MQM."""
    print("| predicted judgement | sentences | mean | 10th-90th of articles | MQM points per sentence: Spearman |")
    print("|---|---|---|---|---|")
    for part, measured in zip(("training documents", "held-out documents"), parts, strict=True):
        for name, wanted in (("human references", True), ("machine translations", False)):
            chosen = [one for one in measured if one.article.is_reference is wanted and one.fluency.predicted]
            if not chosen:
                continue
            pairs = [
                (item.score or 0.0, -points)
                for one in chosen
                for item, points in zip(one.fluency.segments, _penalties(one), strict=True)
            ]
            low, high = np.quantile([one.fluency.score or 0.0 for one in chosen], [0.1, 0.9])
            print(
                f"| {part}, {name} | {len(pairs)} | {np.mean([score for score, _ in pairs]):.1f} | {low:.0f}-{high:.0f} | "
                f"{_spearman(*zip(*pairs, strict=True)):.3f} |"
            )
    print()


def _penalties(one: Measured) -> list[float]:
    return [one.article.penalties[item.segment] for item in one.fluency.segments]


def report_check(title: str, scored: Sequence[Measured]) -> None:
    """Print what score and check do on articles that were scored without their own document."""
    from mtqa.checks.low_fluency import LowFluency
    from mtqa.resources import Resources

    check = LowFluency()
    print(f"| {title} | sentences | mean score | 10th-90th of articles | flagged | major error: flagged / all |")
    print("|---|---|---|---|---|---|")
    for name, wanted in (("human references", True), ("machine translations", False)):
        flagged: list[float] = []
        everything: list[float] = []
        scores = []
        for one in (item for item in scored if item.article.is_reference is wanted):
            scores.append(one.fluency.score or 0.0)
            document = one.article.document
            spans = {finding.span for finding in check.run(document, Resources(document, fluency=one.fluency))}
            for item, points in zip(one.fluency.segments, _penalties(one), strict=True):
                everything.append(points)
                if item.span in spans:
                    flagged.append(points)
        low, high = np.quantile(scores, [0.1, 0.9])
        print(
            f"| {name} | {len(everything)} | {np.mean(scores):.1f} | {low:.0f}-{high:.0f} | "
            f"{len(flagged)} ({len(flagged) / len(everything):.1%}) | {_share(flagged)} / {_share(everything)} |"
        )
    pairs = [
        (-points, item.score)
        for one in scored
        if not one.article.is_reference
        for item, points in zip(one.fluency.segments, _penalties(one), strict=True)
    ]
    print(
        f"\nMachine translations, sentence score against MQM points: Spearman {_spearman(*zip(*pairs, strict=True)):.3f}.\n"
    )


def _share(points: Sequence[float]) -> str:
    return f"{np.mean([value >= 2.5 for value in points]):.0%}" if points else "-"


def _pearson(left: ArrayLike, right: ArrayLike) -> float:
    return float(np.corrcoef(np.asarray(left, dtype=np.float64), np.asarray(right, dtype=np.float64))[0, 1])


def _spearman(left: ArrayLike, right: ArrayLike) -> float:
    return _pearson(_ranks(left), _ranks(right))


def _ranks(values: ArrayLike) -> Vector:
    """Ranks; equal values share their mean rank."""
    _, inverse, counts = np.unique(np.asarray(values), return_inverse=True, return_counts=True)
    last = np.cumsum(counts)
    return np.asarray((last - (counts - 1) / 2)[inverse], dtype=np.float64)


if __name__ == "__main__":
    main()
