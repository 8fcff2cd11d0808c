"""A transducer for each way that a name may have gone, asked together.

``models/name-costs.tsv`` has a column of costs over all routes and one for each route.  All routes of a pair go
through the dynamic programme in one pass: their tables lie one behind another.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from mtqa.artefacts import artefact
from mtqa.names.transducer import CHUNK, SIZES, Strings, Transducer, places_of, rounded

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]
    Ints = NDArray[np.intp]

__all__ = ["ROUTES", "Channels", "default_channels", "load", "shipped"]

ROUTES = ("russian", "arabic", "hebrew", "japanese", "chinese", "korean", "korean-native")
"""Languages that a name went through; the last is Korean names themselves, romanised in one way or another."""


class Channels:
    """One table of costs per route, asked together.

    Args:
        routes: The tables.
        arrays: Their arrays, one route behind another, if they are so already.
    """

    def __init__(self, routes: Sequence[Transducer], arrays: Sequence[Floats] | None = None) -> None:
        import numpy as np

        self._routes = tuple(routes)
        if arrays is None:
            arrays = [np.concatenate(tables) for tables in zip(*(route.arrays for route in routes), strict=True)]
        self._together = Transducer.over(arrays, floor=0.0)

    def excess(self, queries: Strings, forms: Strings, *, left: Ints, right: Ints) -> Floats:
        """Cost of each pair over staying the same under each route, nats; one column per route."""
        import numpy as np

        n, width = len(left), len(self._routes)
        total = np.zeros((n, width), dtype=np.float32)
        if n == 0:
            return total
        order = np.lexsort((forms.lengths[right], queries.lengths[left]))
        step = max(1, CHUNK // width)
        for start in range(0, n, step):
            part = order[start : start + step]
            channel = np.tile(np.arange(width), len(part))
            one, two = np.repeat(left[part], width), np.repeat(right[part], width)
            found = self._together.costs(queries, forms, left=one, right=two, channel=channel)
            total[part] = found.reshape(-1, width)
        for k, route in enumerate(self._routes):
            own_left = route.self_costs(queries)[queries.lengths, np.arange(len(queries.folded))]
            own_right = route.self_costs(forms)[forms.lengths, np.arange(len(forms.folded))]
            total[:, k] -= (own_left[left] + own_right[right]) / 2
        return rounded(total)


def load(path: Path) -> tuple[Transducer, Channels]:
    """Read a table written by :mod:`mtqa.training.transducer`.

    Its lines are ``query<TAB>form<TAB>cost<TAB>cost...`` with ``_`` for a space: the costs of all routes together, then
    of each of :data:`ROUTES`; ``-`` stands where a column does not have the operation.
    """
    import numpy as np

    rows = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    floors = [float(cost) for cost in rows.pop(0)[2:]]
    table = np.array([row[2:] for row in rows])
    table[table == "-"] = "nan"
    costs = table.astype(np.float32)
    places = places_of([(row[0].replace("_", " "), row[1].replace("_", " ")) for row in rows])
    # One behind another from the start: copying them would take half the time of loading.
    space = [np.empty(size * len(floors), dtype=np.float32) for size in SIZES]
    found = [
        Transducer.from_column(
            [array[size * k : size * (k + 1)] for array, size in zip(space, SIZES, strict=True)],
            places,
            costs[:, k],
            floor=floor,
        )
        for k, floor in enumerate(floors)
    ]
    return found[0], Channels(found[1:], [array[size:] for array, size in zip(space, SIZES, strict=True)])


@lru_cache(maxsize=1)
def shipped() -> tuple[Transducer, Channels]:
    """The table of all routes and those of the single ones that mtqa ships."""
    return load(artefact("name-costs.tsv"))


def default_channels() -> Channels:
    """The transducers of the single routes that mtqa ships."""
    return shipped()[1]
