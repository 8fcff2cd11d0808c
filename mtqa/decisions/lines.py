"""Decisions as lines of a file, one JSON object each.

::

    {"fingerprint": "1f2e...", "judgement": "accepted", "text": "Yoon Suk Yeol", "by": "Anna", "at": "2026-01-31T09:00:00Z"}

``judgement`` is ``accepted`` (it is an error), ``dismissed`` (the text is right), ``unsure`` or ``open`` (a decision
was taken back); ``text`` is what the text should say; the rest is for people and for counting.  The last line for a
fingerprint counts; lines are only ever added, so that the file is the history as well.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass, field, replace
from typing import TYPE_CHECKING, Any, Final

from mtqa.data import Decision, Judgement
from mtqa.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

__all__ = ["MOST_BYTES", "Decisions", "about", "decision_of", "parse_decision", "parse_decisions", "to_line"]

#: Bytes of a file of decisions.
MOST_BYTES: Final = 100_000_000
_TEXTS: Final = (
    "text",
    "by",
    "at",
    "note",
    "id",
    "check",
    "found",
    "suggested",
    "file",
    "undoes",
    "context",
    "carried",
)
_LONGEST_LINE: Final = 100_000  # code points


@dataclass(frozen=True, slots=True)
class Decisions:
    """All that was ever decided, in order.

    Attributes:
        events: One per line, the oldest first.
        notices: What the reader of the file had to leave out, in sentences for the user.
    """

    events: tuple[Decision, ...] = ()
    notices: tuple[str, ...] = ()
    _last: Mapping[str, Decision] = field(default_factory=dict, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_last", {event.fingerprint: event for event in self.events})

    @property
    def last(self) -> Mapping[str, Decision]:
        """The last line of each fingerprint, also where it took a decision back."""
        return self._last

    @property
    def current(self) -> dict[str, Decision]:
        """What holds now, by fingerprint; nothing for a decision that was taken back."""
        return {key: one for key, one in self._last.items() if one.judgement is not Judgement.OPEN}

    @property
    def continued(self) -> frozenset[str]:
        """The ``id`` of each line that another goes on from, with a finding that was edited beside."""
        return frozenset(one.carried for one in self.events if one.carried)

    def followed_by(self, more: Decisions) -> Decisions:
        """These and then those."""
        return Decisions((*self.events, *more.events), (*self.notices, *more.notices))

    def history(self, fingerprint: str) -> tuple[Decision, ...]:
        """What was decided about one finding, the oldest first."""
        return tuple(event for event in self.events if event.fingerprint == fingerprint)

    def standing(self, fingerprint: str) -> tuple[Decision, ...]:
        """The decisions about one finding that were not taken back, the oldest first; the last one holds."""
        stack: list[Decision] = []
        for event in self.history(fingerprint):
            if event.undoes:
                stack = [one for one in stack if one.id != event.undoes]
            elif event.judgement is Judgement.OPEN:
                stack = []
            else:
                stack.append(event)
        return tuple(stack)


def to_line(decision: Decision) -> str:
    """The decision as one line of JSON, without the end of the line; empty fields are left out."""
    values = {key: value for key, value in asdict(decision).items() if value not in ("", None)}
    # ASCII only: U+2028 ends a line for some programs, and a lone surrogate cannot be encoded
    return json.dumps(values, ensure_ascii=True, allow_nan=False)


def parse_decisions(data: bytes, *, origin: str, first: int = 1) -> Decisions:
    """The decisions of a file.

    A last line that is not complete, as a killed program leaves it, is left out with a notice.

    Args:
        data: The file, or its end.
        origin: What to call it in messages.
        first: The number of the first line.

    Raises:
        InputError: Another line is no decision; names the file and the line.
    """
    if len(data) > MOST_BYTES:
        raise InputError(f"{origin}: larger than {MOST_BYTES // 1_000_000} MB; that is no file of decisions")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as exc:
        line = data.count(b"\n", 0, exc.start) + first
        raise InputError(f"{origin}, line {line}: not UTF-8; save the file as UTF-8") from None
    rows = text.split("\n")
    events: list[Decision] = []
    notices: list[str] = []
    for number, row in enumerate(rows, start=first):
        if not row.strip():
            continue
        try:
            events.append(parse_decision(row, origin=origin, number=number))
        except InputError:
            if number - first + 1 < len(rows) or _is_json(row):
                raise
            notices.append(f"{origin}: the last line is not complete, and was left out")
    return Decisions(tuple(events), tuple(notices))


def _is_json(row: str) -> bool:
    try:
        json.loads(row)
    except (ValueError, RecursionError):
        return False
    return True


def parse_decision(line: str, *, origin: str, number: int) -> Decision:
    """One line of the file.

    Raises:
        InputError: It is no decision; names the file and the line.
    """

    def refuse(problem: str) -> InputError:
        return InputError(f"{origin}, line {number}: {problem}; mend the line, or delete it")

    if len(line) > _LONGEST_LINE:
        raise refuse(f"{len(line):,} characters, which is no decision")
    try:
        value = json.loads(line)
    except (ValueError, RecursionError) as exc:
        reason = f" ({exc.msg} at column {exc.colno})" if isinstance(exc, json.JSONDecodeError) else ""
        raise refuse(f"no valid JSON{reason}") from None
    decision = decision_of(value, refuse=refuse)
    # a line that was made elsewhere can be seen and taken back as any other
    return decision if decision.id else replace(decision, id=hashlib.sha256(line.encode()).hexdigest()[:12])


def decision_of(value: Any, *, refuse: Any) -> Decision:
    """The decision that a value of JSON says.

    Args:
        value: Of any form; it may come from anybody.
        refuse: Makes the exception of a sentence about what is wrong.
    """
    if not isinstance(value, dict):
        raise refuse("no JSON object")
    unlike = sorted(
        key
        for key in ("fingerprint", "judgement", *_TEXTS)
        if key in value and not (value[key] is None or isinstance(value[key], str))
    )
    if unlike:
        raise refuse(f"{unlike[0]!r} is no text")
    fingerprint = (value.get("fingerprint") or "").strip()
    if not fingerprint:
        raise refuse("no 'fingerprint'")
    judgement = value.get("judgement")
    if judgement not in set(Judgement):
        said = "no 'judgement'" if judgement is None else f"unknown judgement {judgement[:40]!r}"
        raise refuse(f"{said}; it is one of {', '.join(Judgement)}")
    confidence = value.get("confidence")
    is_number = isinstance(confidence, int | float) and not isinstance(confidence, bool)
    if confidence is not None and not (is_number and 0 <= confidence <= 1):
        raise refuse("'confidence' is no number from 0 to 1")
    texts = {name: " ".join((value.get(name) or "").split()) for name in _TEXTS}
    return Decision(
        fingerprint, Judgement(judgement), **texts, confidence=None if confidence is None else float(confidence)
    )


def about(fingerprints: Iterable[str], decisions: Decisions) -> tuple[Decision, ...]:
    """What holds now about some findings, in their order."""
    current = decisions.current
    return tuple(current[key] for key in dict.fromkeys(fingerprints) if key in current)
