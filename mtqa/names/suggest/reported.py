"""A report of mtqa as it was written to a file."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any, Final

from mtqa.errors import InputError

__all__ = ["Reported", "parse_report"]

#: Bytes of a report.
MOST_BYTES: Final = 100_000_000


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
