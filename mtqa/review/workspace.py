"""The articles of a review: what is found in each, what people decided, how far they are.

Requests come in several threads.  :class:`mtqa.review.checks.Checks` and :class:`mtqa.decisions.DecisionLog` see to
that, each for what it keeps; nothing is kept here.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mtqa.data import Judgement, State
from mtqa.decisions import decided
from mtqa.errors import DecisionConflict, MtqaError
from mtqa.review.checks import KEPT, Checks
from mtqa.review.names import shown_names
from mtqa.review.rows import Article, Row

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from mtqa.data import Decision, Finding, Report
    from mtqa.decisions import DecisionLog

__all__ = ["Conflict", "Unknown", "Verdict", "Workspace"]


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
        self._checks = Checks(paths, check, basis=basis, kept=kept)
        self._logs = tuple(log(path) for path in paths)

    def start(self) -> None:
        """Check the articles in the background."""
        self._checks.start()

    def stop(self, *, seconds: float = 0.0) -> bool:
        """Check no further article; whether the one that is being checked was done in time."""
        return self._checks.stop(seconds=seconds)

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
        shown = self._checks.shown(index, seconds=seconds)
        if shown is None:
            return None
        report, number = shown
        return decided(report, self._logs[index].read()), number

    def recheck(self, index: int) -> tuple[int, int]:
        """Check an article now; how many findings are gone, and how many are new.

        Raises:
            Unknown: There is no such article.
            InputError: It cannot be read or checked.
        """
        self.article(index)
        return self._checks.again(index)

    def wake(self) -> None:
        """Look at once whether anything is to be checked again."""
        self._checks.wake()

    def is_pending(self, index: int) -> bool:
        """Whether an article is to be checked, again if it or the glossary was changed; then it is next."""
        self.article(index)
        return self._checks.is_pending(index)

    def rows(self) -> tuple[Row, ...]:
        """How far each article is."""
        return tuple(self.row(article.index) for article in self.articles)

    def row(self, index: int) -> Row:
        """How far an article is; of one that is to be checked again, what was found before."""
        article = self.article(index)
        known, busy = self._checks.known(index)
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
        known, _ = self._checks.known(index)
        if known is None:
            return "", 0, ()
        last = self._logs[index].read().last
        lines = tuple(last[one.fingerprint] for one in known.findings if one.fingerprint in last)
        parts = [str(known.number), *(line.id for line in lines)]
        return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16], known.number, lines

    def decide(self, index: int, verdicts: Sequence[Verdict], *, by: str) -> tuple[Decision, ...]:
        """Write what a person says, all of it or nothing; it is on the disk when this returns.

        Raises:
            Unknown: There is no such article, or no such finding in it any more.
            Conflict: Somebody decided about one of them meanwhile.
            InputError: The decisions cannot be read.
            OutputError: They cannot be written.
        """
        self.article(index)
        report = self._checks.standing(index)
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


def _record(report: Report, finding: Finding, verdict: Verdict, *, by: str) -> Decision:
    from mtqa.decisions.make import record_for

    text = " ".join(verdict.text.split())
    return record_for(report, finding, verdict.judgement, text=text, note=" ".join(verdict.note.split()), by=by)
