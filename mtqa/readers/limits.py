"""How large an article may be, and the errors that say so.

Texts are untrusted: every cap is checked before the work that it bounds.  The figures are far above
any news article and low enough that the slowest reader ends within seconds.
"""

from __future__ import annotations

import re
from typing import Final

from mtqa.errors import InputError

__all__ = ["LINE_BREAK", "MAX_BYTES", "MAX_CHARS", "MAX_LINE", "MAX_NESTING", "check_bytes", "check_text"]

#: Size of a file, bytes; checked by ``stat`` before the file is read.
MAX_BYTES: Final = 20_000_000
#: Code points of the text as decoded.
MAX_CHARS: Final = 2_000_000
#: Code points of one line.
MAX_LINE: Final = 1_000_000
#: Open HTML elements inside one another.
MAX_NESTING: Final = 500

#: What ends a line of a file: LF, CRLF or a lone CR.
LINE_BREAK: Final = re.compile(r"\r\n|\r|\n")

_SURROGATE: Final = re.compile("[\ud800-\udfff]")


def check_bytes(size: int, *, label: str) -> None:
    """Refuse a file of ``size`` bytes that is empty or too large.

    Raises:
        InputError: It is; the message names the size and the limit.
    """
    if size == 0:
        raise InputError(f"{label}: the file is empty; there is nothing to check")
    if size > MAX_BYTES:
        raise InputError(
            f"{label}: {size:,} bytes, and the limit for one article is {MAX_BYTES:,}; split it or take the text out first"
        )


def check_text(text: str, *, label: str) -> None:
    """Refuse a text that is blank, too long, or has a line that is too long.

    Raises:
        InputError: It is; the message names the size, the line and the limit.
    """
    if not text or text.isspace():
        raise InputError(f"{label}: holds nothing but white space; there is nothing to check")
    start, number = 0, 1
    for match in LINE_BREAK.finditer(text):
        _check_line(match.start() - start, number, label=label)
        start, number = match.end(), number + 1
    _check_line(len(text) - start, number, label=label)
    if len(text) > MAX_CHARS:
        raise InputError(
            f"{label}: {len(text):,} characters, and the limit for one article is {MAX_CHARS:,}; check it in parts"
        )
    surrogate = _SURROGATE.search(text)
    if surrogate is not None:
        raise InputError(
            f"{label}: half of a surrogate pair (U+{ord(surrogate.group()):04X}) at character {surrogate.start()}; "
            "the text was cut in the middle of a character, decode it again"
        )


def _check_line(length: int, number: int, *, label: str) -> None:
    if length > MAX_LINE:
        raise InputError(
            f"{label}: line {number:,} has {length:,} characters, and the limit is {MAX_LINE:,}; "
            "this does not look like an article (minified data?)"
        )
