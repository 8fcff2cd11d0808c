"""Applying what was accepted to the file that was read: its encoding, mark and line ends stay.

Pure: a report and bytes in, bytes out.  ``mtqa fix`` writes them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from mtqa.data import State
from mtqa.errors import InputError
from mtqa.readers.decode import encoding_of
from mtqa.report.corrected import corrected

if TYPE_CHECKING:
    from collections.abc import Collection

    from mtqa.data import Finding, Report
    from mtqa.report.corrected import Corrected

__all__ = ["Outcome", "encoded", "fixed", "outcome"]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a second check says of the corrected article.

    Attributes:
        gone: Findings of the first check that are not there any more.
        new: Findings that were not there before.
        left: Findings of both.
    """

    gone: tuple[Finding, ...]
    new: tuple[Finding, ...]
    left: tuple[Finding, ...]


def fixed(report: Report, *, min_confidence: float | None = None, select: Collection[str] = ()) -> Corrected:
    """The article with accepted findings mended.

    Args:
        report: With its decisions.
        min_confidence: Also mend what nobody has decided about and what is at least this likely, 0 to 1.  What was
            dismissed, switched off, is known from a baseline or left a person unsure is never touched.
        select: Ids of the checks whose findings are mended; all of them if empty.
    """

    def wanted(finding: Finding, state: State) -> bool:
        if select and finding.check not in select:
            return False
        likely = min_confidence is not None and finding.confidence >= min_confidence
        undecided = state is State.OPEN and finding.fingerprint not in report.known
        return state is State.ACCEPTED or (likely and undecided)

    return corrected(report, wanted=wanted)


def encoded(text: str, *, like: bytes, report: Report) -> bytes:
    """The corrected text in the bytes of its file: same encoding, same byte-order mark.

    Args:
        text: The corrected text.
        like: The file as it was read.
        report: Of that file.

    Raises:
        InputError: A new letter does not exist in the file's encoding, or the encoding loses bytes.
    """
    name = report.document.id
    found = encoding_of(like, report.document.original)
    if found is None:
        raise InputError(f"{name}: its encoding does not give the same bytes back; save it as UTF-8 and fix that")
    mark, encoding = found
    # In HTML any letter can be written as a character reference, so nothing is lost in an old encoding.
    errors = "xmlcharrefreplace" if report.document.media_type == "text/html" else "strict"
    try:
        return mark + text.encode(encoding, errors)
    except UnicodeEncodeError as exc:
        letter = text[exc.start]
        raise InputError(
            f"{name}: {letter!r} of a correction does not exist in {encoding}; save the article as UTF-8 and fix that"
        ) from exc


def outcome(before: Report, after: Report) -> Outcome:
    """What became of the findings, told by fingerprint."""
    had, has = ({one.fingerprint for one in report.findings} for report in (before, after))
    return Outcome(
        gone=tuple(one for one in before.findings if one.fingerprint not in has),
        new=tuple(one for one in after.findings if one.fingerprint not in had),
        left=tuple(one for one in after.findings if one.fingerprint in had),
    )
