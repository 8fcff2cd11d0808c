"""Packs: glossaries of ready entries that come with mtqa, used when a project asks for them.

A pack is three files of ``models/packs``: ``NAME.csv``, a glossary of right forms in the native format;
``NAME.toml``, what :class:`Pack` says; ``NAME.md``, its card.  Nothing of a pack is read before it is asked
for.  ``python -m mtqa.training.packs`` makes all of them but ``world-affairs``, which is kept by hand.

A pack knows less than the people who write a glossary: it counts as the most general layer.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Final

from mtqa.artefacts import artefact
from mtqa.errors import GlossaryError

if TYPE_CHECKING:
    from mtqa.glossary.model import Glossary

__all__ = ["Pack", "is_path", "load_pack", "pack", "pack_path", "packs"]

_FOLDER: Final = "packs"
_LIST: Final = "`mtqa glossary pack list` names them"


@dataclass(frozen=True, slots=True)
class Pack:
    """What is known of a pack without reading it.

    Attributes:
        name: What a project calls it: the name of its file.
        title: One line for people.
        entries: Number of entries.
        as_of: What its content stands for: a date in ISO 8601, or the release of a source.
        source: What it was made from.
        licence: SPDX identifiers of its licences.
        attribution: What whoever passes it on must say; ``""`` if nothing.
        path: The CSV file.
    """

    name: str
    title: str
    entries: int
    as_of: str
    source: str
    licence: str
    attribution: str
    path: Path


def packs() -> tuple[Pack, ...]:
    """Every pack that comes with mtqa, by name."""
    return tuple(_described(path) for path in sorted(artefact(_FOLDER).glob("*.toml")))


def pack(name: str) -> Pack:
    """The pack called ``name``.

    Raises:
        GlossaryError: There is none; says which one may be meant.
    """
    known = [path.stem for path in sorted(artefact(_FOLDER).glob("*.toml"))]
    if name in known:
        return _described(artefact(f"{_FOLDER}/{name}.toml"))
    near = get_close_matches(name.lower(), known, n=1, cutoff=0.5)
    hint = f"did you mean {near[0]!r}? There" if near else "there"
    raise GlossaryError(f"no pack {_shown(name)}; {hint} are {', '.join(known)}")


def pack_path(name: str, *, base: Path | None = None) -> Path:
    """The glossary file of a pack, for ``packs`` of :func:`mtqa.names.index.load.open_glossaries`.

    Args:
        name: The name of a pack that comes with mtqa, or the path of a CSV file, which has a folder or a
            suffix in it.
        base: The folder from which a path counts; the working folder unless given.

    Raises:
        GlossaryError: There is no such pack, or no such file.
    """
    if not is_path(name):
        return pack(name).path
    path = Path(name) if base is None else base / name
    if path.suffix.lower() != ".csv":
        raise GlossaryError(f"pack {_shown(name)}: name a pack or a CSV file; {_LIST}")
    try:
        if path.is_file():
            return path
    except (OSError, ValueError):  # a null character in the path
        pass
    raise GlossaryError(f"pack {_shown(name)}: no such file; check the path, or name a pack: {_LIST}")


def load_pack(name: str) -> Glossary:
    """The entries of a pack, all in memory.

    Args:
        name: As for :func:`pack_path`.

    Raises:
        GlossaryError: There is no such pack, or it cannot be read.
    """
    from mtqa.glossary.store_csv import load_csv

    return load_csv(pack_path(name))


def is_path(name: str) -> bool:
    """Whether ``name`` is meant as the path of a file: it has a folder or the suffix of one in it."""
    return "/" in name or "\\" in name or name.lower().endswith(".csv")


def _shown(name: str) -> str:
    return repr(name if len(name) <= 80 else name[:80] + "...")


def _described(path: Path) -> Pack:
    values = tomllib.loads(path.read_text(encoding="utf-8"))
    return Pack(
        name=path.stem,
        title=values["title"],
        entries=values["entries"],
        as_of=values["as_of"],
        source=values["source"],
        licence=values["licence"],
        attribution=values["attribution"],
        path=path.with_suffix(".csv"),
    )
