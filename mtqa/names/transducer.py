"""The learned transducer: how far apart two names sound.

A stochastic edit model with operations of one or two characters (``eu -> yu``, ``c -> k``), each with
a cost in **nats** (minus its log-probability), trained by EM on pairs of a garbled name and the right
one (:mod:`mtqa.training.transducer`).  The cost of a pair is that of its cheapest sequence of
operations, less the mean of what the two names cost against themselves: 0 for the same spelling,
whatever its letters.

Each language on the way garbles in its own manner: :mod:`mtqa.names.channels` has a transducer for each.

All pairs go through one dynamic programme over arrays: rows of the first name one after another,
columns of the second and all pairs at once.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from mtqa.names.alphabet import LETTERS, N_LETTERS, N_SYMBOLS, SYMBOLS, encode

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]
    Ints = NDArray[np.intp]

__all__ = ["Alignments", "Strings", "Transducer", "default_transducer", "places_of", "rounded"]

UNREACHABLE = 1e4
"""Cost of an operation that is not in the table, nats; more than any name can cost."""

CHUNK = 2048
"""Pairs per pass of the dynamic programme: its arrays then stay in the processor's cache."""

N_BIGRAMS = N_LETTERS * N_LETTERS + 1
"""Codes of two letters, and one more for "not two letters"."""

# Lengths (of the first name, of the second) of each operation, in the order of the traceback codes.
SHAPES = ((1, 1), (1, 0), (2, 1), (1, 2), (2, 2), (0, 1))

SIZES = (
    N_SYMBOLS * N_SYMBOLS,
    N_SYMBOLS,
    N_BIGRAMS * N_SYMBOLS,
    N_SYMBOLS * N_BIGRAMS,
    N_BIGRAMS * N_BIGRAMS,
    N_SYMBOLS,
)
"""Places in the table of each shape."""


class Strings:
    """Folded names as arrays, encoded once and compared many times.

    Attributes:
        folded: The names.
        lengths: Symbols per name, edges included.
        unigrams: Code of each symbol, one row per position, padded.
        bigrams: Code of the two symbols that end at each position.
    """

    __slots__ = ("bigrams", "folded", "lengths", "unigrams")

    def __init__(self, folded: Sequence[str]) -> None:
        import numpy as np

        self.folded = tuple(folded)
        self.lengths: Ints = np.array([len(name) + 2 for name in self.folded], dtype=np.intp)
        width = int(self.lengths.max(initial=0))
        flat = np.zeros((len(self.folded), width), dtype=np.intp)
        inside = np.arange(width)[None, :] < self.lengths[:, None]
        flat[inside] = encode(self.folded)
        self.unigrams: Ints = np.ascontiguousarray(flat.T)
        bigrams = np.full((width, len(self.folded)), N_BIGRAMS - 1, dtype=np.intp)
        if width > 1:
            first, second = self.unigrams[:-1], self.unigrams[1:]
            letters = (first < N_LETTERS) & (second < N_LETTERS)
            bigrams[1:] = np.where(letters, first * N_LETTERS + second, N_BIGRAMS - 1)
        self.bigrams: Ints = bigrams


class Alignments:
    """Alignments of many pairs, from the end of the names to their beginning.

    Attributes:
        left: Query of each pair.
        right: Form of each pair.
        excess: Cost of each step over staying the same, nats; one row per step, 0 beyond the last.
        at_query: Position in the query, edges included, before each step.
        at_form: Position in the form.
    """

    __slots__ = ("_forms", "_queries", "at_form", "at_query", "excess", "left", "right")

    def __init__(
        self,
        queries: Strings,
        forms: Strings,
        *,
        left: Ints,
        right: Ints,
        at_query: Ints,
        at_form: Ints,
        excess: Floats,
    ) -> None:
        self._queries, self._forms = queries, forms
        self.left, self.right = left, right
        self.at_query, self.at_form, self.excess = at_query, at_form, excess

    def pieces(self, pair: int) -> list[tuple[str, str]]:
        """The operations of one alignment as (query piece, form piece), from the beginning, edges as spaces."""
        query = f" {self._queries.folded[self.left[pair]]} "
        form = f" {self._forms.folded[self.right[pair]]} "
        rows, columns = self.at_query[:, pair].tolist(), self.at_form[:, pair].tolist()
        found: list[tuple[str, str]] = []
        for t in range(len(rows) - 1):
            if not rows[t] and not columns[t]:
                break
            found.append((query[rows[t + 1] : rows[t]], form[columns[t + 1] : columns[t]]))
        return found[::-1]


class Transducer:
    """A table of operations and the dynamic programme over it.

    Args:
        operations: ``(query piece, form piece, cost)``; pieces have 0 to 2 symbols, costs are nats.
        floor: Cost of a one-character operation that the table does not hold, nats.
    """

    def __init__(self, operations: Sequence[tuple[str, str, float]], *, floor: float) -> None:
        import numpy as np

        places = places_of([(query, form) for query, form, _ in operations])
        costs = np.array([cost for _, _, cost in operations], dtype=np.float32)
        self.take(tuple(np.empty(size, dtype=np.float32) for size in SIZES), floor=floor)
        self.clear()
        self.fill(places, costs)

    @classmethod
    def over(cls, arrays: Sequence[Floats], *, floor: float) -> Transducer:
        """A transducer with these arrays, in the order of ``SHAPES``, as its tables."""
        made = cls.__new__(cls)
        made.take(arrays, floor=floor)
        return made

    @classmethod
    def from_column(
        cls,
        arrays: Sequence[Floats],
        places: Mapping[tuple[int, int], tuple[Ints, Ints]],
        costs: Floats,
        *,
        floor: float,
    ) -> Transducer:
        """A table of operations that several transducers share; ``nan`` where this one does not have it."""
        made = cls.over(arrays, floor=floor)
        made.clear()
        made.fill(places, costs)
        return made

    def take(self, arrays: Sequence[Floats], *, floor: float) -> None:
        """Have these arrays, in the order of ``SHAPES``, as the tables."""
        self.floor = floor
        self.arrays = tuple(arrays)
        self.one_one, self.delete, self.two_one, self.one_two, self.two_two, self.insert = self.arrays

    def clear(self) -> None:
        """No operation is in the table: one character costs the floor, two cannot be had."""
        import numpy as np

        for shape, array in zip(SHAPES, self.arrays, strict=True):
            array[:] = UNREACHABLE if 2 in shape else self.floor
        digits = np.arange(N_LETTERS, N_SYMBOLS)
        # A digit is never heard as something else: only itself is cheap.
        self.one_one[digits * N_SYMBOLS + digits] = 3.0

    def fill(self, places: Mapping[tuple[int, int], tuple[Ints, Ints]], costs: Floats) -> None:
        """Enter the costs of operations; ``nan`` is none."""
        import numpy as np

        for shape, array in zip(SHAPES, self.arrays, strict=True):
            rows, index = places[shape]
            there = ~np.isnan(costs[rows])
            array[index[there]] = costs[rows[there]]

    def self_costs(self, strings: Strings) -> Floats:
        """What each prefix of each name costs against itself, nats; one row per length of prefix."""
        import numpy as np

        one = self.one_one[:: N_SYMBOLS + 1]
        two = self.two_two[:: N_BIGRAMS + 1]
        width = len(strings.unigrams)
        costs = np.zeros((width + 1, len(strings.folded)), dtype=np.float32)
        for i in range(1, width + 1):
            costs[i] = costs[i - 1] + one[strings.unigrams[i - 1]]
            if i > 1:
                np.minimum(costs[i], costs[i - 2] + two[strings.bigrams[i - 1]], out=costs[i])
        return costs

    def excess(self, queries: Strings, forms: Strings, *, left: Ints, right: Ints) -> Floats:
        """Cost of each pair ``(queries[left[k]], forms[right[k]])`` over staying the same, nats."""
        import numpy as np

        total = np.zeros(len(left), dtype=np.float32)
        if len(left) == 0:
            return total
        # Neighbours of one length share a pass, so that little of it is padding.
        order = np.lexsort((forms.lengths[right], queries.lengths[left]))
        for start in range(0, len(order), CHUNK):
            part = order[start : start + CHUNK]
            total[part] = self.costs(queries, forms, left=left[part], right=right[part])
        own_left = self.self_costs(queries)[queries.lengths, np.arange(len(queries.folded))]
        own_right = self.self_costs(forms)[forms.lengths, np.arange(len(forms.folded))]
        return rounded(total - (own_left[left] + own_right[right]) / 2)

    def costs(
        self,
        queries: Strings,
        forms: Strings,
        *,
        left: Ints,
        right: Ints,
        steps: list[NDArray[np.int8]] | None = None,
        channel: Ints | None = None,
    ) -> Floats:
        """Cost of each pair, nats; the own costs of the names are not taken off.

        Args:
            queries: First names.
            forms: Second names.
            left: First name of each pair.
            right: Second name of each pair.
            steps: Takes which operation ended at each cell, a plane per row.
            channel: Which of the tables that lie one behind another counts for each pair; see :class:`Channels`.
        """
        import numpy as np

        rows, columns = queries.lengths[left], forms.lengths[right]
        height, width, n = int(rows.max()), int(columns.max()), len(left)
        q1, q2 = queries.unigrams[:height, left], queries.bigrams[:height, left]
        f1, f2 = forms.unigrams[:width, right], forms.bigrams[:width, right]
        inserted = np.zeros((width + 1, n), dtype=np.float32)
        if channel is None:
            np.cumsum(self.insert[f1], axis=0, out=inserted[1:])
        else:
            np.cumsum(self.insert[f1 + channel * N_SYMBOLS], axis=0, out=inserted[1:])
            q1, q2 = q1 + channel * N_SYMBOLS, q2 + channel * N_BIGRAMS
        before = previous = inserted
        result = np.zeros(n, dtype=np.float32)
        index = np.empty((width, n), dtype=np.intp)
        cost = np.empty((width, n), dtype=np.float32)
        if steps is not None:
            steps.append(np.full((width + 1, n), SHAPES.index((0, 1)), dtype=np.int8))
        for i in range(height):
            row = np.empty((width + 1, n), dtype=np.float32)
            np.add(previous, self.delete[q1[i]], out=row)  # (1, 0)
            step = np.full((width + 1, n), 1, dtype=np.int8) if steps is not None else None
            candidates = [
                (0, self.one_one, q1[i] * N_SYMBOLS, f1, previous, 1),
                (3, self.one_two, q1[i] * N_BIGRAMS, f2, previous, 2),
            ]
            if i > 0:
                candidates.append((2, self.two_one, q2[i] * N_SYMBOLS, f1, before, 1))
                candidates.append((4, self.two_two, q2[i] * N_BIGRAMS, f2, before, 2))
            for code, table, offset, columns_of, source, back in candidates:
                skip = back - 1
                idx, val = index[skip:], cost[skip:]
                np.add(columns_of[skip:], offset, out=idx)
                np.take(table, idx, out=val, mode="clip")
                np.add(val, source[: width + 1 - back], out=val)
                if step is not None:
                    step[back:][val < row[back:]] = code
                np.minimum(row[back:], val, out=row[back:])
            # Insertions run along the row: with their costs summed beforehand they become one running minimum.
            base = row - inserted
            for j in range(1, width + 1):  # ten times as fast as accumulate along this axis
                np.minimum(base[j], base[j - 1], out=base[j])
            if step is not None:
                step[1:][base[1:] < (row - inserted)[1:] - 1e-4] = SHAPES.index((0, 1))
            np.add(base, inserted, out=row)
            before, previous = previous, row
            if step is not None and steps is not None:
                steps.append(step)
            done = np.flatnonzero(rows == i + 1)
            result[done] = row[columns[done], done]
        return result

    def align(self, queries: Strings, forms: Strings, *, left: Ints, right: Ints) -> Alignments:
        """The cheapest alignment of each pair; all pairs are traced back together."""
        import numpy as np

        n = len(left)
        longest = int(queries.lengths[left].max(initial=0) + forms.lengths[right].max(initial=0))
        excess = np.zeros((longest, n), dtype=np.float32)
        at_query = np.zeros((longest + 1, n), dtype=np.intp)
        at_form = np.zeros((longest + 1, n), dtype=np.intp)
        own_query, own_form = self.self_costs(queries), self.self_costs(forms)
        rows_of, columns_of = np.array(SHAPES, dtype=np.intp).T
        for start in range(0, n, CHUNK):
            part = slice(start, start + CHUNK)
            one, two = left[part], right[part]
            steps: list[NDArray[np.int8]] = []
            self.costs(queries, forms, left=one, right=two, steps=steps)
            planes = np.stack(steps)
            pair = np.arange(len(one))
            i, j = queries.lengths[one], forms.lengths[two]
            at_query[0, part], at_form[0, part] = i, j
            for t in range(longest):
                active = (i > 0) | (j > 0)
                if not active.any():
                    break
                op = np.where(i > 0, planes[i, j, pair], SHAPES.index((0, 1)))
                di, dj = np.where(active, rows_of[op], 0), np.where(active, columns_of[op], 0)
                spent = np.zeros(len(one), dtype=np.float32)
                for code, shape in enumerate(SHAPES):
                    k = np.flatnonzero(active & (op == code))
                    spent[k] = self._lookup(shape, queries, forms, left=one[k], right=two[k], i=i[k], j=j[k])
                before_i, before_j = i - di, j - dj
                own = own_query[i, one] - own_query[before_i, one] + own_form[j, two] - own_form[before_j, two]
                excess[t, part] = np.where(active, spent - own / 2, 0)
                i, j = before_i, before_j
                at_query[t + 1, part], at_form[t + 1, part] = i, j
        return Alignments(queries, forms, left=left, right=right, at_query=at_query, at_form=at_form, excess=excess)

    def _lookup(
        self, shape: tuple[int, int], queries: Strings, forms: Strings, *, left: Ints, right: Ints, i: Ints, j: Ints
    ) -> Floats:
        """Costs of the operations of one shape that end before symbol ``i`` of the query and ``j`` of the form."""
        query = (queries.bigrams if shape[0] == 2 else queries.unigrams)[i - 1, left]
        form = (forms.bigrams if shape[1] == 2 else forms.unigrams)[j - 1, right]
        if shape[0] == 0:
            return self.insert[form]
        if shape[1] == 0:
            return self.delete[query]
        tables = {(1, 1): self.one_one, (2, 1): self.two_one, (1, 2): self.one_two, (2, 2): self.two_two}
        found: Floats = tables[shape][query * (N_BIGRAMS if shape[1] == 2 else N_SYMBOLS) + form]
        return found


_CODES = {symbol: code for code, symbol in enumerate(SYMBOLS)}


def rounded(excess: NDArray[Any]) -> Floats:
    """Excess without what single precision leaves of equal sums."""
    import numpy as np

    return np.where(excess < 1e-4, 0, excess).astype(np.float32)


def places_of(pieces: Sequence[tuple[str, str]]) -> dict[tuple[int, int], tuple[Ints, Ints]]:
    """For each shape of operation: which of the pieces have it, and where its table holds their costs."""
    import numpy as np

    rows: dict[tuple[int, int], list[int]] = {shape: [] for shape in SHAPES}
    index: dict[tuple[int, int], list[int]] = {shape: [] for shape in SHAPES}
    for row, (query, form) in enumerate(pieces):
        left, right = _code(query), _code(form)
        rows[len(query), len(form)].append(row)
        index[len(query), len(form)].append(right if not query else left if not form else left * _width(form) + right)
    return {shape: (np.array(rows[shape], dtype=np.intp), np.array(index[shape], dtype=np.intp)) for shape in SHAPES}


def _code(piece: str) -> int:
    if len(piece) < 2:
        return _CODES[piece] if piece else 0
    if piece[0] not in LETTERS or piece[1] not in LETTERS:
        return N_BIGRAMS - 1
    return _CODES[piece[0]] * N_LETTERS + _CODES[piece[1]]


def _width(piece: str) -> int:
    return N_BIGRAMS if len(piece) == 2 else N_SYMBOLS


def default_transducer() -> Transducer:
    """The transducer that mtqa ships: the costs over all routes in ``models/name-costs.tsv``."""
    from mtqa.names.channels import shipped

    return shipped()[0]
