"""Decisions that follow their findings through edits beside them."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtqa.data import Judgement
from mtqa.decisions import DecisionLog, Decisions, decided
from mtqa.decisions.carry import carried
from mtqa.decisions.make import record_for
from mtqa.decisions.stats import stats_of
from mtqa.options import Options
from mtqa.pipeline import assess
from mtqa.readers import read_text

TEXT = "On Monday it was said that the the envoys would meet again in Seoul."


def report_of(text, name="news/a.txt"):
    """The report of a text by the check for doubled words."""
    return assess(read_text(text, id=name), options=Options(select=("repeated-word",)))


def decisions_about(report, judgement=Judgement.DISMISSED, **more):
    """One about every finding."""
    lines = [record_for(report, one, judgement, by="Anna") for one in report.findings]
    return Decisions(tuple(replace(one, id=f"id{n}", **more) for n, one in enumerate(lines)))


@pytest.mark.parametrize(
    "edited",
    [
        TEXT.replace("said that", "reported that"),
        TEXT.replace("envoys would", "delegates would"),
        "A new beginning.\n\n" + TEXT.replace("envoys would", "delegates would"),
    ],
)
def test_one_side_is_enough(edited):
    """The decision goes on with its finding, by whom and when it was made."""
    before, after = report_of(TEXT), report_of(edited)
    decisions = decisions_about(before, at="2026-01-01T00:00:00Z", note="as in the original")
    (line,) = carried(after, decisions)
    assert line.fingerprint == after.findings[0].fingerprint != before.findings[0].fingerprint
    assert (line.judgement, line.by, line.at, line.note) == (
        "dismissed",
        "Anna",
        "2026-01-01T00:00:00Z",
        "as in the original",
    )
    assert (line.carried, line.id) == ("id0", "")
    assert decided(after, decisions).states() == ("dismissed",)


@pytest.mark.parametrize(
    ("edited", "name"),
    [
        (TEXT.replace("said that", "reported that").replace("envoys would", "delegates would"), "news/a.txt"),
        (TEXT.replace("the the", "that that").replace("said that", "said so"), "news/a.txt"),
        (TEXT.replace("said that", "reported that"), "news/b.txt"),
        ("The the end.", "news/a.txt"),
    ],
)
def test_nothing_is_carried_without_a_reason(edited, name):
    """Both sides changed, another surface, another article, or too little context to go by."""
    assert carried(report_of(edited, name), decisions_about(report_of(TEXT))) == ()


def test_two_that_could_be_meant_are_asked_again():
    """One decision, two findings that agree with it."""
    twice = "\n\n".join(TEXT.replace("envoys would", f"{who} would") for who in ("delegates", "ministers"))
    assert carried(report_of(twice), decisions_about(report_of(TEXT))) == ()


ALIKE = "They all said that the the envoys would meet."
PARAGRAPHS = [f"In the {place} it is so. {ALIKE}" for place in ("north", "south", "east")]


@pytest.mark.parametrize(
    ("before", "after", "stays"),
    [
        (PARAGRAPHS, [PARAGRAPHS[0].replace("the the", "the"), *PARAGRAPHS[1:]], [1, 2]),
        (PARAGRAPHS[:2], [PARAGRAPHS[0].replace("the the", "the"), PARAGRAPHS[1]], [1]),
        (PARAGRAPHS, [*(one.replace("the the", "the") for one in PARAGRAPHS[:2]), PARAGRAPHS[2]], [2]),
        (PARAGRAPHS[:1], PARAGRAPHS[:2], [0]),
        (PARAGRAPHS[1:], PARAGRAPHS, [None, 0, 1]),
    ],
)
def test_alike_in_wording_and_context(before, after, stays):
    """One of them is mended, or one more is added: every other keeps its own decision, and the new one has none."""
    first, second = (report_of("\n\n".join(parts)) for parts in (before, after))
    decisions = decisions_about(first)
    marked = decided(second, decisions)
    found = {one.fingerprint: one for one in marked.decisions}
    origin = [found.get(one.fingerprint) for one in second.findings]
    ids = [None if one is None else one.id or one.carried for one in origin]
    expected = [None if at is None else f"id{at}" for at in stays]
    assert ids == expected + [None] * (len(ids) - len(expected))


def test_a_finding_that_somebody_decided_about_keeps_that():
    """Also if that was taken back."""
    before, after = report_of(TEXT), report_of(TEXT.replace("said that", "reported that"))
    own = record_for(after, after.findings[0], Judgement.OPEN)
    decisions = decisions_about(before).followed_by(Decisions((own,)))
    assert carried(after, decisions) == ()


def test_lines_of_an_older_file_have_no_context():
    """They hold where the fingerprint does, and nowhere else."""
    before, after = report_of(TEXT), report_of(TEXT.replace("said that", "reported that"))
    assert carried(after, decisions_about(before, context="")) == ()


def test_edited_twice(tmp_path):
    """The decision goes on from where it stands, also when that was changed meanwhile."""
    texts = [TEXT, TEXT.replace("said that", "reported that"), TEXT.replace("said that", "written that")]
    first, second, third = map(report_of, texts)
    log = DecisionLog(tmp_path / "decisions.jsonl")
    log.append([record_for(first, first.findings[0], Judgement.DISMISSED, by="Anna")])
    (carried_on,) = log.carry(second)
    (again,) = carried(third, log.read())
    assert again.carried == carried_on.id
    log.append([record_for(second, second.findings[0], Judgement.ACCEPTED, by="Anna")])
    assert decided(third, log.read()).states() == ("accepted",)


def test_written_once_and_counted_once(tmp_path):
    """The log keeps both lines; a count takes the one that holds."""
    before, after = report_of(TEXT), report_of(TEXT.replace("said that", "reported that"))
    log = DecisionLog(tmp_path / "decisions.jsonl")
    log.append([record_for(before, before.findings[0], Judgement.DISMISSED, by="Anna")])
    assert len(log.carry(after)) == 1
    assert log.carry(after) == ()
    assert len(log.read().events) == 2
    assert log.read().events[1].carried == log.read().events[0].id
    assert stats_of(log.read()).total.dismissed == 1
    log.undo([after.findings[0].fingerprint])
    assert log.carry(after) == ()
    assert decided(after, log.read()).states() == ("open",)


_WORDS = st.lists(st.sampled_from(["sun", "rain", "wind", "the the", "talks"]), min_size=2, max_size=30).map(" ".join)


@given(_WORDS, _WORDS)
def test_never_to_another_check_or_wording_and_one_to_one(old, new):
    """Whatever was edited."""
    before, after = report_of(f"So it is. {old}"), report_of(f"So it is. {new}")
    decisions = decisions_about(before)
    lines = carried(after, decisions)
    by_key = {one.fingerprint: one for one in after.findings}
    assert len({one.carried for one in lines}) == len({one.fingerprint for one in lines}) == len(lines)
    for line in lines:
        finding = by_key[line.fingerprint]
        assert (line.check, line.found.casefold()) == (finding.check, finding.text.casefold())
    assert lines == carried(after, decisions)
