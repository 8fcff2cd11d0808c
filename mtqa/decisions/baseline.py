"""The baseline: findings that were there when a project began to check, so that only new ones count.

::

    {
     "mtqa_baseline": 1,
     "findings": [
      {"file": "articles/visit.txt", "check": "loop", "text": "the the", "fingerprint": "1f2e..."}
     ]
    }

One line per finding, in a fixed order, without times: a change of the file is a change of the findings, and shows as
one in a version control.  Only the fingerprint counts; the rest is for people.  A finding that the baseline knows is
marked, never dropped: whoever compares two runs would take a dropped one for mended.
"""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from mtqa.decisions.locking import writing
from mtqa.durable import replace_file
from mtqa.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from mtqa.data import Report
    from mtqa.glossary.lock import Note

__all__ = ["BASELINE_NAME", "Baseline", "KnownFinding", "read_baseline", "write_baseline"]

BASELINE_NAME: Final = ".mtqa-baseline.json"
VERSION: Final = 1
_MOST_BYTES: Final = 200_000_000


@dataclass(frozen=True, slots=True, order=True)
class KnownFinding:
    """A finding of the baseline.

    Attributes:
        file: The article, from the folder of the baseline, with slashes; its name elsewhere if it is not below it.
        check: Id of the check.
        text: What stood there.
        fingerprint: Of the finding; alone decides whether it is known.
    """

    file: str
    check: str
    text: str
    fingerprint: str


@dataclass(frozen=True, slots=True)
class Baseline:
    """Findings that are known, in their order."""

    findings: tuple[KnownFinding, ...] = ()

    @property
    def fingerprints(self) -> frozenset[str]:
        """Those of all findings."""
        return frozenset(one.fingerprint for one in self.findings)

    def gone(self, reports: Iterable[Report], *, path: Path) -> tuple[KnownFinding, ...]:
        """The findings of these articles that the baseline has, and the articles no longer.

        Args:
            reports: Of one run.
            path: Where the baseline is kept.
        """
        here = {_named(report.document.id, path): {one.fingerprint for one in report.findings} for report in reports}
        return tuple(one for one in self.findings if one.file in here and one.fingerprint not in here[one.file])


def read_baseline(path: Path) -> Baseline:
    """The baseline that a file holds.

    Raises:
        InputError: It is not there, cannot be read, or is no baseline.
    """
    try:
        with path.open("rb") as stream:
            data = stream.read(_MOST_BYTES + 1)
    except FileNotFoundError:
        raise InputError(f"{path}: there is no baseline; make it with --baseline write") from None
    except OSError as exc:
        raise InputError(f"{path}: cannot be read ({exc.strerror or exc})") from exc
    if len(data) > _MOST_BYTES:
        raise InputError(f"{path}: larger than {_MOST_BYTES // 1_000_000} MB; that is no baseline")
    try:
        value = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError) as exc:  # a UnicodeDecodeError is a ValueError
        reason = f" ({exc.msg} in line {exc.lineno})" if isinstance(exc, json.JSONDecodeError) else ""
        raise InputError(f"{path}: no valid JSON{reason}; write it again with --baseline write") from None
    return Baseline(tuple(sorted(_findings(value, path))))


def _findings(value: Any, path: Path) -> Iterable[KnownFinding]:
    version = value.get("mtqa_baseline") if isinstance(value, dict) else None
    if version is None or not isinstance(value.get("findings"), list):
        raise InputError(f"{path}: no baseline; name another file, or write one with --baseline write")
    if version != VERSION or isinstance(version, bool):
        raise InputError(
            f"{path}: version {str(version)[:20]!r} of the baseline; this mtqa reads {VERSION}: write it again"
        )
    for number, one in enumerate(value["findings"], start=1):
        texts = [one.get(key, "") for key in ("file", "check", "text", "fingerprint")] if isinstance(one, dict) else []
        if not texts or not all(isinstance(text, str) for text in texts) or not texts[-1]:
            raise InputError(f"{path}: finding {number} has no fingerprint; write it again with --baseline write")
        yield KnownFinding(*texts)


def write_baseline(path: Path, reports: Sequence[Report], *, note: Note | None = None) -> Baseline:
    """Make every suspected issue of these articles known; what is known of other articles stays.

    Args:
        path: The file; made if it is not there, replaced whole or not at all.
        reports: Of one run.  What a person decided, or the configuration switched off, is left out: it has an answer.
        note: Called with sentences for the user while waiting for another writer.

    Returns:
        The baseline as it was written.

    Raises:
        InputError: There is a file that is no baseline.
        OutputError: It cannot be written.
    """
    with writing(path, note=note) as target:
        before = read_baseline(path).findings if path.exists() else ()
        made = Baseline(tuple(sorted({*_kept(before, reports, path), *_known(reports, path)})))
        replace_file(target, _to_json(made))
    return made


def _known(reports: Iterable[Report], path: Path) -> Iterable[KnownFinding]:
    for report in reports:
        file = _named(report.document.id, path)
        for finding, state in zip(report.findings, report.states(), strict=True):
            if state.is_suspected:
                text = " ".join(finding.text.split())[:200]
                yield KnownFinding(file, finding.check, text, finding.fingerprint)


def _kept(before: Iterable[KnownFinding], reports: Iterable[Report], path: Path) -> Iterable[KnownFinding]:
    written = {_named(report.document.id, path) for report in reports}
    return (one for one in before if one.file not in written)


def _named(article: str, path: Path) -> str:
    """The article as a baseline at ``path`` names it: the same from whatever folder mtqa is called in."""
    if article.startswith("<"):  # <stdin>
        return article
    file, folder = os.path.abspath(article), os.path.abspath(path.parent)  # noqa: PTH100 - Path.absolute keeps ".."
    name = Path(file)
    return (name.relative_to(folder) if name.is_relative_to(folder) else name).as_posix()


def _to_json(baseline: Baseline) -> bytes:
    rows = ",\n".join(
        "  "
        + json.dumps(
            {"file": one.file, "check": one.check, "text": one.text, "fingerprint": one.fingerprint},
            ensure_ascii=False,
        )
        for one in baseline.findings
    )
    listed = f"[\n{rows}\n ]" if rows else "[]"
    text = f'{{\n "mtqa_baseline": {VERSION},\n "findings": {listed}\n}}\n'
    return text.encode("utf-8", "backslashreplace")  # a lone surrogate becomes its escape, which is JSON
