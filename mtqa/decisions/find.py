"""Where the decisions about an article are kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mtqa.decisions.log import NAME

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["decisions_path"]


def decisions_path(article: Path | None, *, project: Path | None) -> Path:
    """The file of decisions: beside the article if it is there, else the project's, else beside the article."""
    from pathlib import Path

    beside = (Path() if article is None else article.parent) / NAME
    return project / NAME if project is not None and not beside.exists() else beside
