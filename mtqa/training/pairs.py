"""Train the calibration of :mod:`mtqa.names.pairs` on simulated glossaries.

``python -m mtqa.training.pairs --data DIR`` writes ``models/name-pairs.json`` and
``models/name-tokens.txt``.

Each draw makes a glossary of 50 to 5,000 names and asks it for garbled names whose entry is there
(positives), for garbled names whose entry is not, and for correct names that are absent: some share a
family name with an entry, some are the nearest look-alikes in a list of real names, some are random,
some single tokens.  Real zh-en errors and correct names of the training half are added.  Names of the
pair benchmark occur in none of it.

The transducers of a garbled name are always trained without that name (two folds), or its distances
would be too small.  Deterministic: one seed, fixed order, numbers rounded.
"""

from __future__ import annotations

import argparse
import math
import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from zlib import crc32

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz
from rapidfuzz.process import cdist

from mtqa.names.alphabet import fold
from mtqa.names.background import background
from mtqa.names.features import FALLING, FEATURES, RISING
from mtqa.names.known import KnownTokens
from mtqa.names.pairs import CONSIDERED, Knowledge, NameMatcher
from mtqa.names.transducer import Strings
from mtqa.training import transducer as transducer_training
from mtqa.training.name_sets import (
    MODELS,
    correct_names,
    data_folder,
    eval_rows,
    full_names,
    pool,
    real_pairs,
    synthetic,
    token_counts,
    tokens_dev,
    training_pairs,
)
from mtqa.training.trees import Settings, boost

__all__ = ["main"]

SEED = 20_240_601
SIZES = (50, 100, 200, 300, 500, 1000, 2000, 5000)
DRAWS_PER_SIZE = 8
TURNED = 0.04
"""Share of garbled names that also have their family name moved to the front."""
REAL = 4.0
"""Weight of a real error against 1 of a synthetic one; a real correct name has half (dev: 1 to 12 rank alike)."""
MIN_COUNT = 3
"""A token is known when it was seen in at least this many names."""


@dataclass(frozen=True, slots=True)
class _Rows:
    """Training rows: features, whether the form is the right one, weight."""

    x: NDArray[np.float32]
    y: NDArray[np.float64]
    weight: NDArray[np.float64]


def levels(counts: Counter[str]) -> dict[str, int]:
    """Level of each token that is frequent enough: 1, then one more for every doubling."""
    return {
        token: 1 + int(math.log2(count / MIN_COUNT))
        for token, count in sorted(counts.items())
        if count >= MIN_COUNT and len(token) > 1
    }


def _rows(matcher: NameMatcher, queries: Sequence[tuple[str, str, float]], *, knowledge: Knowledge) -> _Rows:
    """Rows of the nearest entries of each query ``(query, right form or "", weight)``."""
    strings = Strings([fold(query) for query, _, _ in queries])
    found = matcher.candidates(strings, top=CONSIDERED, knowledge=knowledge)
    gold = [fold(right) for _, right, _ in queries]
    y = [
        float(fold(matcher.forms[form]) == gold[query])
        for query, form in zip(found.query.tolist(), found.form.tolist(), strict=True)
    ]
    weight = [queries[query][2] for query in found.query.tolist()]
    return _Rows(found.features, np.array(y), np.array(weight))


def simulate(data: Path) -> _Rows:
    """Every training row."""
    rng = random.Random(SEED)  # noqa: S311 - CONFIG: reproducible draws, no secret
    held = {fold(row.query) for row in eval_rows(data)} | {fold(name) for name in pool(data)}
    names = [name for name in full_names(data) if fold(name) not in held and " " in fold(name)]
    # Names asked for as correct names must not themselves be what makes their tokens known.
    asked = [name for name in names if crc32(name.encode()) % 6 == 0]
    rest = [name for name in names if crc32(name.encode()) % 6 != 0]
    known = KnownTokens(levels(token_counts(data, without={*held, *map(fold, asked)})))
    singles = [token for token in tokens_dev(data) if fold(token) not in held]
    garbled = synthetic(data)
    pairs = training_pairs(data)
    folds: list[Knowledge] = []
    for part in (0, 1):
        kept = {route: [pair for pair in some if crc32(pair[1].encode()) % 2 != part] for route, some in pairs.items()}
        transducer, channels = transducer_training.models(kept)
        folds.append(Knowledge(transducer, channels, known, background().look_up))
    by_surname: dict[str, list[str]] = {}
    for name in asked:
        by_surname.setdefault(fold(name).split()[-1], []).append(name)
    parts: list[_Rows] = []
    for size in SIZES:
        for _ in range(DRAWS_PER_SIZE):
            parts += _draw(
                size,
                rng,
                garbled=garbled,
                rest=rest,
                asked=asked,
                singles=singles,
                by_surname=by_surname,
                folds=folds,
            )
    parts += _real(data, rng, rest=rest, folds=folds)
    return _Rows(
        np.concatenate([part.x for part in parts]),
        np.concatenate([part.y for part in parts]),
        np.concatenate([part.weight for part in parts]),
    )


def _real(data: Path, rng: random.Random, *, rest: Sequence[str], folds: Sequence[Knowledge]) -> list[_Rows]:
    """Real zh-en errors and correct names of the training half; one entry per entity, half of them present."""
    real = [pair for pair in real_pairs(data) if not pair.held_out and pair.kind == "S"]
    correct = [name for name, held_out in correct_names(data) if not held_out]
    form_of: dict[int, str] = {}
    for pair in real:
        form_of.setdefault(pair.entity, pair.right)
    rows: list[_Rows] = []
    for size in (0, 300, 1000, 4500):
        for absent in (0, 1, 2):
            present = {entity: form for entity, form in form_of.items() if entity % 3 != absent}
            names = {name for k, name in enumerate(correct) if k % 3 == absent}
            glossary = list(dict.fromkeys([*present.values(), *sorted(names), *rng.sample(rest, size)]))
            queries = [(pair.wrong, present.get(pair.entity, ""), REAL) for pair in real]
            queries += [(name, "", REAL / 2) for name in correct if name not in names]
            for part in (0, 1):
                mine = [q for q in queries if crc32(fold(q[1] or q[0]).encode()) % 2 == part]
                rows.append(_rows(NameMatcher(glossary), mine, knowledge=folds[part]))
    return rows


def _draw(
    size: int,
    rng: random.Random,
    *,
    garbled: Sequence[tuple[str, str, str]],
    rest: Sequence[str],
    asked: Sequence[str],
    singles: Sequence[str],
    by_surname: dict[str, list[str]],
    folds: Sequence[Knowledge],
) -> list[_Rows]:
    """One glossary and its queries."""
    picked = rng.sample(garbled, min(len(garbled), max(40, size * 3 // 5)))
    positives = picked[:1500]
    glossary = list(dict.fromkeys([right for _, right, _ in positives]))[:size]
    glossary += rng.sample(rest, max(0, size - len(glossary)))
    present = {fold(name) for name in glossary}
    queries = [(wrong, right, 1.0) for wrong, right, _ in positives if fold(right) in present]
    share = len(queries)
    queries = [(_turned(wrong) if rng.random() < TURNED else wrong, right, 1.0) for wrong, right, _ in queries]
    absent = [(wrong, "", 1.0) for wrong, right, _ in rng.sample(garbled, 3 * share) if fold(right) not in present]
    queries += absent[: int(share * 0.35)]
    alike = [name for entry in glossary for name in by_surname.get(fold(entry).split()[-1], ())]
    correct = rng.sample(alike, min(len(alike), int(share * 0.35)))
    correct += _nearest(rng.sample(glossary, share // 10), rng.sample(asked, 2000))
    correct += rng.sample(asked, int(share * 0.25)) + rng.sample(singles, int(share * 0.25))
    queries += [(name, "", 1.0) for name in dict.fromkeys(correct) if fold(name) not in present]
    matcher = NameMatcher(glossary)
    # Both folds see correct names; a garbled one goes to the fold that was trained without it.
    rows = []
    for part in (0, 1):
        mine = [q for q in queries if crc32(fold(q[1] or q[0]).encode()) % 2 == part]
        if mine:
            rows.append(_rows(matcher, mine, knowledge=folds[part]))
    return rows


def _turned(name: str) -> str:
    """The name with its family name first."""
    tokens = name.split()
    return " ".join(tokens[-1:] + tokens[:-1])


def _nearest(entries: Sequence[str], names: Sequence[str]) -> list[str]:
    """The most similar spelling among real names for each entry."""
    similarity = cdist([fold(e) for e in entries], [fold(n) for n in names], scorer=fuzz.ratio, dtype=np.uint8)
    return [names[k] for k in similarity.argmax(axis=1).tolist()] if len(entries) else []


def main(argv: Sequence[str] | None = None) -> None:
    """Train and write both artefacts."""
    parser = argparse.ArgumentParser(description="Train the calibration of name pairs.")
    parser.add_argument("--data", type=Path, default=None, help="folder with names/ and translit/ (default: MTQA_DATA)")
    parser.add_argument("--output", type=Path, default=MODELS, help="folder to write to")
    options = parser.parse_args(argv)
    data = data_folder(options.data)
    write_tokens(data, options.output / "name-tokens.txt")
    rows = simulate(data)
    print(f"{len(rows.y)} rows, {int(rows.y.sum())} right")
    directions = {**dict.fromkeys(RISING, 1), **dict.fromkeys(FALLING, -1)}
    model = boost(rows.x, rows.y, rows.weight, names=FEATURES, directions=directions, settings=Settings())
    (options.output / "name-pairs.json").write_text(model.dump(), encoding="utf-8")


def write_tokens(data: Path, path: Path) -> None:
    """Write the list of known tokens, without the names of the pair benchmark."""
    held = {fold(row.query) for row in eval_rows(data)} | {fold(name) for name in pool(data)}
    found = levels(token_counts(data, without=held))
    by_level: dict[int, list[str]] = {}
    for token, level in found.items():
        by_level.setdefault(level, []).append(token)
    lines = [
        "# Tokens of names of public figures (Wikidata, CC0), by how often they occur; see names.md.",
        "# Made by: python -m mtqa.training.pairs",
        *(f"{level}\t{' '.join(sorted(tokens))}" for level, tokens in sorted(by_level.items())),
    ]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{len(found)} tokens -> {path}")


if __name__ == "__main__":
    main()
