"""The article is cut so that nothing is lost, and every finding has one place."""

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mtqa.data import Block, BlockKind, Document, Segment, Span
from mtqa.report.html_marks import lay_out


def document(text, *blocks, segments=()):
    """A document with blocks at the given places."""
    return Document("a.txt", text, blocks=tuple(Block(Span(*b)) for b in blocks), segments=segments)


def runs(views):
    """All runs of all blocks, in order."""
    return [run for view in views for sentence in view.sentences for run in sentence.runs]


def shown(views):
    """The text of each block."""
    return ["".join(run.text for sentence in view.sentences for run in sentence.runs) for view in views]


def test_no_findings():
    """An article without findings is one run per sentence and one per gap."""
    d = document("One. Two.", (0, 9), segments=(Segment(0, Span(0, 4), 0), Segment(1, Span(5, 9), 0)))
    (view,) = lay_out(d, [])
    assert [(s.index, s.runs[0].text) for s in view.sentences] == [(0, "One."), (None, " "), (1, "Two.")]
    assert view.segments == (0, 1)


def test_one_finding():
    """The marked run carries the number, the anchor and the end."""
    before, marked, after = runs(lay_out(document("a Kovid b", (0, 9)), [Span(2, 7)]))
    assert (before.text, after.text) == ("a ", " b")
    assert (marked.text, marked.numbers, marked.anchors, marked.closing) == ("Kovid", (1,), (1,), (1,))


def test_nested_findings_show_the_shorter_one():
    """Inside a long finding a short one is on top; both have an anchor and an end."""
    found = runs(lay_out(document("0123456789", (0, 10)), [Span(0, 10), Span(3, 5)]))
    assert [(r.text, r.numbers, r.anchors, r.closing) for r in found] == [
        ("012", (1,), (1,), ()),
        ("34", (2, 1), (2,), (2,)),
        ("56789", (1,), (), (1,)),
    ]


def test_crossing_findings():
    """Two findings that cross are three runs."""
    found = runs(lay_out(document("0123456789", (0, 10)), [Span(0, 6), Span(4, 10)]))
    assert [(r.text, r.numbers) for r in found] == [("0123", (1,)), ("45", (1, 2)), ("6789", (2,))]


def test_same_span_twice():
    """Two findings on the same words: both anchored, both numbered, the first on top."""
    (run,) = runs(lay_out(document("Kovid", (0, 5)), [Span(0, 5), Span(0, 5)]))
    assert (run.numbers, run.anchors, run.closing) == ((1, 2), (1, 2), (1, 2))


def test_finding_over_two_blocks():
    """It is anchored where it begins and numbered where it ends."""
    first, second = runs(lay_out(document("abc\n\ndef", (0, 3), (5, 8)), [Span(0, 8)]))
    assert (first.anchors, first.closing) == ((1,), ())
    assert (second.anchors, second.closing) == ((), (1,))


@pytest.mark.parametrize("at", [0, 2, 3])
def test_empty_span(at):
    """A place between characters gets a number and hides no text, at the edges too."""
    views = lay_out(document("abc", (0, 3)), [Span(at, at)])
    assert shown(views) == ["abc"]
    assert [run.closing for run in runs(views) if run.closing] == [(1,)]


@pytest.mark.parametrize("span", [Span(3, 5), Span(4, 4), Span(4, 5)])
def test_finding_between_blocks(span):
    """Blank text between blocks is shown when a finding lies only there."""
    views = lay_out(document("abc\n\n\ndef", (0, 3), (6, 9)), [span])
    assert len(views) == 3
    assert [run.closing for run in runs(views) if run.closing] == [(1,)]


def test_blank_between_blocks_is_not_shown():
    """White space between blocks is no block."""
    assert shown(lay_out(document("abc\n\n\ndef", (0, 3), (6, 9)), [])) == ["abc", "def"]


def test_text_outside_blocks_is_shown():
    """A reader that forgets a line does not hide it from the person who checks."""
    assert shown(lay_out(document("abc def ghi", (4, 7)), [])) == ["abc ", "def", " ghi"]


def test_no_blocks_at_all():
    """A document without structure is one block of prose."""
    (view,) = lay_out(document("abc"), [])
    assert (view.kind, shown([view])) == (BlockKind.PROSE, ["abc"])


def test_empty_document():
    """Nothing to show, unless there is a finding on nothing."""
    assert lay_out(document(""), []) == ()
    assert [run.closing for run in runs(lay_out(document(""), [Span(0, 0)]))] == [(1,)]


def test_many_findings_on_one_place_stay_readable():
    """Only the shortest are named on the text; all have a number."""
    spans = [Span(0, n) for n in range(1, 21)]
    found = runs(lay_out(document("x" * 20, (0, 20)), spans))
    assert max(len(run.numbers) for run in found) == 6
    assert sorted(n for run in found for n in run.closing) == list(range(1, 21))


TEXTS = st.text(alphabet="ab .\n😀", min_size=0, max_size=40)


@st.composite
def articles(draw):
    """A text with blocks and segments inside them, and spans anywhere."""
    text = draw(TEXTS)
    cuts = sorted(draw(st.lists(st.integers(0, len(text)), max_size=8)))
    pairs = [(a, b) for a, b in zip(cuts[::2], cuts[1::2], strict=False) if a < b]
    segments = tuple(Segment(n, Span(a, b), n) for n, (a, b) in enumerate(pairs))
    places = st.tuples(st.integers(0, len(text)), st.integers(0, len(text)))
    spans = [Span(min(p), max(p)) for p in draw(st.lists(places, max_size=8))]
    return document(text, *pairs, segments=segments), spans


@settings(max_examples=400, deadline=None)
@given(articles())
def test_nothing_is_lost(article):
    """All text that is not blank is shown once; every finding has exactly one anchor and one number."""
    d, spans = article
    views = lay_out(d, spans)
    assert "".join("".join(shown(views)).split()) == "".join(d.text.split())
    anchors = Counter(n for run in runs(views) for n in run.anchors)
    numbers = Counter(n for run in runs(views) for n in run.closing)
    assert anchors == numbers == Counter(range(1, len(spans) + 1))


@settings(max_examples=200, deadline=None)
@given(articles())
def test_marks_stand_on_the_right_text(article):
    """Within the blocks, the text under a finding's runs is the text of its span."""
    d, spans = article
    views = lay_out(d, spans)
    for n, span in enumerate(spans, 1):
        covered = "".join(run.text for run in runs(views) if n in run.numbers)
        whole = "".join(span.of(d.text).split())
        # at most MAX_OVERLAP findings are named on a run
        assert len(spans) > 6 or "".join(covered.split()) == whole
