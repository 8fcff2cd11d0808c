"""A progress bar on stderr, for work that takes seconds: only where a person is watching."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

__all__ = ["bar"]


@contextmanager
def bar(label: str, *, total: int) -> Iterator[Callable[[int], None]]:
    """Show how far a download has come, if stderr is a terminal; else show nothing.

    Args:
        label: What is being done.
        total: Bytes in all.

    Yields:
        A function to call with the number of bytes done so far.
    """
    if not sys.stderr.isatty():
        yield lambda _done: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TransferSpeedColumn

    columns = (TextColumn("{task.description}"), BarColumn(), DownloadColumn(), TransferSpeedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task(label, total=total)
        yield lambda done: progress.update(task, completed=done)
