"""Web addresses, e-mail addresses and handles: what stands in them is spelt as it must be, whatever a glossary says."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from mtqa.data import Span

__all__ = ["in_address"]

#: Characters on each side that are looked at; longer addresses are cut.
_REACH: Final = 300
_SPACE: Final = re.compile(r"[\s<>\"\N{LEFT DOUBLE QUOTATION MARK}\N{RIGHT DOUBLE QUOTATION MARK}]")
#: Looked for up to the end of the form, so that a bracket or comma after an address does not matter.
_BEFORE: Final = re.compile(r"//|(?:^|\W)www\.|@[\w.+-]*$", re.IGNORECASE)
_AFTER: Final = re.compile(r"[\w-]*(?:\.[\w-]+)*?(?:@[\w-]|\.[a-z]{2,10}(?:/|(?![^\W_])))")


def in_address(text: str, span: Span) -> bool:
    """Whether ``span`` of ``text`` is a part of an address or a handle: "kiev.example", "@Kiev", "//x.example/Kiev"."""
    before = _SPACE.split(text[max(span.start - _REACH, 0) : span.start])[-1]
    return _BEFORE.search(before) is not None or _AFTER.match(text, span.end, span.end + _REACH) is not None
