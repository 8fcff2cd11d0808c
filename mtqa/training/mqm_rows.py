"""Rows of human MQM annotation: who marked which words of which translation.

The files are those of WMT (``mt_system doc_id seg_id annotator_id source target start_ids end_ids errors``,
tab-separated, with or without a header).  Offsets are half-open code points of the **un-escaped**
target: a field that holds a double quote is written as CSV writes it.

Traps: a document id with an underscore was split at it, once or twice, over the columns of the segment
and of the rater, which are then lost; the segment is counted anew.  Every row is one rater's opinion:
what one rater leaves unmarked, another marks two times in three.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from mtqa.data import Span
from mtqa.errors import InputError
from mtqa.mqm import WEIGHTS, Severity
from mtqa.training.lexicon import read_mqm

__all__ = ["Mark", "Row", "articles", "is_reference", "read_rows"]

_COLUMNS = 9
_SEVERITIES = {"minor": Severity.MINOR, "major": Severity.MAJOR, "critical": Severity.CRITICAL}
_UNMARKED = frozenset({"no-error", "neutral", "trivial"})


@dataclass(frozen=True, slots=True)
class Mark:
    """One error that a rater marked.

    Attributes:
        span: Half-open code points of the target.
        severity: As the rater said.
    """

    span: Span
    severity: Severity

    @property
    def weight(self) -> int:
        """MQM points: 1, 5 or 25."""
        return WEIGHTS[self.severity]


@dataclass(frozen=True, slots=True)
class Row:
    """One rater's reading of one system's translation of one segment.

    Attributes:
        system: ``ref.A``, ``hyp.Online-W`` ...
        document: Id of the source document.
        segment: Its place in the document; comparable between systems unless the file lost it.
        rater: ``None`` where the file lost it.
        source: What was translated; never a feature, only what tells which rows belong together.
        target: The translation.
        marks: In the order of the file.
    """

    system: str
    document: str
    segment: int
    rater: str | None
    source: str
    target: str
    marks: tuple[Mark, ...]


def is_reference(system: str) -> bool:
    """Whether a person translated: ``ref.A``, ``ref``, ``refB``."""
    return system.startswith("ref")


def read_rows(path: Path) -> list[Row]:
    """All rows, in the order of the file.

    Raises:
        InputError: The file cannot be read, or a row is not what this format has; the message names the line.
    """
    rows = []
    counted: Counter[tuple[str, str]] = Counter()
    try:
        lines = list(read_mqm(path))
    except (OSError, UnicodeDecodeError) as exc:
        raise InputError(f"{path}: cannot be read as an MQM table ({exc})") from exc
    for number, fields in enumerate(lines, 1):
        if fields[0] in {"mt_system", "system"} or fields == [""]:
            continue
        if len(fields) != _COLUMNS:
            raise InputError(
                f"{path}, line {number}: {len(fields)} columns instead of {_COLUMNS} "
                "(mt_system doc_id seg_id annotator_id source target start_ids end_ids errors)"
            )
        system = fields[0]
        document, segment, rater = _identity(fields)
        counted[system, document] += 1
        if segment is None:
            segment = counted[system, document]
        rows.append(
            Row(system, document, segment, rater, fields[4], fields[5], _marks(fields, path=path, number=number))
        )
    return rows


def _identity(fields: Sequence[str]) -> tuple[str, int | None, str | None]:
    """Document, segment and rater, whatever underscores did to the columns."""
    document, second, third = fields[1:4]
    if not second or second.isdecimal():
        return document, int(second) if second else None, third
    if third.isdecimal():
        return f"{document}_{second}", int(third), None
    return f"{document}_{second}_{third}", None, None


def _marks(fields: Sequence[str], *, path: Path, number: int) -> tuple[Mark, ...]:
    starts, ends, names = (field.split() for field in fields[6:])
    if not len(starts) == len(ends) == len(names):
        raise InputError(f"{path}, line {number}: {len(starts)} starts, {len(ends)} ends, {len(names)} severities")
    marks = []
    for start, end, name in zip(starts, ends, names, strict=True):
        severity = _SEVERITIES.get(name.lower())
        try:
            first, last = int(start), int(end)
        except ValueError:
            raise InputError(f"{path}, line {number}: {start!r} and {end!r} are no offsets") from None
        if severity is None:
            if name.lower() not in _UNMARKED:
                raise InputError(f"{path}, line {number}: unknown severity {name!r}")
        elif 0 <= first < last:
            marks.append(Mark(Span(first, last), severity))
    return tuple(marks)


def articles(rows: Iterable[Row]) -> dict[tuple[str, str], list[Row]]:
    """The rows of each system's translation of each document, in the order of its segments.

    A segment that several raters read appears once per different text; its first row stands for it.
    """
    found: defaultdict[tuple[str, str], dict[tuple[int, str], Row]] = defaultdict(dict)
    for row in rows:
        found[row.system, row.document].setdefault((row.segment, row.target), row)
    return {key: [one[at] for at in sorted(one, key=lambda at: at[0])] for key, one in found.items()}
