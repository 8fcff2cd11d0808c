"""Which findings the directives of an article switch off, and which directives say nothing."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING, Final

from mtqa.data import Span
from mtqa.directives.syntax import Directive, Verb, directives
from mtqa.text import name_forms

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from mtqa.data import Document, Finding

__all__ = ["ignored_in_text"]

_BREAK: Final = re.compile(r"\r\n|\r|\n|\Z")
_INK: Final = re.compile(r"\S")
#: Directives that are heeded, and of which a slip is told; a hostile text may have a hundred thousand.
_MOST: Final = 1000
_MOST_TOLD: Final = 20


@dataclass(frozen=True, slots=True)
class _Off:
    """A stretch of the file in which some checks do not count."""

    span: Span
    checks: frozenset[str]  # empty: all
    reason: str

    def covers(self, start: int, check: str) -> bool:
        return self.span.start <= start < self.span.end and (not self.checks or check in self.checks)


def ignored_in_text(
    document: Document, findings: Iterable[Finding], *, checks: Collection[str]
) -> tuple[tuple[tuple[str, str], ...], tuple[str, ...]]:
    """What the directives of an article do.

    A finding counts where it begins, in the file as it was read.

    Args:
        document: The article.
        findings: With their fingerprints.
        checks: Ids of the checks that there are.

    Returns:
        Fingerprints of the findings that are switched off, each with the reason for people; and what is wrong with
        the directives, in sentences for the user.
    """
    found = directives(document.original, media_type=document.media_type)
    if not found:
        return (), ()
    good, problems = _understood(document, found[:_MOST], checks)
    if len(problems) > _MOST_TOLD:
        problems = [*problems[:_MOST_TOLD], f"... and {len(problems) - _MOST_TOLD:,} more directives like these"]
    if len(found) > _MOST:
        problems.append(f"{len(found):,} lines are meant for mtqa, and only the first {_MOST:,} are heeded")
    stretches = [*_between(document, good), *_next_lines(document, good, found)]
    words = {
        name_forms(name)[0]: _reason(document, one) for one in good if one.verb is Verb.IGNORE for name in one.names
    }
    ignored = []
    for finding in findings:
        start = document.to_original(finding.span).start
        reason = next((one.reason for one in stretches if one.covers(start, finding.check)), None)
        reason = reason or next((words[form] for form in name_forms(finding.text) if form in words), None)
        if reason is not None:
            ignored.append((finding.fingerprint, reason))
    return tuple(ignored), tuple(problems)


def _understood(
    document: Document, found: Sequence[Directive], checks: Collection[str]
) -> tuple[list[Directive], list[str]]:
    good: list[Directive] = []
    problems: list[str] = []
    for one in found:
        where = f"line {document.line_at(one.span.start)}: “mtqa {one.said[:80]}”"
        if one.verb is None:
            problems.append(f"{where} is not understood; write one of {', '.join(Verb)}")
        elif one.verb is Verb.IGNORE and not one.names:
            problems.append(f"{where} names no word; write “mtqa:ignore WORD”, or “mtqa off”")
        elif one.verb is not Verb.IGNORE and (unknown := [name for name in one.names if name not in checks]):
            near = get_close_matches(unknown[0], checks, n=1)
            hint = f"did you mean {near[0]!r}?" if near else "`mtqa explain` lists them"
            problems.append(f"{where}: there is no check {unknown[0]!r}; {hint}")
        else:
            good.append(one)
    return good, problems


def _between(document: Document, good: Sequence[Directive]) -> list[_Off]:
    """The stretches from each ``off`` to the ``on`` that ends it, or to the end."""
    stretches: list[_Off] = []
    waiting: list[Directive] = []
    for one in good:
        if one.verb is Verb.OFF:
            waiting.append(one)
        elif one.verb is Verb.ON:
            names = frozenset(one.names)
            for off in waiting:
                back = frozenset(off.names) & names if names and off.names else frozenset(off.names)
                if not names or back:
                    stretches.append(_Off(Span(off.span.end, one.span.start), back, _reason(document, off)))
            waiting = [rest for off in waiting if (rest := _still_off(off, names)) is not None]
    end = len(document.original) + 1
    return stretches + [_Off(Span(off.span.end, end), frozenset(off.names), _reason(document, off)) for off in waiting]


def _still_off(off: Directive, names: frozenset[str]) -> Directive | None:
    """What of an ``off`` holds after an ``on`` of some checks; ``off`` without checks ends with ``on`` alone."""
    if not names:
        return None
    if not off.names:
        return off
    left = tuple(name for name in off.names if name not in names)
    return Directive(off.span, off.said, off.verb, left, off.reason) if left else None


def _next_lines(document: Document, good: Sequence[Directive], found: Sequence[Directive]) -> list[_Off]:
    """The line after each ``ignore-next-line`` that holds more than blanks and directives."""
    text = document.original
    stretches: list[_Off] = []
    for one in good:
        if one.verb is not Verb.NEXT_LINE:
            continue
        begin = one.span.end
        if text[begin - 1] not in "\r\n":  # a comment: the rest of its line is not the next one
            begin = _end_of_line(text, begin)
        ink = _INK.search(text, begin)
        while ink is not None and (other := _at(ink.start(), found)) is not None:
            ink = _INK.search(text, other.span.end)
        if ink is not None:  # what stands before it is blank or for mtqa
            stretch = Span(begin, _end_of_line(text, ink.start()))
            stretches.append(_Off(stretch, frozenset(one.names), _reason(document, one)))
    return stretches


def _end_of_line(text: str, at: int) -> int:
    match = _BREAK.search(text, at)
    return len(text) if match is None else match.end()


def _at(offset: int, found: Sequence[Directive]) -> Directive | None:
    """The directive that stands there."""
    at = bisect_right(found, offset, key=lambda one: one.span.start) - 1
    return found[at] if at >= 0 and offset < found[at].span.end else None


def _reason(document: Document, one: Directive) -> str:
    why = f": {one.reason}" if one.reason else ""
    return f"switched off in line {document.line_at(one.span.start)} of the article{why}"
