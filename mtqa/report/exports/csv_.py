"""Findings and decisions as CSV, one row per finding, for spreadsheets and scripts.

Spreadsheets compute what looks like a formula, wherever it came from: a cell of text that begins like one gets an
apostrophe before it.  The file begins with the mark by which Excel knows UTF-8 (Python: ``utf-8-sig``).
"""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Final

from mtqa.report.exports.common import COLUMNS, Which, columns_of, outcomes
from mtqa.report.wording import visible

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mtqa.data import Report

__all__ = ["cell", "looks_like_formula", "write"]

#: What begins a formula in some spreadsheet, also in the wide forms of East Asian keyboards.
_BEGINS: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")


def looks_like_formula(text: str) -> bool:
    """Whether a spreadsheet may compute ``text`` instead of showing it."""
    return text.startswith(_BEGINS) or text.lstrip().startswith(_BEGINS)


def write(reports: Sequence[Report], *, which: Which | None = None) -> str:
    """The findings of all articles as one table; each says in which state it is.

    Args:
        reports: One per article.
        which: Which findings; all unless given.
    """
    buffer = io.StringIO()
    buffer.write("\N{ZERO WIDTH NO-BREAK SPACE}")
    table = csv.writer(buffer)  # lines end with CR LF, as RFC 4180 has it
    table.writerow(COLUMNS)
    for report in reports:
        for outcome in outcomes(report, which or Which.ALL):
            table.writerow([cell(value) for value in columns_of(report, outcome)])
    return buffer.getvalue()


def cell(value: str | float) -> str | float:
    """A value for a cell: text without what would command a program."""
    if not isinstance(value, str):
        return value
    text = visible(value)
    return f"'{text}" if looks_like_formula(text) else text
