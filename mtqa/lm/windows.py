"""Overlapping windows: how a text of any length goes through a model of limited context that keeps nothing.

Each token is scored once, in the window where it is new; the tokens before it in that window are
its context.  A text's windows depend on that text alone, so its numbers do not depend on what else
is scored beside it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

__all__ = ["CONTEXT", "WINDOW", "Window", "batches", "plan"]

#: Tokens that one pass sees at once, prefix included; as many as a chunk of the default engine sees.
WINDOW = 416
#: Tokens of a window that only give context to the new ones.
CONTEXT = 104
#: Windows are padded to a multiple of this many tokens.
_STEP = 8


@dataclass(frozen=True, slots=True)
class Window:
    """A range of one text's tokens.

    Attributes:
        text: Index of the text.
        start: First token that the model sees, after the prefix.
        first: First token that is scored; ``start <= first``.
        end: One past the last token.
    """

    text: int
    start: int
    first: int
    end: int

    def __len__(self) -> int:
        return self.end - self.start


def plan(lengths: Sequence[int], *, capacity: int, context: int) -> Iterator[Window]:
    """The windows of all texts, in order; a text without tokens has none.

    Args:
        lengths: Tokens per text.
        capacity: Tokens per window, prefix not counted.
        context: Tokens of context at the start of every window but a text's first.
    """
    if not 0 <= context < capacity:
        raise ValueError(f"a context of {context} tokens leaves no room in a window of {capacity}")
    for text, length in enumerate(lengths):
        first = 0
        while first < length:
            start = max(0, first - context)
            end = min(length, start + capacity)
            yield Window(text, start, first, end)
            first = end


def batches(windows: Iterator[Window], *, prefix: int, max_tokens: int) -> Iterator[tuple[int, list[Window]]]:
    """Group windows that are padded to the same width.

    The width depends on the window alone, and not on the longest beside it: a text shall have the same
    numbers alone as in company.

    Args:
        windows: What :func:`plan` gave.
        prefix: Tokens before each window.
        max_tokens: Tokens per batch, padding counted; a longer window is a batch by itself.

    Yields:
        The width in tokens, and the windows of one batch.
    """
    by_width: dict[int, list[Window]] = {}
    for window in windows:
        width = -(-(prefix + len(window)) // _STEP) * _STEP
        by_width.setdefault(width, []).append(window)
    for width in sorted(by_width, reverse=True):
        same = by_width[width]
        size = max(1, max_tokens // width)
        for start in range(0, len(same), size):
            yield width, same[start : start + size]
