"""The check unit-residue: dates, scales and units carried over word by word."""

import time

import pytest

from mtqa.checks.unit_residue import CHECK
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
        ("On 2022 year 5 month 21 day they met.", "2022 year 5 month 21 day", "May 21, 2022"),
        ("It began on March 3 day.", "March 3 day", "March 3"),
        ("In 2022 year, it ended.", "In 2022 year", "In 2022"),
        ("Some 13 ten thousand people left.", "13 ten thousand", "130,000"),
        ("It cost 3.5 hundred million yuan.", "3.5 hundred million", "350 million"),
        ("It cost 1,200 hundred million yuan.", "1,200 hundred million", "120 billion"),
        ("A debt of 2.5 million million yen.", "2.5 million million", "2.5 trillion"),
        ("He paid 5,000 won (KRW) won.", "won (KRW) won", "won (KRW)"),
        ("It was 1.6% per cent of all.", "1.6% per cent", "1.6%"),
        ("It was 5 percent % of all.", "5 percent %", "5 percent"),
        ("He paid $5 million dollars.", "$5 million dollars", "$5 million"),
        ("It fell to $2,858 U.S. dollars by then.", "$2,858 U.S. dollars", "$2,858"),
        ("It is 10 km kilometers away.", "0 km kilometers", "0 km"),
    ],
)
def test_flags(text, flagged, instead):
    """The place is marked, and the suggestion leaves nothing to flag."""
    (finding,) = findings(text)
    assert finding.text == flagged
    assert finding.suggestions[0].text == instead
    assert findings(text.replace(flagged, instead)) == []


def test_both_orders_of_a_date_are_offered():
    """American and British; an impossible date has no suggestion."""
    (finding,) = findings("On 2022 year 5 month 21 day they met.")
    assert [one.text for one in finding.suggestions] == ["May 21, 2022", "21 May 2022"]
    (finding,) = findings("On 2022 year 15 month 21 day they met.")
    assert finding.suggestions == ()


@pytest.mark.parametrize(
    "text",
    [
        "A boy of 2 years 5 months 3 days; the 2022 year-end sale; in 2022 years of peace began to seem long.",
        "A May 1 day of action; May days; the D-day of June 6; a 5-day week.",
        "A million million stars; ten thousand men; 100 thousand; 1.5 million; hundreds of millions of people.",
        "€5 in dollars; $5 a barrel; $5 Canadian; a $5 dollar-store toy; £3 pounds-shillings talk; $10 dollar bills.",
        "5 yuan (70 cents), 5 won (RMB 3), yuan (or dollars), 10 km (6 miles), 5 m high, 20 degrees.",
        "5 percentage points; 5% of 10%; 100 percent; 50 kg of rice.",
    ],
)
def test_leaves_alone(text):
    """Durations, compounds, real scales and glosses."""
    assert findings(text) == []


@pytest.mark.parametrize(
    "unit", ["2022 year 5 month ", "1 ten ", "$1,", "1,111", "5 % ", "won (", "May 1 ", "million million "]
)
def test_hostile(unit):
    """Time grows with the text, whatever it repeats."""
    start = time.perf_counter()
    findings("word " + unit * 20_000 + " end.")
    assert time.perf_counter() - start < 3
