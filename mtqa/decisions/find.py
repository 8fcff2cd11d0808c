"""Where the decisions about an article, and the baseline of a project, are kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mtqa.decisions.baseline import BASELINE_NAME
from mtqa.decisions.log import NAME

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["baseline_path", "decisions_path"]


def decisions_path(article: Path | None, *, project: Path | None) -> Path:
    """The file of decisions: beside the article if it is there, else the project's, else beside the article."""
    from pathlib import Path

    beside = (Path() if article is None else article.parent) / NAME
    return project / NAME if project is not None and not beside.exists() else beside


def baseline_path(*, project: Path | None) -> Path:
    """The baseline: the project's, or else that of the working folder."""
    from pathlib import Path

    return (Path() if project is None else project) / BASELINE_NAME
