"""Train the cost tables of :mod:`mtqa.names.transducer` by EM.

``python -m mtqa.training.transducer --data DIR`` writes ``models/name-costs.tsv``.

The data are pairs of a garbled name and the right one (``names/synth_pairs_dev.tsv``), names sent through
another script and back by :mod:`mtqa.training.routes`, and real zh-en errors of the training half (see
:mod:`mtqa.training.name_sets`).  Pairs whose right name occurs in ``names/eval_dev.tsv`` are left out, so
that ``benchmarks/names.py`` measures what the table has not seen.

Every pair starts as a weighted sum over all its segmentations into operations; expected counts of
operations give the next probabilities.  Operations that are expected less than once in all the data
are dropped at the end.  The table of one route starts from the common one, which also counts as
:data:`PRIOR` pieces of evidence in it.  Deterministic: fixed order, one seed.
"""

from __future__ import annotations

import argparse
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from mtqa.names.alphabet import LETTERS, N_SYMBOLS, SYMBOLS
from mtqa.names.channels import ROUTES, Channels
from mtqa.names.transducer import N_BIGRAMS, SHAPES, Strings, Transducer
from mtqa.training.name_sets import MODELS, Pair, data_folder, training_pairs

__all__ = ["Table", "main", "models", "tables", "text_of", "train"]

Table = tuple[list[tuple[str, str, float]], float]
"""Operations ``(query piece, form piece, cost)`` and the floor, nats."""

Doubles = NDArray[np.float64]
Ints = NDArray[np.intp]

CHUNK = 1024
ITERATIONS = 10
ROUTE_ITERATIONS = 5
PRIOR = 2000.0
"""Expected operations that the common table is worth in the table of a route (dev: 500 to 8,000 rank alike)."""
PRUNE = 0.7
"""Expected count under which a two-character operation is dropped."""
FLOOR_COUNT = 0.05
"""Count given to one-character operations that are never seen, for the floor."""
NOISE = 1.3
"""Excess per character, nats, above which a training pair is taken for two different names (a mismatch in
Wikidata: a given name beside a family name) and left out of the later iterations."""


@dataclass(frozen=True, slots=True)
class _Tables:
    """One flat table per shape of operation, in the order of ``SHAPES``."""

    values: tuple[Doubles, ...]

    @classmethod
    def zeros(cls) -> _Tables:
        sizes = (
            N_SYMBOLS * N_SYMBOLS,
            N_SYMBOLS,
            N_BIGRAMS * N_SYMBOLS,
            N_SYMBOLS * N_BIGRAMS,
            N_BIGRAMS * N_BIGRAMS,
            N_SYMBOLS,
        )
        return cls(tuple(np.zeros(size) for size in sizes))


def _initial() -> _Tables:
    tables = _Tables.zeros()
    one_one, delete, two_one, one_two, two_two, insert = tables.values
    one_one[:] = 2e-5
    one_one[np.arange(N_SYMBOLS) * (N_SYMBOLS + 1)] = 0.03
    delete[:] = insert[:] = 1e-3
    two_one[:] = one_two[:] = 2e-7
    two_two[:] = 1e-9
    two_two[np.arange(N_BIGRAMS) * (N_BIGRAMS + 1)] = 3e-4
    for table, width in ((two_one, N_SYMBOLS), (two_two, N_BIGRAMS)):
        table.reshape(N_BIGRAMS, width)[-1] = 0
    for table, height in ((one_two, N_SYMBOLS), (two_two, N_BIGRAMS)):
        table.reshape(height, N_BIGRAMS)[:, -1] = 0
    delete[0] = insert[0] = 1e-3
    return tables


def _indexes(queries: Strings, forms: Strings, part: Ints) -> tuple[int, int, list[list[list[Ints]]]]:
    """Table index of the operation of each shape that ends at each cell (row, column), for a chunk of pairs."""
    height, width = int(queries.lengths[part].max()), int(forms.lengths[part].max())
    q1, q2 = queries.unigrams[:, part], queries.bigrams[:, part]
    f1, f2 = forms.unigrams[:, part], forms.bigrams[:, part]
    cells: list[list[list[Ints]]] = []
    for i in range(height + 1):
        row = []
        for j in range(width + 1):
            a, b = max(i - 1, 0), max(j - 1, 0)
            row.append(
                [
                    q1[a] * N_SYMBOLS + f1[b],
                    q1[a],
                    q2[a] * N_SYMBOLS + f1[b],
                    q1[a] * N_BIGRAMS + f2[b],
                    q2[a] * N_BIGRAMS + f2[b],
                    f1[b],
                ]
            )
        cells.append(row)
    return height, width, cells


def _expect(probabilities: _Tables, queries: Strings, forms: Strings, *, weights: Doubles) -> tuple[_Tables, float]:
    """Expected counts of every operation, and the log-likelihood in nats."""
    counts = _Tables.zeros()
    likelihood = 0.0
    order = np.lexsort((forms.lengths, queries.lengths))
    for start in range(0, len(order), CHUNK):
        part = order[start : start + CHUNK]
        height, width, cells = _indexes(queries, forms, part)
        n = len(part)
        rows, columns = queries.lengths[part], forms.lengths[part]
        forward = np.zeros((height + 1, width + 1, n))
        forward[0, 0] = 1.0
        chosen: dict[tuple[int, int, int], Doubles] = {}
        for i in range(height + 1):
            for j in range(width + 1):
                for shape, (di, dj) in enumerate(SHAPES):
                    if i >= di and j >= dj:
                        p = probabilities.values[shape][cells[i][j][shape]]
                        chosen[i, j, shape] = p
                        forward[i, j] += forward[i - di, j - dj] * p
        at = np.arange(n)
        total = forward[rows, columns, at]
        alive = total > 0
        likelihood += float(np.sum(weights[part][alive] * np.log(total[alive])))
        backward = np.zeros_like(forward)
        backward[rows, columns, at] = np.where(alive, weights[part] / np.where(alive, total, 1.0), 0.0)
        for i in range(height, -1, -1):
            for j in range(width, -1, -1):
                for shape, (di, dj) in enumerate(SHAPES):
                    if i >= di and j >= dj:
                        flow = backward[i, j] * chosen[i, j, shape]
                        np.add.at(counts.values[shape], cells[i][j][shape], flow * forward[i - di, j - dj])
                        backward[i - di, j - dj] += flow
    return counts, likelihood


def _maximise(counts: _Tables, *, prune: float) -> _Tables:
    one_one, delete, two_one, one_two, two_two, insert = counts.values
    kept = (
        one_one + FLOOR_COUNT,
        delete + FLOOR_COUNT,
        np.where(two_one >= prune, two_one, 0.0),
        np.where(one_two >= prune, one_two, 0.0),
        np.where(two_two >= prune, two_two, 0.0),
        insert + FLOOR_COUNT,
    )
    total = sum(float(table.sum()) for table in kept)
    return _Tables(tuple(table / total for table in kept))


def operations(probabilities: _Tables) -> tuple[list[tuple[str, str, float]], float]:
    """The table to ship: operations with their costs, and the floor, nats."""
    one, two = list(SYMBOLS), [a + b for a in LETTERS for b in LETTERS] + ["??"]
    names = {0: [""], 1: one, 2: two}
    floor = -math.log(min(float(probabilities.values[0].min()), 1.0))
    result: list[tuple[str, str, float]] = []
    for shape, (di, dj) in enumerate(SHAPES):
        table = probabilities.values[shape]
        width = len(names[dj])
        for index in np.flatnonzero(table > 0).tolist():
            query, form = names[di][index // width], names[dj][index % width]
            cost = -math.log(float(table[index]))
            if cost < floor - 0.02 and "??" not in (query, form) and not any(c.isdigit() for c in query + form):
                result.append((query, form, round(cost, 2)))
    return sorted(result), round(floor, 2)


def train(pairs: Sequence[Pair]) -> Table:
    """The common table, from weighted pairs ``(garbled, right, weight)`` of folded names."""
    return operations(_fit(pairs))


def tables(pairs: Mapping[str, Sequence[Pair]]) -> tuple[Table, dict[str, Table]]:
    """The common table of all pairs, and the table of each route.

    Args:
        pairs: Weighted pairs of each route; those of other keys count in the common table only.
    """
    common = _fit([pair for some in pairs.values() for pair in some])
    routes = {route: operations(_fit(pairs[route], prior=common)) for route in ROUTES}
    return operations(common), routes


def _fit(pairs: Sequence[Pair], *, prior: _Tables | None = None) -> _Tables:
    """Probabilities of operations; with a prior they start from it, and rare operations need not be dropped."""
    current = list(pairs)
    probabilities = _initial() if prior is None else prior
    iterations = ITERATIONS if prior is None else ROUTE_ITERATIONS
    for iteration in range(iterations):
        queries, forms = Strings([p[0] for p in current]), Strings([p[1] for p in current])
        weights = np.array([p[2] for p in current])
        counts, likelihood = _expect(probabilities, queries, forms, weights=weights)
        if prior is None:
            # Rare operations are dropped gradually: early counts are spread thin over many segmentations.
            probabilities = _maximise(counts, prune=PRUNE * min(1.0, iteration / (iterations - 2)))
        else:
            mixed = zip(counts.values, prior.values, strict=True)
            probabilities = _maximise(_Tables(tuple(count + PRIOR * common for count, common in mixed)), prune=0.0)
        print(f"iteration {iteration + 1}: {len(current)} pairs, {-likelihood / weights.sum():.3f} nats per pair")
        if iteration == 3:
            table, floor = operations(probabilities)
            model = Transducer(table, floor=floor)
            both = np.arange(len(current))
            excess = model.excess(queries, forms, left=both, right=both)
            per_char = excess / np.maximum((queries.lengths + forms.lengths) / 2 - 2, 1)
            current = [pair for pair, far in zip(current, (per_char > NOISE).tolist(), strict=True) if not far]
    return probabilities


def text_of(common: Table, routes: Mapping[str, Table]) -> str:
    """The file: a line per operation, a column per table."""
    columns = [common, *(routes[route] for route in ROUTES)]
    costs = [{(query, form): cost for query, form, cost in table} for table, _ in columns]
    lines = [
        "# Costs of the name transducer, nats: query piece, form piece, then the cost over all routes and over each;",
        "# _ is a space (the edge of a token), - not in the table.",
        "# Made by: python -m mtqa.training.transducer; see names.md.",
        "# query\tform\tall\t" + "\t".join(ROUTES),
        "floor\tfloor\t" + "\t".join(str(floor) for _, floor in columns),
    ]
    for query, form in sorted(set().union(*costs)):
        cells = "\t".join(str(table.get((query, form), "-")) for table in costs)
        lines.append(f"{query.replace(' ', '_')}\t{form.replace(' ', '_')}\t{cells}")
    return "\n".join(lines) + "\n"


def models(pairs: Mapping[str, Sequence[Pair]]) -> tuple[Transducer, Channels]:
    """Transducers trained on the pairs, as :func:`mtqa.names.channels.load` gives them."""
    (table, floor), routes = tables(pairs)
    return Transducer(table, floor=floor), Channels([Transducer(routes[r][0], floor=routes[r][1]) for r in ROUTES])


def main(argv: Sequence[str] | None = None) -> None:
    """Train and write the tables."""
    parser = argparse.ArgumentParser(description="Train the name transducer.")
    parser.add_argument("--data", type=Path, default=None, help="folder with names/ and translit/ (default: MTQA_DATA)")
    parser.add_argument("--output", type=Path, default=MODELS / "name-costs.tsv")
    options = parser.parse_args(argv)
    common, routes = tables(training_pairs(data_folder(options.data)))
    options.output.write_text(text_of(common, routes), encoding="utf-8")
    print(f"{len(common[0])} operations, floor {common[1]} -> {options.output}")


if __name__ == "__main__":
    main()
