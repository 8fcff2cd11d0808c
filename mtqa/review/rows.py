"""Articles of a review, and how far each of them is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from mtqa.data import State

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

__all__ = ["Article", "Row"]


@dataclass(frozen=True, slots=True)
class Article:
    """One article.

    Attributes:
        index: Its place, from 0.
        path: The file.
        name: What people call it: as short as tells it from the others.
    """

    index: int
    path: Path
    name: str


@dataclass(frozen=True, slots=True)
class Row:
    """How far an article is.

    Attributes:
        article: The article.
        status: ``waiting``, ``checking``, ``checked`` or ``failed``.
        problem: Why it failed.
        counts: Findings by state.
        worst: Of the open findings, in words of a severity; ``""`` if none is open.
    """

    article: Article
    status: str
    problem: str = ""
    counts: Mapping[State, int] | None = None
    worst: str = ""

    @property
    def n_open(self) -> int:
        """Findings about which nobody has decided."""
        return 0 if self.counts is None else self.counts[State.OPEN]

    @property
    def is_reviewed(self) -> bool:
        """Whether it is checked and no finding is open."""
        return self.status == "checked" and not self.n_open

    @property
    def said(self) -> str:
        """How far it is, in words."""
        if self.status != "checked" or self.counts is None:
            return {"checking": "checking…", "failed": "cannot be checked"}.get(self.status, "waiting")
        if self.is_reviewed:
            return "reviewed"
        decided = sum(self.counts[state] for state in (State.ACCEPTED, State.DISMISSED, State.UNSURE))
        return "begun" if decided else "to do"
