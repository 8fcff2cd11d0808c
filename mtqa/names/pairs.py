"""Match name forms with the forms of a glossary, in sound space.

The matcher answers for a *pair*: how probable is it that this query is a garbled spelling of that
form?  It knows nothing of articles; spans and document evidence are built on top of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby, pairwise
from typing import TYPE_CHECKING

from mtqa.names.alphabet import fold, sound_classes
from mtqa.names.background import background
from mtqa.names.calibration import Calibration, default_calibration
from mtqa.names.channels import Channels, default_channels
from mtqa.names.features import features, mixed, token_costs
from mtqa.names.known import KnownTokens, known_tokens
from mtqa.names.lexical import LookUp
from mtqa.names.transducer import Alignments, Strings, Transducer, default_transducer

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["Candidates", "Knowledge", "NameMatcher", "PairMatch", "default_knowledge", "describe"]

SHORTLIST = 32
"""Views of forms that the transducer compares each query with (dev: 99.3% hold the right one of 5,000, as do 48)."""

SHORTLIST_CELLS = 4_000_000
"""Similarities held at a time, so that a large glossary does not fill the memory."""

CONSIDERED = 5
"""Entries that get a probability: the nearest, before the routes and the rest have their say."""

FAR = 3.0
"""Distance above which a form is no candidate at all; also stands for "no other entry is near" in the gap."""

ROTATION_COST = 0.03
"""Added to the distance when the family name had to be moved to the other end."""


@dataclass(frozen=True, slots=True)
class PairMatch:
    """A query and a form that it may be a garbled spelling of.

    Attributes:
        form: Index into the forms that the matcher was built with.
        probability: 0 to 1, calibrated: that the query is a garbled spelling of the form, given the
            size of the glossary, the lengths and the runner-up.
        distance: Transducer cost per character, nats; 0 means the same sound, lower is closer.
        worst_token: Cost per character of the worst aligned token, nats.
        gap: Distance of the best form of another entry, less this one's; larger is clearer.
        alignment: Aligned (query piece, form piece) pairs; adjacent equal pieces are merged.
    """

    form: int
    probability: float
    distance: float
    worst_token: float
    gap: float
    alignment: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Candidates:
    """Candidate pairs of a batch as arrays; the pairs of a query stand together, best first.

    Attributes:
        query: Index into the distinct folded queries.
        form: Index into the forms.
        distance: As in :class:`PairMatch`.
        gap: As in :class:`PairMatch`.
        worst_token: As in :class:`PairMatch`.
        features: One row of :data:`mtqa.names.features.FEATURES` per pair.
        aligned: The alignments.
        same: Whether query and form are the same when folded.
    """

    query: NDArray[np.intp]
    form: NDArray[np.intp]
    distance: NDArray[np.float32]
    gap: NDArray[np.float32]
    worst_token: NDArray[np.float32]
    features: NDArray[np.float32]
    aligned: Alignments
    same: NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Knowledge:
    """What names are compared with the help of.

    Attributes:
        transducer: Costs of sounds over all routes.
        channels: The same for each route.
        known: Tokens of names and how they are spelt.
        look_up: Known names of the world by folded name.
    """

    transducer: Transducer
    channels: Channels
    known: KnownTokens
    look_up: LookUp


@lru_cache(maxsize=1)
def default_knowledge() -> Knowledge:
    """What mtqa ships."""
    return Knowledge(default_transducer(), default_channels(), known_tokens(), background().look_up)


class NameMatcher:
    """The forms of a glossary, ready to be compared with many queries.

    Args:
        forms: Right forms, as written.
        groups: The entry of each form; forms of one entry are not runners-up of each other.  By
            default every form is an entry of its own.
        n_groups: Entries of the glossary, if these are only the nearest of a larger one.
    """

    def __init__(
        self, forms: Sequence[str], groups: Sequence[int] | None = None, *, n_groups: int | None = None
    ) -> None:
        import numpy as np

        self.forms = tuple(forms)
        ids = list(range(len(self.forms))) if groups is None else list(groups)
        if len(ids) != len(self.forms):
            raise ValueError(f"{len(self.forms)} forms, {len(ids)} groups")
        self.groups: NDArray[np.intp] = np.array(ids, dtype=np.intp)
        self.n_groups = len(set(ids)) if n_groups is None else n_groups
        folded = [fold(form) for form in self.forms]
        views: dict[tuple[str, int], tuple[int, bool]] = {}
        for index, text in enumerate(folded):
            if text:
                views.setdefault((text, ids[index]), (index, False))
        for index, text in enumerate(folded):
            for turned in _rotations(text):
                views.setdefault((turned, ids[index]), (index, True))
        self._views = Strings([text for text, _ in views])
        self._classes = [sound_classes(text) for text in self._views.folded]
        self._view_form: NDArray[np.intp] = np.array([index for index, _ in views.values()], dtype=np.intp)
        self._view_rotated: NDArray[np.float32] = np.array([turned for _, turned in views.values()], dtype=np.float32)

    def match(
        self, queries: Sequence[str], *, top: int = 3, calibration: Calibration | None = None
    ) -> list[tuple[PairMatch, ...]]:
        """The most plausible forms for each query.

        Args:
            queries: Names as they stand in the text; the whole list is one batch.
            top: At most this many matches per query.
            calibration: The model of the probability; by default the one that mtqa ships.

        Returns:
            Per query, best first, at most one per entry; empty if nothing is plausible.
        """
        folded = [fold(query) for query in queries]
        distinct = {text: i for i, text in enumerate(dict.fromkeys(text for text in folded if text))}
        if not distinct or not self._views.folded or top < 1:
            return [() for _ in queries]
        found = self.candidates(Strings(list(distinct)), top=max(top, CONSIDERED), knowledge=default_knowledge())
        per_query: list[list[PairMatch]] = [[] for _ in distinct]
        model = default_calibration() if calibration is None else calibration
        probabilities = model.probability(found.features).tolist()
        for k, probability in enumerate(probabilities):
            per_query[int(found.query[k])].append(
                PairMatch(
                    form=int(found.form[k]),
                    probability=1.0 if found.same[k] else probability,
                    distance=float(found.distance[k]),
                    worst_token=float(found.worst_token[k]),
                    gap=float(found.gap[k]),
                    alignment=_merge(found.aligned.pieces(k)),
                )
            )
        ranked = [tuple(sorted(matches, key=lambda match: -match.probability)[:top]) for matches in per_query]
        return [ranked[distinct[text]] if text else () for text in folded]

    def candidates(self, queries: Strings, *, top: int, knowledge: Knowledge) -> Candidates:
        """The ``top`` nearest entries of each folded query, with everything the calibration looks at."""
        import numpy as np

        left, right = self._shortlist(queries)
        transducer = knowledge.transducer
        excess = transducer.excess(queries, self._views, left=left, right=right)
        lengths = (queries.lengths[left] + self._views.lengths[right]) / 2 - 2
        distance = (excess / np.maximum(lengths, 1) + ROTATION_COST * self._view_rotated[right]).astype(np.float32)
        near = np.flatnonzero(distance <= FAR)
        order = near[np.lexsort((right[near], distance[near], left[near]))]
        # The nearest view of each entry, one runner-up more than was asked for.
        chosen: list[int] = []
        gaps: list[float] = []
        starts: list[int] = []
        rows = zip(
            order.tolist(), left[order].tolist(), self.groups[self._view_form[right[order]]].tolist(), strict=True
        )
        for _, block in groupby(rows, key=lambda row: row[1]):
            best: dict[int, int] = {}
            for k, _, group in block:
                best.setdefault(group, k)
                if len(best) > top:
                    break
            ks = list(best.values())
            starts.append(len(chosen))
            chosen += ks[:top]
            gaps += _gaps([*distance[ks].tolist(), FAR])[: len(ks[:top])]
        picked = np.array(chosen, dtype=np.intp)
        one, two = left[picked], right[picked]
        aligned = transducer.align(queries, self._views, left=one, right=two)
        tokens = token_costs(aligned, queries)
        # The routes rank the entries anew, each pair as one whole name.
        routes = knowledge.channels.excess(queries, self._views, left=one, right=two)
        routes = routes / np.maximum(lengths[picked], 1).astype(np.float32)[:, None]
        mixture = mixed(routes, lengths[picked].astype(np.float32)) + ROTATION_COST * self._view_rotated[two]
        route_gaps = [
            gap
            for start, end in pairwise([*starts, len(picked)])
            for gap in _gaps([*mixture[start:end].tolist(), FAR])[: end - start]
        ]
        gap = np.array(gaps, dtype=np.float32)
        rows_of = features(
            aligned,
            queries,
            self._views,
            tokens=tokens,
            distance=distance[picked],
            gap=gap,
            routes=routes,
            route_gap=np.array(route_gaps, dtype=np.float32),
            rotated=self._view_rotated[two],
            n_groups=self.n_groups,
            known=knowledge.known,
            look_up=knowledge.look_up,
        )
        return Candidates(
            query=one,
            form=self._view_form[two],
            distance=distance[picked],
            gap=gap,
            worst_token=tokens.worst,
            features=rows_of,
            aligned=aligned,
            same=np.array(
                [queries.folded[q] == self._views.folded[f] for q, f in zip(one.tolist(), two.tolist(), strict=True)],
                dtype=np.bool_,
            )
            & (self._view_rotated[two] == 0),
        )

    def _shortlist(self, queries: Strings) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
        """Pairs (query, view) worth the transducer's time: those alike in letters and in classes of sounds."""
        import numpy as np
        from rapidfuzz import fuzz
        from rapidfuzz.process import cdist

        n_queries, n_views = len(queries.folded), len(self._views.folded)
        if n_views <= SHORTLIST:
            grid = np.indices((n_queries, n_views)).reshape(2, -1)
            return grid[0], grid[1]
        best = np.empty((n_queries, SHORTLIST), dtype=np.intp)
        classes = [sound_classes(text) for text in queries.folded]
        block = max(1, SHORTLIST_CELLS // n_views)
        for start in range(0, n_queries, block):
            rows = slice(start, start + block)
            letters = cdist(queries.folded[rows], self._views.folded, scorer=fuzz.ratio, dtype=np.uint8)
            sounds = cdist(classes[rows], self._classes, scorer=fuzz.ratio, dtype=np.uint8)
            similarity = letters + sounds  # at most 200: no overflow
            best[rows] = np.argpartition(similarity, n_views - SHORTLIST, axis=1)[:, n_views - SHORTLIST :]
        return np.repeat(np.arange(n_queries), SHORTLIST), best.ravel()


def _gaps(distances: Sequence[float]) -> list[float]:
    """For each distance the smallest of the others, less it; the last is only there to be compared with."""
    first, second = sorted(distances)[:2]
    return [(second if distance == first else first) - distance for distance in distances[:-1]]


def _rotations(folded: str) -> tuple[str, ...]:
    """The name with its family name moved to the other end."""
    tokens = folded.split()
    if not 2 <= len(tokens) <= 4:
        return ()
    return (" ".join(tokens[1:] + tokens[:1]), " ".join(tokens[-1:] + tokens[:-1]))


def _merge(pieces: Sequence[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """Pieces with equal neighbours merged, edges dropped."""
    merged: list[tuple[str, str]] = []
    for query, form in pieces:
        if merged and query == form and merged[-1][0] == merged[-1][1]:
            merged[-1] = (merged[-1][0] + query, merged[-1][1] + form)
        else:
            merged.append((query, form))
    if merged:
        merged[0] = (merged[0][0].removeprefix(" "), merged[0][1].removeprefix(" "))
        merged[-1] = (merged[-1][0].removesuffix(" "), merged[-1][1].removesuffix(" "))
    return tuple(pair for pair in merged if pair != ("", ""))


def describe(alignment: Sequence[tuple[str, str]]) -> str:
    """What differs, for a person: ``"eu- for yoo-, -eol for -yeol"``; ``""`` if nothing does.

    Neighbouring differences are told as one, a letter that is only missing or added is told with the
    letter after it, and a hyphen says that the token goes on.
    """
    runs: list[tuple[str, str]] = []
    for query, form in alignment:
        if runs and query != form and runs[-1][0] != runs[-1][1]:
            runs[-1] = (runs[-1][0] + query, runs[-1][1] + form)
        else:
            runs.append((query, form))
    texts = ("".join(run[0] for run in runs), "".join(run[1] for run in runs))
    at = [0, 0]
    parts: list[str] = []
    for query, form in runs:
        if query != form:
            pieces = [
                _in_token(text, start, len(piece)) for text, start, piece in zip(texts, at, (query, form), strict=True)
            ]
            if query.strip() == form.strip() or not query.strip() or not form.strip():
                pieces = [
                    _in_token(text, *_widened(text, start, len(piece)))
                    for text, start, piece in zip(texts, at, (query, form), strict=True)
                ]
            parts.append(f"{pieces[0]} for {pieces[1]}")
        at = [at[0] + len(query), at[1] + len(form)]
    return ", ".join(parts)


def _widened(text: str, start: int, length: int) -> tuple[int, int]:
    """The range with a neighbour on each side where there is one."""
    first, last = max(start - 1, 0), min(start + length + 1, len(text))
    return first, last - first


def _in_token(text: str, start: int, length: int) -> str:
    """The range, with a hyphen where its token goes on."""
    piece = text[start : start + length]
    before = "-" if start > 0 and piece[:1] != " " and text[start - 1] != " " else ""
    end = start + length
    after = "-" if end < len(text) and piece[-1:] != " " and text[end] != " " else ""
    return f"{before}{piece.strip()}{after}"
