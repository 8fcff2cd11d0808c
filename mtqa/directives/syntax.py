"""Finding directives in a file as it was read."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from mtqa.data import Span

__all__ = ["Directive", "Verb", "directives", "without_directives"]


class Verb(StrEnum):
    """What a directive asks for."""

    OFF = "off"
    ON = "on"
    NEXT_LINE = "ignore-next-line"
    IGNORE = "ignore"


@dataclass(frozen=True, slots=True)
class Directive:
    """One directive.

    Attributes:
        span: Where it stands in the file as read; in plain text its whole line with the line break.
        said: Its words, for messages: ``off a-an``.
        verb: What it asks for; ``None`` if that was not understood.
        names: Ids of checks, or for ``IGNORE`` texts; none means all.
        reason: What stands behind ``--``, for people.
    """

    span: Span
    said: str
    verb: Verb | None
    names: tuple[str, ...] = ()
    reason: str = ""


_BODY: Final = r"[^\n\r]{0,500}?"
_END: Final = r"[ \t]{0,20}(?:\r\n|\n|\r|\Z)"
_COMMENT: Final = re.compile(rf"<!--\s{{0,20}}mtqa[ \t:]{{1,5}}(?P<body>{_BODY})\s{{0,20}}-->")
#: A line of plain text that is a comment and nothing else.
_COMMENT_LINE: Final = re.compile(rf"(?<![^\r\n])[ \t]{{0,20}}{_COMMENT.pattern}{_END}")
#: The same without the marks of a comment, where no sentence can be meant: "mtqa on the web" is none.
_BARE_LINE: Final = re.compile(
    r"(?<![^\r\n])[ \t]{0,20}(?:(?:#|//|%)[ \t]{0,20})?mtqa"
    rf"(?::[ \t]{{0,5}}(?P<body>(?:off|on|ignore|ignore-next-line)(?![\w-]){_BODY})"
    r"|[ \t]{1,5}(?P<short>(?:off|on)(?![\w-])(?:[ \t]{1,5}[a-z-]{1,40}(?:,[ \t]{0,5}[a-z-]{1,40}){0,50})?"
    rf"(?:[ \t]{{1,5}}--[ \t]{_BODY})?)){_END}"
)
_REASON: Final = re.compile(r"(?:^|\s)--(?:\s|$)")


def directives(original: str, *, media_type: str) -> tuple[Directive, ...]:
    """The directives of a file, in order.

    Args:
        original: The file as decoded.
        media_type: ``text/plain``, or one that has comments.
    """
    if "mtqa" not in original:
        return ()
    patterns = (_COMMENT_LINE, _BARE_LINE) if media_type == "text/plain" else (_COMMENT,)
    found = [_directive(match) for pattern in patterns for match in pattern.finditer(original)]
    kept: list[Directive] = []
    for one in sorted(found, key=lambda one: one.span):
        if not kept or one.span.start >= kept[-1].span.end:  # a bare line may stand inside a comment of three lines
            kept.append(one)
    return tuple(kept)


def without_directives(original: str, found: tuple[Directive, ...]) -> list[Span]:
    """What is left of a plain text: ranges of it, in order."""
    left: list[Span] = []
    at = 0
    for one in found:
        if one.span.start > at:
            left.append(Span(at, one.span.start))
        at = one.span.end
    if at < len(original):
        left.append(Span(at, len(original)))
    return left


def _directive(match: re.Match[str]) -> Directive:
    groups = match.groupdict()
    said = " ".join((groups["body"] or groups.get("short") or "").split())
    words, *rest = _REASON.split(said, maxsplit=1)
    verb, _, names = words.strip().partition(" ")
    known = verb if verb in set(Verb) else None
    return Directive(
        Span(*match.span()),
        said,
        None if known is None else Verb(known),
        tuple(name.strip() for name in names.split(",") if name.strip()),
        rest[0].strip() if rest else "",
    )
