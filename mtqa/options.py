"""What a user may choose about a check, and its defaults; the command line reads them from here."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from enum import StrEnum
from typing import TYPE_CHECKING

from mtqa.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

__all__ = ["Options", "Phrases"]


class Phrases(StrEnum):
    """How many suspicious phrases to show at most."""

    OFF = "off"
    FEW = "few"
    NORMAL = "normal"
    MANY = "many"

    @property
    def per_100_words(self) -> float:
        """Phrases per 100 words of prose."""
        return {"off": 0.0, "few": 0.4, "normal": 1.0, "many": 3.0}[self.value]


@dataclass(frozen=True, slots=True)
class Options:
    """Choices about one run.

    Attributes:
        select: Ids of the only checks to run; empty means all.
        ignore: Ids of checks to leave out; wins over ``select``.
        min_confidence: Findings below it are not reported, 0 to 1.  The default of one half means
            "more likely right than wrong", since confidence is an estimated probability.
        phrases: How many suspicious phrases to show.
        min_confidence_of: Ids of checks that have another ``min_confidence``, each with it.
        accepted_names: Findings of name and term checks about these are marked as ignored.
    """

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    min_confidence: float = 0.5
    phrases: Phrases = Phrases.NORMAL
    min_confidence_of: tuple[tuple[str, float], ...] = ()
    accepted_names: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        for value in (self.min_confidence, *(value for _, value in self.min_confidence_of)):
            if not 0.0 <= value <= 1.0:
                raise ConfigError(f"the minimum confidence must lie between 0 and 1, not at {value}")

    def least(self, check: str) -> float:
        """The confidence from which on findings of a check are reported."""
        return dict(self.min_confidence_of).get(check, self.min_confidence)

    def chosen(self, ids: Collection[str]) -> tuple[str, ...]:
        """The ids to run, in the order given.

        Raises:
            ConfigError: ``select`` or ``ignore`` names a check that does not exist.
        """
        self._known(self.select, ids, "--select")
        self._known(self.ignore, ids, "--ignore")
        return tuple(name for name in ids if (not self.select or name in self.select) and name not in self.ignore)

    @staticmethod
    def _known(names: Iterable[str], ids: Collection[str], option: str) -> None:
        for name in names:
            if name not in ids:
                near = get_close_matches(name, ids, n=1)
                hint = f"did you mean {near[0]!r}?" if near else f"there are: {', '.join(ids)}"
                raise ConfigError(f"{option}: there is no check {name!r}; {hint}")
