"""What decisions say of the checks."""

import pytest

from mtqa.data import Decision, Judgement
from mtqa.decisions import Decisions
from mtqa.decisions.stats import stats_of, wilson

A, D, U, OPEN = Judgement.ACCEPTED, Judgement.DISMISSED, Judgement.UNSURE, Judgement.OPEN


@pytest.mark.parametrize(
    ("k", "n", "low", "high"),
    [
        # Newcombe 1998, "Two-sided confidence intervals for the single proportion", table I, method 3
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_wilson(k, n, low, high):
    """Published values."""
    assert wilson(k, n) == pytest.approx((low, high), abs=5e-5)
    assert wilson(n - k, n) == pytest.approx((1 - high, 1 - low), abs=5e-5)


def test_wilson_of_nothing_is_everything():
    """No trial says nothing."""
    assert wilson(0, 0) == (0.0, 1.0)


def many(check, verdicts, confidence=0.8, by="Anna"):
    """Decisions about findings of one check."""
    return [
        Decision(f"{check}-{confidence}-{n}", verdict, check=check, confidence=confidence, by=by)
        for n, verdict in enumerate(verdicts)
    ]


def test_one_verdict_for_each_finding():
    """The last one counts; what was taken back does not; unsure is counted apart."""
    events = [*many("loop", [A, D, U, D]), *many("loop", [D]), Decision("loop-0.8-3", OPEN, check="loop")]
    stats = stats_of(Decisions(tuple(events)))
    rate = stats.checks["loop"]
    assert (rate.accepted, rate.dismissed, rate.unsure) == (0, 2, 1)
    assert rate.precision == 0.0
    assert rate.expected == pytest.approx(0.8)
    assert stats.total.n == 2


def test_bands_hold_confidence_against_people():
    """By confidence, the ends of the scale in a band as well."""
    events = many("x", [A, A, D], 0.5) + many("x", [A], 1.0) + many("x", [D], 0.2) + [Decision("k", A, check="x")]
    stats = stats_of(Decisions(tuple(events)))
    assert {band: rate.n for band, rate in stats.bands.items()} == {(0.0, 0.5): 1, (0.5, 0.6): 3, (0.9, 1.01): 1}
    assert stats.checks["x"].n == 6


def test_only_what_is_surely_below_is_proposed():
    """Nine of nine dismissed are too few; thirty of thirty are not."""
    events = many("few", [D] * 9) + many("bad", [D] * 30) + many("good", [A] * 30)
    assert [one.check for one in stats_of(Decisions(tuple(events))).below(0.5)] == ["bad"]


def test_a_confidence_from_which_on_it_holds():
    """The lowest step of .05 above which people agree often enough, if enough of them decided there."""
    events = many("x", [D] * 40, 0.52) + many("x", [D] * 10 + [A] * 2, 0.61) + many("x", [A] * 9 + [D] * 2, 0.83)
    (one,) = stats_of(Decisions(tuple(events))).below(0.5)
    assert one.min_confidence == pytest.approx(0.85) or one.min_confidence == pytest.approx(0.65)
    assert one.above is not None
    assert one.above.precision >= 0.5
    (none,) = stats_of(Decisions(tuple(many("x", [D] * 40, 0.52) + many("x", [A] * 9, 0.9)))).below(0.5)
    assert none.min_confidence is None


def test_several_people():
    """Each person's last word about a finding; who took theirs back said nothing."""
    events = [
        Decision("k", A, by="Anna"),
        Decision("k", A, by="Ben"),
        Decision("m", A, by="Anna"),
        Decision("m", D, by="Ben"),
        Decision("m", A, by="Ben"),
        Decision("o", A, by="Anna"),
        Decision("o", D, by="Ben", id="z"),
        Decision("o", A, by="Anna", undoes="z"),  # she took his back: he has not said anything that holds
        Decision("p", A, by="Anna"),
        Decision("p", D, by="Ben"),
        Decision("q", A),
    ]
    agreement = stats_of(Decisions(tuple(events))).agreement
    assert (agreement.n, agreement.same) == (3, 2)
