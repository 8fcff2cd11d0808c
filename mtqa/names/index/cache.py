"""The user's cache of compiled glossaries.

``<cache>/glossaries`` holds ``<digest>-<rules>.bin``, the compiled file: ``digest`` is the SHA-256 of
the glossary's content and ``rules`` that of the code that folds and compiles, so that neither an
edited glossary nor another version of mtqa meets a file made of something else.  Beside it
``<path>.json`` notes, for each glossary file, its size and time of change when it was read last, so
that an unchanged one is opened without reading it.

A file appears whole or not at all: it is made under another name, in one process at a time, and
renamed.  One that has changed since is read in full and made again if it is damaged.  Where the
folder cannot be written to, a temporary file does, and is gone with the process.
"""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, fields
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import IO, Any, Final

from mtqa.artefacts import artefact
from mtqa.errors import GlossaryError
from mtqa.glossary.bulk import FileFacts, file_facts, refuse_size
from mtqa.names.index.build import build
from mtqa.names.index.compiled import CompiledGlossary
from mtqa.names.index.layout import FileDamaged, Layout, open_layout

__all__ = ["cache_folder", "compiled_glossary"]

#: Compiled files kept; those that were opened longest ago go first.
KEPT_FILES: Final = 16
#: Bytes of a file from which making its index takes so long that it is worth a word: about a second.
TOLD_FROM: Final = 500_000
#: A glossary that changed less than this before it was read may change again within one tick of the clock.
SETTLED_NS: Final = 2_000_000_000
_LOCK_SECONDS: Final = 900.0
#: Modules whose code decides what is in a compiled file.
_RULES: Final = (
    "mtqa.text",
    "mtqa.glossary.bulk",
    "mtqa.glossary.cells",
    "mtqa.glossary.columns",
    "mtqa.glossary.index",
    "mtqa.glossary.rows",
    "mtqa.glossary.tokens",
    "mtqa.names.alphabet",
    "mtqa.names.romanisation.japanese",
    "mtqa.names.variants",
    "mtqa.names.index.arrays",
    "mtqa.names.index.build",
    "mtqa.names.index.hashing",
    "mtqa.names.index.layout",
    "mtqa.names.index.words",
)

#: Artefacts that do.
_TABLES: Final = ("romanisation/usage.tsv",)

Note = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class _Seen:
    """A glossary file as it was read last, and the compiled file as it was written."""

    path: str
    size: int
    changed_ns: int
    read_ns: int
    sha256: str
    compiled_size: int = -1
    compiled_ns: int = -1


def cache_folder() -> Path:
    """Where compiled glossaries are kept: in ``MTQA_CACHE``, or the user's cache folder.

    Raises:
        GlossaryError: ``MTQA_CACHE`` cannot be a folder.
    """
    override = os.environ.get("MTQA_CACHE", "")
    if override:
        try:
            folder = Path(override).expanduser()
        except RuntimeError as exc:
            raise GlossaryError(f"MTQA_CACHE is {override!r}, and there is no such user; name a folder") from exc
        if folder.exists() and not folder.is_dir():
            raise GlossaryError(f"MTQA_CACHE is {override!r}, which is not a folder; name a folder")
        return folder / "glossaries"
    from platformdirs import user_cache_path

    return user_cache_path("mtqa", appauthor=False) / "glossaries"


def compiled_glossary(path: Path, *, note: Note) -> CompiledGlossary:
    """A large glossary, compiled if it has not been yet.

    Args:
        path: A CSV file.
        note: Called with sentences for the user.

    Raises:
        GlossaryError: The file cannot be used; names the file, and where it applies row and column.
    """
    folder = cache_folder()
    size, changed_ns = _stat(path)
    record = folder / f"{hashlib.sha256(str(path.resolve()).encode()).hexdigest()[:24]}.json"
    seen = _read(record)
    if seen is None or (seen.size, seen.changed_ns) != (size, changed_ns) or changed_ns + SETTLED_NS > seen.read_ns:
        read_ns = time.time_ns()
        facts = file_facts(path)
        same = seen is not None and seen.sha256 == facts.sha256
        seen = _Seen(
            str(path.resolve()),
            size,
            changed_ns,
            read_ns,
            facts.sha256,
            seen.compiled_size if same and seen else -1,
            seen.compiled_ns if same and seen else -1,
        )
        if same:
            _write(record, seen)
    target = folder / f"{seen.sha256[:32]}-{_rules()}.bin"
    layout, problem = _open(target, seen)
    if layout is None:
        layout = _make(path, target, record=record, seen=seen, problem=problem, note=note)
    try:
        return CompiledGlossary(layout, origin=str(path))
    except FileDamaged as exc:
        layout = _make(path, target, record=record, seen=seen, problem=str(exc), note=note)
        return CompiledGlossary(layout, origin=str(path))


def _stat(path: Path) -> tuple[int, int]:
    try:
        facts = path.stat()
    except (OSError, ValueError) as exc:
        raise GlossaryError(f"{path}: the glossary cannot be read ({getattr(exc, 'strerror', None) or exc})") from exc
    refuse_size(path, facts.st_size)
    return facts.st_size, facts.st_mtime_ns


@lru_cache(maxsize=1)
def _rules() -> str:
    """A fingerprint of the code that decides what is in a compiled file."""
    state = hashlib.sha256()
    for name in _RULES:
        spec = find_spec(name)
        source = Path(spec.origin) if spec is not None and spec.origin is not None else None
        if source is None or not source.is_file():
            from mtqa import __version__

            return "v" + hashlib.sha256(__version__.encode()).hexdigest()[:11]  # installed without source files
        state.update(source.read_bytes())
    for name in _TABLES:
        state.update(artefact(name).read_bytes())
    return state.hexdigest()[:12]


def _read(record: Path) -> _Seen | None:
    try:
        values = json.loads(record.read_text(encoding="utf-8"))
        seen = _Seen(**{field.name: values[field.name] for field in fields(_Seen)})
    except (OSError, ValueError, KeyError, TypeError):
        return None
    numbers = (seen.size, seen.changed_ns, seen.read_ns, seen.compiled_size, seen.compiled_ns)
    is_ours = all(isinstance(number, int) for number in numbers) and isinstance(seen.sha256, str)
    return seen if is_ours and len(seen.sha256) == 64 and seen.sha256.isalnum() else None


def _write(record: Path, seen: _Seen) -> None:
    """Keep ``seen`` for the next time; a cache that cannot be written to costs time only."""
    with suppress(OSError), _beside(record) as stream:
        stream.write(json.dumps(asdict(seen)).encode())


def _open(target: Path, seen: _Seen) -> tuple[Layout | None, str]:
    """The compiled file, or what is wrong with it (``""`` if it is only missing)."""
    try:
        with target.open("rb") as stream:
            facts = os.fstat(stream.fileno())
            # Untouched since it was written: not read in full, so that opening stays quick.
            untouched = (facts.st_size, facts.st_mtime_ns) == (seen.compiled_size, seen.compiled_ns)
            layout = open_layout(stream, thorough=not untouched)
    except FileNotFoundError:
        return None, ""
    except (OSError, FileDamaged) as exc:
        return None, str(exc)
    if layout.meta.get("sha256") != seen.sha256:
        return None, "made from another glossary"
    return layout, ""


def _make(path: Path, target: Path, *, record: Path, seen: _Seen, problem: str, note: Note) -> Layout:
    """Compile ``path`` into ``target``, or into a temporary file where that is not possible."""
    if problem:
        note(f"The compiled form of {path} in the cache is damaged ({problem}); making it again.")
    try:
        with _locked(target, note=note, what=str(path)):
            layout, _ = _open(target, seen) if not problem else (None, "")
            if layout is None:  # else another process was quicker
                if seen.size >= TOLD_FROM:
                    note(f"Indexing {path} (once, less than a minute for a million entries).")
                with _beside(target) as stream:
                    _compile(path, stream, seen=seen)
                layout, problem = _open(target, seen)
            if layout is None:
                raise GlossaryError(f"{path}: its index cannot be read back ({problem}); is the disk full or failing?")
            facts = target.stat()
            _write(record, _Seen(**{**asdict(seen), "compiled_size": facts.st_size, "compiled_ns": facts.st_mtime_ns}))
            _sweep(target.parent, keep=target)
            return layout
    except OSError as exc:
        reason = exc.strerror or str(exc)
        note(
            f"The index of {path} cannot be kept in {target.parent} ({reason}), so it is made for this run only; "
            "set MTQA_CACHE to a folder of yours."
        )
    with tempfile.TemporaryFile(prefix="mtqa-") as stream:
        try:
            _compile(path, stream, seen=seen)
            return open_layout(stream, thorough=False)
        except (OSError, FileDamaged) as exc:
            raise GlossaryError(
                f"{path}: no room for its index, neither in the cache nor in {tempfile.gettempdir()}: {exc}"
            ) from exc


def _compile(path: Path, stream: IO[bytes], *, seen: _Seen) -> None:
    meta: dict[str, Any] = {"sha256": seen.sha256}
    build(path, stream, meta=meta)
    if _facts_now(path) != seen.sha256:
        raise GlossaryError(f"{path}: changed while it was read; run the same command again")


def _facts_now(path: Path) -> str:
    facts: FileFacts = file_facts(path)
    return facts.sha256


@contextmanager
def _beside(target: Path) -> Iterator[IO[bytes]]:
    """A new file that takes the place of ``target`` when it is complete."""
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=".", suffix=".partial", dir=target.parent)
    try:
        with os.fdopen(handle, "wb") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        Path(name).replace(target)
    except BaseException:
        with suppress(OSError):
            Path(name).unlink()
        raise


@contextmanager
def _locked(target: Path, *, note: Note, what: str) -> Iterator[None]:
    from filelock import FileLock, Timeout

    target.parent.mkdir(parents=True, exist_ok=True)
    lock = FileLock(target.with_suffix(".lock"))
    try:
        try:
            lock.acquire(timeout=0)
        except Timeout:
            note(f"Another mtqa is indexing {what}; waiting for it.")
            lock.acquire(timeout=_LOCK_SECONDS)
    except Timeout as exc:
        raise GlossaryError(f"{what}: another mtqa has been indexing it for {_LOCK_SECONDS / 60:.0f} minutes") from exc
    try:
        yield
    finally:
        lock.release()


def _sweep(folder: Path, *, keep: Path) -> None:
    """Delete compiled files that nobody opened for long, and what interrupted runs left."""
    now = time.time()
    with suppress(OSError):
        for path in folder.glob(".*.partial"):
            if now - path.stat().st_mtime > 2 * _LOCK_SECONDS:
                path.unlink()
        files = sorted((path for path in folder.glob("*.bin") if path != keep), key=lambda path: -path.stat().st_atime)
        for path in files[KEPT_FILES - 1 :]:
            path.unlink()
            path.with_suffix(".lock").unlink(missing_ok=True)
