"""What the calibrated model looks at: numbers about a query, a form and their alignment.

All are computed for many pairs at once.  The names in :data:`FEATURES` are the columns, and the keys
of the weights in ``models/name-pairs.json``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from mtqa.names.known import KnownTokens
from mtqa.names.pinyin import is_pinyin
from mtqa.names.transducer import Alignments, Strings

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]
    Ints = NDArray[np.intp]

__all__ = ["FEATURES", "TokenCosts", "features", "token_costs"]

FEATURES = (
    "distance",
    "distance_squared",
    "near",
    "total",
    "worst_token",
    "worst_token_squared",
    "best_token",
    "gap",
    "gap_small",
    "not_best",
    "log_length",
    "tokens",
    "single",
    "log_groups",
    "known",
    "known_changed",
    "all_changed_known",
    "level_changed",
    "level_form_changed",
    "intact",
    "intact_rarity",
    "swapped",
    "rotated",
    "token_difference",
    "same_start",
    "surprise",
    "surprise_form",
    "surprise_x_distance",
    "known_cost",
    "unknown_cost",
    "pinyin",
    "pinyin_both",
    "pinyin_both_x_distance",
    "distance_x_log_groups",
    "distance_x_log_length",
    "gap_x_log_groups",
    "known_changed_x_distance",
    "known_changed_x_gap",
    "single_x_distance",
    "log_length_x_log_groups",
)


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
    rotated: Floats,
    n_groups: int,
    known: KnownTokens,
) -> Floats:
    """One row per pair, one column per name in :data:`FEATURES`."""
    import numpy as np

    left, right = aligned.left, aligned.right
    n_query, n_form = _n_tokens(queries)[left], _n_tokens(forms)[right]
    length = (queries.lengths[left] + forms.lengths[right]) / 2 - 2
    log_length = np.log(np.maximum(length, 1))
    log_groups = np.full(len(left), np.log10(max(n_groups, 10)) - 2)
    lexical = np.array(
        [
            _lexical(queries.folded[q], forms.folded[f], tokens.cost[k].tolist(), known)
            for k, (q, f) in enumerate(zip(left.tolist(), right.tolist(), strict=True))
        ],
        dtype=np.float32,
    ).reshape(-1, 14)
    known_share, known_changed, all_changed, level, level_form, intact, rarity, same_start, *more = lexical.T
    surprise, surprise_form, known_cost, unknown_cost, pinyin, pinyin_both = more
    single = (n_query == 1).astype(np.float32)
    d, g = np.minimum(distance, 4.0), np.clip(gap, -2.0, 3.0)
    worst = np.minimum(tokens.worst, 5.0)
    columns = {
        "distance": d,
        "distance_squared": d * d,
        "near": np.exp(-d / 0.4),
        "total": np.minimum(distance * length, 40) / 10,
        "worst_token": worst,
        "worst_token_squared": worst * worst,
        "best_token": np.minimum(tokens.best, 4.0),
        "gap": g,
        "gap_small": np.clip(gap, -0.5, 0.5),
        "not_best": (gap < 0).astype(np.float32),
        "log_length": log_length,
        "tokens": np.minimum(n_query, 4),
        "single": single,
        "log_groups": log_groups,
        "known": known_share,
        "known_changed": known_changed,
        "all_changed_known": all_changed,
        "level_changed": level,
        "level_form_changed": level_form,
        "intact": intact,
        "intact_rarity": rarity,
        "swapped": (intact > 0) * worst,
        "rotated": rotated,
        "token_difference": np.minimum(np.abs(n_query - n_form), 3),
        "same_start": same_start,
        "surprise": surprise,
        "surprise_form": surprise_form,
        "surprise_x_distance": surprise * d,
        "known_cost": known_cost,
        "unknown_cost": unknown_cost,
        "pinyin": pinyin,
        "pinyin_both": pinyin_both,
        "pinyin_both_x_distance": pinyin_both * d,
        "distance_x_log_groups": d * log_groups,
        "distance_x_log_length": d * log_length,
        "gap_x_log_groups": g * log_groups,
        "known_changed_x_distance": known_changed * d,
        "known_changed_x_gap": known_changed * g,
        "single_x_distance": single * d,
        "log_length_x_log_groups": log_length * log_groups,
    }
    return np.stack([np.asarray(columns[name], dtype=np.float32) for name in FEATURES], axis=1)


def _lexical(query: str, form: str, costs: list[float], known: KnownTokens) -> tuple[float, ...]:
    """Known, intact and changed tokens of one pair."""
    query_tokens, form_tokens = query.split(), form.split()
    levels = [known.level(token) for token in query_tokens]
    changed = [k for k, token in enumerate(query_tokens) if token not in form_tokens]
    chars = sum(map(len, query_tokens))
    intact = [k for k, token in enumerate(query_tokens) if token in form_tokens]
    form_changed = [token for token in form_tokens if token not in query_tokens]
    changed_chars = sum(len(query_tokens[k]) for k in changed)
    pinyin = bool(changed) and all(is_pinyin(query_tokens[k]) for k in changed)
    return (
        sum(len(query_tokens[k]) for k, level in enumerate(levels) if level) / chars,
        sum(len(query_tokens[k]) for k in changed if levels[k]) / max(changed_chars, 1),
        float(bool(changed) and all(levels[k] for k in changed)),
        min((levels[k] for k in changed), default=0) / 4,
        min((known.level(token) for token in form_changed), default=0) / 4,
        sum(len(query_tokens[k]) for k in intact) / chars,
        max((max(0, 6 - levels[k]) / 6 for k in intact), default=0.0),
        float(query[:1] == form[:1]),
        max((known.surprise(query_tokens[k]) for k in changed), default=4.0),
        max((known.surprise(token) for token in form_changed), default=4.0),
        min(max((costs[k] for k in changed if levels[k]), default=0.0), 5.0),
        min(max((costs[k] for k in changed if not levels[k]), default=0.0), 5.0),
        float(pinyin),
        float(pinyin and all(is_pinyin(token) for token in form_changed)),
    )
