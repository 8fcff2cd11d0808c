"""What the calibrated model looks at: numbers about a query, a form and their alignment.

All are computed for many pairs at once.  The names in :data:`FEATURES` are the columns, and the keys
of the weights in ``models/name-pairs.json``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from mtqa.names.known import KnownTokens
from mtqa.names.lexical import LEXICAL, lexical
from mtqa.names.transducer import Alignments, Strings

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from mtqa.names.lexical import LookUp

    Floats = NDArray[np.float32]
    Ints = NDArray[np.intp]

__all__ = ["FALLING", "FEATURES", "RISING", "TokenCosts", "features", "mixed", "token_costs"]

SOFTNESS = 2.0
"""Nats by which a route must be worse before it hardly counts in :func:`mixed` (dev: 1 to 4 rank alike)."""

SOUND = (
    "distance",
    "total",
    "worst_token",
    "best_token",
    "gap",
    "log_length",
    "tokens",
    "single",
    "log_groups",
    "swapped",
    "rotated",
    "token_difference",
    "route_best",
    "route_mixed",
    "route_total",
    "route_spread",
    "route_gap",
)
"""What the transducer says, and the size of things."""

FEATURES = SOUND + LEXICAL

RISING = frozenset(["gap", "route_gap"])
"""Features with which the probability may only rise, all else equal."""

FALLING = frozenset(
    [
        "distance",
        "total",
        "worst_token",
        "route_best",
        "route_mixed",
        "route_total",
        "known",
        "known_changed",
        "all_changed_known",
        "level_changed",
        "given_changed",
        "family_changed",
        "place_changed",
        "best_changed",
        "listed_changed",
        "all_changed_listed",
        "place_whole",
        "family_last",
        "given_first",
    ]
)
"""Features with which it may only fall."""


@dataclass(frozen=True, slots=True)
class TokenCosts:
    """Costs of the tokens of aligned queries.

    Attributes:
        cost: Cost per character of each token of each query, nats; one row per pair, ``nan`` padded.
        worst: The largest of them.
        best: The smallest of them.
    """

    cost: Floats
    worst: Floats
    best: Floats


def token_costs(aligned: Alignments, queries: Strings) -> TokenCosts:
    """Spread the cost of each alignment over the tokens of its query."""
    import numpy as np

    steps, n = aligned.excess.shape
    if n == 0:
        empty = np.zeros(0, dtype=np.float32)
        return TokenCosts(np.zeros((0, 1), dtype=np.float32), empty, empty)
    # Token of each position: the number of spaces before it, the opening one not counted.
    spaces = np.cumsum(queries.unigrams == 0, axis=0) - 1
    width = int(queries.lengths.max())
    last = np.maximum(np.minimum(aligned.at_query[:-1] - 1, width - 1), 0)
    first = np.minimum(aligned.at_query[1:], width - 1)
    n_tokens = _n_tokens(queries)[aligned.left]
    owner = np.minimum(spaces[np.minimum(first, last), aligned.left[None, :]], n_tokens - 1)
    owner = np.maximum(owner, 0)
    most = int(n_tokens.max())
    cost = np.zeros((n, most), dtype=np.float32)
    chars_query = np.zeros((n, most), dtype=np.float32)
    chars_form = np.zeros((n, most), dtype=np.float32)
    pair = np.broadcast_to(np.arange(n), (steps, n))
    np.add.at(cost, (pair, owner), aligned.excess)
    np.add.at(chars_query, (pair, owner), aligned.at_query[:-1] - aligned.at_query[1:])
    np.add.at(chars_form, (pair, owner), aligned.at_form[:-1] - aligned.at_form[1:])
    length = np.maximum((chars_query + chars_form) / 2 - 1, 2)
    per_char = np.maximum(cost, 0) / length
    beyond = np.arange(most)[None, :] >= n_tokens[:, None]
    return TokenCosts(
        cost=np.where(beyond, np.nan, per_char).astype(np.float32),
        worst=np.where(beyond, -np.inf, per_char).max(axis=1).astype(np.float32),
        best=np.where(beyond, np.inf, per_char).min(axis=1).astype(np.float32),
    )


def _n_tokens(strings: Strings) -> Ints:
    import numpy as np

    return np.array([name.count(" ") + 1 for name in strings.folded], dtype=np.intp)


def features(
    aligned: Alignments,
    queries: Strings,
    forms: Strings,
    *,
    tokens: TokenCosts,
    distance: Floats,
    gap: Floats,
    routes: Floats,
    route_gap: Floats,
    rotated: Floats,
    n_groups: int,
    known: KnownTokens,
    look_up: LookUp,
) -> Floats:
    """One row per pair, one column per name in :data:`FEATURES`.

    Args:
        aligned: The pairs and their alignments.
        queries: The queries.
        forms: The forms.
        tokens: Costs of the tokens of the queries.
        distance: Of each pair, nats per character.
        gap: Distance of the nearest form of another entry, less this one's.
        routes: Distance of each pair under each route, a column per route.
        route_gap: The gap of :func:`mixed` distances.
        rotated: 1 where the form's family name was moved.
        n_groups: Entries in the glossary.
        known: Tokens of names.
        look_up: Known names.
    """
    import numpy as np

    left, right = aligned.left, aligned.right
    n_query, n_form = _n_tokens(queries)[left], _n_tokens(forms)[right]
    length = ((queries.lengths[left] + forms.lengths[right]) / 2 - 2).astype(np.float32)
    lexical_rows = [
        lexical(queries.folded[q], forms.folded[f], costs, known=known, look_up=look_up)
        for q, f, costs in zip(left.tolist(), right.tolist(), tokens.cost.tolist(), strict=True)
    ]
    lexical_columns = np.array(lexical_rows, dtype=np.float32).reshape(-1, len(LEXICAL))
    worst = np.minimum(tokens.worst, 5.0)
    mixture = mixed(routes, length)
    sound = {
        "distance": np.minimum(distance, 4.0),
        "total": np.minimum(distance * length, 40) / 10,
        "worst_token": worst,
        "best_token": np.minimum(tokens.best, 4.0),
        "gap": np.clip(gap, -2.0, 3.0),
        "log_length": np.log(np.maximum(length, 1)),
        "tokens": np.minimum(n_query, 4),
        "single": n_query == 1,
        "log_groups": np.full(len(left), np.log10(max(n_groups, 10)) - 2),
        "swapped": (lexical_columns[:, LEXICAL.index("intact")] > 0) * worst,
        "rotated": rotated,
        "token_difference": np.minimum(np.abs(n_query - n_form), 3),
        "route_best": np.minimum(routes.min(axis=1, initial=5.0), 5.0),
        "route_mixed": np.minimum(mixture, 5.0),
        "route_total": np.minimum(mixture * length, 40) / 10,
        "route_spread": np.minimum(routes.max(axis=1, initial=0.0) - routes.min(axis=1, initial=9.0), 5.0),
        "route_gap": np.clip(route_gap, -2.0, 3.0),
    }
    columns = np.stack([np.asarray(sound[name], dtype=np.float32) for name in SOUND], axis=1)
    return np.concatenate([columns, lexical_columns], axis=1)


def mixed(routes: Floats, length: Floats) -> Floats:
    """Distance of each pair when the route is not known, nats per character.

    Near the smallest of the routes' distances, and the nearer to it the longer the name is.
    """
    import numpy as np

    total = routes * np.maximum(length, 1)[:, None] / SOFTNESS
    least = total.min(axis=1, initial=np.inf)
    spread = np.log(np.exp(least[:, None] - total).mean(axis=1))
    return np.asarray((least - spread) * SOFTNESS / np.maximum(length, 1), dtype=np.float32)
