"""MQM ratings as tab-separated values, in the form of WMT's ratings and of Marot.

Ten columns, one row per error: system, doc, docSegId, globalSegId, rater, source, target with the error between
``<v>`` and ``</v>``, category, severity, metadata (JSON).

Confirmed errors are the ratings of the people who decided.  Suspected issues, if asked for, are those of another
rater, ``mtqa-suspected``, so that no score mixes the two.  A sentence without errors has a row ``no-error``; one in
which something is still to be decided has, among people's ratings, a row without rater, category and severity, which
Marot reads as "not rated".

Source: ``marot/README.md`` in google-research/google-research.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from mtqa.data import State
from mtqa.report.exports.common import Which, deciders, first_segment, is_wanted, outcomes, same_length_line
from mtqa.report.exports.marks import WMT, WMT_SEVERITY
from mtqa.report.wording import valid_unicode

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from mtqa.data import Document, Report, Segment
    from mtqa.report.exports.common import Outcome

__all__ = ["HEADER", "SUSPECTED_RATER", "write"]

HEADER: Final = (
    "system",
    "doc",
    "docSegId",
    "globalSegId",
    "rater",
    "source",
    "target",
    "category",
    "severity",
    "metadata",
)
#: mtqa is not told which system translated.
_SYSTEM: Final = "translation"
SUSPECTED_RATER: Final = "mtqa-suspected"
_NO_ERROR: Final = "no-error"
#: What the viewers, which show the target as HTML, would take for a tag or for a mark.
_TAG: Final = re.compile(r"<(?=[A-Za-z/!?])([^<>]*)>?")


def write(reports: Sequence[Report], *, which: Which | None = None) -> str:
    """The ratings of all articles.

    Args:
        reports: One per article.
        which: Which findings are rows; those that a person confirmed unless given.  Dismissed ones are no errors and
            never rows.
    """
    wanted = which or Which.CONFIRMED
    people = deciders(reports)
    person = _cell(people[0]) if len(people) == 1 else "reviewers"
    lines = ["\t".join(HEADER)]
    offset = 0
    for report in reports:
        lines += ("\t".join(row) for row in _rows(report, wanted, person=person, offset=offset))
        offset += len(report.document.segments)
    return valid_unicode("\n".join(lines)) + "\n"


def _rows(report: Report, which: Which, *, person: str, offset: int) -> Iterator[tuple[str, ...]]:
    document = report.document
    placed: dict[int | None, list[Outcome]] = defaultdict(list)
    for outcome in outcomes(report):
        segment = first_segment(document, outcome.finding)
        placed[None if segment is None else segment.index].append(outcome)
    if document.segments:  # what lies in no sentence is told with the first, and marks nothing there
        placed[0] += placed.pop(None, [])
    for segment in document.segments:
        start = (_SYSTEM, _cell(document.id), str(segment.index + 1), str(offset + segment.index + 1))
        here = placed[segment.index]
        if is_wanted(State.ACCEPTED, which):
            yield from _rated(start, document, segment, here, rater=person)
        if is_wanted(State.OPEN, which):
            yield from _suspected(start, document, segment, here)


def _rated(
    start: tuple[str, ...], document: Document, segment: Segment, here: Sequence[Outcome], *, rater: str
) -> Iterator[tuple[str, ...]]:
    """What people say about a sentence."""
    confirmed = [one for one in here if one.state is State.ACCEPTED]
    for outcome in confirmed:
        yield _error(start, document, segment, outcome, rater)
    if not confirmed:
        target = _safe(segment.span.of(document.text))
        if any(one.state.is_suspected for one in here):
            yield (*start, "", "", target, "", "", _json({"note": "not decided yet"}))
        else:
            yield (*start, rater, "", target, _NO_ERROR, _NO_ERROR, "{}")


def _suspected(
    start: tuple[str, ...], document: Document, segment: Segment, here: Sequence[Outcome]
) -> Iterator[tuple[str, ...]]:
    """What the checks suspect in a sentence, and nobody has decided."""
    suspected = [one for one in here if one.state.is_suspected]
    for outcome in suspected:
        yield _error(start, document, segment, outcome, SUSPECTED_RATER)
    if not suspected:
        yield (*start, SUSPECTED_RATER, "", _safe(segment.span.of(document.text)), _NO_ERROR, _NO_ERROR, "{}")


def _error(
    start: tuple[str, ...], document: Document, segment: Segment, outcome: Outcome, rater: str
) -> tuple[str, ...]:
    finding = outcome.finding
    text = segment.span.of(document.text)
    if finding.span.overlaps(segment.span):
        first = max(0, finding.span.start - segment.span.start)
        last = min(len(text), finding.span.end - segment.span.start)
        # Neutralised as a whole: a tag may reach over the edge of what is marked.
        safe = _safe(text)
        target = f"{safe[:first]}<v>{safe[first:last]}</v>{safe[last:]}"
    else:
        target = _safe(text)
    category, severity = WMT[finding.category], WMT_SEVERITY[finding.severity]
    return (*start, rater, "", target, category, severity, _json(_metadata(outcome)))


def _metadata(outcome: Outcome) -> dict[str, Any]:
    finding = outcome.finding
    own: dict[str, Any] = {
        "check": finding.check,
        "category": finding.category.value,
        "message": finding.message,
        "confidence": round(finding.confidence, 4),
        "fingerprint": finding.fingerprint,
        "state": outcome.state.value,
        "should_be": outcome.should_be,
        "by": outcome.by,
    }
    metadata: dict[str, Any] = {"marked_text": finding.text, "note": outcome.note or finding.message, "mtqa": own}
    at = _milliseconds(outcome.at)
    return metadata if at is None else {"timestamp": at, **metadata}


def _milliseconds(at: str) -> int | None:
    """Since 1970; ``None`` if nobody knows when."""
    try:
        return round(datetime.fromisoformat(at).timestamp() * 1000)
    except (ValueError, OverflowError):
        return None


def _json(value: dict[str, Any]) -> str:
    # ASCII only: no character of it can end the line or the cell
    return json.dumps(value, ensure_ascii=True, allow_nan=False)


def _safe(text: str) -> str:
    """``text`` as a cell in which nothing is a tag; of the same length."""
    return _TAG.sub(lambda found: found[0].replace("<", "\u2039").replace(">", "\u203a"), same_length_line(text))


def _cell(text: str) -> str:
    """A name; Marot writes it into attributes."""
    return _safe(text).replace('"', "\u201d")
