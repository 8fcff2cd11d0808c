"""The articles of a review: what is found in each, what people decided, how far they are.

An article is checked when it is looked at, or before that in the background, one after the other.  Requests come in
several threads: one lock guards what is known, another sees to it that one article is checked at a time.
"""

from __future__ import annotations

import hashlib
import threading
from collections import OrderedDict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from mtqa.data import Judgement, State
from mtqa.decisions import decided
from mtqa.errors import DecisionConflict, InputError, MtqaError
from mtqa.review.names import shown_names

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from mtqa.data import Decision, Finding, Report
    from mtqa.decisions import DecisionLog

__all__ = ["Article", "Conflict", "Row", "Unknown", "Verdict", "Workspace"]

#: Reports that are kept in memory; an article beyond them is checked again when it is opened.
KEPT: Final = 64
#: Seconds after which the background looks again whether the glossary was changed by another program.
LOOK_SECONDS: Final = 2.0


class Unknown(MtqaError):  # noqa: N818 - says what it is
    """There is no such article, or no such finding in it as it stands."""


class Conflict(MtqaError):  # noqa: N818 - likewise
    """Somebody decided meanwhile; nothing was written.

    Attributes:
        current: The last line about each of the findings that are in question; ``None`` for none.
    """

    def __init__(self, message: str, current: Mapping[str, Decision | None]) -> None:
        super().__init__(message)
        self.current = current


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a person says about a finding.

    Attributes:
        fingerprint: Of the finding.
        judgement: The verdict.
        text: What the text should say; ``""`` if the person did not write it.
        note: Why.
        seen: ``id`` of the last line about it that the person saw, ``""`` if none.
    """

    fingerprint: str
    judgement: Judgement
    text: str = ""
    note: str = ""
    seen: str = ""


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


@dataclass(frozen=True, slots=True)
class _Checked:
    """An article as it was checked."""

    mark: tuple[int, int] | None
    basis: object
    number: int
    findings: tuple[Finding, ...] = ()
    ignored: tuple[tuple[str, str], ...] = ()
    problem: str = ""


class Workspace:
    """The articles of a review.  Safe in several threads."""

    def __init__(
        self,
        paths: Sequence[Path],
        *,
        check: Callable[[Path], Report],
        log: Callable[[Path], DecisionLog],
        basis: Callable[[], object] = lambda: None,
        kept: int = KEPT,
    ) -> None:
        """Nothing is read yet.

        Args:
            paths: The articles.
            check: Reads and checks one; raises an error of mtqa if it cannot.  Called in one thread at a time.
            log: Where the decisions about an article are kept.
            basis: What a check depends on besides the article, as the state of the glossary; when it is another
                one, every article is checked again.
            kept: Reports that are kept in memory.
        """
        names = shown_names(paths)
        self.articles = tuple(Article(at, path, name) for at, (path, name) in enumerate(zip(paths, names, strict=True)))
        self._check = check
        self._logs = tuple(log(path) for path in paths)
        self._basis = basis
        self._kept = max(kept, 1)
        self._known: dict[int, _Checked] = {}
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

    def article(self, index: int) -> Article:
        """The article at a place.

        Raises:
            Unknown: There is none.
        """
        if not 0 <= index < len(self.articles):
            raise Unknown(f"there is no article {index}; there are {len(self.articles):,}, counted from 0")
        return self.articles[index]

    def report(self, index: int, *, seconds: float | None = None) -> Report | None:
        """The report of an article, see :meth:`shown`."""
        shown = self.shown(index, seconds=seconds)
        return None if shown is None else shown[0]

    def shown(self, index: int, *, seconds: float | None = None) -> tuple[Report, int] | None:
        """The report of an article as it stands on the disk, with the decisions as they are now.

        Args:
            index: Its place.
            seconds: How long to wait for it to be checked; ``None`` as long as it takes.

        Returns:
            The report, and the number of the check that made it; ``None`` if it is still being checked.

        Raises:
            Unknown: There is no such article.
            InputError: It cannot be read or checked, or its decisions cannot be read.
        """
        self.article(index)
        if self._thread is None:
            self._examine(index)
        with self._state:
            if self._thread is not None and not self._is_fresh(index):
                self._wanted.append(index)
                self._state.notify_all()
                self._state.wait_for(lambda: self._is_fresh(index) or self._stopped, timeout=seconds)
                if not self._is_fresh(index):
                    return None
            report, number = self._found(index), self._known[index].number
        return decided(report, self._logs[index].read()), number

    def recheck(self, index: int) -> tuple[int, int]:
        """Check an article now; how many findings are gone, and how many are new.

        Raises:
            Unknown: There is no such article.
            InputError: It cannot be read or checked.
        """
        self.article(index)
        with self._state:
            before = self._known.get(index)
        with self._state:
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

    def wake(self) -> None:
        """Look at once whether anything is to be checked again."""
        with self._state:
            self._state.notify_all()

    def rows(self) -> tuple[Row, ...]:
        """How far each article is."""
        return tuple(self.row(article.index) for article in self.articles)

    def row(self, index: int) -> Row:
        """How far an article is; of one that is to be checked again, what was found before."""
        article = self.article(index)
        with self._state:
            known, busy = self._known.get(index), self._busy == index
        if known is None:
            return Row(article, "checking" if busy else "waiting")
        if known.problem:
            return Row(article, "failed", problem=known.problem)
        try:
            current = self._logs[index].read().current
        except MtqaError as exc:
            return Row(article, "failed", problem=str(exc))
        off = dict(known.ignored)
        counts = dict.fromkeys(State, 0)
        worst = None
        for one in known.findings:
            decision = current.get(one.fingerprint)
            state = State.IGNORED if one.fingerprint in off else State.OPEN
            state = state if decision is None else State(decision.judgement.value)
            counts[state] += 1
            if state is State.OPEN and (worst is None or one.severity > worst):
                worst = one.severity
        return Row(article, "checking" if busy else "checked", counts=counts, worst=worst.value if worst else "")

    def progress(self) -> tuple[int, int]:
        """How many articles are reviewed, and how many there are."""
        return sum(row.is_reviewed for row in self.rows()), len(self.articles)

    def following(self, index: int, *, step: int = 1) -> int | None:
        """The next article after ``index``, or with a step of -1 the one before, that is not reviewed; goes round."""
        size = len(self.articles)
        places = [(index + step * distance) % size for distance in range(1, size)]
        return next((place for place in places if not self.row(place).is_reviewed), None)

    def revision(self, index: int) -> tuple[str, int, tuple[Decision, ...]]:
        """What a page compares: a digest of all that it shows, the number of the check, the last lines.

        The lines are the last about each finding of the article, also where a decision was taken back.
        """
        self.article(index)
        with self._state:
            known = self._known.get(index)
        if known is None:
            return "", 0, ()
        last = self._logs[index].read().last
        lines = tuple(last[one.fingerprint] for one in known.findings if one.fingerprint in last)
        parts = [str(known.number), *(line.id for line in lines)]
        return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16], known.number, lines

    def is_pending(self, index: int) -> bool:
        """Whether an article is to be checked, again if it or the glossary was changed; then it is next."""
        self.article(index)
        with self._state:
            if self._is_current(index):
                return False
            self._wanted.append(index)
            self._state.notify_all()
            return True

    def decide(self, index: int, verdicts: Sequence[Verdict], *, by: str) -> tuple[Decision, ...]:
        """Write what a person says, all of it or nothing; it is on the disk when this returns.

        Raises:
            Unknown: There is no such article, or no such finding in it any more.
            Conflict: Somebody decided about one of them meanwhile.
            InputError: The decisions cannot be read.
            OutputError: They cannot be written.
        """
        report = self._standing(index)
        by_key = {one.fingerprint: one for one in report.findings}
        records = []
        for verdict in verdicts:
            finding = by_key.get(verdict.fingerprint)
            if finding is None:
                raise Unknown("this finding is not in the article any more, which was checked again; reload the page")
            records.append(_record(report, finding, verdict, by=by))
        seen = {verdict.fingerprint: verdict.seen for verdict in verdicts}
        try:
            return self._logs[index].append(records, seen=seen)
        except DecisionConflict as exc:
            raise self._conflict(index, seen, exc) from exc

    def undo(self, index: int, seen: Mapping[str, str], *, by: str) -> tuple[Decision, ...]:
        """Take the last decision about findings back.

        Args:
            index: The article.
            seen: By fingerprint, the ``id`` of the last line about it that the person saw.
            by: Who.

        Returns:
            The last line about each of them afterwards.

        Raises:
            Unknown, Conflict, InputError, OutputError: As for :meth:`decide`.
        """
        self.article(index)
        log = self._logs[index]
        try:
            log.undo(list(seen), by=by, seen=seen)
        except DecisionConflict as exc:
            raise self._conflict(index, seen, exc) from exc
        last = log.read().last
        return tuple(last[key] for key in seen if key in last)

    def history(self, index: int, fingerprint: str) -> tuple[Decision, ...]:
        """Every line about a finding, the oldest first.

        Raises:
            Unknown: There is no such article.
            InputError: The decisions cannot be read.
        """
        self.article(index)
        return self._logs[index].read().history(fingerprint)

    def logs(self) -> tuple[Path, ...]:
        """The files in which the decisions are."""
        return tuple(dict.fromkeys(log.path for log in self._logs))

    def _conflict(self, index: int, seen: Mapping[str, str], exc: DecisionConflict) -> Conflict:
        last = self._logs[index].read().last
        ids = {key: last[key].id if key in last else "" for key in seen}
        return Conflict(str(exc), {key: last.get(key) for key in seen if ids[key] != seen[key]})

    def _standing(self, index: int) -> Report:
        """The report that people are looking at: not checked again for a decision."""
        self.article(index)
        with self._state:
            if index in self._reports and not self._known[index].problem:
                return self._reports[index]
        self._examine(index)
        with self._state:
            return self._found(index)

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
        return known is not None and known.mark == _mark(self.articles[index].path) and known.basis == self._basis()

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
            path = self.articles[index].path
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
                    self._known[index] = _Checked(mark, basis, self._number, findings, ignored, problem)
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
        for article in self.articles:
            known = self._known.get(article.index)
            if known is None or known.basis != basis:
                return article.index
        return None


def _record(report: Report, finding: Finding, verdict: Verdict, *, by: str) -> Decision:
    from mtqa.decisions.make import record_for

    text = " ".join(verdict.text.split())
    return record_for(report, finding, verdict.judgement, text=text, note=" ".join(verdict.note.split()), by=by)


def _mark(path: Path) -> tuple[int, int] | None:
    """What changes when a file is written; ``None`` if it is gone."""
    try:
        facts = path.stat()
    except OSError:
        return None
    return facts.st_mtime_ns, facts.st_size
