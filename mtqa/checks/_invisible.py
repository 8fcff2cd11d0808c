"""Characters that nobody sees: soft hyphens, zero-width characters, byte order marks, controls."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Final

from mtqa.checks._scripts import RIGHT_TO_LEFT
from mtqa.data import Span

__all__ = ["invisible", "without_invisible"]

# Controls but for white space; the object replacement character stands for a lost image.
_INVISIBLE: Final = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069"
    "\ufeff\ufff9-\ufffc\U000e0001\U000e0020-\U000e007f]"
)
_JOINERS: Final = "\N{ZERO WIDTH JOINER}\N{ZERO WIDTH NON-JOINER}"
_DIRECTION: Final = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_FLAG: Final = "\N{WAVING BLACK FLAG}"
#: Code points of the word shown on either side.
_REACH: Final = 40


def without_invisible(text: str) -> str:
    """``text`` without any of the characters."""
    return _INVISIBLE.sub("", text)


def invisible(text: str, start: int, end: int) -> Iterator[tuple[Span, str]]:
    """The invisible characters between ``start`` and ``end`` that do nothing there.

    Joiners in emoji and in scripts that need them, direction marks beside text that runs right to left,
    the tags of flags and a byte order mark at the very start are left alone.

    Yields:
        The word that holds such characters (the characters alone between spaces), and their names.
    """
    part = text[start:end]
    bidirectional: bool | None = None
    after = start
    for match in _INVISIBLE.finditer(part):
        at = start + match.start()
        char = match.group()
        if at < after or (at == 0 and char == "\N{ZERO WIDTH NO-BREAK SPACE}"):
            continue
        if char in _JOINERS and not (_is_plain(text[at - 1 : at]) and _is_plain(text[at + 1 : at + 2])):
            continue
        if _DIRECTION.match(char) is not None:
            bidirectional = RIGHT_TO_LEFT.search(part) is not None if bidirectional is None else bidirectional
            if bidirectional:
                continue
        if char >= "\U000e0000" and _FLAG in part:
            continue
        first, last = at, at + 1
        while first > after and at - first < _REACH and (text[first - 1].isalnum()):
            first -= 1
        while last < end and last - at < _REACH and (text[last].isalnum() or _INVISIBLE.match(text[last])):
            last += 1
        after = last
        yield Span(first, last), _name(char)


def _is_plain(char: str) -> bool:
    """Whether a joiner does nothing beside ``char``: nothing, ASCII or a Latin letter."""
    return not char or char < "\u0250"


def _name(char: str) -> str:
    if char == "\N{ZERO WIDTH NO-BREAK SPACE}":
        return "byte order mark"
    return unicodedata.name(char, f"control character U+{ord(char):04X}").lower().replace("u+", "U+")
