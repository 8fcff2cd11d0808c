"""The records and their invariants."""

from array import array

import pytest

from mtqa.data import Document, Finding, SourceMap, Span
from mtqa.mqm import WEIGHTS, Category, Severity


def test_span_invariants():
    """A span is half-open and never negative."""
    assert Span(2, 5).of("abcdefg") == "cde"
    assert len(Span(2, 5)) == 3
    assert not Span(0, 2).overlaps(Span(2, 4))
    assert Span(0, 3).overlaps(Span(2, 4))
    assert Span(0, 4).contains(Span(2, 4))
    for start, end in ((-1, 2), (3, 2)):
        with pytest.raises(ValueError, match="not a span"):
            Span(start, end)


def test_line_and_column_count_code_points_from_one():
    """Lines end at a line feed; columns count code points, not bytes or UTF-16 units."""
    document = Document("x", "ab\n𝒜ünd cd\r\nlast")
    for surface, place in (("ab", (1, 1)), ("cd", (2, 6)), ("last", (3, 1)), ("\n", (1, 3))):
        start = document.text.index(surface)
        assert document.line_column(Span(start, start + len(surface))) == place


def test_source_map_leads_back_to_the_file():
    """A span of the text covers everything it came from, an entity as well as the tags between."""
    original = "<b>A&amp;B</b> C"
    text = "A&B C"
    starts = array("L", [3, 4, 9, 14, 15])
    ends = array("L", [4, 9, 10, 15, 16])
    document = Document("x", text, original=original, source_map=SourceMap(starts, ends))
    assert document.to_original(Span(1, 2)).of(original) == "&amp;"
    assert document.to_original(Span(0, 3)).of(original) == "A&amp;B"
    assert document.to_original(Span(2, 5)).of(original) == "B</b> C"
    assert document.to_original(Span(5, 5)) == Span(16, 16)


def test_a_text_that_is_not_its_original_needs_a_map():
    """A document cannot lose its way back to the file."""
    with pytest.raises(ValueError, match="source map"):
        Document("x", "text", original="<p>text</p>")


@pytest.mark.parametrize("confidence", [-0.1, 1.1, float("nan")])
def test_confidence_is_a_probability(confidence):
    """A confidence outside 0..1 is refused where it is made."""
    with pytest.raises(ValueError, match="confidence"):
        Finding("c", Category.SPELLING, Severity.MINOR, Span(0, 1), "a", message="m", confidence=confidence)


def test_severities_are_ordered_and_weighted():
    """Severities ascend from neutral to critical, with the MQM weights."""
    assert sorted(Severity, key=lambda one: one.rank) == list(Severity)
    assert Severity.MINOR < Severity.MAJOR <= Severity.CRITICAL
    assert max(Severity) is Severity.CRITICAL
    assert [WEIGHTS[one] for one in Severity] == [0, 1, 5, 25]


def test_category_ids_are_unique_and_split():
    """Each id is dimension/subtype; the label is readable."""
    assert len({one.value for one in Category}) == len(Category)
    for one in Category:
        dimension, _, subtype = one.value.partition("/")
        assert dimension == one.dimension
        assert subtype
        assert " " not in one.value
