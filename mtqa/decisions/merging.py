"""Taking the decisions of another file into one's own: another person's, or what the page of a report gave out.

Lines are added, never changed: what holds of a finding is its last line, so the question is only whether theirs may
come after ours.  A line that is there already (same ``id``, or the same in everything else) is not added again, so a
file may be taken in as often as one likes.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from mtqa.data import Judgement
from mtqa.decisions.lines import Decisions

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from mtqa.data import Decision

__all__ = ["Conflict", "Merge", "OnConflict", "merged"]


class OnConflict(StrEnum):
    """What happens where two people decided differently about one finding."""

    #: Ours holds; theirs is listed and not written.
    KEEP = "keep"
    #: Theirs holds; ours stays in the history.
    THEIRS = "theirs"
    #: The later one holds; ours where a time is missing.
    NEWEST = "newest"
    #: Nothing at all is written.
    FAIL = "fail"


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two verdicts about one finding.

    Attributes:
        ours: What holds here.
        theirs: What holds there.
        is_taken: Whether theirs holds from now on.
    """

    ours: Decision
    theirs: Decision
    is_taken: bool


@dataclass(frozen=True, slots=True)
class Merge:
    """What taking a file in does.

    Attributes:
        added: The lines to add, in their order.
        conflicts: Findings about which we disagree, in the order of their file.
        n_known: Lines that were there already.
    """

    added: tuple[Decision, ...]
    conflicts: tuple[Conflict, ...]
    n_known: int


def merged(ours: Decisions, *others: Iterable[Decision], on_conflict: OnConflict = OnConflict.KEEP) -> Merge:
    """What to add to our decisions so that theirs are in them.

    No conflict: a finding that nobody has decided here; one where theirs only goes on from our last line; one where
    both say the same; and one where the same person decided twice, of which the later holds.

    Args:
        ours: The file that is added to.
        others: The lines of each other file, in order.  One file after the other, so that two of them that disagree
            are a conflict as well.
        on_conflict: What happens where two people disagree.
    """
    results = []
    for theirs in others:
        result = _merged(ours, theirs, on_conflict=on_conflict)
        ours = ours.followed_by(Decisions(result.added))
        results.append(result)
    return Merge(
        tuple(one for result in results for one in result.added),
        tuple(one for result in results for one in result.conflicts),
        sum(result.n_known for result in results),
    )


def _merged(ours: Decisions, theirs: Iterable[Decision], *, on_conflict: OnConflict) -> Merge:
    # counted, not only seen: a person who writes by hand may decide as before a second time
    known = Counter(_content(one) for one in ours.events)
    about: dict[str, list[Decision]] = defaultdict(list)
    fresh: dict[str, list[Decision]] = defaultdict(list)
    n_known = 0
    order: list[Decision] = []
    for one in theirs:
        about[one.fingerprint].append(one)
        if known[_content(one)]:
            known[_content(one)] -= 1
            n_known += 1
            continue
        fresh[one.fingerprint].append(one)
        order.append(one)
    taken: set[str] = set()
    conflicts: list[Conflict] = []
    current = ours.current
    for key in fresh:
        mine, other = current.get(key), about[key][-1]
        if mine is None or _goes_on(ours, about[key]):
            taken.add(key)
        elif other.judgement is Judgement.OPEN:
            continue  # nobody decided there: that is nothing against ours
        elif (mine.judgement, mine.text) == (other.judgement, other.text):
            if mine.by != other.by:
                taken.add(key)  # a second person who agrees is worth knowing
        elif mine.by and mine.by == other.by and _time(mine.at) and _time(other.at):
            if _is_later(other, mine):
                taken.add(key)
        else:
            is_taken = on_conflict is OnConflict.THEIRS or (on_conflict is OnConflict.NEWEST and _is_later(other, mine))
            conflicts.append(Conflict(mine, other, is_taken))
            if is_taken:
                taken.add(key)
    return Merge(tuple(one for one in order if one.fingerprint in taken), tuple(conflicts), n_known)


def _goes_on(ours: Decisions, theirs: Sequence[Decision]) -> bool:
    """Whether the other file has our last line about a finding and something after it."""
    last = ours.last[theirs[0].fingerprint]
    return any(_content(one) == _content(last) for one in theirs[:-1])


def _is_later(one: Decision, other: Decision) -> bool:
    at, before = _time(one.at), _time(other.at)
    return at is not None and before is not None and at > before


def _time(at: str) -> datetime | None:
    """The moment; what has no zone is UTC, and what is no time is none."""
    try:
        time = datetime.fromisoformat(at)
    except ValueError:
        return None
    return time if time.tzinfo is not None else time.replace(tzinfo=UTC)


def _content(one: Decision) -> Decision:
    """What makes two lines the same: everything but the name of the line."""
    return replace(one, id="")
