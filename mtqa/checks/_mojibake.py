"""Text that was decoded with the wrong encoding: UTF-8 read as Windows-1252 ("donâ€™t", "cafÃ©").

A run of characters is such text if, turned back into bytes, it is valid UTF-8, and if it is not also
something that people write.  The bytes that Windows-1252 leaves undefined are taken as Latin-1, as web
browsers take them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Final

from mtqa.data import Span

__all__ = ["mojibake"]


def _character(byte: int) -> str:
    try:
        return bytes((byte,)).decode("cp1252")
    except UnicodeDecodeError:
        return chr(byte)


_BYTES: Final = {_character(byte): byte for byte in range(0x80, 0x100)} | {
    chr(byte): byte for byte in range(0x80, 0xA0)
}
_TAIL: Final = "[" + re.escape("".join(char for char, byte in _BYTES.items() if byte < 0xC0)) + "]"
_UNIT: Final = f"(?:[\u00c2-\u00df]{_TAIL}|[\u00e0-\u00ef]{_TAIL}{{2}}|[\u00f0-\u00f4]{_TAIL}{{3}})"
_RUN: Final = re.compile(f"(?:{_UNIT})++")
_UNITS: Final = re.compile(_UNIT)
#: A closing quote whose last byte was dropped: Windows-1252 does not define 0x9D.
_CUT: Final = re.compile(f"\u00e2\u20ac(?!{_TAIL})(?=[\\s.,;:!?)]|$)")
#: Two- and three-byte leads that decide alone: no language has them before such a tail, but for these tails,
#: which may follow any capital.
_SURE_LEADS: Final = frozenset("\u00c2\u00c3\u00e2\u00ef\u00f0")
_LATIN_LEADS: Final = frozenset("\u00c2\u00c3\u00c4\u00c5")
_ANYWHERE: Final = frozenset(
    "\N{RIGHT SINGLE QUOTATION MARK}\N{LEFT SINGLE QUOTATION MARK}\N{RIGHT DOUBLE QUOTATION MARK}"
    "\N{LEFT DOUBLE QUOTATION MARK}\N{HORIZONTAL ELLIPSIS}\N{EN DASH}\N{EM DASH}\N{NO-BREAK SPACE}"
    "\N{TRADE MARK SIGN}\N{REGISTERED SIGN}\N{RIGHT-POINTING DOUBLE ANGLE QUOTATION MARK}"
    "\N{LEFT-POINTING DOUBLE ANGLE QUOTATION MARK}\N{SINGLE RIGHT-POINTING ANGLE QUOTATION MARK}"
)
_ROUNDS: Final = 3
#: Units of one run that are judged; a longer one is cut.
_LONGEST: Final = 20_000


def mojibake(text: str) -> Iterator[tuple[Span, str | None]]:
    """The mis-decoded runs of ``text``.

    Yields:
        The range of each run and what it should be; ``None`` where a character is lost for good.
    """
    found = [(Span(*match.span()), _repaired(text, match)) for match in _RUN.finditer(text)]
    cut = [(Span(*match.span()), "\N{RIGHT DOUBLE QUOTATION MARK}") for match in _CUT.finditer(text)]
    merged: list[tuple[Span, str]] = sorted([*((span, right) for span, right in found if right is not None), *cut])
    for span, right in merged:
        yield span, None if "\N{REPLACEMENT CHARACTER}" in right else right.replace("\N{ZERO WIDTH NO-BREAK SPACE}", "")


def _repaired(text: str, match: re.Match[str]) -> str | None:
    """The run as it was meant, or ``None`` if it may be right as it is."""
    start, end = match.span()
    current = match.group()
    if end - start > _LONGEST or not _is_sure(text, start, end):
        return None
    result: str | None = None
    for _ in range(_ROUNDS):
        try:
            decoded = bytes(_BYTES[char] for char in current).decode("utf-8")
        except (KeyError, UnicodeDecodeError):
            break
        if any(unicodedata.category(char) in {"Cc", "Cn", "Co"} for char in decoded):
            break
        result = current = decoded
    return result


def _is_sure(text: str, start: int, end: int) -> bool:
    units = [Span(*match.span()) for match in _UNITS.finditer(text, start, end)]
    # two letters of another script in a row; a multiplication sign starts Hebrew, so three there
    if len(units) > (2 if text[start] == "\N{MULTIPLICATION SIGN}" else 1):
        return True
    lead, tail = text[start], text[start + 1]
    if lead not in _SURE_LEADS | _LATIN_LEADS:
        return False
    before, after = text[max(0, start - 1) : start], text[end : end + 1]
    if lead in _LATIN_LEADS and tail in _ANYWHERE:
        return lead in _SURE_LEADS and not before.isupper()
    return lead in _SURE_LEADS or before.islower() or after.islower()
