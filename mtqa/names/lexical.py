"""What the tokens of a query and a form say apart from their sound: known, intact, changed.

A token of the query is *intact* if the form has it as well, else it is *changed*.  A changed token that is
somebody's name speaks against a garbling; one that nobody bears speaks for it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from mtqa.names.alphabet import sound_classes
from mtqa.names.pinyin import is_pinyin

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mtqa.names.background import Known
    from mtqa.names.known import KnownTokens

__all__ = ["LEXICAL", "LookUp", "lexical"]

LEXICAL = (
    "known",
    "known_changed",
    "all_changed_known",
    "level_changed",
    "level_form_changed",
    "intact",
    "intact_rarity",
    "same_start",
    "same_end",
    "surprise",
    "surprise_form",
    "surprise_total",
    "surprise_total_form",
    "known_cost",
    "unknown_cost",
    "pinyin",
    "pinyin_both",
    "given_changed",
    "family_changed",
    "place_changed",
    "best_changed",
    "best_form_changed",
    "given_first",
    "family_last",
    "place_whole",
    "place_whole_form",
    "listed_changed",
    "all_changed_listed",
    "listed_cost",
    "unlisted_cost",
    "letters_changed",
    "length_changed",
    "edit_changed",
    "same_skeleton",
    "n_changed",
    "n_form_changed",
)
"""Names of the numbers that :func:`lexical` gives.

``known`` and ``level`` are of :class:`~mtqa.names.known.KnownTokens`, ``given``, ``family``, ``place`` and ``best`` of
the list of known names, ``listed`` of either; ``cost`` is what the worst changed token costs, nats per character."""


class LookUp(Protocol):
    """How well a folded name is known in the world."""

    def __call__(self, key: str, /) -> Known:
        """Levels of the name in each role."""


def lexical(query: str, form: str, costs: Sequence[float], *, known: KnownTokens, look_up: LookUp) -> tuple[float, ...]:
    """The numbers of :data:`LEXICAL` for a folded query and form.

    Args:
        query: The query.
        form: The form.
        costs: What each token of the query costs, nats per character.
        known: Tokens of names.
        look_up: Known names.
    """
    from rapidfuzz.distance import Levenshtein

    query_tokens, form_tokens = query.split(), form.split()
    n = len(query_tokens)
    changed = [k for k in range(n) if query_tokens[k] not in form_tokens]
    intact = [k for k in range(n) if query_tokens[k] in form_tokens]
    new = [query_tokens[k] for k in changed]
    old = [token for token in form_tokens if token not in query_tokens]
    levels = [known.level(token) for token in query_tokens]
    chars, new_chars = sum(map(len, query_tokens)), max(sum(map(len, new)), 1)
    left, right = "".join(new), "".join(old)
    found = {k: look_up(query_tokens[k]) for k in changed}
    best = {k: _best(role) for k, role in found.items()}
    listed = {k: best[k] > 0 or levels[k] > 0 for k in changed}
    surprise, surprise_form = [known.surprise(token) for token in new], [known.surprise(token) for token in old]
    first, last = found.get(0), found.get(n - 1)
    pinyin = bool(changed) and all(map(is_pinyin, new))
    return (
        sum(len(token) for token, level in zip(query_tokens, levels, strict=True) if level) / chars,
        sum(len(query_tokens[k]) for k in changed if levels[k]) / new_chars,
        float(bool(changed) and all(levels[k] for k in changed)),
        min((levels[k] for k in changed), default=0) / 4,
        min(map(known.level, old), default=0) / 4,
        sum(len(query_tokens[k]) for k in intact) / chars,
        max((max(0, 6 - levels[k]) / 6 for k in intact), default=0.0),
        float(query[:1] == form[:1]),
        float(query[-1:] == form[-1:]),
        max(surprise, default=4.0),
        max(surprise_form, default=4.0),
        sum(bits * (len(token) + 1) for bits, token in zip(surprise, new, strict=True)) / 40,
        sum(bits * (len(token) + 1) for bits, token in zip(surprise_form, old, strict=True)) / 40,
        min(max((costs[k] for k in changed if levels[k]), default=0.0), 5.0),
        min(max((costs[k] for k in changed if not levels[k]), default=0.0), 5.0),
        float(pinyin),
        float(pinyin and all(map(is_pinyin, old))),
        min((role.given for role in found.values()), default=0),
        min((role.family for role in found.values()), default=0),
        min((role.place for role in found.values()), default=0),
        min(best.values(), default=0),
        min((_best(look_up(token)) for token in old), default=0),
        first.given if n > 1 and first is not None else 0,
        last.family if n > 1 and last is not None else 0,
        look_up(query).place,
        look_up(form).place,
        sum(len(query_tokens[k]) for k in changed if listed[k]) / new_chars,
        float(bool(changed) and all(listed.values())),
        min(max((costs[k] for k in changed if listed[k]), default=0.0), 5.0),
        min(max((costs[k] for k in changed if not listed[k]), default=0.0), 5.0),
        len(left),
        (len(left) - len(right)) / max(len(left), len(right), 1),
        Levenshtein.normalized_distance(left, right),
        float(_skeleton(left) == _skeleton(right)),
        len(new),
        len(old),
    )


def _best(known: Known) -> int:
    return max(known.given, known.family, known.place, known.other)


def _skeleton(letters: str) -> str:
    """Its consonants by class of sound."""
    return sound_classes(letters).replace("a", "")
