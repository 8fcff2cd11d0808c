"""How a text of any length goes through a model that keeps what it has read.

A text is read in chunks of :data:`CHUNK` tokens.  Each sees the prefix, the chunk before it and itself; nothing is read
twice.  So a text of up to two chunks is read exactly as a whole, and in a longer one every token has seen at least
``CHUNK`` tokens, and through them what those had seen.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

__all__ = ["CHUNK", "POSITIONS", "Pass", "passes"]

#: Tokens of a chunk.  More would lower surprisal a little (312: by 1%), and cost more attention.
CHUNK = 208
#: Positions that are used, with room for the prefix.
POSITIONS = 2 * CHUNK + 16
#: Tokens that go through the model at once, in rows; fewer read the weights too often.
_TOGETHER = 2 * CHUNK
#: Rows are padded to a multiple of this many tokens, so that texts of about one length are read together.
_STEP = 8


@dataclass(frozen=True, slots=True)
class Pass:
    """What goes through the model at once.

    Attributes:
        width: Tokens per row, padding counted.
        rows: Index of the text and of its first token, per row: the first chunks of some texts, or chunks of one text
            in a row that are not its first.
    """

    width: int
    rows: tuple[tuple[int, int], ...]


def passes(lengths: Sequence[int]) -> Iterator[Pass]:
    """All chunks of all texts: those of a text in order, and those of one long text before those of the next.

    What a chunk goes with never changes its numbers, to the last bit: neither the width of a row nor what it sees
    depends on the other rows.

    Args:
        lengths: Tokens per text; a text without tokens has no chunk.
    """
    short: dict[int, list[int]] = {}
    for text, length in enumerate(lengths):
        if length > CHUNK:
            yield Pass(CHUNK, ((text, 0),))
            whole, rest = divmod(length, CHUNK)
            for first in range(1, whole, _TOGETHER // CHUNK):
                chunks = range(first, min(whole, first + _TOGETHER // CHUNK))
                yield Pass(CHUNK, tuple((text, chunk * CHUNK) for chunk in chunks))
            if rest:
                yield Pass(_padded(rest), ((text, whole * CHUNK),))
        elif length:
            short.setdefault(_padded(length), []).append(text)
    for width, texts in sorted(short.items(), reverse=True):
        size = _TOGETHER // width
        for start in range(0, len(texts), size):
            yield Pass(width, tuple((text, 0) for text in texts[start : start + size]))


def _padded(length: int) -> int:
    return -(-length // _STEP) * _STEP
