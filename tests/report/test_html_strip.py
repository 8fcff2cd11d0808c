"""The fluency pictures show the numbers and nothing else."""

import itertools
from dataclasses import replace

import pytest

from mtqa.report.html_strip import HEIGHT, PER_STRIP, beside, heights, scale, strips


def test_taller_is_more_fluent(factory):
    """The order of the bars is the order of the scores."""
    document = factory.doc("One. Two. Three.")
    (strip,) = strips(document, factory.fluency(document, {0: 10.0, 1: 55.0, 2: 100.0}), low=frozenset({0}))
    assert [bar.height for bar in strip.bars] == [6, 33, HEIGHT]
    assert [bar.low for bar in strip.bars] == [True, False, False]
    assert [bar.tone for bar in strip.bars] == ["t0", "t2", "t2"]
    # the flagged one is in the path of its own, with a mark below the line; all stand on the line
    assert dict(strip.paths) == {"low": "M4 60v-6M4 64v5", "t2": f"M14 60v-33M24 60v-{HEIGHT}"}


def test_without_score_surprisal_is_turned_round(factory):
    """The most surprising sentence has the lowest bar."""
    document = factory.doc("One. Two. Three.")
    fluency = factory.fluency(document, calibrated=False)
    height = heights(fluency)
    assert sorted(height, key=height.__getitem__) == [
        s.segment for s in sorted(fluency.segments, key=lambda s: -s.surprisal)
    ]


@pytest.mark.parametrize(("n", "rows"), [(0, 0), (1, 1), (PER_STRIP, 1), (PER_STRIP + 1, 2), (3 * PER_STRIP, 3)])
def test_long_articles_get_several_strips(factory, n, rows):
    """No bar is left out, and none overlaps its neighbour."""
    document = factory.doc("Word. " * n + "\n")
    found = strips(document, factory.fluency(document), low=frozenset())
    assert len(found) == rows
    assert sum(len(strip.bars) for strip in found) == n
    for strip in found:
        places = [bar.x for bar in strip.bars]
        assert all(b - a >= 10 for a, b in itertools.pairwise(places))
        assert places[-1] + 10 <= strip.width


def test_unscored_sentences_have_no_bar(factory):
    """A sentence without a score is not drawn as 0."""
    document = factory.doc("One. Two.")
    height = heights(factory.fluency(document, {0: None, 1: 40.0}))
    assert set(height) == {1}
    drawn = beside((0, 1), height, low=frozenset())
    assert drawn is not None
    assert (drawn.height, drawn.paths) == (5, (("t1", "M0 1.5h11"),))
    assert beside((0,), height, low=frozenset()) is None


@pytest.mark.parametrize(
    ("score", "typical", "expected"), [(52.4, (41.0, 68.0), (52.4, 41.0, 27.0)), (150.0, None, (100.0, None, 0.0))]
)
def test_scale(factory, score, typical, expected):
    """The mark and the range stand where the numbers say, inside the scale."""
    made = scale(factory.fluency(factory.doc("One."), score=score, typical=typical))
    assert made is not None
    assert (made.score, made.low, made.width) == expected


def test_no_scale_without_a_score(factory):
    """Unknown is not 0."""
    document = factory.doc("One.")
    assert scale(factory.fluency(document, calibrated=False)) is None
    assert scale(replace(factory.fluency(document), score=float("nan"))) is None
