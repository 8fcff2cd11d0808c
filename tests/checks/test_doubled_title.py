"""The check doubled-title: titles said twice, and titles without a name."""

import time

import pytest

from mtqa.checks.doubled_title import CHECK
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
        ("They met President President Yoon.", "They met President Yoon."),
        ("Foreign Minister Foreign Minister Park left.", "Foreign Minister Park left."),
        ("He saw Mr. Mr. Park.", "He saw Mr. Park."),
        ("He saw Mr Mr Park.", "He saw Mr Park."),
        ("He saw Ms. Mr. Park.", "He saw Mr. Park."),
        ("Yesterday Mr. President Mr. Yoon left.", "Yesterday President Yoon left."),
        ("They thanked Mr. Tanaka-san for it.", "They thanked Mr. Tanaka for it."),
        ("They thanked Ms. Kim Yu-na ssi for it.", "They thanked Ms. Kim Yu-na for it."),
    ],
)
def test_mends(wrong, right):
    """One title is left, and nothing is flagged then."""
    (finding,) = findings(wrong)
    assert wrong[: finding.span.start] + finding.suggestions[0].text + wrong[finding.span.end :] == right
    assert findings(right) == []


@pytest.mark.parametrize(
    "text",
    [
        "Yesterday, Mr. said that it was over.",
        "The minister thanked Mrs. and left. Then Mr. was asked.",
        "They spoke to Mr.",
        "“We know,” Mr. told the press.",
        "In the end Ms. who came late was thanked.",
        "In the end, Dr. said that it was over.",
    ],
)
def test_a_lost_name(text):
    """No name follows: nobody can know which, so nothing is suggested."""
    found = findings(text)
    assert found
    assert all(one.suggestions == () and one.severity == "major" for one in found)


@pytest.mark.parametrize(
    "text",
    [
        "Mr. and Mrs. Park, Mr. or Ms. Kim, Mr./Ms. Lee; Messrs. Kim and Park.",
        "Mr. de Klerk, Mr. van Dyke, Mr. bin Salman, Mr. Right, Mr Lee, Mr. X.",
        "The title Mr. is used for men. The words Mr. and Mrs. are short. “Mr.” is written so. The forms Mr., Mrs. and Ms.",
        "“Mr. President, Mr. Yoon has come,” she said. Thank you, Mr. President.",
        "Vice President Harris, President Xi, Prime Minister of Japan; the Minister. Minister Kim spoke.",
        "5 Mulholland Dr. is for sale. On Sunset Dr. in the hills; Dr. Kim said so.",
        "Tanaka-san bowed; Mr. Sanders-Kim; the MS. was lost; ms. is short for milliseconds.",
        "Sen. Kim, Gov. Park, Major Major, Duke Duke; chief chief.",
    ],
)
def test_leaves_alone(text):
    """Names with particles, titles spoken about, streets."""
    assert findings(text) == []


@pytest.mark.parametrize(
    "unit", ["Mr. ", "Mr. Mr. ", "President ", "Mr. President ", "Mr. A ", "the Mr", "Mr. Aaaa-", "Dr. said "]
)
def test_hostile(unit):
    """Time grows with the text, whatever it repeats."""
    start = time.perf_counter()
    findings("word " + unit * 10_000 + " end.")
    assert time.perf_counter() - start < 3
