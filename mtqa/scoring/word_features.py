"""What a word tagger sees of each word: the language model's states and plain facts.

Used by :mod:`mtqa.scoring.tagger` and, in training, by :mod:`mtqa.training.phrases`: there is one
description of a word, so that both see the same.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from mtqa.data import Span, TokenLogprob
from mtqa.names.background import background
from mtqa.text import fold, is_all_caps, is_capitalised, strip_possessive, words

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]
    Ints = NDArray[np.intp]

__all__ = ["FACTS", "FUNCTION_WORDS", "SURPRISAL_SCALE", "Words", "describe", "level_key"]

#: Names of the columns of :attr:`Words.facts`, in order.
FACTS: Final = (
    "surprisal",
    "surprisal per token",
    "dearest token",
    "first token",
    "tokens",
    "mark before",
    "mark after",
    "surprisal before",
    "surprisal after",
    "surprisal in sentence",
    "surprisal in text",
    "sentence surprisal",
    "text surprisal",
    "code points",
    "capital",
    "capitals",
    "digits",
    "inside capital",
    "hyphen",
    "apostrophe",
    "function word",
    "first in sentence",
    "last in sentence",
    "position",
    "sentence length",
    "quoted",
    "after comma",
    "before mark",
    "repeated near",
    "seen before",
    "occurrences",
    "level",
    "unknown",
    "known name",
    "unknown name",
)

#: Words that carry grammar rather than content; a flag on one alone says nothing to a reader.
_FUNCTION: Final = """
    a an the and or but nor so yet of in on at by for with from to into onto upon about against between among
    through during before after above below over under as if than that this these those it its he she they them
    their his her him we us our you your i me my who whom whose which what when where while because although
    though since until unless is are was were be been being am do does did has have had having will would shall
    should can could may might must not no there here also too very such
"""
FUNCTION_WORDS: Final = frozenset(_FUNCTION.split())
_QUOTES: Final = re.compile(r"[\"\N{LEFT DOUBLE QUOTATION MARK}\N{RIGHT DOUBLE QUOTATION MARK}]")
#: Words before a word among which a repetition counts as near.
_NEAR: Final = 12
#: Nats that make the surprisal columns about one.
SURPRISAL_SCALE: Final = 8.0


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a text.

    Attributes:
        spans: In the text that was described.
        sentence: Index of each word's sentence; never falls.
        facts: One row per word, the columns of :data:`FACTS`, each about 0 to 1 in size.
        states: One row per word, the language model's states after reading it.
    """

    spans: tuple[Span, ...]
    sentence: Ints
    facts: Floats
    states: Floats


def describe(
    text: str,
    sentences: Sequence[Span],
    tokens: Sequence[TokenLogprob],
    states: Floats,
    *,
    levels: Mapping[str, int],
) -> Words:
    """Describe the words of a text that a language model has read.

    Args:
        text: The text as the model read it.
        sentences: Ranges of ``text``, in order; words outside of them are left out.
        tokens: The model's tokens; they tile the text.
        states: One row per token, known after reading it.
        levels: How common words are: 0 unknown, one more with each doubling; by :func:`level_key`.
    """
    import numpy as np

    spans: list[Span] = []
    sentence: list[int] = []
    for index, one in enumerate(sentences):
        for word in words(one.of(text)):
            spans.append(word.shift(one.start))
            sentence.append(index)
    place = np.asarray(sentence, dtype=np.intp)
    if not spans:
        width = states.shape[1] if states.ndim == 2 else 0
        return Words((), place, np.zeros((0, len(FACTS)), np.float32), np.zeros((0, width), np.float32))
    costs, last = _costs(spans, tokens)
    facts = np.concatenate(
        [_surprisals(costs, place), _shapes(text, spans, place), _rarity(text, spans, levels)], axis=1
    )
    return Words(tuple(spans), place, facts.astype(np.float32), states[last])


def _costs(spans: Sequence[Span], tokens: Sequence[TokenLogprob]) -> tuple[Floats, Ints]:
    """What each word's tokens cost, and the last token of each word.

    Per word: the sum, the maximum and the first of its tokens' nats, their number, and the nats of the marks before
    and after it.  A token belongs to the word that it touches; one that touches two belongs to the first.
    """
    import numpy as np

    found = np.zeros((len(spans), 6), dtype=np.float32)
    last = np.zeros(len(spans), dtype=np.intp)
    word = 0
    marks = 0.0
    for index, token in enumerate(tokens):
        cost = -(token.logprob or 0.0)
        while word < len(spans) and token.span.start >= spans[word].end:
            word += 1
            marks = 0.0
        if word < len(spans) and token.span.end > spans[word].start:
            row = found[word]
            if not row[3]:
                row[2] = cost
                row[4] = marks
            row[0] += cost
            row[1] = max(row[1], cost)
            row[3] += 1
            last[word] = index
        else:
            marks += cost
            if word:
                found[word - 1, 5] += cost
    np.maximum.accumulate(last, out=last)  # a word inside another's token shares it
    return found, last


def _surprisals(costs: Floats, place: Ints) -> Floats:
    import numpy as np

    total, dearest, first, count, before, after = costs.T
    tokens = np.maximum(count, 1)
    same = np.concatenate([[False], place[1:] == place[:-1]])
    previous = np.where(same, np.concatenate([[0.0], total[:-1]]), 0.0)
    following = np.where(np.concatenate([same[1:], [False]]), np.concatenate([total[1:], [0.0]]), 0.0)
    n_words = np.bincount(place)
    mean = (np.bincount(place, total) / np.maximum(n_words, 1))[place]
    everywhere = float(total.mean())
    spread = float(total.std()) or 1.0
    return np.stack(
        [
            total / SURPRISAL_SCALE,
            total / tokens / SURPRISAL_SCALE,
            dearest / SURPRISAL_SCALE,
            first / SURPRISAL_SCALE,
            np.log(tokens),
            before / SURPRISAL_SCALE,
            after / SURPRISAL_SCALE,
            previous / SURPRISAL_SCALE,
            following / SURPRISAL_SCALE,
            (total - mean) / SURPRISAL_SCALE,
            (total - everywhere) / spread / 3,
            mean / SURPRISAL_SCALE,
            np.full(len(total), everywhere / SURPRISAL_SCALE),
        ],
        axis=1,
    )


def _shapes(text: str, spans: Sequence[Span], place: Ints) -> Floats:
    import numpy as np

    keys = [fold(span.of(text)) for span in spans]
    count = Counter(keys)
    seen: dict[str, int] = {}
    n_words = np.bincount(place)
    rows = np.zeros((len(spans), 18), dtype=np.float32)
    at = 0
    quoted = False
    scanned = spans[0].start
    for index, (span, key) in enumerate(zip(spans, keys, strict=True)):
        word = span.of(text)
        if index and place[index] != place[index - 1]:
            at, quoted, scanned = 0, False, span.start
        gap = text[scanned : span.start]
        if len(_QUOTES.findall(gap)) % 2:
            quoted = not quoted
        scanned = span.end
        length = int(n_words[place[index]])
        following = text[span.end : span.end + 1]
        row = rows[index]
        row[0] = math.log(len(word)) / 2
        row[1] = is_capitalised(word)
        row[2] = is_all_caps(word)
        row[3] = any(map(str.isdecimal, word))
        row[4] = any(map(str.isupper, word[1:])) and any(map(str.islower, word))
        row[5] = "-" in word
        row[6] = "'" in word or "\N{RIGHT SINGLE QUOTATION MARK}" in word
        row[7] = key in FUNCTION_WORDS
        row[8] = at == 0
        row[9] = at == length - 1
        row[10] = at / max(length - 1, 1)
        row[11] = math.log(length) / 3
        row[12] = quoted
        row[13] = gap.rstrip().endswith((",", ";", ":"))
        row[14] = bool(following) and not following.isspace()
        row[15] = index - seen.get(key, -_NEAR - 1) <= _NEAR and not row[7]
        row[16] = key in seen
        row[17] = math.log(count[key]) / 3
        seen[key] = index
        at += 1
    return rows


def level_key(word: str) -> str:
    """What a word is looked up by."""
    return fold(strip_possessive(word))


def _rarity(text: str, spans: Sequence[Span], levels: Mapping[str, int]) -> Floats:
    """How common each word is, and how well known as a name."""
    import numpy as np

    names = background()
    rows = np.zeros((len(spans), 4), dtype=np.float32)
    for index, span in enumerate(spans):
        word = span.of(text)
        key = level_key(word)
        level = levels.get(key, 0)
        row = rows[index]
        row[0] = level / 16
        if not key.isalpha():
            continue
        row[1] = not level
        if is_capitalised(word):
            known = names.look_up(key)
            best = max(known.given, known.family, known.place, known.other)
            row[2] = best / 16
            row[3] = not level and not best
    return rows
