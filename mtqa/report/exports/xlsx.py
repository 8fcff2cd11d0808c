"""Findings and decisions as a workbook for people who work in Excel: what was found, totals, what did not run.

Text stays text: no cell is a formula, whatever it begins with.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any, Final

from mtqa.data import State
from mtqa.mqm import Severity
from mtqa.report.exports.common import COLUMNS, Which, columns_of, outcomes
from mtqa.report.exports.csv_ import looks_like_formula
from mtqa.report.wording import SUSPECTED, visible

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from mtqa.data import Report

__all__ = ["write"]

#: Characters that a cell holds.
_LONGEST: Final = 32_767
#: Widths of columns in characters; the rest is as wide as its name.
_WIDTHS: Final = {
    "file": 26,
    "state": 12,
    "was": 28,
    "should be": 28,
    "sentence": 60,
    "message": 44,
    "note": 30,
    "decided by": 14,
    "decided at": 20,
    "check": 18,
    "category": 26,
    "suggestions": 30,
    "fingerprint": 18,
    "reason": 60,
    "signature": 60,
}
_FILLS: Final = {"confirmed": "F8D7DA", "dismissed": "E9ECEF", "switched off": "E9ECEF", "unsure": "FFF3CD"}
_TOTALS: Final = (
    "file",
    "words",
    *(f"confirmed {one.value}" for one in reversed(Severity)),
    "confirmed points per 1,000 words",
    *(f"suspected {one.value}" for one in reversed(Severity)),
    "suspected points per 1,000 words",
    "unsure",
    "dismissed",
    "switched off",
    "fluency, 0-100",
    "signature",
)


def write(reports: Sequence[Report], *, which: Which | None = None) -> bytes:
    """A workbook with the sheets Findings, Summary and Not run.

    Args:
        reports: One per article.
        which: Which findings the first sheet has; all unless given.  The totals always count all.
    """
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.worksheets[0])
    findings = book.create_sheet("Findings")
    rows = [columns_of(report, one) for report in reports for one in outcomes(report, which or Which.ALL)]
    _fill(findings, COLUMNS, rows)
    _colour(findings, COLUMNS.index("state"), len(rows))
    summary = book.create_sheet("Summary")
    _fill(summary, _TOTALS, map(_totals, reports))
    summary.append([])
    summary.append([SUSPECTED])
    skipped = [(report.document.id, one.check, one.reason) for report in reports for one in report.skipped]
    _fill(book.create_sheet("Not run"), ("file", "check", "reason"), skipped)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _totals(report: Report) -> tuple[str | float | None, ...]:
    summary = report.summary
    confirmed, suspected = dict(summary.confirmed), dict(summary.counts)
    return (
        report.document.id,
        summary.n_words,
        *(confirmed.get(one, 0) for one in reversed(Severity)),
        _rounded(summary.confirmed_penalty),
        *(suspected.get(one, 0) for one in reversed(Severity)),
        _rounded(summary.penalty),
        sum(state is State.UNSURE for state in report.states()),
        summary.dismissed,
        summary.ignored,
        None if report.fluency is None else _rounded(report.fluency.score),
        report.signature,
    )


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 2)


def _fill(sheet: Any, names: Sequence[str], rows: Iterable[Sequence[str | float | None]]) -> None:
    """Header and rows: the header stays in sight, long text is wrapped, and every column can be filtered."""
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    n_rows = 1
    sheet.append(list(names))
    for cell in sheet[1]:
        cell.font = Font(bold=True)
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    for n_rows, row in enumerate(rows, start=2):
        for at, value in enumerate(row, start=1):
            _set(sheet.cell(n_rows, at), value)
    for at, name in enumerate(names, start=1):
        sheet.column_dimensions[get_column_letter(at)].width = _WIDTHS.get(name, max(10, min(16, len(name) + 2)))
    sheet.freeze_panes = "B2" if names[0] == "file" else "A2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(names))}{n_rows}"


def _set(cell: Any, value: str | float | None) -> None:
    from openpyxl.styles import Alignment

    if not isinstance(value, str):
        cell.value = value
        cell.alignment = Alignment(vertical="top")
        return
    text = visible(value)[:_LONGEST]
    cell.value = text
    cell.data_type = "s"  # openpyxl would make a formula of what begins with =
    cell.quotePrefix = looks_like_formula(text)  # and so would Excel, once somebody edits it
    cell.alignment = Alignment(wrap_text=True, vertical="top")


def _colour(sheet: Any, at: int, n_rows: int) -> None:
    """The state in colour, beside its word."""
    from openpyxl.styles import PatternFill

    for row in range(2, n_rows + 2):
        cell = sheet.cell(row, at + 1)
        colour = _FILLS.get(str(cell.value))
        if colour is not None:
            cell.fill = PatternFill("solid", start_color=colour)
