"""Names sent through another script and back, to train the routes of :mod:`mtqa.training.transducer`.

From name tokens with a foreign spelling (``translit/wd_*_64.tsv``, CC0) it is learned which English letters stand for
each foreign letter.  A garbled spelling is then drawn letter by letter from what *other* names have for that
foreign letter between the same neighbours: ``Kosnett`` for ``Cosnett`` through Japanese.  These are drawn by our own
small model, not by a translation system; they bring width, and the pairs of ``names/`` bring truth.

Deterministic: one seed, fixed order.
"""

from __future__ import annotations

import math
import random
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from mtqa.names.alphabet import fold

__all__ = ["FILES", "garbled_tokens"]

FILES: Final = {
    "russian": "russian",
    "arabic": "arabic",
    "hebrew": "hebrew",
    "japanese": "katakana",
    "chinese": "chinese",
    "korean": "korean",
}
"""The file of each route; names of Koreans have none."""

_LONGEST: Final = {"japanese": 3, "korean": 3, "chinese": 6}
"""English letters that a foreign letter may stand for, at most; 4 for the others."""

_SEED: Final = 11
_TOKENS: Final = 25_000
_FIRST: Final = 6_000
_LEARNED: Final = 8_000
_ROUNDS: Final = 4
_DRAWS: Final = 3
_CLEAR: Final = 2.6
"""Cost per letter, nats, above which an alignment is taken for two different names in Wikidata."""
_CONTEXTS: Final = (4.0, 1.0, 1.0, 0.3)
"""Weights of what was seen between both neighbours, after the left, before the right, and anywhere."""
_SHARPER: Final = 1.5
"""Power of the probabilities drawn from: a system prefers what is likely."""

_Costs = dict[str, dict[str, float]]
_Counts = defaultdict[str, defaultdict[str, float]]
_Token = tuple[tuple[str, ...], str]
_Aligned = tuple[tuple[str, ...], str, list[str]]


def garbled_tokens(data: Path, route: str, *, held: set[str], limit: int) -> list[tuple[str, str, float]]:
    """Distinct pairs ``(garbled, right, weight)`` of folded tokens through one route.

    Args:
        data: The data folder.
        route: One of the keys of :data:`FILES`.
        held: Folded names that must not be the right ones.
        limit: At most so many pairs.

    Returns:
        Weights between 1/3 and 1: the share of the draws that gave the pair.
    """
    rng = random.Random(_SEED)  # noqa: S311 - CONFIG: reproducible draws, no secret
    tokens = _tokens(data, route, held=held)
    rng.shuffle(tokens)
    tokens = tokens[:_TOKENS]
    longest = _LONGEST.get(route, 4)
    costs = _costs(_guess(tokens[:_FIRST], longest=longest))
    aligned: list[_Aligned] = []
    for turn in range(_ROUNDS):
        aligned = []
        counts: _Counts = defaultdict(lambda: defaultdict(float))
        for foreign, english in tokens if turn == _ROUNDS - 1 else tokens[:_LEARNED]:
            pieces, cost = _align(foreign, english, costs, longest=longest)
            if pieces and cost < _CLEAR + (0.9 if turn < _ROUNDS - 1 else 0.0):
                aligned.append((foreign, english, pieces))
                for letter, piece in zip(foreign, pieces, strict=True):
                    counts[letter][piece] += 1
        costs = _costs(counts)
    drawn: Counter[tuple[str, str]] = Counter()
    for garbled, right in _draw(aligned, rng):
        drawn[garbled, right] += 1
    pairs = sorted(pair for pair in drawn if len(pair[0]) > 1 and len(pair[1]) > 1 and pair[0] != pair[1])
    rng.shuffle(pairs)
    return [(*pair, min(1.0, drawn[pair] / _DRAWS)) for pair in pairs[:limit]]


def _tokens(data: Path, route: str, *, held: set[str]) -> list[_Token]:
    """Foreign letters and English spelling of each token; Korean syllables taken apart into letters."""
    found: list[_Token] = []
    path = data / "translit" / f"wd_{FILES[route]}_64.tsv"
    for line in path.read_text(encoding="utf-8").splitlines():
        english, foreign, _ = line.split("\t")
        if fold(english) in held:
            continue
        spelling = fold(english).replace(" ", "")
        if route == "korean":
            foreign = " ".join(unicodedata.normalize("NFD", foreign).replace(" ", ""))
        letters = tuple(foreign.split(" "))
        if 2 < len(spelling) < 16 and len(letters) < 16:
            found.append((letters, spelling))
    return found


def _guess(tokens: Iterable[_Token], *, longest: int) -> _Counts:
    """First counts: what stands at about the same place of both spellings."""
    counts: _Counts = defaultdict(lambda: defaultdict(float))
    for foreign, english in tokens:
        ratio = len(english) / len(foreign)
        for i, letter in enumerate(foreign):
            first, last = i * ratio, (i + 1) * ratio
            for start in range(max(0, int(first) - 1), min(len(english), int(last) + 2) + 1):
                for end in range(start, min(len(english), start + longest) + 1):
                    counts[letter][english[start:end]] += 1 / (1 + abs(start - first) + abs(end - last))
    return counts


def _costs(counts: _Counts) -> _Costs:
    return {
        letter: {piece: -math.log(count / (total + 2)) for piece, count in seen.items()}
        for letter, seen in counts.items()
        for total in [sum(seen.values())]
    }


def _align(foreign: tuple[str, ...], english: str, costs: _Costs, *, longest: int) -> tuple[list[str], float]:
    """The cheapest division of the English spelling among the foreign letters, and its cost per letter, nats."""
    n, width = len(foreign), len(english)
    unseen = [5.0] + [7.0 + 2.0 * k for k in range(1, longest + 1)]
    best = [[math.inf] * (width + 1) for _ in range(n + 1)]
    back = [[0] * (width + 1) for _ in range(n + 1)]
    best[0][0] = 0.0
    for i, letter in enumerate(foreign):
        known = costs.get(letter, {})
        following, taken = best[i + 1], back[i + 1]
        for j, so_far in enumerate(best[i]):
            if so_far == math.inf:
                continue
            for k in range(min(longest, width - j) + 1):
                cost = so_far + known.get(english[j : j + k], unseen[k])
                if cost < following[j + k]:
                    following[j + k], taken[j + k] = cost, k
    if best[n][width] == math.inf:
        return [], math.inf
    pieces: list[str] = []
    j = width
    for i in range(n, 0, -1):
        pieces.append(english[j - back[i][j] : j])
        j -= back[i][j]
    return pieces[::-1], best[n][width] / max(n, width)


def _contexts(foreign: tuple[str, ...], i: int) -> tuple[tuple[str, ...], ...]:
    before = foreign[i - 1] if i else "^"
    after = foreign[i + 1] if i + 1 < len(foreign) else "$"
    return (before, foreign[i], after), (before, foreign[i]), (foreign[i], after), (foreign[i],)


def _draw(aligned: list[_Aligned], rng: random.Random) -> Iterable[tuple[str, str]]:
    """Garbled spellings of every token, each letter drawn from what other tokens have in its place."""
    seen: list[defaultdict[tuple[str, ...], Counter[str]]] = [defaultdict(Counter) for _ in _CONTEXTS]
    for foreign, _, pieces in aligned:
        for i, piece in enumerate(pieces):
            for counts, key in zip(seen, _contexts(foreign, i), strict=True):
                counts[key][piece] += 1
    for foreign, english, pieces in aligned:
        choices = []
        for i, own in enumerate(pieces):
            weights: dict[str, float] = {}
            for counts, key, weight in zip(seen, _contexts(foreign, i), _CONTEXTS, strict=True):
                others = counts[key].total() - 1
                for piece, count in counts[key].items() if others > 0 else ():
                    of_others = count - (piece == own)  # the token itself says nothing of how others would spell it
                    if of_others:
                        weights[piece] = weights.get(piece, 0.0) + weight * of_others / (others + 5)
            likely = sorted(weights.items(), key=lambda item: (-item[1], item[0]))[:8] or [(own, 1.0)]
            choices.append(([piece for piece, _ in likely], [value**_SHARPER for _, value in likely]))
        for _ in range(_DRAWS):
            yield "".join(rng.choices(options, weights)[0] for options, weights in choices), english
