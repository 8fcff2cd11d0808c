"""Decisions that follow their findings through edits beside them.

A fingerprint holds the words around a finding.  Whoever mends a word right beside it makes it new, and what was decided
about it would be asked again.  So a decision whose finding is gone is given to a finding that nobody has decided
about, if check, wording and article are the same, and what stands before or what stands after is the same as
well.  Where that is not certain, nothing is carried: to ask again costs less than to hide an error.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from pathlib import PurePath
from typing import TYPE_CHECKING

from mtqa.fingerprint import NOTHING, PART
from mtqa.text import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable

    from mtqa.data import Decision, Finding, Report
    from mtqa.decisions.lines import Decisions

__all__ = ["carried"]


def carried(report: Report, decisions: Decisions) -> tuple[Decision, ...]:
    """Lines that give findings of a report the decisions about what they were before an edit.

    Each names the line that it continues, and has no ``id`` of its own yet.  In the order of the findings.
    """
    here = {finding.fingerprint for finding in report.findings}
    name = PurePath(report.document.id).name
    # what went on with its finding once is not given again: its continuation is, if that is lost in its turn
    continued = decisions.continued
    lost = [
        one
        for key, one in decisions.current.items()
        if key not in here and one.context and one.id not in continued and PurePath(one.file).name == name
    ]
    free = [one for one in report.findings if one.context and one.fingerprint not in decisions.last]
    if not lost or not free:
        return ()
    given: dict[str, Decision] = {}
    # the surest first: alike findings, of which one is gone or new, are told apart by their paragraphs
    for side in (_whole, _sides, _before, _after):
        taken = {one.fingerprint for one in given.values()}
        _pair(
            [one for one in lost if one.fingerprint not in taken],
            [one for one in free if one.fingerprint not in given],
            side=side,
            given=given,
        )
    return tuple(
        replace(given[key], fingerprint=key, context=one.context, id="", undoes="", carried=given[key].id)
        for one in free
        if (key := one.fingerprint) in given
    )


def _pair(
    lost: Iterable[Decision],
    free: Iterable[Finding],
    *,
    side: Callable[[str], str | None],
    given: dict[str, Decision],
) -> None:
    """Give each finding the decision that agrees with it on one side, if there is no other for either."""
    decided: dict[Hashable, list[Decision]] = defaultdict(list)
    found: dict[Hashable, list[Finding]] = defaultdict(list)
    for decision in lost:
        if (half := side(decision.context)) is not None:
            decided[decision.check, _plain(decision.found), half].append(decision)
    for finding in free:
        if (half := side(finding.context)) is not None:
            found[finding.check, _plain(finding.text), half].append(finding)
    for key, ones in found.items():
        candidates = decided.get(key, [])
        if len(candidates) == 1 == len(ones):
            given[ones[0].fingerprint] = candidates[0]


def _plain(text: str) -> str:
    return fold(" ".join(text.split()))


def _whole(context: str) -> str | None:
    return context


def _sides(context: str) -> str | None:
    return context[: 2 * PART]


def _before(context: str) -> str | None:
    return None if context[:PART] == NOTHING else context[:PART]


def _after(context: str) -> str | None:
    return None if context[PART : 2 * PART] == NOTHING else context[PART : 2 * PART]
