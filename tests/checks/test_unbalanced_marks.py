"""The check unbalanced-marks: marks without their partner."""

import time

import pytest

from mtqa.checks.unbalanced_marks import CHECK
from mtqa.readers import read_text
from mtqa.resources import Resources
from mtqa.segment import segment


def findings(text):
    """The check's findings in an article, in the order of the text."""
    document = segment(read_text(text))
    return sorted(CHECK.run(document, Resources(document)), key=lambda one: one.span)


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("“We are ready, he said.\n\nNobody answered.", 0),
        ("We are ready,” he said.\n\nNobody answered.", 13),
        ('He said "we are ready.\n\nNobody answered.', 8),
        ('We are ready," he said.\n\nNobody answered.', 13),
        ("He came (from Seoul and left.\n\nNobody answered.", 8),
        ("He came from Seoul) and left.\n\nNobody answered.", 18),
        ("He came [from Seoul and left.\n\nNobody answered.", 8),
        ("“Yes,” he said. “No, she said.\n\nNobody answered.", 16),
    ],
)
def test_one_mark_is_lost(text, at):
    """The mark whose partner is missing is flagged; nobody can know where the other belongs."""
    (finding,) = findings(text)
    assert finding.span.start == at
    assert finding.suggestions == ()


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("In May (2019] it ended.", "In May (2019) it ended."),
        ("He said ““no”” to it.", "He said “no” to it."),
    ],
)
def test_mends(wrong, right):
    """A bracket of the wrong kind, and marks typed twice."""
    text = wrong
    for finding in reversed(findings(text)):
        text = text[: finding.span.start] + finding.suggestions[0].text + text[finding.span.end :]
    assert text == right
    assert findings(right) == []


@pytest.mark.parametrize(
    "text",
    [
        "“First.\n\n“Second.\n\n“Third,” he said.",
        "“First.\n\n“Second,” he said. “And more.”\n\nThe end.",
        "“First line\n\nsecond line\n\nthird line,” it reads.",
        '"First.\n\n"Second," he said.',
        "He said (in Seoul\n\nand in Busan) that he would go.",
        "A 6” pipe and a 6\" nail, 5' 11\" tall. The '90s.",
        '"The Bomb 2" was shown in 2020, and "The First Battle of 2020" too.',
        "1) first\n\n2) second; a) third; (b) fourth; iv) fifth.",
        "A face :) and :-( and ;) and :'( too; x) here.",
        "The interval [0, 1) and (0, 1]; f() and g(x); a[i]; (see [3]); [sic].",
        "„Nein“, «non», »nein«, ”nej” and ``so''.",
        "He said “he told me “no” and left”.",
        "“The value rose, “Kim said. “It never did.",
        "He said: ‘no’ (or “no”).",
    ],
)
def test_leaves_alone(text):
    """Speech over paragraphs, measures, lists, faces, intervals, other languages, and the business of quote-direction."""
    assert findings(text) == []


@pytest.mark.parametrize(
    "unit", ["“", "”", '"', "(", ")", "(]", "[1,", "““ ", '5" ', "“a\n\n", "a”\n\n", '"a\n\n', "( ", "(a) [", "1) "]
)
def test_hostile(unit):
    """Time grows with the text, whatever it repeats."""
    start = time.perf_counter()
    findings("word " + unit * 10_000 + " end.")
    assert time.perf_counter() - start < 4
