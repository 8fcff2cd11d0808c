"""How often people agree with each check, from what they decided.

The precision of a check is the share of its findings that people confirmed, among those they confirmed or dismissed; its
interval is Wilson's (E. B. Wilson, 1927, "Probable inference, the law of succession, and statistical inference", JASA
22), which stays inside 0 and 1 and is right for few decisions.  People do not decide about findings by lot, so
these are numbers about what they looked at.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from math import ceil, sqrt
from typing import TYPE_CHECKING, Final

from mtqa.data import Judgement

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from mtqa.data import Decision
    from mtqa.decisions.lines import Decisions

__all__ = ["Agreement", "Demotion", "Rate", "Stats", "stats_of", "wilson"]

#: Bands of confidence, from and below; what is less sure is shown only to those who ask for it.
BANDS: Final = ((0.0, 0.5), (0.5, 0.6), (0.6, 0.7), (0.7, 0.8), (0.8, 0.9), (0.9, 1.01))
#: Normal quantile of a two-sided interval of 95%.
_Z: Final = 1.959964
#: Fewest verdicts about a check, and above a confidence, for anything to be proposed.
LEAST: Final = 10


@dataclass(frozen=True, slots=True)
class Rate:
    """Verdicts about some findings.

    Attributes:
        accepted: Confirmed errors.
        dismissed: The text was right.
        unsure: Looked at, and could not tell; not in the precision.
        expected: Mean confidence of the accepted and dismissed ones, 0 to 1; ``None`` if none is known.
    """

    accepted: int
    dismissed: int
    unsure: int
    expected: float | None = None

    @property
    def n(self) -> int:
        """Verdicts that count."""
        return self.accepted + self.dismissed

    @property
    def precision(self) -> float | None:
        """Share that was confirmed, 0 to 1; ``None`` without a verdict."""
        return self.accepted / self.n if self.n else None

    @property
    def interval(self) -> tuple[float, float]:
        """Bounds of the precision, 95%."""
        return wilson(self.accepted, self.n)


@dataclass(frozen=True, slots=True)
class Demotion:
    """A check that people agree with too rarely, and what would mend that.

    Attributes:
        check: Its id.
        rate: Of its findings.
        min_confidence: The confidence from which on people agreed often enough; ``None`` if there is none.
        above: Verdicts from there on; ``None`` as well.
    """

    check: str
    rate: Rate
    min_confidence: float | None = None
    above: Rate | None = None


@dataclass(frozen=True, slots=True)
class Agreement:
    """Findings that several people judged.

    Attributes:
        n: How many.
        same: About how many of them all say the same.
    """

    n: int
    same: int


@dataclass(frozen=True, slots=True)
class Stats:
    """What decisions say of the checks.

    Attributes:
        total: Of all findings that were decided.
        checks: By id of the check, in order; ``""`` where a line does not say.
        bands: By band of confidence ``(from, below)``, where there are any.
        people: Decisions that hold, by who made them.
        agreement: Of several people about one finding.
    """

    total: Rate
    checks: dict[str, Rate]
    bands: dict[tuple[float, float], Rate]
    people: dict[str, int]
    agreement: Agreement
    _decided: tuple[Decision, ...] = ()

    def below(self, precision: float) -> tuple[Demotion, ...]:
        """The checks whose precision is surely lower: the upper bound of its interval is, from ten verdicts on.

        Args:
            precision: 0 to 1.
        """
        return tuple(
            self._demotion(check, rate, precision)
            for check, rate in self.checks.items()
            if check and rate.n >= LEAST and rate.interval[1] < precision
        )

    def _demotion(self, check: str, rate: Rate, precision: float) -> Demotion:
        own = [one for one in self._decided if one.check == check and one.confidence is not None]
        # steps of .05, as a person would write them
        for step in sorted({ceil(20 * one.confidence) for one in own if one.confidence is not None}):
            above = _rate([one for one in own if one.confidence is not None and one.confidence >= step / 20])
            if above.n >= LEAST and above.precision is not None and above.precision >= precision:
                return Demotion(check, rate, step / 20, above)
        return Demotion(check, rate)


def wilson(successes: int, n: int) -> tuple[float, float]:
    """The 95% interval of a share, ``(0, 1)`` for no trial.

    Args:
        successes: 0 to ``n``.
        n: Trials.
    """
    if not n:
        return 0.0, 1.0
    share, z2 = successes / n, _Z * _Z
    centre = share + z2 / (2 * n)
    half = _Z * sqrt(share * (1 - share) / n + z2 / (4 * n * n))
    low, high = (centre - half) / (1 + z2 / n), (centre + half) / (1 + z2 / n)
    # at the ends the bound is the end; rounding would miss it
    return 0.0 if not successes else max(0.0, low), 1.0 if successes == n else min(1.0, high)


def stats_of(decisions: Decisions) -> Stats:
    """Count what holds now; one verdict for each finding, its last."""
    # a decision that went on with its finding counts once
    continued = decisions.continued
    held = tuple(one for one in decisions.current.values() if one.id not in continued)
    checks: dict[str, list[Decision]] = defaultdict(list)
    bands: dict[tuple[float, float], list[Decision]] = defaultdict(list)
    people: dict[str, int] = defaultdict(int)
    for one in held:
        checks[one.check].append(one)
        people[one.by] += 1
        if one.confidence is not None:
            bands[next(band for band in BANDS if one.confidence < band[1])].append(one)
    return Stats(
        _rate(held),
        {check: _rate(found) for check, found in sorted(checks.items())},
        {band: _rate(bands[band]) for band in BANDS if band in bands},
        dict(sorted(people.items(), key=lambda item: (-item[1], item[0]))),
        _agreement(decisions.events),
        held,
    )


def _rate(decisions: Sequence[Decision]) -> Rate:
    counts = {judgement: sum(one.judgement is judgement for one in decisions) for judgement in Judgement}
    sure = [
        one.confidence
        for one in decisions
        if one.confidence is not None and one.judgement in (Judgement.ACCEPTED, Judgement.DISMISSED)
    ]
    return Rate(
        counts[Judgement.ACCEPTED],
        counts[Judgement.DISMISSED],
        counts[Judgement.UNSURE],
        sum(sure) / len(sure) if sure else None,
    )


def _agreement(events: Iterable[Decision]) -> Agreement:
    """Each person's last verdict about a finding counts; one that anybody took back, or left open, does not."""
    events = tuple(events)
    taken_back = {one.undoes for one in events if one.undoes}
    said: dict[str, dict[str, Judgement]] = defaultdict(dict)
    for one in events:
        # a line that takes another back repeats what holds again, which somebody else may have said
        if one.by and not one.undoes and one.id not in taken_back:
            said[one.fingerprint][one.by] = one.judgement
    verdicts = (Judgement.ACCEPTED, Judgement.DISMISSED)
    several = [
        judged
        for by_person in said.values()
        if len(judged := [judgement for judgement in by_person.values() if judgement in verdicts]) > 1
    ]
    return Agreement(len(several), sum(len(set(judged)) == 1 for judged in several))
