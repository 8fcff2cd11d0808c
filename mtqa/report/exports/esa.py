"""Error spans for ESA (Kocmi et al. 2024), as a campaign of Pearmut with the spans filled in.

``pearmut add review.json`` shows every article, sentence by sentence, with the spans to be kept, changed or removed.
Pearmut counts the characters of a sentence as JavaScript does, in UTF-16 units, and both ends of a span belong to it.
Spans may not overlap there: of two that do, the confirmed one stays, or else the worse, or else the surer one.  Each
item carries all its findings under ``mtqa`` as well, with their states; Pearmut keeps what it does not know.

Source: ``README.md`` and ``web/src/utils.ts`` of zouharvi/pearmut.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from typing import TYPE_CHECKING, Any, Final

from mtqa.data import State
from mtqa.report.exports.common import Which, first_segment, outcomes, same_length_line
from mtqa.report.exports.marks import ESA_SEVERITY, PEARMUT
from mtqa.report.wording import valid_unicode

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mtqa.data import Report, Segment
    from mtqa.report.exports.common import Outcome

__all__ = ["MODEL", "write"]

#: Name of what translated; Pearmut makes ids of elements of it.
MODEL: Final = "translation"
#: What Pearmut would show as sound or picture.
_MEDIA: Final = ("<audio ", "<video ", "<img ", "<iframe ")


def write(reports: Sequence[Report], *, which: Which | None = None) -> str:
    """A campaign with one task, in which every article is a document.

    Args:
        reports: One per article.
        which: Which findings are spans; those that are confirmed or suspected unless given.  Dismissed ones are no
            errors and never spans.
    """
    documents = [_document(report, which) for report in reports]
    content = json.dumps(documents, ensure_ascii=True)
    campaign = {
        "info": {"assignment": "task-based", "protocol": "ESA"},
        "campaign_id": f"mtqa_{hashlib.sha256(content.encode()).hexdigest()[:12]}",
        "data": [[one for one in documents if one]],
    }
    return valid_unicode(json.dumps(campaign, ensure_ascii=False, allow_nan=False, indent=1)) + "\n"


def _document(report: Report, which: Which | None) -> list[dict[str, Any]]:
    placed: dict[int, list[Outcome]] = defaultdict(list)
    for outcome in outcomes(report, which or Which.ALL):
        if which is None and outcome.state is State.IGNORED:
            continue
        segment = first_segment(report.document, outcome.finding)
        placed[0 if segment is None else segment.index].append(outcome)
    return [_item(report, segment, placed[segment.index]) for segment in report.document.segments]


def _item(report: Report, segment: Segment, found: Sequence[Outcome]) -> dict[str, Any]:
    document = report.document
    # Pearmut does not count line ends: there are none.
    text = same_length_line(segment.span.of(document.text))
    if text.startswith(_MEDIA):
        text = f"\u2039{text[1:]}"
    spans: list[dict[str, Any]] = []
    free = [True] * len(text)
    ranked = sorted(
        found, key=lambda one: (one.state is State.ACCEPTED, one.finding.severity.rank, one.finding.confidence)
    )
    for outcome in reversed(ranked):
        first = max(0, outcome.finding.span.start - segment.span.start)
        last = min(len(text), outcome.finding.span.end - segment.span.start)
        is_error = outcome.state is State.ACCEPTED or outcome.state.is_suspected
        if is_error and first < last and all(free[first:last]):
            free[first:last] = [False] * (last - first)
            spans.append(
                {
                    "start_i": _units(text[:first]),
                    "end_i": _units(text[:last]) - 1,
                    "severity": ESA_SEVERITY[outcome.finding.severity],
                    "category": PEARMUT.get(outcome.finding.category),
                }
            )
    spans.sort(key=lambda span: span["start_i"])
    return {
        "item_id": f"{document.id}#{segment.index + 1}",
        "tgt": {MODEL: text},
        "error_spans": {MODEL: spans},
        "mtqa": [_own(outcome) for outcome in found],
    }


def _own(outcome: Outcome) -> dict[str, Any]:
    finding = outcome.finding
    return {
        "fingerprint": finding.fingerprint,
        "state": outcome.state.value,
        "check": finding.check,
        "category": finding.category.value,
        "severity": finding.severity.value,
        "confidence": round(finding.confidence, 4),
        "text": finding.text,
        "should_be": outcome.should_be,
        "message": finding.message,
        "note": outcome.note,
        "by": outcome.by,
    }


def _units(text: str) -> int:
    """Length in UTF-16 units."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
