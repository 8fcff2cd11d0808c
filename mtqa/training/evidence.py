"""Fit the weights of :mod:`mtqa.names.evidence`: ``python -m mtqa.training.evidence --data DIR``.

Rows are the windows of articles with the entry that each comes closest to; a row is positive if the
window is a garbled form of that entry.  The articles are those of the train part of
``benchmarks/articles.py`` with the whole and with half of the glossary, and articles made from them
with names of other languages (:mod:`mtqa.training.made_articles`).  A logistic regression is fitted by
Newton's method; its penalty draws each weight to a hand-set one, so that clues which the articles
hardly show ("two universities") keep a sensible weight, and clues that can only speak for or against
keep their sign.  What names of several words turn out to be is evidence for the single words, so the
fit is repeated with its own decisions; at the end the bias is moved to fit what is reported
(:func:`recalibrated`).  Deterministic.
"""

from __future__ import annotations

import argparse
import json
import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from mtqa.names import evidence
from mtqa.names.analysis import analyse, ranked
from mtqa.names.candidates import Candidate
from mtqa.names.evidence import ClueKind, Weights
from mtqa.training.cases import Case, made_cases, real_cases
from mtqa.training.name_sets import MODELS, data_folder

__all__ = ["GROUPS", "PRIOR", "main", "use"]

SEED = 20_241_124
#: Made articles for each article of the train part.
MADE_PER_ARTICLE = 3
#: Weight of a row of a real article against 1 of a made one: there are fewer, and they are what is meant.
REAL_WEIGHT = 4.0
ROUNDS = 2
#: Strength of the pull to the hand-set weight, in rows.
PULL = 6.0
#: Clues that the articles are not made to show, two people of one family name above all, keep theirs.
KEPT = frozenset({ClueKind.SWAPPED, ClueKind.NOT_PLACE, ClueKind.OWN_NAME, ClueKind.LOOK_ALIKE})
PULL_KEPT = 300.0

#: Hand-set log-odds, and whether a clue may only speak for (1) or against (-1).
PRIOR: dict[ClueKind, tuple[float, int]] = {
    ClueKind.SOUND: (0.7, 1),
    ClueKind.SOUND_SINGLE: (0.0, 0),
    ClueKind.SOUND_PART: (0.0, 0),
    ClueKind.DISTANCE: (0.0, 0),
    ClueKind.DISTANCE_SINGLE: (0.0, 0),
    ClueKind.GAP: (0.0, 1),
    ClueKind.SINGLE: (0.0, 0),
    ClueKind.LENGTH: (0.0, 0),
    ClueKind.OTHER_SYSTEM: (-0.5, 0),
    ClueKind.OTHER_SYSTEM_EXACT: (0.0, 0),
    ClueKind.COVERED: (0.0, 1),
    ClueKind.RIGHT_ELSEWHERE: (0.3, 0),
    ClueKind.RIGHT_BESIDE: (-1.6, -1),
    ClueKind.OTHER_FORMS: (0.4, 1),
    ClueKind.LONGER_FORM: (2.2, 1),
    ClueKind.ROLE: (1.2, 1),
    ClueKind.CONTEXT: (0.7, 1),
    ClueKind.PERSON: (0.3, 0),
    ClueKind.NOT_PERSON: (-0.5, -1),
    ClueKind.NOT_PLACE: (-2.5, -1),
    ClueKind.HEAD: (1.0, 1),
    ClueKind.TERM: (1.5, 1),
    ClueKind.HEAD_MISSING: (-1.2, -1),
    ClueKind.ORDINARY: (-3.0, -1),
    ClueKind.LOWER_CASE: (-2.0, -1),
    ClueKind.KNOWN_NAME: (-2.0, -1),
    ClueKind.KNOWN_PERSON: (-1.0, -1),
    ClueKind.KNOWN_PLACE: (-2.0, -1),
    ClueKind.LOOK_ALIKE: (-4.5, -1),
    ClueKind.PART_OF_NAME: (-2.0, -1),
    ClueKind.OWN_NAME: (-2.2, -1),
    ClueKind.SURNAME_ONLY: (-1.7, -1),
    ClueKind.INITIAL: (-0.2, -1),
    ClueKind.SHORT: (-0.8, -1),
    ClueKind.REPEATED: (0.2, 0),
    ClueKind.ABBREVIATION: (-3.0, -1),
    ClueKind.FAR_WORD: (-0.8, -1),
    ClueKind.SWAPPED: (-2.0, -1),
    ClueKind.PINYIN: (-0.7, -1),
    ClueKind.PINYIN_ALONE: (-0.7, -1),
}
KINDS = tuple(ClueKind)

#: Clues by what they draw on, for ablations.
GROUPS: dict[str, frozenset[ClueKind]] = {
    "the document": frozenset(
        {
            ClueKind.COVERED,
            ClueKind.RIGHT_ELSEWHERE,
            ClueKind.RIGHT_BESIDE,
            ClueKind.OTHER_FORMS,
            ClueKind.LONGER_FORM,
            ClueKind.ROLE,
            ClueKind.CONTEXT,
            ClueKind.PERSON,
            ClueKind.NOT_PERSON,
            ClueKind.NOT_PLACE,
            ClueKind.PART_OF_NAME,
            ClueKind.OWN_NAME,
            ClueKind.REPEATED,
            ClueKind.INITIAL,
        }
    ),
    "known names and words": frozenset(
        {
            ClueKind.ORDINARY,
            ClueKind.KNOWN_NAME,
            ClueKind.KNOWN_PERSON,
            ClueKind.KNOWN_PLACE,
            ClueKind.LOOK_ALIKE,
            ClueKind.PINYIN,
            ClueKind.PINYIN_ALONE,
        }
    ),
    "the make of the name": frozenset(
        {
            ClueKind.HEAD,
            ClueKind.HEAD_MISSING,
            ClueKind.TERM,
            ClueKind.FAR_WORD,
            ClueKind.SWAPPED,
            ClueKind.SURNAME_ONLY,
            ClueKind.SHORT,
            ClueKind.ABBREVIATION,
            ClueKind.LOWER_CASE,
        }
    ),
}


@dataclass(slots=True)
class Rows:
    """Training rows, one per window."""

    x: list[list[float]]
    y: list[float]
    weight: list[float]


def collect(cases: Iterable[Case]) -> Rows:
    """One row per window: its best candidate, and whether the window garbles that entry."""
    rows = Rows([], [], [])
    for case in cases:
        for candidate in ranked(case.document, case.glossary):
            label = _label(candidate, case)
            # The names put into made articles are no Chinese ones: such names would only be right there.
            pinyin = case.made and any(clue.kind is ClueKind.PINYIN for clue in candidate.clues)
            if label is not None and not pinyin:
                rows.x.append(vector(candidate))
                rows.y.append(label)
                rows.weight.append(1.0 if case.made else REAL_WEIGHT)
    return rows


def _label(candidate: Candidate, case: Case) -> float | None:
    span, entry = candidate.window.span, candidate.wanted.entry.id
    if any(span.overlaps(other) for other in case.unclear):
        return None
    if span in case.gold:
        return float(entry in case.gold[span].entries)
    if any(entry in gold.entries for at, gold in case.gold.items() if at.overlaps(span)):
        return None  # a part of the name, or the name and more: as good as right
    return 0.0


def vector(candidate: Candidate) -> list[float]:
    """Strengths by kind of clue."""
    sums: Counter[ClueKind] = Counter()
    for clue in candidate.clues:
        sums[clue.kind] += clue.strength  # type: ignore[assignment]
    return [float(sums[kind]) for kind in KINDS]


def fit(rows: Rows) -> Weights:
    """Weights by penalised logistic regression, signs kept."""
    x, y, weight = np.array(rows.x), np.array(rows.y), np.array(rows.weight)
    prior = np.array([PRIOR[kind][0] for kind in KINDS] + [0.0])
    sign = np.array([PRIOR[kind][1] for kind in KINDS] + [0])
    pull = np.full(len(prior), PULL)
    pull[[KINDS.index(kind) for kind in KEPT]] = PULL_KEPT
    pull[-1] = 0.01
    x = np.hstack([x, np.ones((len(x), 1))])
    w = prior.copy()
    fixed = np.zeros(len(w), dtype=bool)
    for _ in range(60):
        p = 1 / (1 + np.exp(-np.clip(x @ w, -30, 30)))
        gradient = x.T @ (weight * (p - y)) + pull * (w - prior)
        free = ~(fixed & (gradient * sign > 0))
        hessian = (x[:, free] * (weight * p * (1 - p))[:, None]).T @ x[:, free] + np.diag(pull[free])
        step = np.zeros_like(w)
        step[free] = np.linalg.solve(hessian, gradient[free])
        new = w - step
        fixed = (sign != 0) & (new * sign <= 0)
        new[fixed] = 0.0
        if np.abs(new - w).max() < 1e-6:
            break
        w = new
    return Weights(round(float(w[-1]), 3), {kind: round(float(v), 3) for kind, v in zip(KINDS, w, strict=False)})


def recalibrated(model: Weights, cases: Iterable[Case]) -> Weights:
    """The model with a bias for findings: they are the best of several windows and of all mentions of a name.

    Only the bias is moved, by maximum likelihood on what the analysis reports at any confidence.
    """
    use(model)
    odds: list[float] = []
    right: list[float] = []
    for case in cases:
        for found in analyse(case.document, case.glossary).resolved:
            if found.by_document or any(found.span.overlaps(span) for span in case.unclear):
                continue
            hits = [gold for at, gold in case.gold.items() if at.overlaps(found.span)]
            odds.append(math.log(found.confidence / (1 - found.confidence)))
            right.append(float(any(found.entry.id in gold.entries for gold in hits)))
    x, y, shift = np.array(odds), np.array(right), 0.0
    for _ in range(30):
        p = 1 / (1 + np.exp(-(x + shift)))
        shift += float((y - p).sum() / (p * (1 - p)).sum())
    print(f"{len(y)} findings, {int(y.sum())} right: bias {model.bias:+.2f} moved by {shift:+.2f}")
    return Weights(round(model.bias + shift, 3), model.of)


def log_loss(rows: Rows, model: Weights) -> float:
    """Nats per row."""
    odds = np.array(rows.x) @ np.array([model.of[kind] for kind in KINDS]) + model.bias
    p = 1 / (1 + np.exp(-np.clip(odds, -30, 30)))
    y = np.array(rows.y)
    return float(-(y * np.log(p) + (1 - y) * np.log(1 - p)).mean())


def write(model: Weights, rows: Rows, path: Path) -> None:
    """The artefact, one kind per line."""
    data = {
        "about": "log-odds (nats) of each kind of evidence, see models/names.md",
        "rows": len(rows.y),
        "positive": int(sum(rows.y)),
        "bias": model.bias,
        "weights": {kind.value: model.of[kind] for kind in KINDS},
    }
    path.write_text(json.dumps(data, indent=1) + "\n", encoding="utf-8")


def use(model: Weights) -> None:
    """Let the analysis decide by ``model``."""
    evidence.weights = lambda: model  # type: ignore[assignment]


def main(arguments: Sequence[str] | None = None) -> None:
    """Fit and write ``models/name-evidence.json``."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path)
    parser.add_argument("--output", type=Path, default=MODELS / "name-evidence.json")
    options = parser.parse_args(arguments)
    data = data_folder(options.data)
    whole, half = real_cases(data, "train")
    made = made_cases(data, "train", each=MADE_PER_ARTICLE, held_out=False, seed=SEED)
    cases = [*whole, *half, *made]
    model = Weights(0.0, {kind: weight for kind, (weight, _) in PRIOR.items()})
    for number in range(ROUNDS):
        use(model)
        rows = collect(cases)
        before = log_loss(rows, model)
        model = fit(rows)
        print(
            f"round {number + 1}: {len(rows.y)} rows, {int(sum(rows.y))} garbled, "
            f"log loss {before:.4f} -> {log_loss(rows, model):.4f}"
        )
    model = recalibrated(model, cases)
    write(model, rows, options.output)
    for kind in KINDS:
        seen = sum(1 for row in rows.x if row[KINDS.index(kind)])
        print(f"{kind:<24} {model.of[kind]:7.2f}   (hand {PRIOR[kind][0]:5.2f}, in {seen} rows)")
    print(f"{'bias':<24} {model.bias:7.2f}; odds of a row before evidence {math.exp(model.bias):.2f}")


if __name__ == "__main__":
    main()
