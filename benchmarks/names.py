"""Pair benchmark of the name matcher, beside plain string measures.

``python benchmarks/names.py --data DIR`` (default: the environment variable ``MTQA_DATA``) prints

* synthetic garbled names against 5,000 and 300 entries, thresholds chosen on one half of the queries
  and reported on the other;
* real zh-en errors of documents that nothing was trained on, against a small and a large glossary,
  thresholds chosen on the training documents;
* how well ``probability`` is calibrated.

Recall counts a garbled name only if the *right* entry came first.  A false alarm is a correct name,
absent from the glossary, that is flagged as some entry.  ``--quick`` runs a sample, for CI.
"""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from zlib import crc32

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import distance as rf_distance
from rapidfuzz import fuzz
from rapidfuzz.process import cdist

from mtqa.names.alphabet import fold
from mtqa.names.pairs import NameMatcher
from mtqa.training.name_sets import correct_names, data_folder, eval_rows, pool, real_pairs

SEED = 7
FALSE_ALARMS = (0.005, 0.01, 0.05)
DEPTH = 10
"""Ranks that count towards MRR."""

Floats = NDArray[np.float64]
Ints = NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Query:
    """A name to look up: ``entry`` is the folded right form, or ``""``; ``correct`` if it is nobody's garbling."""

    text: str
    entry: str
    correct: bool
    tuning: bool


@dataclass(frozen=True, slots=True)
class Answers:
    """What a method says: entries best first (-1 padded), the score of the first, milliseconds per query."""

    ranked: Ints
    score: Floats
    ms: float


Method = Callable[[Sequence[str], Sequence[str]], Answers]


def by_similarity(scorer: Callable[..., float]) -> Method:
    """A rapidfuzz measure over all entries."""

    def answer(queries: Sequence[str], forms: Sequence[str]) -> Answers:
        start = time.perf_counter()
        left, right = [fold(q) for q in queries], [fold(f) for f in forms]
        scores = cdist(left, right, scorer=scorer, dtype=np.float32)
        ranked = np.argsort(-scores, axis=1, kind="stable")[:, :DEPTH]
        best = scores[np.arange(len(left)), ranked[:, 0]]
        return Answers(ranked, best.astype(np.float64), (time.perf_counter() - start) * 1000 / len(left))

    return answer


def by_matcher(score: str) -> Method:
    """Our matcher, ordered by ``probability`` or by ``distance``."""

    def answer(queries: Sequence[str], forms: Sequence[str]) -> Answers:
        start = time.perf_counter()
        matches = NameMatcher(forms).match(queries, top=DEPTH if score == "distance" else 3)
        took = time.perf_counter() - start
        ranked = np.full((len(queries), DEPTH), -1, dtype=np.intp)
        best = np.full(len(queries), -9.0)
        for k, found in enumerate(matches):
            ordered = sorted(found, key=lambda m: m.distance) if score == "distance" else list(found)
            ranked[k, : len(ordered)] = [m.form for m in ordered]
            if ordered:
                best[k] = -ordered[0].distance if score == "distance" else ordered[0].probability
        return Answers(ranked, best, took * 1000 / len(queries))

    return answer


METHODS: dict[str, Method] = {
    "rapidfuzz ratio": by_similarity(fuzz.ratio),
    "Jaro-Winkler": by_similarity(rf_distance.JaroWinkler.similarity),
    "Levenshtein": by_similarity(rf_distance.Levenshtein.normalized_similarity),
    "transducer alone": by_matcher("distance"),
    "mtqa (probability)": by_matcher("probability"),
}


@dataclass(frozen=True, slots=True)
class Outcome:
    """Right answers of one method on one set."""

    right: NDArray[np.bool_]
    reciprocal: Floats
    answers: Answers


def run(method: Method, queries: Sequence[Query], glossary: Sequence[str]) -> Outcome:
    """Ask a method every query."""
    answers = method([q.text for q in queries], glossary)
    at = {fold(form): k for k, form in enumerate(glossary)}
    gold = np.array([at.get(q.entry, -2) if q.entry else -2 for q in queries])
    hits = answers.ranked == gold[:, None]
    rank = np.where(hits.any(axis=1), hits.argmax(axis=1), -1)
    reciprocal = np.where(rank >= 0, 1 / np.maximum(rank + 1.0, 1.0), 0.0)
    return Outcome(rank == 0, reciprocal, answers)


def table(title: str, queries: Sequence[Query], glossary: Sequence[str]) -> Outcome:
    """Print one row per method; returns the outcome of the last, ours."""
    present = {fold(form) for form in glossary}
    garbled = np.array([q.entry in present and not q.correct for q in queries])
    correct = np.array([q.correct for q in queries])
    tuning = np.array([q.tuning for q in queries])
    test = ~tuning
    print(f"\n{title}: {len(glossary)} entries; reported on {int((garbled & test).sum())} garbled names and")
    print(
        f"  {int((correct & test).sum())} correct ones; thresholds from {int((garbled & tuning).sum())}"
        f" and {int((correct & tuning).sum())} others"
    )
    heads = " ".join(f"rec@{rate:.1%} (FA)".rjust(15) for rate in FALSE_ALARMS)
    print(f"  {'':20} {'R@1':>6} {'MRR':>6} {heads} {'best F1':>8} {'ms/query':>9}")
    outcome = None
    for name, method in METHODS.items():
        outcome = run(method, queries, glossary)
        score = outcome.answers.score
        cells = []
        for rate in FALSE_ALARMS:
            negatives = np.sort(score[correct & tuning])[::-1]
            threshold = negatives[int(rate * len(negatives))]
            recall = float((outcome.right & (score > threshold))[garbled & test].mean())
            alarms = float((score > threshold)[correct & test].mean())
            cells.append(f"{recall:.3f} ({alarms:.2%})".rjust(15))
        n = garbled & test
        print(
            f"  {name:20} {outcome.right[n].mean():6.3f} {outcome.reciprocal[n].mean():6.3f} {' '.join(cells)}"
            f" {best_f1(outcome, garbled=garbled & test, test=test):8.3f} {outcome.answers.ms:9.2f}"
        )
    assert outcome is not None
    return outcome


def best_f1(outcome: Outcome, *, garbled: NDArray[np.bool_], test: NDArray[np.bool_]) -> float:
    """Best F1 over all thresholds; every flag that is not the right entry of a garbled name is a false alarm."""
    order = np.argsort(-outcome.answers.score[test], kind="stable")
    true = (outcome.right & garbled)[test][order].cumsum()
    flagged = np.arange(1, len(order) + 1)
    return float(np.max(2 * true / (flagged + garbled.sum())))


def reliability(outcomes: Sequence[tuple[Outcome, Sequence[Query]]]) -> None:
    """Print how often the first entry was right, by probability, and the expected calibration error."""
    p = np.concatenate([o.answers.score[[not q.tuning for q in qs]] for o, qs in outcomes])
    y = np.concatenate([o.right[[not q.tuning for q in qs]] for o, qs in outcomes])
    p = np.clip(p, 0, 1)
    print(f"\nReliability of probability ({len(p)} queries, {y.mean():.0%} garbled with their entry present)")
    print("  probability     queries  said   was")
    error = 0.0
    for k in range(10):
        inside = (p >= k / 10) & ((p < (k + 1) / 10) | (k == 9))
        if inside.any():
            error += abs(p[inside].mean() - y[inside].mean()) * inside.mean()
            print(
                f"  {k / 10:.1f} to {(k + 1) / 10:.1f}  {inside.sum():9d} {p[inside].mean():6.3f} {y[inside].mean():6.3f}"
            )
    print(f"  expected calibration error {error:.4f}, Brier score {np.mean((p - y) ** 2):.4f}")


def synthetic_queries(data: Path) -> list[Query]:
    """The pair benchmark; halves by a hash of the entry, so that one entry's forms stand in one half."""
    return [
        Query(
            r.query, fold(r.entry), r.label == "neg-correct-absent", crc32(fold(r.entry or r.query).encode()) % 2 == 0
        )
        for r in eval_rows(data)
    ]


def real_queries(data: Path, *, sound_only: bool) -> tuple[list[Query], list[str]]:
    """Real zh-en errors and correct names, and the right forms of the errors."""
    pairs = [p for p in real_pairs(data) if p.kind == "S" or not sound_only]
    # Where references disagree, one entity is one entry, under the first form.
    form_of: dict[int, str] = {}
    for pair in pairs:
        form_of.setdefault(pair.entity, pair.right)
    queries = [Query(p.wrong, fold(form_of[p.entity]), False, not p.held_out) for p in pairs]
    queries += [Query(name, "", True, not held_out) for name, held_out in correct_names(data)]
    return queries, list(form_of.values())


def main(argv: Sequence[str] | None = None) -> None:
    """Run every table."""
    parser = argparse.ArgumentParser(description="Pair benchmark of the name matcher.")
    parser.add_argument("--data", type=Path, default=None, help="folder with names/ and translit/ (default: MTQA_DATA)")
    parser.add_argument("--quick", action="store_true", help="a tenth of the synthetic queries, no large glossaries")
    options = parser.parse_args(argv)
    data = data_folder(options.data)
    print(f"data: names/eval_dev.tsv, names/pool_dev.txt, names/wmt_zh-en_*.tsv under {data.name}/; seed {SEED}")
    rng = random.Random(SEED)  # noqa: S311 - CONFIG: a reproducible sample, no secret
    everything = pool(data)
    queries = synthetic_queries(data)
    if options.quick:
        queries = queries[::10]
    measured: list[tuple[Outcome, Sequence[Query]]] = []
    if not options.quick:
        measured.append((table("Synthetic", queries, everything), queries))
    for draw in range(1 if options.quick else 2):
        small = rng.sample(everything, 300)
        present = {fold(form) for form in small}
        mine = [q for q in queries if q.correct or q.entry in present]
        measured.append((table(f"Synthetic, draw {draw + 1}", mine, small), mine))
    for kind, sound_only in (("errors of sound", True), ("all kinds", False)):
        real, rights = real_queries(data, sound_only=sound_only)
        fill = rng.sample(everything, len(everything))
        table(f"Real zh-en, {kind}", real, rights + fill[: max(0, 135 - len(rights))])
        if not options.quick:
            table(f"Real zh-en, {kind}", real, rights + fill[: 5000 - len(rights)])
    reliability(measured)


if __name__ == "__main__":
    main()
