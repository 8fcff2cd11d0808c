"""What is found in each article: checked when it is looked at, or before that in the background.

One article is checked at a time, for a language model is not shared; one lock guards what is known.  An article is
checked again when its file, or what checks depend on, is another one.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from mtqa.errors import InputError, MtqaError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from mtqa.data import Finding, Report

__all__ = ["KEPT", "Checked", "Checks"]

#: Reports that are kept in memory; an article beyond them is checked again when it is opened.
KEPT: Final = 64
#: Seconds after which the background looks again whether the glossary was changed by another program.
LOOK_SECONDS: Final = 2.0


@dataclass(frozen=True, slots=True)
class Checked:
    """An article as it was checked.

    Attributes:
        mark: State of the file before it was read; ``None`` if it was gone.
        basis: State of what the check depended on besides.
        number: Of the check, from 1; a later check of any article has a higher one.
        findings: What was found.
        ignored: Fingerprints of findings that are switched off, with the reasons.
        problem: Why it could not be checked; ``""`` if it could.
    """

    mark: tuple[int, int] | None
    basis: object
    number: int
    findings: tuple[Finding, ...] = ()
    ignored: tuple[tuple[str, str], ...] = ()
    problem: str = ""


class Checks:
    """The checks of some articles, by their places.  Safe in several threads."""

    def __init__(
        self,
        paths: Sequence[Path],
        check: Callable[[Path], Report],
        *,
        basis: Callable[[], object] = lambda: None,
        kept: int = KEPT,
    ) -> None:
        """Nothing is read yet.

        Args:
            paths: The articles.
            check: Reads and checks one; raises an error of mtqa if it cannot.  Called in one thread at a time.
            basis: What a check depends on besides the article, as the state of the glossary.
            kept: Reports that are kept in memory.
        """
        self._paths = tuple(paths)
        self._check = check
        self._basis = basis
        self._kept = max(kept, 1)
        self._known: dict[int, Checked] = {}
        self._reports: OrderedDict[int, Report] = OrderedDict()
        self._number = 0
        self._busy: int | None = None
        self._wanted: list[int] = []
        self._claims = 0
        self._stopped = False
        self._state = threading.Condition()
        self._checking = threading.Lock()
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        """Check the articles in the background."""
        self._thread = threading.Thread(target=self._work, name="mtqa-review-checks", daemon=True)
        self._thread.start()

    def stop(self, *, seconds: float = 0.0) -> bool:
        """Check no further article; whether the one that is being checked was done in time."""
        with self._state:
            self._stopped = True
            self._state.notify_all()
        if self._thread is None:
            return True
        self._thread.join(seconds)
        return not self._thread.is_alive()

    def known(self, index: int) -> tuple[Checked | None, bool]:
        """What is known of an article, ``None`` before it is checked; and whether it is being checked now."""
        with self._state:
            return self._known.get(index), self._busy == index

    def shown(self, index: int, *, seconds: float | None = None) -> tuple[Report, int] | None:
        """The report of an article as it stands on the disk, and the number of the check that made it.

        Args:
            index: Its place.
            seconds: How long to wait for the background; ``None`` as long as it takes.

        Returns:
            Both; ``None`` if it is still being checked.

        Raises:
            InputError: It cannot be read or checked.
        """
        if self._thread is None:
            self._examine(index)
        with self._state:
            if self._thread is not None and not self._is_fresh(index):
                self._wanted.append(index)
                self._state.notify_all()
                self._state.wait_for(lambda: self._is_fresh(index) or self._stopped, timeout=seconds)
                if not self._is_fresh(index):
                    return None
            return self._found(index), self._known[index].number

    def standing(self, index: int) -> Report:
        """The report that people are looking at; it is not made again because the file was changed.

        Raises:
            InputError: There is none, and the article cannot be read or checked.
        """
        with self._state:
            if index in self._reports and not self._known[index].problem:
                return self._reports[index]
        self._examine(index)
        with self._state:
            return self._found(index)

    def again(self, index: int) -> tuple[int, int]:
        """Check an article now; how many findings are gone, and how many are new.

        Raises:
            InputError: It cannot be read or checked.
        """
        with self._state:
            before = self._known.get(index)
            self._claims += 1  # or the background could take the next article, and the next, before it is our turn
        try:
            self._examine(index, again=True)
        finally:
            with self._state:
                self._claims -= 1
                self._state.notify_all()
        with self._state:
            self._found(index)
            after = self._known[index]
        old, new = ({one.fingerprint for one in it.findings} if it else set() for it in (before, after))
        return len(old - new), len(new - old)

    def is_pending(self, index: int) -> bool:
        """Whether an article is to be checked, again if it or the basis was changed; then it is next."""
        with self._state:
            if self._is_current(index):
                return False
            self._wanted.append(index)
            self._state.notify_all()
            return True

    def wake(self) -> None:
        """Look at once whether anything is to be checked again."""
        with self._state:
            self._state.notify_all()

    def _found(self, index: int) -> Report:
        """What is known; the lock is held."""
        known = self._known[index]
        if known.problem:
            raise InputError(known.problem)
        self._reports.move_to_end(index)
        return self._reports[index]

    def _is_current(self, index: int) -> bool:
        """Whether what is known is what a check would say; the lock is held."""
        known = self._known.get(index)
        return known is not None and known.mark == _mark(self._paths[index]) and known.basis == self._basis()

    def _is_fresh(self, index: int) -> bool:
        """Whether an article is checked as it stands, and its report is at hand; the lock is held."""
        return self._is_current(index) and (bool(self._known[index].problem) or index in self._reports)

    def _examine(self, index: int, *, again: bool = False, keep: bool = True) -> None:
        """Check an article, unless that is done; with ``keep``, its report takes the place of older ones."""
        with self._checking:
            with self._state:
                if not again and self._is_fresh(index):
                    return
                self._busy = index
            path = self._paths[index]
            mark, basis = _mark(path), self._basis()  # before anything is read: a change during the check counts
            report: Report | None = None
            problem = ""
            try:
                report = self._check(path)
            except MtqaError as exc:
                problem = str(exc)
            except Exception as exc:  # noqa: BLE001 - a fault of a check must not end the background work
                problem = f"{path}: the check failed ({type(exc).__name__}: {exc}); that is a fault of mtqa"
            finally:
                with self._state:
                    self._busy = None
                    self._number += 1
                    findings = () if report is None else report.findings
                    ignored = () if report is None else report.ignored
                    self._known[index] = Checked(mark, basis, self._number, findings, ignored, problem)
                    had = self._reports.pop(index, None) is not None
                    if report is not None and (keep or had or len(self._reports) < self._kept):
                        self._reports[index] = report
                    while len(self._reports) > self._kept:
                        self._reports.popitem(last=False)
                    self._state.notify_all()

    def _work(self) -> None:
        """The background: what somebody waits for first, then what was never checked, or is out of date."""
        while True:
            with self._state:
                index = None if self._claims else self._next()
                if index is None and not self._stopped:
                    self._state.wait(LOOK_SECONDS)
                if self._stopped:
                    return
                is_wanted = index in self._wanted
                self._wanted = [one for one in self._wanted if one != index]
            if index is not None:
                # those that nobody has opened must not take the place of those that somebody is looking at
                self._examine(index, keep=is_wanted)

    def _next(self) -> int | None:
        """The article to be checked next; the lock is held."""
        self._wanted = [one for one in self._wanted if not self._is_fresh(one)]
        if self._wanted:
            return self._wanted[-1]  # who asked last is looking at it
        basis = self._basis()
        for index in range(len(self._paths)):
            known = self._known.get(index)
            if known is None or known.basis != basis:
                return index
        return None


def _mark(path: Path) -> tuple[int, int] | None:
    """What changes when a file is written; ``None`` if it is gone."""
    try:
        facts = path.stat()
    except OSError:
        return None
    return facts.st_mtime_ns, facts.st_size
