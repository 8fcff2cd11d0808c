"""The last versions of a glossary file, each with its record.

A version is one zip file, ``.mtqa/history/<file name>/<number>.zip`` beside the glossary: the bytes of
the file as they were, in ``glossary.csv``, and ``version.json``, which says when, who and what.  No
program of ours is needed to get at the bytes.  Where that folder cannot be written, versions go to the
user's data folder, or to the one that ``MTQA_HISTORY`` names; they are read from both.

Version n is the state *after* the n-th change, so the newest is what the file holds now, unless
somebody changed it in another program.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import re
import zipfile
import zlib
from contextlib import suppress
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from mtqa.durable import replace_file, sweep
from mtqa.errors import GlossaryError
from mtqa.glossary import limits
from mtqa.glossary.lock import user_name

__all__ = ["KEPT", "Counts", "History", "Version", "digest"]

#: Versions kept, unless told.
KEPT: Final = 20

_DATA: Final = "glossary.csv"
_RECORD: Final = "version.json"
_NAME: Final = re.compile(r"(\d{1,9})\.zip")
_MAX_RECORD_BYTES: Final = 100_000
_MAX_SUMMARY: Final = 500  # code points
_DAMAGED: Final = (
    OSError, EOFError, ValueError, KeyError, TypeError, RuntimeError, NotImplementedError, RecursionError,
    zipfile.BadZipFile, zlib.error,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Counts:
    """How many entries a change touched."""

    added: int
    removed: int
    changed: int


@dataclass(frozen=True, slots=True)
class Version:
    """A state of the glossary that can be restored.

    Attributes:
        number: From 1 up, never used twice for one file.
        at: When it was kept, ISO 8601 in UTC.
        by: Who changed the file, ``""`` if the system did not know.
        summary: What was done.
        sha256: Of the bytes.
        size: Bytes.
        entries: Entries; ``None`` if the file could not be read as a glossary.
        counts: What was done to the version before; ``None`` if that is not known.
        path: The zip file that holds it.
        problem: Why it cannot be restored, ``""`` if it can.
    """

    number: int
    at: str = ""
    by: str = ""
    summary: str = ""
    sha256: str = ""
    size: int = 0
    entries: int | None = None
    counts: Counts | None = None
    path: Path = field(default=Path(), compare=False)
    problem: str = ""


def digest(data: bytes) -> str:
    """SHA-256 of ``data``, in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


class History:
    """The versions of one glossary file.

    Only the holder of the file's lock may call :meth:`keep` and :meth:`drop`.
    """

    def __init__(self, target: Path, *, kept: int = KEPT) -> None:
        """Nothing is read or made yet.

        Args:
            target: The glossary, links followed.
            kept: How many versions to keep, at least 2.
        """
        self._target = target
        self._kept = max(kept, 2)
        self._beside = target.parent / ".mtqa" / "history" / target.name

    def versions(self) -> tuple[Version, ...]:
        """Every version that is there, the newest first; damaged ones say so."""
        return tuple(_read(path, number) for number, path in self._files())

    def version(self, number: int) -> Version:
        """The version of that number.

        Raises:
            GlossaryError: There is none.
        """
        files = self._files()
        for found, path in files:
            if found == number:
                return _read(path, number)
        there = ", ".join(str(found) for found, _ in files) or "none"
        raise GlossaryError(f"{self._target}: no version {number}; there are: {there}")

    def data(self, version: Version) -> bytes:
        """The bytes of the glossary as they were.

        Raises:
            GlossaryError: The version is damaged.
        """
        problem = version.problem
        if not problem:
            try:
                data = _data(version.path)
                if digest(data) == version.sha256:
                    return data
                problem = "its content is not what its record says"
            except _DAMAGED as exc:
                problem = _reason(exc)
        raise GlossaryError(
            f"{self._target}: version {version.number} cannot be used, for {version.path} is damaged ({problem}); "
            "choose another one"
        )

    def holds(self, data: bytes) -> bool:
        """Whether the newest version is ``data``, undamaged."""
        files = self._files()
        if not files:
            return False
        newest = _read(files[0][1], files[0][0])
        if newest.problem or newest.sha256 != digest(data):
            return False
        with suppress(*_DAMAGED):
            return _data(newest.path) == data
        return False

    def keep(self, data: bytes, *, summary: str, entries: int | None, counts: Counts | None = None) -> Version:
        """Add ``data`` as the newest version, and let the oldest go.

        Raises:
            GlossaryError: It can be written nowhere.
        """
        files = self._files()
        number = 1 + max((found for found, _ in files), default=0)
        version = Version(
            number=number,
            at=datetime.now(UTC).isoformat(timespec="seconds"),
            by=user_name(),
            summary=" ".join(summary.split())[:_MAX_SUMMARY],
            sha256=digest(data),
            size=len(data),
            entries=entries,
            counts=counts,
        )
        packed = _packed(version, data)
        problems: list[str] = []
        for folder in self._folders():
            path = folder / f"{number:06d}.zip"
            try:
                self._prepare(folder)
                replace_file(path, packed, like=self._target)  # nobody may read more than the file itself
            except OSError as exc:
                problems.append(f"{folder}: {_reason(exc)}")
                continue
            for _, old in files[self._kept - 1 :]:
                with suppress(OSError):
                    old.unlink()
            return replace(version, path=path)
        raise GlossaryError(
            f"{self._target}: nothing was changed, for its history cannot be kept ({'; '.join(problems)}); make room, "
            "or set MTQA_HISTORY to a folder of yours"
        )

    def drop(self, version: Version) -> None:
        """Forget a version that did not become the file after all."""
        with suppress(OSError):
            version.path.unlink()

    def _folders(self) -> tuple[Path, ...]:
        """Where versions may be, the first choice first."""
        key = hashlib.sha256(str(self._target).encode("utf-8", "surrogateescape")).hexdigest()[:24]
        override = os.environ.get("MTQA_HISTORY", "")
        if override:
            data = Path(override)
        else:
            from platformdirs import user_data_path

            data = user_data_path("mtqa", appauthor=False) / "history"
        return self._beside, data / f"{self._target.name[:100]}-{key}"

    def _files(self) -> list[tuple[int, Path]]:
        """Number and file of every version, the newest first."""
        found: list[tuple[int, Path]] = []
        for folder in self._folders():
            with suppress(OSError):
                for path in folder.iterdir():
                    match = _NAME.fullmatch(path.name)
                    if match is not None:
                        found.append((int(match[1]), path))
        return sorted(found, key=lambda one: -one[0])

    def _prepare(self, folder: Path) -> None:
        """Make ``folder``; keep it out of the project's version control, which is a history of its own."""
        if folder != self._beside:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        elif not folder.is_dir():
            root = folder.parent.parent
            for one in (root, folder.parent, folder):
                with suppress(FileExistsError):
                    one.mkdir()
                    with suppress(OSError):  # whoever may change the glossary may keep its history
                        one.chmod(self._target.parent.stat().st_mode & 0o7777)
            with suppress(OSError), (root / ".gitignore").open("x", encoding="utf-8") as file:
                file.write("*\n")
        sweep(folder, names=_NAME.pattern)


def _packed(version: Version, data: bytes) -> bytes:
    record: dict[str, Any] = asdict(version)
    del record["path"], record["problem"]
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=3) as archive:
        archive.writestr(_RECORD, json.dumps(record, ensure_ascii=False, indent=1))
        archive.writestr(_DATA, data)
    return buffer.getvalue()


def _read(path: Path, number: int) -> Version:
    """The record of a version; one that says what is wrong if it cannot be read."""
    try:
        with zipfile.ZipFile(path) as archive:
            values = json.loads(_member(archive, _RECORD, at_most=_MAX_RECORD_BYTES))
            archive.getinfo(_DATA)
        counts = values["counts"]
        texts = {name: _text(values[name]) for name in ("at", "by", "summary", "sha256")}
        entries = values["entries"]
        return Version(
            number,
            **texts,
            size=int(values["size"]),
            entries=None if entries is None else int(entries),
            counts=None if counts is None else Counts(*(int(counts[name]) for name in ("added", "removed", "changed"))),
            path=path,
        )
    except _DAMAGED as exc:
        return Version(number, path=path, problem=_reason(exc))


def _data(path: Path) -> bytes:
    with zipfile.ZipFile(path) as archive:
        return _member(archive, _DATA, at_most=limits.current().bytes)


def _member(archive: zipfile.ZipFile, name: str, *, at_most: int) -> bytes:
    with archive.open(name) as stream:
        data = stream.read(at_most + 1)
    if len(data) > at_most:
        raise ValueError(f"{name} is larger than {at_most:,} bytes")
    return data


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError("the record is not one of ours")
    return value


def _reason(exc: BaseException) -> str:
    return (getattr(exc, "strerror", None) or str(exc) or type(exc).__name__)[:200]
