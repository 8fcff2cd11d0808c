"""From scores of words to the phrases that deserve a look.

A phrase is a run of neighbouring words that are nearly as suspicious as its worst word.  It never crosses a mark
that divides clauses, has at most :data:`MAX_WORDS` words, and neither begins nor ends with a function word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from mtqa.scoring.word_features import FUNCTION_WORDS
from mtqa.text import fold

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from mtqa.data import Span

__all__ = ["MAX_WORDS", "Phrase", "phrases"]

#: A longer flag points at nothing.
MAX_WORDS: Final = 6
#: Nats of log-odds below the worst word of a phrase at which a neighbour still belongs to it.  On development documents
#: .4 gives phrases of 1.9 words of which half are marked; 1.0 gives 3.1 words, and touches marks no more often.
REACH: Final = 0.4
#: What stands between two words of one phrase: no mark of a clause, quotation, bracket or dash.
_JOINED: Final = re.compile(r"[ \t\n\N{NO-BREAK SPACE}'\N{RIGHT SINGLE QUOTATION MARK}%$&/.-]{0,3}")
_STOP: Final = re.compile(r"\.\s")


@dataclass(frozen=True, slots=True)
class Phrase:
    """A run of words.

    Attributes:
        first: Index of its first word.
        last: Index of its last word, inclusive.
        peak: Index of the worst word; a function word may be just outside.
    """

    first: int
    last: int
    peak: int


def phrases(
    text: str,
    spans: Sequence[Span],
    sentence: NDArray[np.intp],
    scores: NDArray[np.float32],
    allowed: NDArray[np.bool_],
) -> Iterator[Phrase]:
    """The phrases of a text, the most suspicious first; they do not overlap.

    Args:
        text: What ``spans`` refer to.
        spans: The words.
        sentence: Index of each word's sentence.
        scores: Log-odds of each word, higher is worse.
        allowed: Words that may be in a phrase: those of prose.
    """
    import numpy as np

    taken = ~np.asarray(allowed, dtype=bool)
    joined = [False] * (len(spans) + 1)  # whether word i - 1 and word i may be in one phrase
    for at in range(1, len(spans)):
        gap = text[spans[at - 1].end : spans[at].start]
        joined[at] = (
            bool(sentence[at - 1] == sentence[at]) and _JOINED.fullmatch(gap) is not None and _STOP.search(gap) is None
        )
    plain = [fold(span.of(text)) in FUNCTION_WORDS for span in spans]
    for peak in np.argsort(-scores, kind="stable").tolist():
        if taken[peak]:
            continue
        first, last = _grow(peak, scores, taken, joined)
        taken[first : last + 1] = True
        if not all(plain[first : last + 1]):
            while plain[first]:
                first += 1
            while plain[last]:
                last -= 1
        elif last + 1 < len(spans) and joined[last + 1] and not taken[last + 1] and not plain[last + 1]:
            # A function word alone says nothing: it is shown with the word that it belongs to.
            last += 1
            taken[last] = True
        else:
            continue
        yield Phrase(first, last, peak)


def _grow(peak: int, scores: NDArray[np.float32], taken: NDArray[np.bool_], joined: Sequence[bool]) -> tuple[int, int]:
    """Take the worse neighbour as long as it is nearly as bad."""
    first = last = peak
    floor = scores[peak] - REACH
    while last - first + 1 < MAX_WORDS:
        left = first - 1 if first and joined[first] and not taken[first - 1] else None
        right = last + 1 if last + 1 < len(scores) and joined[last + 1] and not taken[last + 1] else None
        best = max((at for at in (left, right) if at is not None), key=lambda at: scores[at], default=None)
        if best is None or scores[best] < floor:
            break
        first, last = min(first, best), max(last, best)
    return first, last
