"""One finding in place of many of the same kind: nobody reads a flood."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from mtqa.data import Evidence, Finding

__all__ = ["gather"]

#: Places that a gathered finding names; the rest is only counted.
_RELATED: Final = 50


def gather(findings: Sequence[Finding], *, most: int, what: str) -> Sequence[Finding]:
    """The findings, or one for all of them if there are more than ``most``.

    Args:
        findings: Of one kind, in the order of the text.
        most: So many are reported one by one.
        what: What is counted, in the plural, for the message.

    Returns:
        The findings as given, or a single one at the first place, with the others as ``related``.
        It suggests nothing: no replacement of one place would mend them all.
    """
    if len(findings) <= most:
        return findings
    first = findings[0]
    return (
        replace(
            first,
            message=f"{first.message}; {len(findings)} {what} in this article, the first is marked",
            suggestions=(),
            evidence=(*first.evidence, Evidence("repeat", f"{len(findings)} places")),
            related=tuple(finding.span for finding in findings[1 : 1 + _RELATED]),
        ),
    )
