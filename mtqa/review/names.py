"""What articles are called: as short as tells them from each other."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

__all__ = ["shown_names"]


def shown_names(paths: Sequence[Path]) -> list[str]:
    """For each path its last parts, as many as tell it from the others; without what no screen can show."""
    depth = [1] * len(paths)
    while True:
        names = ["/".join(path.parts[-n:]) for path, n in zip(paths, depth, strict=True)]
        counts = Counter(names)
        deeper = [at for at, name in enumerate(names) if counts[name] > 1 and depth[at] < len(paths[at].parts)]
        if not deeper:
            return [name.encode("utf-8", "replace").decode() for name in names]
        for at in deeper:
            depth[at] += 1
