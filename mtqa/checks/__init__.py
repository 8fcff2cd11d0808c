"""The checks: one file each, found by the file's name.

A check is a module ``mtqa/checks/<id with underscores>.py`` that defines ``CHECK``, an object with
``info`` (a :class:`~mtqa.data.CheckInfo`) and ``run(document, resources)``.  Nothing else has to be
edited to add one.  Other packages add theirs through the entry-point group ``mtqa.checks``.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib import import_module
from importlib.metadata import entry_points
from pkgutil import iter_modules
from typing import TYPE_CHECKING, Protocol

from mtqa.data import CheckInfo, Document, Finding
from mtqa.errors import ConfigError

if TYPE_CHECKING:
    from mtqa.resources import Resources

__all__ = ["Check", "all_checks"]


class Check(Protocol):
    """The seam of a check: metadata and one function from text to findings."""

    info: CheckInfo

    def run(self, document: Document, resources: Resources) -> Iterator[Finding]:
        """Yield the findings in ``document``; pure, lazy, in any order."""
        ...


@cache
def all_checks() -> dict[str, Check]:
    """Every check by id, in alphabetical order: ours by file, plug-ins by entry point.

    Raises:
        ConfigError: A plug-in uses an id that is taken.
    """
    found: dict[str, Check] = {}
    for module in iter_modules(__path__):
        if not module.name.startswith("_"):
            check: Check = import_module(f"{__name__}.{module.name}").CHECK
            found[check.info.id] = check
    for point in entry_points(group="mtqa.checks"):
        check = point.load()
        if check.info.id in found:
            raise ConfigError(f"plug-in {point.value} brings a check {check.info.id!r} that exists already")
        found[check.info.id] = check
    return dict(sorted(found.items()))
