"""A report of mtqa as it was written to a file, and what a person decided about its findings.

``decisions.jsonl`` has one JSON object a line::

    {"fingerprint": "1f2e...", "judgement": "accepted", "text": "Yoon Suk Yeol", "by": "Anna", "at": "2026-01-31"}

``judgement`` is ``accepted`` (it is an error), ``dismissed`` (the text is right) or ``unsure``; ``text`` is
what the text should say; ``by``, ``at`` and ``note`` are for people.  The last line for a fingerprint counts.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final

from mtqa.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["Decision", "Judgement", "Reported", "parse_decisions", "parse_report"]

#: Bytes of a report or of a file of decisions.
MOST_BYTES: Final = 100_000_000
_KEYS: Final = frozenset(("fingerprint", "judgement", "text", "by", "at", "note"))
_LONGEST_LINE: Final = 100_000  # code points


class Judgement(StrEnum):
    """What a person says about a finding."""

    ACCEPTED = "accepted"
    DISMISSED = "dismissed"
    UNSURE = "unsure"


@dataclass(frozen=True, slots=True)
class Decision:
    """A person's verdict about a finding.

    Attributes:
        fingerprint: Of the finding.
        judgement: The verdict.
        text: What the text should say; ``""`` if the person did not write it.
        by: Who.
        at: When.
        note: Why.
    """

    fingerprint: str
    judgement: Judgement
    text: str = ""
    by: str = ""
    at: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Reported:
    """A finding as a report has it.

    Attributes:
        path: The article.
        line: Line of the article.
        check: Id of the check.
        text: What stands there.
        message: What was said about it.
        suggestions: Texts and ids of entries, best first.
        fingerprint: Its identity.
    """

    path: str
    line: int
    check: str
    text: str
    message: str
    suggestions: tuple[tuple[str, str | None], ...]
    fingerprint: str


def parse_report(data: bytes, *, origin: str) -> tuple[Reported, ...]:
    """The findings of a JSON report of mtqa.

    Raises:
        InputError: It is no such report; names the file and the place.
    """
    run = _json(data, origin=origin)
    if not isinstance(run, dict) or "schema_version" not in run or not isinstance(run.get("files"), list):
        raise InputError(f"{origin}: no report of mtqa; make one with: mtqa check --format json --output report.json")
    if run["schema_version"] != 1:
        raise InputError(
            f"{origin}: a report of version {str(run['schema_version'])[:20]!r}, and this mtqa reads version 1; update "
            "mtqa, or make the report again"
        )
    found: list[Reported] = []
    for at, file in enumerate(run["files"]):
        if not isinstance(file, dict) or not isinstance(file.get("findings"), list):
            raise InputError(f"{origin}: files[{at}] has no list of findings; make the report again")
        for number, finding in enumerate(file["findings"]):
            one = _reported(finding, path=str(file.get("path", "")))
            if one is None:
                raise InputError(f"{origin}: files[{at}].findings[{number}] is no finding; make the report again")
            found.append(one)
    return tuple(found)


def parse_decisions(data: bytes, *, origin: str) -> dict[str, Decision]:
    """The decisions of a file by fingerprint, of several the last.

    Raises:
        InputError: A line is no decision; names the file and the line.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as exc:
        line = data.count(b"\n", 0, exc.start) + 1
        raise InputError(f"{origin}, line {line}: not UTF-8; save the file as UTF-8") from None
    found: dict[str, Decision] = {}
    for number, row in enumerate(text.split("\n"), start=1):
        if row.strip():
            one = _decision(row, origin=origin, number=number)
            found.pop(one.fingerprint, None)
            found[one.fingerprint] = one
    return found


def _json(data: bytes, *, origin: str) -> Any:
    if len(data) > MOST_BYTES:
        raise InputError(f"{origin}: larger than {MOST_BYTES // 1_000_000} MB; that is no report of some articles")
    try:
        return json.loads(data.decode("utf-8-sig"))
    except UnicodeDecodeError as exc:
        raise InputError(f"{origin}: not UTF-8 at byte {exc.start}; a report of mtqa is") from None
    except json.JSONDecodeError as exc:
        raise InputError(f"{origin}, line {exc.lineno}, column {exc.colno}: no valid JSON ({exc.msg})") from None
    except (RecursionError, ValueError):
        raise InputError(f"{origin}: no valid JSON (nested too deeply, or a number too long)") from None


def _reported(value: Any, *, path: str) -> Reported | None:
    """A finding; ``None`` if it has not what a finding has."""
    if not isinstance(value, dict):
        return None
    texts = [value.get(name) for name in ("check", "text", "message", "fingerprint")]
    line, suggestions = value.get("line", 1), value.get("suggestions", [])
    if (
        not all(isinstance(text, str) for text in texts)
        or not isinstance(line, int)
        or not isinstance(suggestions, list)
    ):
        return None
    pairs: list[tuple[str, str | None]] = []
    for one in suggestions:
        text, entry = (one.get("text"), one.get("entry")) if isinstance(one, dict) else (None, None)
        if not isinstance(text, str) or not (entry is None or isinstance(entry, str)):
            return None
        pairs.append((text, entry))
    check, text, message, fingerprint = map(str, texts)
    return Reported(path, line, check, text, message, tuple(pairs), fingerprint)


def _decision(line: str, *, origin: str, number: int) -> Decision:
    def refuse(problem: str) -> InputError:
        return InputError(f"{origin}, line {number}: {problem}; mend the line, or delete it")

    if len(line) > _LONGEST_LINE:
        raise refuse(f"{len(line):,} characters, which is no decision")
    try:
        value = json.loads(line)
    except (ValueError, RecursionError) as exc:
        reason = f" ({exc.msg} at column {exc.colno})" if isinstance(exc, json.JSONDecodeError) else ""
        raise refuse(f"no valid JSON{reason}") from None
    if not isinstance(value, dict):
        raise refuse("no JSON object")
    unlike = sorted(key for key in _KEYS if key in value and not (value[key] is None or isinstance(value[key], str)))
    if unlike:
        raise refuse(f"{unlike[0]!r} is no text")
    fingerprint = (value.get("fingerprint") or "").strip()
    if not fingerprint:
        raise refuse("no 'fingerprint'")
    judgement = value.get("judgement")
    if judgement not in set(Judgement):
        said = "no 'judgement'" if judgement is None else f"unknown judgement {judgement[:40]!r}"
        raise refuse(f"{said}; it is one of {', '.join(Judgement)}")
    rest: Sequence[str] = [" ".join((value.get(name) or "").split()) for name in ("text", "by", "at", "note")]
    return Decision(fingerprint, Judgement(judgement), *rest)
