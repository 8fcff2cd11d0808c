"""The check broken-number: what no convention of English reads."""

import time

import pytest

from mtqa.checks.broken_number import CHECK
from mtqa.readers import read_text
from mtqa.resources import Resources
from mtqa.segment import segment


def findings(text):
    """The check's findings in an article, in the order of the text."""
    document = segment(read_text(text))
    return sorted(CHECK.run(document, Resources(document)), key=lambda one: one.span)


@pytest.mark.parametrize(
    ("text", "flagged", "instead"),
    [
        ("It sold 46,25.6 million barrels.", "46,25.6", None),
        ("There were 1,7923 of them.", "1,7923", None),
        ("It rose 3.5.2 percent.", "3.5.2", None),
        ("It cost $12,34 in all.", "12,34", "12.34"),
        ("It rose 9,6% in May.", "9,6", "9.6"),
        ("Some 80,00 workers left.", "80,00", None),
        ("In 2011 it had 5.295.400 people.", "5.295.400", "5,295,400"),
        ("It cost 1.234,56 euros.", "1.234,56", "1,234.56"),
        ("He had 1,,200 and more.", "1,,200", None),
        ("In the 21th century.", "21th", "21st"),
        ("Its 3000 th match.", "3000 th", "3000th"),
        ("On the 2th and later.", "2th", "2nd"),
        ("Nearly 10, 000 people came.", "10, 000", "10,000"),
    ],
)
def test_flags(text, flagged, instead):
    """The number is marked; the suggestion, if any, leaves nothing to flag."""
    (finding,) = findings(text)
    assert finding.text == flagged
    assert [one.text for one in finding.suggestions] == ([] if instead is None else [instead])
    if instead is not None:
        assert findings(text.replace(flagged, instead)) == []


@pytest.mark.parametrize(
    "text",
    [
        "1,234,567.89 dollars, 0.001 percent, 3.14159, 12,34,567 rupees, 1,000 tons, 99.9%.",
        "On 12.05.2018, at 10.30, version 3.8.0, section 2.4.2, article 5.1.3, IP 192.168.1.1, 10.0.0.255.",
        "The vectors (1,2), [0,0] and (12,2021); x=1,2; the pairs 1,2 and 3,4; on May 1,2021 and July 4,1776 it rained.",
        "Call 555.123.456 or tel. 555.123.4567; ISBN 978-3-16-148410-0; 1/2,3; €1,000.",
        "The 1st, 2nd, 3rd, 4th, 11th, 12th, 13th, 111th, 101st, 22nd, 1,000th, 1900th and 2003rd.",
        "At 5 St James Street; 90 ST stocks; in 2019, 300 people; versions 5, 100 and 7.",
        "They won 3,2 and 21,19; a 16:9 screen; 4x100; 10,000,000 people.",
    ],
)
def test_leaves_alone(text):
    """Thousands, decimals, dates, versions, lists, scores and telephone numbers."""
    assert findings(text) == []


def test_a_lost_amount_weighs_more():
    """Where nobody can know the amount the finding is major, a matter of style is minor."""
    assert findings("It sold 46,25.6 million.")[0].severity == "major"
    assert findings("It rose 9,6%.")[0].severity == "minor"


@pytest.mark.parametrize("unit", ["1,", "1.1", "1,1.", "11111", "1 th ", "1, 000 ", "1,,", "0.0,0"])
def test_hostile(unit):
    """Time grows with the text, whatever it repeats."""
    start = time.perf_counter()
    findings("word " + unit * 20_000 + " end.")
    assert time.perf_counter() - start < 3
