"""Decisions by themselves, without the findings: what ``mtqa decisions export`` writes."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Final

from mtqa.report.exports.csv_ import cell

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mtqa.data import Decision

__all__ = ["to_csv", "to_jsonl"]

_COLUMNS: Final = (
    "file", "check", "found", "judgement", "text", "suggested", "confidence", "note", "by", "at", "fingerprint", "id",
    "undoes",
)  # fmt: skip


def to_jsonl(decisions: Iterable[Decision]) -> str:
    """The lines of ``decisions.jsonl``; ``mtqa decisions import`` takes them."""
    from mtqa.decisions.lines import to_line

    return "".join(f"{to_line(one)}\n" for one in decisions)


def to_csv(decisions: Iterable[Decision]) -> str:
    """A table with a row for each, as :mod:`mtqa.report.exports.csv_` writes one; unknown is empty."""
    buffer = io.StringIO()
    buffer.write("\N{ZERO WIDTH NO-BREAK SPACE}")
    table = csv.writer(buffer)
    table.writerow(_COLUMNS)
    for one in decisions:
        values = (getattr(one, name) for name in _COLUMNS)
        table.writerow(["" if value is None else cell(value) for value in values])
    return buffer.getvalue()
