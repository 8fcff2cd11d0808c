"""How a text of any length goes through a model that keeps what it has read.

A text is read in chunks of :data:`CHUNK` tokens.  Each sees the prefix, the last :data:`CONTEXT` tokens before it and
itself; nothing is read twice.  So a text of up to ``CHUNK + CONTEXT`` tokens is read exactly as a whole, and in a
longer one every token has seen at least ``CONTEXT`` tokens, and through them what those had seen.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

__all__ = ["CHUNK", "CONTEXT", "POSITIONS", "alike"]

#: Tokens that are read at once: fewer read the weights too often, more have attention in vain.
CHUNK = 208
#: Tokens before a chunk that it still sees.  312 would lower surprisal by another 1%, for a tenth more time.
CONTEXT = 208
#: Positions that one chunk may use, with room for the prefix.
POSITIONS = CHUNK + CONTEXT + 16
#: Chunks are padded to a multiple of this many tokens, so that texts of about one length are read together.
_STEP = 8


def alike(lengths: Sequence[int]) -> Iterator[tuple[int, list[int]]]:
    """Group texts that are read together: short ones of one padded length; a long one is alone.

    The padded length depends on the text alone, and not on the longest beside it: a text shall have the same numbers,
    to the last bit, alone as in company.

    Args:
        lengths: Tokens per text; a text without tokens is in no group.

    Yields:
        Tokens to pad each chunk to (of a long text, its last), and the indices of the texts.
    """
    by_width: dict[int, list[int]] = {}
    for index, length in enumerate(lengths):
        width = -(-(length % CHUNK or CHUNK) // _STEP) * _STEP
        if length > CHUNK:
            yield width, [index]
        elif length:
            by_width.setdefault(width, []).append(index)
    for width in sorted(by_width, reverse=True):
        size = CHUNK // width
        for start in range(0, len(by_width[width]), size):
            yield width, by_width[width][start : start + size]
