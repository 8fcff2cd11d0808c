"""The canonical rendering: one JSON object per run.

Positions are code points in the file as read (``Document.original``), half-open; lines and columns
count from 1, in code points.  The shape is described by ``schema/report-1.schema.json``; a change
that would break a reader of it gets a new ``schema_version``.
"""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from importlib import metadata, resources
from typing import Any, Final

from mtqa.data import Decision, Diagnostics, Document, Finding, Fluency, Report, SegmentFluency, State, Summary
from mtqa.mqm import Severity
from mtqa.report.wording import SUSPECTED, valid_unicode

__all__ = ["SCHEMA_VERSION", "schema", "to_json", "tool_version"]

SCHEMA_VERSION: Final = 1

_Object = dict[str, Any]


def to_json(reports: Sequence[Report]) -> str:
    """The reports as one JSON object, UTF-8 safe, in a fixed key order, ending in a newline."""
    run = {
        "schema_version": SCHEMA_VERSION,
        "tool": {"name": "mtqa", "version": tool_version()},
        "files": [_file(report) for report in reports],
    }
    # a lone surrogate (a file name that is not UTF-8) would make the result impossible to encode,
    # and its escape is refused by strict parsers: U+FFFD keeps every offset
    return valid_unicode(json.dumps(run, ensure_ascii=False, allow_nan=False, indent=2)) + "\n"


def schema() -> _Object:
    """The JSON Schema (draft 2020-12) of :func:`to_json`'s result."""
    path = resources.files("mtqa.report") / "schema" / f"report-{SCHEMA_VERSION}.schema.json"
    loaded: _Object = json.loads(path.read_text(encoding="utf-8"))
    return loaded


def tool_version() -> str:
    """The version of mtqa that is installed; ``0`` in a checkout that was never installed."""
    try:
        return metadata.version("mtqa")
    except metadata.PackageNotFoundError:
        return "0"


def _file(report: Report) -> _Object:
    document = report.document
    decisions = {decision.fingerprint: decision for decision in report.decisions}
    reasons = dict(report.ignored)
    return {
        "path": document.id,
        "findings": [
            {
                **_finding(finding, document),
                "state": state.value,
                "decision": _decision(decisions.get(finding.fingerprint)),
                "ignored_because": reasons.get(finding.fingerprint, "") if state is State.IGNORED else None,
                "known": finding.fingerprint in report.known,
            }
            for finding, state in zip(report.findings, report.states(), strict=True)
        ],
        "fluency": None if report.fluency is None else _fluency(report.fluency, document),
        "summary": _summary(report.summary),
        "skipped": [{"check": skipped.check, "reason": skipped.reason} for skipped in report.skipped],
        "signature": report.signature,
        "notices": list(document.notices),
    }


def _finding(finding: Finding, document: Document) -> _Object:
    span = document.to_original(finding.span)
    line, column = document.line_column(finding.span)
    return {
        "check": finding.check,
        "category": finding.category.value,
        "severity": finding.severity.value,
        "confidence": _rounded(finding.confidence, 4),
        "start": span.start,
        "end": span.end,
        "line": line,
        "column": column,
        "text": finding.text,
        "message": finding.message,
        "suggestions": [{"text": s.text, "entry": s.entry, "detail": s.detail} for s in finding.suggestions],
        "evidence": [{"kind": evidence.kind, "detail": evidence.detail} for evidence in finding.evidence],
        "fingerprint": finding.fingerprint,
    }


def _decision(decision: Decision | None) -> _Object | None:
    """What a person decided; ``found``, ``check`` and the like are those of the finding."""
    if decision is None:
        return None
    return {
        "judgement": decision.judgement.value,
        "text": decision.text or None,
        "note": decision.note,
        "by": decision.by,
        "at": decision.at,
        "id": decision.id,
    }


def _fluency(fluency: Fluency, document: Document) -> _Object:
    typical = None if fluency.typical is None else [_rounded(bound, 2) for bound in fluency.typical]
    return {
        "score": _rounded(fluency.score, 2),
        "unit": fluency.unit,
        "n_tokens": fluency.n_tokens,
        "surprisal": _rounded(fluency.surprisal, 4),
        "bits_per_char": _rounded(fluency.bits_per_char, 4),
        "perplexity": _rounded(fluency.perplexity, 3),
        "typical": typical if typical is None or None not in typical else None,
        "model": fluency.model,
        "reference": fluency.reference,
        "percentile": _rounded(fluency.percentile, 1),
        "predicted": fluency.predicted,
        "diagnostics": _diagnostics(fluency.diagnostics),
        "without_names": _diagnostics(fluency.without_names),
        "segments": [_segment(segment, document) for segment in fluency.segments],
    }


def _segment(segment: SegmentFluency, document: Document) -> _Object:
    span = document.to_original(segment.span)
    return {
        "start": span.start,
        "end": span.end,
        "score": _rounded(segment.score, 2),
        "surprisal": _rounded(segment.surprisal, 4),
        "bits_per_char": _rounded(segment.bits_per_char, 4),
        "n_tokens": segment.n_tokens,
        "predictability": _rounded(segment.predictability, 2),
        "percentile": _rounded(segment.percentile, 1),
    }


def _diagnostics(found: Diagnostics | None) -> _Object | None:
    if found is None:
        return None
    return {
        "n_tokens": found.n_tokens,
        "n_words": found.n_words,
        "surprisal": _rounded(found.surprisal, 4),
        "bits_per_char": _rounded(found.bits_per_char, 4),
        "perplexity": _rounded(found.perplexity, 3),
        "slor": _rounded(found.slor, 4),
        "surprising_words": _rounded(found.surprising, 4),
    }


def _summary(summary: Summary) -> _Object:
    return {
        "n_words": summary.n_words,
        "counts": _counts(summary.counts),
        "penalty_per_1000_words": _rounded(summary.penalty, 2),
        "confirmed_counts": _counts(summary.confirmed),
        "confirmed_penalty_per_1000_words": _rounded(summary.confirmed_penalty, 2),
        "dismissed": summary.dismissed,
        "ignored": summary.ignored,
        "note": SUSPECTED,
    }


def _counts(found: Sequence[tuple[Severity, int]]) -> dict[str, int]:
    counts = dict(found)
    return {severity.value: counts.get(severity, 0) for severity in Severity}


def _rounded(value: float | None, digits: int) -> float | None:
    """``value`` to ``digits`` decimals; ``None`` for what JSON cannot say (NaN, infinity)."""
    if value is None or not math.isfinite(value):
        return None
    return round(float(value), digits) + 0.0  # + 0.0 turns -0.0 into 0.0
