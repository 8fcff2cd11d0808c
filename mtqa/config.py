"""The project's configuration: ``mtqa.toml`` in the working folder or the nearest one above it.

::

    glossary = "glossary.csv"      # what `mtqa check` reads and `mtqa glossary add` writes
    house = ["../house.csv"]       # more general glossaries, the most general first
    packs = ["world-affairs"]      # packs of ready entries, more general than all of these
    user = "Anna"                  # who stands beside entries that are added here
    ignore = ["abbreviation-style"]  # checks that are left out
    accepted-names = ["Kim Jong-eun"]  # findings about these are marked, and do not count
    [checks.suspicious-phrase]
    min-confidence = 0.8           # findings of this check from here on, instead of the general 0.5
    [limits]
    entries = 2_000_000

Paths count from the file.  An unknown key is an error: a setting without effect is worse than none.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field, fields
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NoReturn

from mtqa.errors import ConfigError
from mtqa.glossary.limits import Limits

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

__all__ = ["NAME", "Config", "find_config", "load_config"]

NAME: Final = "mtqa.toml"
_KEYS: Final = ("glossary", "house", "packs", "user", "ignore", "accepted-names", "checks", "limits")
_CHECK_KEYS: Final = ("min-confidence",)
_MOST_BYTES: Final = 1_000_000


@dataclass(frozen=True, slots=True)
class Config:
    """What a project says.

    Attributes:
        path: The file.
        glossary: The glossary that is added to.
        house: More general glossaries, the most general first.
        packs: Names or paths of packs, more general than these.
        user: Who adds entries, ``""`` for the user of the system.
        ignore: Ids of checks that are left out.
        min_confidence: Ids of checks, each with the confidence (0 to 1) from which on its findings are reported.
        accepted_names: Names that are right as they stand, with their capitals.
        limits: How large glossaries may be.
    """

    path: Path
    glossary: Path
    house: tuple[Path, ...] = ()
    packs: tuple[str, ...] = ()
    user: str = ""
    ignore: tuple[str, ...] = ()
    min_confidence: tuple[tuple[str, float], ...] = ()
    accepted_names: tuple[str, ...] = ()
    limits: Limits = field(default_factory=Limits)


def find_config(start: Path) -> Config | None:
    """The configuration that holds in a folder: its own, or that of the nearest folder above with one.

    Raises:
        ConfigError: It cannot be used.
    """
    folder = start.absolute()
    for one in (folder, *folder.parents):
        path = one / NAME
        if path.is_file():
            return load_config(path)
    return None


def load_config(path: Path) -> Config:
    """Read a configuration.

    Raises:
        ConfigError: It cannot be read, is no TOML, or says what it may not; names the file and the key.
    """
    try:
        with path.open("rb") as stream:
            data = stream.read(_MOST_BYTES + 1)
    except OSError as exc:
        raise ConfigError(f"{path}: cannot be read ({exc.strerror or exc})") from exc
    if len(data) > _MOST_BYTES:
        raise ConfigError(f"{path}: larger than {_MOST_BYTES:,} bytes; that is no configuration")
    try:
        values = tomllib.loads(data.decode("utf-8-sig"))
    except UnicodeDecodeError as exc:
        raise ConfigError(f"{path}: not UTF-8 at byte {exc.start}; save it as UTF-8") from exc
    except (tomllib.TOMLDecodeError, RecursionError) as exc:
        raise ConfigError(f"{path}: no valid TOML: {exc}") from exc
    _refuse_unknown(values, _KEYS, path=path)
    return Config(
        path=path,
        glossary=path.parent / (_text(values, "glossary", path=path) or "glossary.csv"),
        house=tuple(path.parent / name for name in _texts(values, "house", path=path)),
        packs=_texts(values, "packs", path=path),
        user=" ".join(_text(values, "user", path=path).split()),
        ignore=_texts(values, "ignore", path=path),
        accepted_names=_texts(values, "accepted-names", path=path),
        min_confidence=_min_confidence(values.get("checks", {}), path=path),
        limits=_limits(values.get("limits", {}), path=path),
    )


def _min_confidence(tables: Any, *, path: Path) -> tuple[tuple[str, float], ...]:
    """``[checks.NAME] min-confidence``, by name; whether there is such a check is not known here."""
    if not isinstance(tables, dict) or not all(isinstance(one, dict) for one in tables.values()):
        _refuse(path, "checks", "must hold a table for each check, such as [checks.suspicious-phrase]")
    found = []
    for name, values in tables.items():
        _refuse_unknown(values, _CHECK_KEYS, path=path, table=f"checks.{name}.")
        value = values.get("min-confidence")
        is_number = isinstance(value, int | float) and not isinstance(value, bool)
        if value is not None and not (is_number and 0 <= value <= 1):
            _refuse(path, f"checks.{name}.min-confidence", f"must be a number from 0 to 1, not {str(value)[:40]!r}")
        if value is not None:
            found.append((name, float(value)))
    return tuple(found)


def _limits(values: Any, *, path: Path) -> Limits:
    names = [one.name for one in fields(Limits)]
    if not isinstance(values, dict):
        _refuse(path, "limits", "must be a table: [limits]")
    _refuse_unknown(values, names, path=path, table="limits.")
    for name, value in values.items():
        if not isinstance(value, int) or isinstance(value, bool) or value < 1:
            _refuse(path, f"limits.{name}", f"must be a whole number from 1 on, not {str(value)[:40]!r}")
    return Limits(**values)


def _refuse_unknown(values: Mapping[str, Any], known: Iterable[str], *, path: Path, table: str = "") -> None:
    names = list(known)
    for key in values:
        if key not in names:
            near = get_close_matches(key, names, n=1)
            hint = f"did you mean {near[0]!r}?" if near else f"there are: {', '.join(names)}"
            _refuse(path, f"{table}{key}"[:80], f"no such setting; {hint}")


def _text(values: Mapping[str, Any], key: str, *, path: Path) -> str:
    value = values.get(key, "")
    if not isinstance(value, str) or not value.isprintable():
        _refuse(path, key, f"must be text in quotation marks, not {str(value)[:40]!r}")
    return value


def _texts(values: Mapping[str, Any], key: str, *, path: Path) -> tuple[str, ...]:
    value = values.get(key, [])
    if not isinstance(value, list) or not all(isinstance(one, str) and one and one.isprintable() for one in value):
        _refuse(path, key, f'must be a list of names, such as {key} = ["one", "two"]')
    return tuple(value)


def _refuse(path: Path, key: str, problem: str) -> NoReturn:
    raise ConfigError(f"{path}: {key!r}: {problem}")
