"""Boosted trees of depth 3, for the calibration of :mod:`mtqa.names.pairs`.

Small on purpose: full trees of three questions, histograms of at most 64 bins, second-order gradients of
the weighted log loss, and directions that a feature may not go against.  Deterministic: one seed, no
threads, sums in a fixed order.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mtqa.names.calibration import DEPTH, Calibration

__all__ = ["Settings", "boost"]

Doubles = NDArray[np.float64]
Ints = NDArray[np.intp]

N_NODES = 2**DEPTH - 1
N_LEAVES = 2**DEPTH


@dataclass(frozen=True, slots=True)
class Settings:
    """How to boost.

    Attributes:
        trees: How many.
        rate: Share of each step that is taken.
        share: Share of the features that each tree may ask about.
        bins: Thresholds per feature, at most.
        l2: Added to the sum of second derivatives of a leaf.
        least: Rows that a leaf must hold.
        seed: Of the choice of features.
    """

    trees: int = 300
    rate: float = 0.08
    share: float = 0.3
    bins: int = 64
    l2: float = 10.0
    least: int = 80
    seed: int = 0


def _thresholds(column: NDArray[np.float32], bins: int) -> NDArray[np.float32]:
    """Where a feature may be divided: between its quantiles, as few decimals as tell them apart."""
    quantiles = np.unique(np.quantile(column, np.linspace(0, 1, bins + 1)[1:-1], method="nearest").astype(np.float32))
    values = np.unique(column)
    above = values[np.minimum(np.searchsorted(values, quantiles, side="right"), len(values) - 1)]
    return np.unique(np.round((quantiles + above) / 2, 4).astype(np.float32))


def boost(
    x: NDArray[np.float32],
    y: Doubles,
    weight: Doubles,
    *,
    names: Sequence[str],
    directions: Mapping[str, int],
    settings: Settings,
) -> Calibration:
    """Trees for rows ``x`` with answers ``y`` of 0 or 1.

    Args:
        x: One row per pair.
        y: Whether the pair is right.
        weight: Of each row.
        names: Of the columns.
        directions: Columns with a given direction: 1 if the answer may only rise with it, -1 if only fall.
        settings: How to boost.
    """
    rng = np.random.default_rng(settings.seed)
    n, width = x.shape
    edges = [_thresholds(x[:, k], settings.bins) for k in range(width)]
    binned = np.stack([np.searchsorted(edges[k], x[:, k], side="left") for k in range(width)]).astype(np.intp)
    # A value goes right when it is above the threshold: bin b holds what lies in (edges[b - 1], edges[b]].
    way = np.array([directions.get(name, 0) for name in names])
    mean = float(np.average(y, weights=weight))
    bias = float(np.log(mean / (1 - mean)))
    logit = np.full(n, bias)
    n_asked = max(1, round(settings.share * width))
    feature = np.zeros((settings.trees, N_NODES), dtype=np.intp)
    threshold = np.full((settings.trees, N_NODES), np.inf, dtype=np.float32)
    leaves = np.zeros((settings.trees, N_LEAVES))
    for t in range(settings.trees):
        p = 1 / (1 + np.exp(-logit))
        gradient, curvature = weight * (p - y), weight * p * (1 - p)
        asked = np.sort(rng.choice(width, n_asked, replace=False))
        node = np.zeros(n, dtype=np.intp)
        low, high = np.full(1, -np.inf), np.full(1, np.inf)
        for depth in range(DEPTH):
            count = 2**depth
            chosen = _split(
                binned[asked],
                node,
                gradient,
                curvature,
                count=count,
                way=way[asked],
                low=low,
                high=high,
                settings=settings,
                used=[len(edges[k]) for k in asked],
            )
            low, high = np.repeat(low, 2), np.repeat(high, 2)
            right = np.zeros(n, dtype=bool)
            for k, (at, cut, middle) in enumerate(chosen):
                if at < 0:
                    continue
                column = int(asked[at])
                feature[t, count - 1 + k] = column
                threshold[t, count - 1 + k] = edges[column][cut]
                inside = node == k
                right[inside] = binned[column][inside] > cut
                if way[column] > 0:
                    high[2 * k] = min(high[2 * k], middle)
                    low[2 * k + 1] = max(low[2 * k + 1], middle)
                elif way[column] < 0:
                    low[2 * k] = max(low[2 * k], middle)
                    high[2 * k + 1] = min(high[2 * k + 1], middle)
            node = 2 * node + right
        g = np.bincount(node, gradient, N_LEAVES)
        h = np.bincount(node, curvature, N_LEAVES)
        value = np.clip(-g / (h + settings.l2), low, high) * settings.rate
        leaves[t] = np.round(value, 4)
        logit += leaves[t][node]
        if (t + 1) % 100 == 0:
            p = np.clip(1 / (1 + np.exp(-logit)), 1e-9, 1 - 1e-9)
            loss = -np.average(np.where(y > 0, np.log(p), np.log(1 - p)), weights=weight)
            print(f"tree {t + 1}: log loss {loss:.5f}")
    return Calibration(bias=round(bias, 4), feature=feature, threshold=threshold, leaves=leaves)


def _split(
    binned: Ints,
    node: Ints,
    gradient: Doubles,
    curvature: Doubles,
    *,
    count: int,
    way: Ints,
    low: Doubles,
    high: Doubles,
    settings: Settings,
    used: Sequence[int],
) -> list[tuple[int, int, float]]:
    """The best question of each node: which of the columns, above which bin, and the value between the two sides."""
    bins = settings.bins + 1
    best: list[tuple[float, int, int, float]] = [(1e-6, -1, 0, 0.0)] * count
    for at in range(len(binned)):
        key = node * bins + binned[at]
        shape = (count, bins)
        g = np.bincount(key, gradient, count * bins).reshape(shape)
        h = np.bincount(key, curvature, count * bins).reshape(shape)
        rows = np.bincount(key, minlength=count * bins).reshape(shape)
        g_left, h_left, n_left = g.cumsum(1), h.cumsum(1), rows.cumsum(1)
        g_all, h_all, n_all = g_left[:, -1:], h_left[:, -1:], n_left[:, -1:]
        left = np.clip(-g_left / (h_left + settings.l2), low[:, None], high[:, None])
        right = np.clip(-(g_all - g_left) / (h_all - h_left + settings.l2), low[:, None], high[:, None])
        whole = np.clip(-g_all / (h_all + settings.l2), low[:, None], high[:, None])
        gain = (
            _score(whole, g_all, h_all, settings.l2)
            - _score(left, g_left, h_left, settings.l2)
            - _score(right, g_all - g_left, h_all - h_left, settings.l2)
        )
        allowed = (n_left >= settings.least) & (n_all - n_left >= settings.least) & ((right - left) * way[at] >= 0)
        allowed[:, used[at] :] = False
        gain = np.where(allowed, gain, -np.inf)
        for k in range(count):
            cut = int(gain[k].argmax())
            if gain[k, cut] > best[k][0]:
                best[k] = (float(gain[k, cut]), at, cut, float(left[k, cut] + right[k, cut]) / 2)
    return [(at, cut, middle) for _, at, cut, middle in best]


def _score(value: Doubles, gradient: Doubles, curvature: Doubles, l2: float) -> Doubles:
    """What a leaf of this value leaves of the loss, to second order."""
    return np.asarray(gradient * value + (curvature + l2) * value * value / 2)
