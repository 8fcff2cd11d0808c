"""The shared words: nothing invisible survives, numbers and confidence read well."""

import pytest

from mtqa.mqm import Severity
from mtqa.report.wording import (
    confidence_words,
    count_words,
    excerpt,
    lowest,
    number,
    one_line,
    plural,
    score_words,
    standing,
    visible,
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("plain\ttext\r\n", "plain\ttext\r\n"),
        ("\x1b[31mred", "␛[31mred"),
        ("\x00\x07\x08", "␀␇␈"),
        ("\x7f", "␡"),
        ("\x9b31m", "\N{REPLACEMENT CHARACTER}31m"),
        ("\ud800", "\N{REPLACEMENT CHARACTER}"),
        ("Привет 윤 é 😀", "Привет 윤 é 😀"),
    ],
)
def test_visible(text, expected):
    """Controls get a picture or a replacement, other text is left alone, the length never changes."""
    assert visible(text) == expected
    assert len(visible(text)) == len(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a\n\n b\tc ", "a b c"),
        ("a\N{LINE SEPARATOR}b\x85c\x0bd", "a b c d"),
        ("a\N{RIGHT-TO-LEFT OVERRIDE}b", "a\N{REPLACEMENT CHARACTER}b"),
        ("\x1b]0;title\x07", "␛]0;title␇"),
        ("", ""),
    ],
)
def test_one_line(text, expected):
    """One line, whatever the text holds; nothing can turn it round."""
    assert one_line(text) == expected


@pytest.mark.parametrize(
    ("text", "limit", "expected"),
    [
        ("short", 10, "short"),
        ("exactly ten", 11, "exactly ten"),
        ("cut at a word boundary", 15, "cut at a word…"),
        ("unbreakablelongword", 10, "unbreakab…"),
        ("two\nlines", 20, "two lines"),
    ],
)
def test_excerpt(text, limit, expected):
    """At most so many characters, cut at a word where one ends late enough."""
    assert excerpt(text, limit=limit) == expected
    assert len(excerpt(text, limit=limit)) <= limit


def test_excerpt_of_a_huge_line():
    """Five million characters are not looked at to show ten."""
    assert excerpt("a b " * 1_250_000, limit=10) == "a b a b…"
    assert excerpt(" " * 5_000_000 + "x", limit=10) == "…"


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (None, "–"),
        (float("nan"), "–"),
        (float("inf"), "–"),
        (0.0, "0"),
        (12.04, "12"),
        (12.06, "12.1"),
        (1234.5, "1,234.5"),
    ],
)
def test_number(value, expected):
    """Unknown is a dash, never 0; thousands are separated."""
    assert number(value) == expected


@pytest.mark.parametrize(
    ("confidence", "words"),
    [
        (1.0, "very likely"),
        (0.9, "very likely"),
        (0.89, "likely"),
        (0.55, "more likely than not"),
        (0.5, "about even"),
        (0.49, "about even"),
        (0.0, "unlikely, but worth a look"),
    ],
)
def test_confidence_words(confidence, words):
    """Each confidence has words, up to both ends."""
    assert confidence_words(confidence) == words


def test_plural_and_counts():
    """One is singular; severities that do not occur are not listed; the worst comes first."""
    assert (plural(1, "word"), plural(0, "word"), plural(1200, "word")) == ("1 word", "0 words", "1,200 words")
    counts = ((Severity.NEUTRAL, 0), (Severity.MINOR, 4), (Severity.CRITICAL, 2))
    assert count_words(counts) == "2 critical, 4 minor"


@pytest.mark.parametrize(("score", "where"), [(40.9, "below"), (41.0, "within"), (68.0, "within"), (68.1, "above")])
def test_standing(factory, score, where):
    """The bounds of the typical range belong to it."""
    fluency = factory.fluency(factory.doc("One."), score=score)
    assert standing(fluency) == f"{where} the typical range"
    assert where in score_words(fluency)


def test_without_calibration(factory):
    """Without a calibration no scale is claimed, and the order is by surprisal."""
    fluency = factory.fluency(factory.doc("One here. Two there. Three everywhere."), calibrated=False)
    assert standing(fluency) == ""
    assert "not calibrated" in score_words(fluency)
    worst = lowest(fluency, limit=2)
    assert [s.surprisal for s in worst] == sorted((s.surprisal for s in fluency.segments), reverse=True)[:2]


def test_lowest_is_by_score(factory):
    """The least fluent come first, ties in reading order."""
    fluency = factory.fluency(factory.doc("One. Two. Three. Four."), {0: 50.0, 1: 7.0, 2: 7.0, 3: 90.0})
    assert [s.segment for s in lowest(fluency, limit=3)] == [1, 2, 0]
